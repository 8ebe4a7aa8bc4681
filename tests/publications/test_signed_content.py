"""What the forum's groups answered, and the signature, in every format that people read."""

import json
import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from bilingual.text import Text
from forum.models import Organisation
from publications import data, web, word
from publications.building import build_document
from publications.document import GroupAnswer, Signed
from publications.pdf import render_pdf
from publications.workbook import to_xlsx
from reports.models import Signature, Snapshot
from reports.stages import Stage
from tests.reports.way import Way

pytestmark = pytest.mark.django_db
OBSERVATION = Text.of(fr="Les syndicats demandent un suivi.\n\nIls le disent deux fois.")


@pytest.fixture
def way() -> Way:
    """One group observes in French, one abstains, one keeps silent; one has nobody who could answer."""
    way = Way(groups=4)
    way.chairs[3].memberships.update(until="2020-12-31")
    way.do("send_to_forum")
    way.answer(1, "observation", OBSERVATION)
    way.answer(2, "abstain")
    way.do("propose_sign_off", comment="Group 3 was asked three times.")
    return way


@pytest.fixture
def signed(way) -> Way:
    way.sign()
    return way


def test_a_draft_has_no_answers_and_no_signature(way):
    way.do("take_back", comment="…")
    document = build_document(way.report, ("fr",))
    assert (document.forum, document.signed) == ((), None)


def test_each_group_that_was_asked_has_its_place(way):
    document = build_document(way.report, ("en",))
    assert [(group.names[0].text, group.choice, group.by) for group in document.forum] == [
        ("Group 1", "observation", "Chair 1"),
        ("Group 2", "abstain", "Chair 2"),
        ("Group 3", "", ""),
    ]
    observation = document.forum[0]
    assert [(passage.language, passage.text) for passage in observation.passages] == [
        ("fr", "Les syndicats demandent un suivi.\n\nIls le disent deux fois.")
    ]
    assert observation.missing_in == ("en",)
    assert document.signed is None


def test_the_signature_is_that_of_the_text(signed):
    signature = Signature.objects.get()
    found = build_document(signed.report, ("en", "fr")).signed
    assert (found.name, [role.text for role in found.roles], found.sha256, found.text_sha256) == (
        "The signatory",
        ["signatory", signature.role["fr"]],
        signature.snapshot.sha256,
        Snapshot.objects.get(occasion="review").text_sha256,
    )


def test_data_for_programs(signed):
    found = json.loads(data.to_json(build_document(signed.report, ("fr",))))
    assert [(group["group"], group["answer"], group["by"], len(group["texts"])) for group in found["forum"]] == [
        ("Groupe 1", "observation", "Chair 1", 1),
        ("Groupe 2", "abstain", "Chair 2", 0),
        ("Groupe 3", None, None, 0),
    ]
    assert sorted(found["signature"]) == ["at", "name", "role", "sha256", "text_sha256"]


def test_the_web_page_marks_the_language_of_an_observation(signed):
    html = web.to_html(build_document(signed.report, ("en",))).decode()
    forum = html.split('id="forum"')[1].split("</section>")[0]
    assert '<div class="answer" lang="fr"><p>Les syndicats demandent un suivi.</p><p>Ils le disent deux fois.</p>' in (
        forum.replace("\n", "")
    )
    assert "Written in French only" in forum
    assert "The group has not answered." in forum
    assert '<a href="#forum">' in html
    cover = html.split('class="cover"')[1].split("</section>")[0]
    assert ("The signatory, signatory" in cover, Signature.objects.get().snapshot.text_sha256[:16] in cover) == (
        True,
        True,
    )


def test_the_word_file(signed):
    with ZipFile(BytesIO(word.to_docx(build_document(signed.report, ("fr", "en"))))) as file:
        xml = file.read("word/document.xml").decode()
    words = ["".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", line)) for line in xml.split("</w:p>")]
    assert "Les syndicats demandent un suivi." in words
    assert "Groupe 1 / Group 1" in words
    assert any("The signatory" in line and Signature.objects.get().snapshot.text_sha256[:16] in line for line in words)


def test_the_pdf(signed):
    pages = [
        page.extract_text() for page in PdfReader(BytesIO(render_pdf(build_document(signed.report, ("en",))))).pages
    ]
    assert "The signatory" in pages[0]
    assert any("Les syndicats demandent un suivi." in page for page in pages[1:])


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_however_many_groups(count, django_assert_num_queries):
    way = Way(groups=count).to(Stage.SUBMITTED)
    with django_assert_num_queries(7):  # the text, who wrote it, the review, groups, chairs, answers, the signature
        document = build_document(way.report, ("fr",))
    assert isinstance(document.signed, Signed)
    assert all(isinstance(group, GroupAnswer) for group in document.forum)


def test_a_workbook_has_a_sheet_of_them(way):
    union = Organisation.objects.create(country=way.country, name=Text.of(fr="Syndicat"), kind="workers")
    answers = way.report.snapshots.get().answers
    answers.update(given_at=datetime(2023, 7, 1, 12, tzinfo=UTC))
    answers.filter(choice="abstain").update(organisation=union)
    book = load_workbook(BytesIO(to_xlsx(build_document(way.report, ("en", "fr")))))
    day = datetime(2023, 7, 1)
    assert list(book["The forum’s answers"].iter_rows(values_only=True)) == [
        ("Working group", "Answer", "Language", "Observation", "Name", "Organisation", "Day"),
        ("Groupe 1", "joint une observation", "fr", OBSERVATION["fr"], "Chair 1", None, day),
        ("Group 2", "abstains", None, None, "Chair 2", "Syndicat [Written in French only]", day),
        ("Group 3", "no answer", None, None, None, None, None),
    ]


def test_a_workbook_of_a_draft_has_no_such_sheet(way):
    way.do("take_back", comment="…")
    book = load_workbook(BytesIO(to_xlsx(build_document(way.report, ("en",)))))
    assert book.sheetnames == ["Answers", "Next steps", "Roadmap"]
