"""The contributors that a report prints, in every format that people read; frozen with what was signed."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from bilingual.text import Text
from forum.models import WorkingGroup
from publications import web, word
from publications.building import build_document
from publications.contributing import printed
from publications.document import Contributor
from publications.pdf import render_pdf
from reports.contributions.acknowledgements import print_contributors
from reports.models import Report, Snapshot
from reports.stages import Stage
from tests.factories.forum import OrganisationFactory
from tests.factories.reports import AnswerFactory, text
from tests.reports.way import Way

pytestmark = pytest.mark.django_db
UNIONS = {"fr": "Syndicats", "en": "Unions"}


def flat(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())


def row(group=None, organisation=None, *answers: int) -> dict:
    return {"group": group, "organisation": organisation, "answers": list(answers)}


def names(found: tuple[Contributor, ...]) -> list[tuple]:
    return [
        (one.names[0].text, one.numbers, [(name[0].text, numbers) for name, numbers in one.organisations])
        for one in found
    ]


def test_a_group_is_there_once_with_its_organisations():
    rows = [
        row(UNIONS, None, 1),
        row(UNIONS, {"fr": "CFDT"}, 2, 1),
        row(None, {"fr": "Ministère"}, 3),
        row(None, {"fr": "Mairie"}, 3),
    ]
    assert names(printed(rows, ("fr",))) == [
        ("Syndicats", (1, 2), [("CFDT", (2, 1))]),
        ("Ministère", (3,), []),
        ("Mairie", (3,), []),
    ]


@pytest.fixture
def way() -> Way:
    """A report whose lessons the chair of its group wrote, for a union."""
    way = Way(groups=1)
    union = OrganisationFactory(country=way.report.country, name=Text.of(fr="CFDT"))
    way.chairs[0].memberships.update(organisation=union)
    WorkingGroup.objects.update(name=Text.of(**UNIONS))
    way.report.answers.filter(slot__question="lessons").delete()
    AnswerFactory(report=way.report, question="lessons", value=text("Les leçons."), changed_by=way.chairs[0])
    return way


def document(way, *languages: str):
    return build_document(Report.objects.get(pk=way.report.pk), languages or ("fr",))


def test_they_are_printed_only_where_the_focal_point_has_it_so(way):
    assert document(way).contributors == ()
    print_contributors(report=way.report, printed=True, by=way.focal_point)
    assert names(document(way).contributors) == [("Syndicats", (7,), [("CFDT", (7,))])]


@pytest.mark.long
def test_every_format_that_people_read_has_them(way):
    print_contributors(report=way.report, printed=True, by=way.focal_point)
    made = document(way, "fr", "en")
    html = web.to_html(made).decode()
    assert re.findall(r'<h2 id="contributors"', html) == ['<h2 id="contributors"']
    printed_pdf = flat(render_pdf(made))
    with ZipFile(BytesIO(word.to_docx(made))) as archive:
        written = archive.read("word/document.xml").decode()
    for found in (html, printed_pdf, written):
        assert ("Syndicats" in found, "Unions" in found, "CFDT" in found) == (True, True, True)


def test_a_signed_report_prints_what_was_frozen_with_it(way):
    print_contributors(report=way.report, printed=True, by=way.focal_point)
    way.to(Stage.SUBMITTED)
    before = document(way).contributors
    assert names(before) == [("Syndicats", (7,), [("CFDT", (7,))])]
    WorkingGroup.objects.update(name=Text.of(fr="Autre nom"))
    way.chairs[0].memberships.update(organisation=None)
    assert document(way).contributors == before


def test_a_report_that_does_not_print_them_does_not_freeze_them(way):
    way.to(Stage.SUBMITTED)
    assert ["contributors" in content for content in Snapshot.objects.values_list("content", flat=True)] == [False] * 2


def test_it_takes_one_query_more_for_a_signed_report(way, django_assert_num_queries):
    print_contributors(report=way.report, printed=True, by=way.focal_point)
    way.to(Stage.SUBMITTED)
    report = Report.objects.select_related("country", "campaign", "roadmap").get(pk=way.report.pk)
    with django_assert_num_queries(8):  # the frozen text, who wrote it, the forum (4), the signature, what was frozen
        build_document(report, ("fr",))
