"""The pages: taking out, sending back, looking, proposing."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from forum.roles import Role
from reports.models import Proposal, WordCopy, WordReturn
from reports.stages import Stage
from richtext.reading import to_text
from tests.factories.forum import UserFactory
from tests.reports.importing.broken import word_with
from tests.reports.word import editing
from tests.reports.word.conftest import sent_back

pytestmark = pytest.mark.django_db

PART = "/en/reports/FRA/2023/sections/overall/word/"


@pytest.fixture
def web(client_for, reviewer):
    return client_for(reviewer)


@pytest.fixture
def kept(report, reviewer, taken) -> WordReturn:
    content = editing.changed(
        taken.content, ("né en mai", "né en juin"), ("<w:sectPr>", editing.paragraph("Merci à tous.") + "<w:sectPr>")
    )
    return sent_back(report, reviewer, content, "Rapport.docx")


def address(kept, name="word_preview") -> str:
    return reverse(f"reports:{name}", args=["FRA", 2023, kept.pk])


def upload(web, content, name="part.docx"):
    return web.post(PART, {"file": SimpleUploadedFile(name, content)})


def test_the_whole_way(web, report, reviewer, answered, run_tasks):
    assert "Download this part as a Word file" in web.get(PART).content.decode()
    file = web.post(f"{PART}file/", {"language": "fr"})
    assert (file.status_code, file.headers["Content-Disposition"]) == (
        200,
        'attachment; filename="FRA-2023-overall-fr.docx"',
    )
    content = b"".join(file)
    assert ZipFile(BytesIO(content)).testzip() is None
    waiting = upload(web, editing.changed(content, ("né en mai", "né en juin"))).url
    assert "Your file is next." in web.get(waiting).content.decode()
    run_tasks()
    sent = web.get(waiting)
    kept = WordReturn.objects.get()
    assert (sent.status_code, sent.url) == (302, address(kept))
    preview = web.get(sent.url).content.decode()
    assert "<del>mai</del><ins>juin</ins>" in preview
    assert "2 answers as they went out" in preview
    proposed = web.post(sent.url, {"answer": "key_results", "note-key_results": "As decreed."})
    assert (proposed.status_code, proposed.url) == (302, address(kept, "word_result"))
    result = web.get(proposed.url).content.decode()
    assert "1 answer has a proposal of yours" in result
    assert "/en/reports/FRA/2023/sections/overall/?write=fr#q-key_results" in result
    made = Proposal.objects.get()
    assert (made.author, made.source, made.note, to_text(made.value)) == (
        reviewer,
        "word",
        "As decreed.",
        "Le forum est né en juin.\n\nIl a cinq groupes.",
    )
    assert web.get(address(kept)).url == address(kept, "word_result")


def test_a_refused_file_is_told_at_the_field(web, answered):
    answer = upload(web, b"{\\rtf1}", "part.doc")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "This is a document of old Word versions (.doc)." in html
    assert "<title>Error:" in html


def test_a_file_that_is_none_of_ours_is_told_on_the_page_that_waits(web, answered, run_tasks):
    waiting = upload(web, word_with("<w:p><w:r><w:t>Bonjour</w:t></w:r></w:p>")).url
    run_tasks()
    html = web.get(waiting).content.decode()
    assert "This file was not taken out here, or has lost what it is known by." in html
    assert f'href="{PART}"' in html


def test_no_file_is_told_at_the_field(web, answered):
    answer = web.post(PART)
    assert (answer.status_code, "Choose a file." in answer.content.decode()) == (422, True)


def test_a_file_that_is_too_large_is_refused(web, answered, settings):
    settings.UPLOAD_LIMIT = 100
    answer = upload(web, b"PK\x03\x04" + bytes(200_000))
    assert (answer.status_code, "The file is too large" in answer.content.decode()) == (422, True)


def test_the_preview_shows_what_stands_outside(web, kept):
    html = web.get(address(kept)).content.decode()
    assert "Text outside of the places to write on" in html
    assert "Merci à tous." in html


def test_nothing_chosen_keeps_what_was_typed(web, kept):
    answer = web.post(address(kept), {"note-key_results": "Typed with care"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose at least one answer in which something changes." in html
    assert "Typed with care" in html
    assert not Proposal.objects.exists()


def test_text_from_outside_is_sent_to_an_answer_or_shown_at_the_end(web, kept):
    result = web.post(address(kept), {"answer": "key_results", "outside-0": ""}, follow=True).content.decode()
    assert "Text that went to no answer" in result
    assert "Merci à tous." in result


def test_what_was_left_is_named(web, kept):
    result = web.post(address(kept), {"outside-0": "lessons"}, follow=True).content.decode()
    assert "Changed in the file, and not proposed" in result
    assert [one.question for one in Proposal.objects.all()] == ["lessons"]


def test_a_file_is_its_sender_s_alone(client_for, writer, kept):
    assert client_for(writer).get(address(kept)).status_code == 404


def test_who_may_not_suggest_is_told_why(client_for, report, answered):
    signatory = UserFactory(holds=(Role.SIGNATORY, report.country))
    web = client_for(signatory)
    html = web.get(PART).content.decode()
    assert "Your role reads in this report; it proposes nothing." in html
    assert "Download this part" not in html
    assert web.post(f"{PART}file/", {"language": "fr"}).status_code == 403
    assert upload(web, b"PK\x03\x04").status_code == 403
    assert not WordCopy.objects.exists()
    assert "a part in Word" not in web.get("/en/reports/FRA/2023/").content.decode()
    assert "in Word" not in web.get("/en/reports/FRA/2023/sections/overall/").content.decode()


def test_the_pages_lead_there(web, report, answered):
    assert "Write a part in Word" in web.get("/en/reports/FRA/2023/").content.decode()
    assert f"{PART}?write=fr" in web.get("/en/reports/FRA/2023/sections/overall/").content.decode()


def test_once_the_report_is_no_draft_the_file_is_only_read(web, report, kept):
    type(report).objects.filter(pk=report.pk).update(stage=Stage.SIGN_OFF)
    html = web.get(address(kept)).content.decode()
    assert "nothing is proposed for it any more" in html
    assert "Propose what is ticked" not in html
    assert web.post(address(kept), {"answer": "key_results"}).status_code == 403


def test_a_part_without_long_answers_says_so(web, answered):
    html = web.get("/en/reports/FRA/2023/sections/outlook/word/").content.decode()
    assert "In this part everything is chosen from lists." in html
    assert "Download this part" not in html
    assert web.post("/en/reports/FRA/2023/sections/outlook/word/file/", {"language": "fr"}).status_code == 422


def test_the_queries_are_the_same_with_one_file_and_with_three(web, report, reviewer, taken, django_assert_num_queries):
    web.get(PART)
    for number in (1, 2):
        for _each in range(number):
            sent_back(report, reviewer, taken.content)
        with django_assert_num_queries(14):
            web.get(PART)
    kept = WordReturn.objects.first()
    with django_assert_num_queries(15):
        web.get(address(kept))


def test_the_preview_names_what_answers_cannot_hold(web, report, reviewer, taken):
    hidden = "né en mai</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret"
    kept = sent_back(report, reviewer, editing.changed(taken.content, ("né en mai", hidden)))
    html = web.get(address(kept)).content.decode()
    assert "What was left out or changed" in html
    assert 'Hidden text was left out: <q lang="fr">Secret' in html
