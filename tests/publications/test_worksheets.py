"""The worksheet on paper: what it says, that it can be read by everybody, and that it has room for the hand."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from bilingual.text import Text
from forum.models import User
from forum.roles import Role
from publications.worksheets import paper, to_docx, to_pdf
from reports.answers.next_steps import add_next_step
from richtext.build import doc, footnote, objective, paragraph
from tests.factories.forum import CountryFactory, UserFactory, WorkingGroupFactory
from tests.factories.reports import AnswerFactory, AssignmentFactory, CampaignFactory, ReportFactory, text

pytestmark = pytest.mark.django_db
FILE = "/en/reports/FRA/2023/worksheet/sheet.{}?language={}"


@pytest.fixture
def report():
    return ReportFactory(country=CountryFactory(france=True))


@pytest.fixture
def unions(report):
    group = WorkingGroupFactory(country=report.country, name=Text.of(fr="Syndicats", en="Unions"))
    AssignmentFactory(report=report, section="overall", user=None, group=group)
    return group


@pytest.fixture
def chair(report, unions) -> User:
    return UserFactory(holds=(Role.GROUP_CHAIR, report.country, unions))


@pytest.fixture
def answers(report):
    """Of this year and of the last, with what a document may hold."""
    value = doc(paragraph("Le forum", footnote("Une note."), " sert ", objective("1.1.A"), "."))
    AnswerFactory(report=report, value=value)
    earlier = ReportFactory(country=report.country, campaign=CampaignFactory(year=2022), roadmap=report.roadmap)
    AnswerFactory(report=earlier, value=text("L’an dernier."))


def flat(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())


def test_it_holds_the_group_s_questions_and_what_the_meeting_looks_at(report, unions, chair, answers):
    found = paper(report, chair, unions, "fr")
    (part,) = found.parts
    results = next(sheet for sheet in part.sheets if sheet.question.key == "key_results")
    assert (results.before.passages[0].text, results.before.passages[0].anchor) == (
        "L’an dernier.",
        "before-key_results-fr",
    )
    assert [sheet.todo for sheet in part.sheets if sheet.question.key == "other_successes"] == [
        ("Réponse obligatoire.",)
    ]
    assert paper(report, chair, unions, "en").filename("pdf") == "france-2023-worksheet-unions-en.pdf"


@pytest.mark.long
def test_the_pdf_has_both_answers_and_room_for_notes(report, unions, chair, answers):
    add_next_step(report=report, by=None)
    made = to_pdf(paper(report, chair, None, "fr"))
    said = flat(made)
    for words in ("Le forum", "Une note.", "L’an dernier.", "2022"):
        assert words in said
    assert PdfReader(BytesIO(made)).trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert to_pdf(paper(report, chair, None, "fr")) == made


def test_the_word_file_has_them_too(report, unions, chair, answers):
    with ZipFile(BytesIO(to_docx(paper(report, chair, unions, "en")))) as archive:
        written = archive.read("word/document.xml").decode()
    words = re.sub(r"<[^>]*>", "", written)
    for said in ("Unions", "Le forum", "L’an dernier.", "The answer of 2022"):
        assert said in words
    assert words.count("Notes of the meeting") == 5
    assert "w:tbl" in written


@pytest.mark.long
@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_it_is_downloaded_by_who_reads_the_report(client_for, report, unions, chair, answers, format):
    answer = client_for(chair).get(FILE.format(format, "fr"))
    assert (answer.status_code, b"".join(answer.streaming_content)[:2]) == (200, b"%P" if format == "pdf" else b"PK")
    assert client_for(chair).get(FILE.format("html", "fr")).status_code == 404
    assert client_for(chair).get(FILE.format(format, "de")).status_code == 404
    assert (
        client_for(UserFactory(holds=(Role.OBSERVER, report.country))).get(FILE.format(format, "fr")).status_code == 403
    )


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_however_much_there_is(report, unions, chair, count, django_assert_num_queries):
    for number in range(count):
        AssignmentFactory(
            report=report, section=("progress", "evidence", "difficulties")[number], user=None, group=unions
        )
        AnswerFactory(report=report, question=("lessons", "difficulties", "anything_else")[number])
    with django_assert_num_queries(20):
        paper(report, User.objects.get(pk=chair.pk), unions, "fr")
