import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from forum.roles import Role
from reports.content.loading import load
from reports.importing.apply import apply_import
from reports.importing.undoing import undo_import
from reports.models import Answer, Channel, ReportImport
from reports.stages import Stage
from tests.factories.files import kept_file
from tests.factories.forum import MembershipFactory, UserFactory
from tests.factories.reports import AnswerFactory, ReportFactory, entry_of, text
from tests.reports.importing.conftest import DATA, FRANCE
from tests.reports.importing.test_apply import SMALL
from tests.roadmaps.page import Page

UPLOAD = "/en/reports/FRA/2023/import/"


@pytest.fixture
def focal_point(france):
    return MembershipFactory(country=france.country).user


@pytest.fixture
def web(client_for, focal_point):
    return client_for(focal_point)


def kept(report, markdown=SMALL, by=None):
    return kept_file(report, markdown.encode(), "a.md", by=by)


def upload(web, name, content, language="fr"):
    return web.post(UPLOAD, {"file": SimpleUploadedFile(name, content), "language": language})


def page_of(file, name="import_preview"):
    return reverse(f"reports:{name}", args=["FRA", 2023, file.pk])


def test_the_whole_way_in_the_browser(web, france, run_tasks):
    answer = upload(web, FRANCE.name, FRANCE.read_bytes())
    waiting = web.get(answer.url)
    assert (answer.status_code, waiting.status_code) == (302, 200)
    assert "Your file is next." in waiting.content.decode()
    assert not ReportImport.objects.exists()
    run_tasks()
    file = ReportImport.objects.get()
    answer = web.get(answer.url)
    assert (answer.status_code, answer.url) == (302, page_of(file))
    preview = web.get(answer.url)
    html = preview.content.decode()
    assert "29 of 29 found" in html
    assert "3 of 3 priorities, 11 headings of strands" in html
    assert (
        "18,169: 16,976 in answers, 1,184 of the form itself, 9 not matched to a question" in html.replace(",", "", 1)
        or "18,169" in html
    )
    assert not Answer.objects.exists()
    confirmed = web.post(answer.url, {"tick-mechanism_useful": "yes", "tick-overall_progress": "7"})
    assert (confirmed.status_code, confirmed.url) == (302, page_of(file, "import_result"))
    assert entry_of(france, "mechanism_useful").answers[""].value == "yes"
    result = web.get(confirmed.url).content.decode()
    assert "The file has been imported" in result
    assert "#q-roadmap_revision" in result
    assert "#q-mechanism_useful" not in result
    assert web.get(answer.url).url == confirmed.url


def test_a_file_that_cannot_be_read_is_refused_on_the_page(web, france):
    answer = upload(web, "a.docx", b"Bonjour")
    assert answer.status_code == 422
    assert "This is no .docx document, or it is damaged" in answer.content.decode()
    assert not ReportImport.objects.exists()


def test_what_is_wrong_inside_of_a_file_is_told_on_the_page_that_waits(web, france, run_tasks):
    address = upload(web, "a.docx", b"PK\x03\x04 broken").url
    run_tasks()
    html = web.get(address).content.decode()
    assert "<h1>Your file was not read</h1>" in html
    assert "The file is damaged or is no text document." in html
    assert f'href="{UPLOAD}"' in html
    assert not ReportImport.objects.exists()


def test_who_lost_the_right_meanwhile_is_told(web, france, run_tasks):
    address = upload(web, "a.md", SMALL.encode()).url
    france.stage = Stage.SUBMITTED
    france.save()
    run_tasks()
    assert "This report is no longer a draft" in web.get(address).content.decode()
    assert not ReportImport.objects.exists()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"language": "fr"}, "Choose a file."),
        ({"file": SimpleUploadedFile("a.md", b""), "language": "fr"}, "The file is empty."),
    ],
)
def test_without_a_file_the_form_says_so(web, france, data, reason):
    answer = web.post(UPLOAD, data)
    assert answer.status_code == 422
    assert reason in answer.content.decode()


def test_a_file_of_200_mb_is_passed_over_while_it_arrives(web, france, settings, tmp_path):
    settings.UPLOAD_LIMIT = 1000
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    answer = upload(web, "a.docx", bytes(200_000))
    assert answer.status_code == 422
    assert "The file is too large: 195." in answer.content.decode()
    assert list(tmp_path.glob("*.upload*")) == []


def test_the_form_wants_its_token(france, focal_point):
    from django.test import Client

    web = Client(enforce_csrf_checks=True)
    web.force_login(focal_point)
    assert upload(web, "a.md", b"x").status_code == 403


def test_what_a_person_wrote_is_shown_beside_and_kept_unless_chosen(web, france, focal_point):
    AnswerFactory(report=france, value=text("De ma main"), changed_by=focal_point)
    file = kept(france)
    html = web.get(page_of(file)).content.decode()
    assert "De ma main" in html
    assert 'id="keep-key_results" name="answer-key_results" value="keep" checked' in html
    web.post(page_of(file), {"answer-key_results": "keep", "seen-key_results": "1"})
    assert entry_of(france, "key_results").answers["fr"].value == text("De ma main")
    again = kept(france)
    web.post(page_of(again), {"answer-key_results": "replace", "seen-key_results": "1"})
    assert entry_of(france, "key_results").answers["fr"].value == text("Un résultat.")
    assert "Replaced" in web.get(page_of(again, "import_result")).content.decode()


def test_an_answer_that_changed_while_the_page_was_open_is_kept_and_named(web, france):
    AnswerFactory(report=france, value=text("De ma main"), revision=2)
    file = kept(france)
    web.post(page_of(file), {"answer-key_results": "replace", "seen-key_results": "1"})
    assert "Changed while you were looking" in web.get(page_of(file, "import_result")).content.decode()


def test_several_choices_are_ticked_on_the_preview_with_the_text_that_was_read(web, france):
    file = kept(france)
    html = web.get(page_of(file)).content.decode()
    assert 'name="tick-national_partners-other" lang="fr" value="ONG"' in html
    web.post(
        page_of(file),
        {"tick-national_partners": ["private_sector", "other"], "tick-national_partners-other": "ONG, Associations"},
    )
    answer = entry_of(france, "national_partners").answers[""]
    assert answer.value == {"codes": ["private_sector", "other"], "other": {"fr": "ONG, Associations"}}
    assert answer.channel == Channel.BROWSER


def test_what_was_read_is_no_tick_of_the_person_when_left_alone(web, france):
    file = kept(france)
    web.post(page_of(file), {"tick-national_partners": ["other"], "tick-national_partners-other": "ONG"})
    assert entry_of(france, "national_partners").answers[""].channel == Channel.IMPORT


def test_a_leftover_is_sent_to_the_end_of_an_answer(web, france):
    file = kept(france, "Un mot avant tout.\n" + SMALL)
    assert "Un mot avant tout." in web.get(page_of(file)).content.decode()
    web.post(page_of(file), {"leftover-0": "lessons"})
    assert "Kept with the file, in no answer" not in web.get(page_of(file, "import_result")).content.decode()
    assert entry_of(france, "lessons").is_answered


def test_a_known_earlier_step_is_offered(web, france):
    asked = '## 4. Où en est la réalisation de votre prochaine étape n° 1 "Former" ?\n\n- [x] Achevée\n'
    apply_import(kept=kept(france, asked), by=None)
    identity = next(e.identity for e in load(france).entries() if e.key == "next_step_status")
    other = kept(france, asked.replace("Former", "Une tout autre chose").replace("Achevée", "Planifiée"))
    assert f'<option value="{identity}">Former</option>' in web.get(page_of(other)).content.decode()
    web.post(page_of(other), {"earlier-1": identity})
    assert [e.identity for e in load(france).entries() if e.key == "next_step_status"] == [identity]


def test_a_second_confirmation_changes_nothing(web, france):
    file = kept(france)
    web.post(page_of(file), {})
    before = list(Answer.objects.order_by("pk").values())
    assert web.post(page_of(file), {}).url == page_of(file, "import_result")
    assert list(Answer.objects.order_by("pk").values()) == before


def test_the_same_file_again_says_that_all_is_there(web, france):
    apply_import(kept=kept(france), by=None)
    again = kept(france)
    assert "The report holds all of this already" in web.get(page_of(again)).content.decode()
    web.post(page_of(again), {})
    assert "Nothing has changed" in web.get(page_of(again, "import_result")).content.decode()


def test_the_file_comes_back_as_it_was_sent(web, france):
    file = kept(france)
    answer = web.get(page_of(file, "import_source"))
    assert b"".join(answer.streaming_content) == SMALL.encode()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="a.md"'
    answer.close()


@pytest.mark.parametrize("name", ["import_preview", "import_result", "import_source"])
def test_a_stranger_finds_nothing(client_for, france, name):
    stranger = client_for(MembershipFactory().user)
    file = kept(france)
    assert stranger.get(UPLOAD).status_code == 404
    assert upload(stranger, "a.md", b"x").status_code == 404
    assert stranger.get(page_of(file, name)).status_code == 404
    assert stranger.post(page_of(file), {}).status_code == 404


def test_an_import_of_another_report_is_not_found(web, france):
    other = kept(ReportFactory(), "Un mot.")
    assert web.get(page_of(other)).status_code == 404


def test_the_secretariat_that_fills_in_looks_and_does_not_import(client_for, france):
    secretariat = client_for(UserFactory(secretariat=True))
    file = kept(france)
    france.secretariat_fills_in = True
    france.save()
    assert "Only the national focal point and the deputy import a file" in secretariat.get(UPLOAD).content.decode()
    assert "Import into the report" not in secretariat.get(page_of(file)).content.decode()
    assert upload(secretariat, "a.md", b"x").status_code == 403
    assert secretariat.post(page_of(file), {}).status_code == 403
    assert not Answer.objects.exists()


def test_a_report_that_is_no_draft_takes_no_file(web, france):
    france.stage = Stage.SUBMITTED
    france.save()
    assert "This report is no longer a draft" in web.get(UPLOAD).content.decode()
    assert upload(web, "a.md", b"x").status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_upload_page(web, france, focal_point, django_assert_num_queries, number):
    for _ in range(number):
        kept(france, by=focal_point)
    with django_assert_num_queries(7):
        web.get(UPLOAD)


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_preview_and_the_result(web, france, focal_point, django_assert_num_queries, number):
    steps = "".join(f"\nProchaine étape : étape {n}.\n" for n in range(number))
    file = kept(france, SMALL + steps, focal_point)
    with django_assert_num_queries(15):
        web.get(page_of(file))
    apply_import(kept=file, by=focal_point)
    with django_assert_num_queries(13):
        web.get(page_of(file, "import_result"))


FRENCH = (
    "## 10. Quelles difficultés avez-vous dû surmonter ?\n\n"
    + "Le travail de la commission est dans les mains du pays. " * 5
)


def test_a_file_in_another_language_than_chosen_can_be_read_anew(web, france, run_tasks):
    upload(web, "a.md", FRENCH.encode(), language="en")
    run_tasks()
    first = ReportImport.objects.get()
    assert (
        "This file seems to be in French, and would be imported as English" in web.get(page_of(first)).content.decode()
    )
    assert web.post(page_of(first, "read_again"), {"language": "de"}).status_code == 400
    waiting = web.post(page_of(first, "read_again"), {"language": "fr"}).url
    run_tasks()
    answer = web.get(waiting)
    second = ReportImport.objects.order_by("pk").last()
    assert (answer.url, second.language, second.sha256) == (page_of(second), "fr", first.sha256)
    assert "seems to be" not in web.get(answer.url).content.decode()
    assert not Answer.objects.exists()


def test_what_answers_cannot_hold_is_named_with_its_question_before_and_after(web, france, run_tasks):
    upload(web, "a.docx", (DATA / "cases/import/hidden-text.docx").read_bytes())
    run_tasks()
    address = page_of(ReportImport.objects.get())
    named = 'Hidden text was left out: <q lang="fr">Caché par un style.</q> <a class="soft" href="{}#q-key_results">'
    assert named.format("") in web.get(address).content.decode()
    result = web.get(web.post(address).url).content.decode()
    assert named.format("/en/reports/FRA/2023/sections/overall/") in result


PLACED = (
    "## 10. Quelles difficultés avez-vous dû surmonter ?\n\nA\n\n## 11. Ganz andere Worte\n\nB\n\n"
    "## 12. Quels instruments d'évaluation avez-vous utilisés ?\n\n- [x] Enquêtes\n\n## Remerciements\n\nC\n\n"
    "## 14. Veuillez nous dire quelles difficultés vous avez rencontrées\n\nD\n"
)


def test_a_file_in_which_nothing_was_recognised_says_so_in_red(web, france):
    html = web.get(page_of(kept(france, "# Avant-propos\n\nLe ministre présente ce rapport.\n"))).content.decode()
    assert "notice notice-problem" in html
    assert "Nothing in this file was recognised" in html
    assert "The report holds all of this already" not in html
    full = web.get(page_of(kept(france))).content.decode()
    assert "Nothing in this file was recognised" not in full


def test_a_proposal_is_taken_unless_the_person_says_otherwise(web, france):
    file = kept(france, PLACED)
    html = web.get(page_of(file)).content.decode()
    assert "It has the number 11 in the file." in html
    assert '<option value="lessons" selected>' in html
    web.post(page_of(file), {"place-lessons": "lessons"})
    assert entry_of(france, "lessons").answers["fr"].value == text("B")


def test_a_proposal_goes_where_the_person_says(web, france):
    file = kept(france, PLACED)
    web.post(page_of(file), {"place-lessons": "anything_else", "leftover-0": "evidence_detail"})
    assert not entry_of(france, "lessons").is_answered
    assert entry_of(france, "anything_else").answers["fr"].value == text("B")
    assert entry_of(france, "evidence_detail").answers["fr"].value == text("C")


def test_a_proposal_that_is_declined_stays_with_the_file_and_is_listed(web, france):
    file = kept(france, PLACED)
    web.post(page_of(file), {"place-lessons": ""})
    assert not entry_of(france, "lessons").is_answered
    result = web.get(page_of(file, "import_result")).content.decode()
    assert "Proposed for a question, and declined" in result


def test_a_text_that_may_answer_a_choice_is_ticked_where_it_stands(web, france):
    file = kept(
        france,
        "## 11. Comment avez-vous surmonté ces difficultés ?\n\nA\n\n## Remerciements\n\nDes enquêtes.\n\n"
        "## 13. Veuillez nous en dire plus au sujet des outils d’évaluation\n\nB\n",
    )
    html = web.get(page_of(file)).content.decode()
    assert html.count('id="tick-evidence_types-surveys"') == 1
    web.post(page_of(file), {"tick-evidence_types": "surveys"})
    assert entry_of(france, "evidence_types").answers[""].value == {"codes": ["surveys"]}


def test_questions_that_are_not_in_the_file_are_counted_and_folded(web, france):
    page = Page(web.get(page_of(kept(france))))
    assert page.ids(".import-section > .import-row") == [
        "q-key_results",
        "q-national_partners",
        "q-mechanism_useful",
        "q-next_steps",
    ]
    [fold] = page.all("details#absent")
    assert fold.texts("summary") == ["23 questions are not in the file; what stands in the report stays"]
    listed = fold.all("li")
    assert (len(listed), listed[0].text[:27], fold.ids("li")[0]) == (23, "1. What has been achieved s", "q-progress--1")
    assert len(page.texts(".import-section h2")) == 3


def test_of_a_whole_report_nothing_is_said_to_be_absent(web, france):
    file = kept_file(france, FRANCE.read_bytes(), FRANCE.name)
    assert Page(web.get(page_of(file))).all("#absent") == []


def test_who_may_not_import_is_not_led_to_the_import(client_for, france, web, focal_point):
    file = kept(france, by=focal_point)
    apply_import(kept=file, by=focal_point)
    undo_import(kept=file, by=focal_point)
    reader = client_for(UserFactory(holds=(Role.CONTRIBUTOR, france.country)))
    links = [Page(one.get(page_of(file, "import_result"))).links("main .actions a") for one in (web, reader)]
    assert links == [["/en/reports/FRA/2023/", UPLOAD], ["/en/reports/FRA/2023/"]]
