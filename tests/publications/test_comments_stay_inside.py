"""What people of a country say to each other about an answer goes into no file and onto no public page."""

import pytest

from publications.export import FORMATS, make_export
from publications.files import fingerprint
from reports.models import Comment, Report
from reports.stages import Stage
from tests.factories.reports import AnswerFactory, ReportFactory, ThreadFactory
from tests.reports.way import Way

pytestmark = pytest.mark.django_db
SAID = "Nobody outside reads this."


@pytest.mark.parametrize("format", FORMATS)
def test_no_file_knows_of_comments(format):
    report = ReportFactory(country__france=True)
    AnswerFactory(report=report)
    before = make_export(report, "fr", format)
    ThreadFactory(report=report, quote="Bonjour", said=SAID)
    after = make_export(Report.objects.get(), "fr", format)

    assert fingerprint(after.document, format) == fingerprint(before.document, format)
    assert SAID.encode() not in after.content


def test_no_public_page_shows_them(client):
    way = Way(groups=0)
    ThreadFactory(report=way.report, said=SAID)
    way.to(Stage.PUBLISHED)
    pages = [client.get(f"/en/countries/FRA/{rest}") for rest in ("", "2023/")]

    assert (Comment.objects.get().body, [page.status_code for page in pages]) == (SAID, [200, 200])
    assert [SAID in page.content.decode() for page in pages] == [False, False]
