"""What people of a country say to each other about an answer goes into no file."""

import pytest

from publications.export import FORMATS, make_export
from publications.files import fingerprint
from reports.models import Report
from tests.factories.reports import AnswerFactory, ReportFactory, ThreadFactory

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
