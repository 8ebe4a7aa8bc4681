"""Writing a section: it saves by itself, questions come and go, steps are put in order, two languages side by side."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from bilingual.text import Text
from reports.answers.next_steps import add_next_step
from roadmaps.codes import letters
from tests.browser.writing import (
    STEP,
    Gate,
    answers,
    bar,
    editor,
    expect_saved,
    french_report,
    heard,
    kept_copies,
    open_section,
    open_step,
    question,
    write,
    writer_of,
)
from tests.factories.reports import AnswerFactory, text
from tests.factories.roadmaps import ItemFactory

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def report():
    return french_report()


@pytest.fixture
def page(report, page_for):
    return page_for(writer_of(report))


def requests(page):
    """The bodies of the saves, as they are sent."""
    sent = []
    page.on("request", lambda request: sent.append(request.post_data) if is_save(request) else None)
    return sent


def is_save(request):
    return request.method == "POST" and "/sections/" in request.url


def expect_focus(page, beginning):
    """On an element whose id begins so: the focus comes a moment after what was put in its place."""
    expect(page.locator(f"[id^='{beginning}']:focus")).to_have_count(1)


def test_a_text_is_saved_while_it_is_written_and_says_so(page, report):
    open_section(page, "overall")
    write(page, "key_results", "We trained inspectors.")
    expect_saved(page, "key_results")
    assert answers(report) == {("key_results", "en"): "We trained inspectors."}
    assert kept_copies(page) == []
    expect(heard(page)).to_have_text("", use_inner_text=True)  # nothing to tell: all is well


def test_a_line_is_saved_after_a_pause_and_says_when(page, report):
    open_step(page, report)
    write(page, STEP, "Train inspectors")
    expect(bar(page)).to_have_text("Not saved yet", use_inner_text=True)
    expect_saved(page, STEP)
    assert list(answers(report).values()) == ["Train inspectors"]
    assert kept_copies(page) == []
    expect(heard(page)).to_have_text("", use_inner_text=True)


@pytest.mark.long
def test_the_time_of_saving_is_the_country_s(page_for, report):
    type(report.country).objects.filter(pk=report.country.pk).update(time_zone="Asia/Tokyo")
    page = page_for(writer_of(report), timezone_id="America/Santiago")
    open_step(page, report)
    write(page, STEP, "One.")
    expect_saved(page, STEP)
    clock = question(page, STEP).locator("time")
    moment = datetime.fromisoformat(clock.get_attribute("datetime")).astimezone(UTC)
    assert clock.inner_text() == f"{(moment.hour + 9) % 24:02}:{moment.minute:02}"


@pytest.mark.long
def test_a_line_is_saved_when_it_is_left(page, report):
    open_step(page, report)
    page.clock.install()  # no pause ends by itself
    write(page, STEP, "Left in time.")
    page.get_by_role("heading", level=1).click()
    expect_saved(page, STEP)


@pytest.mark.long
def test_a_line_is_saved_when_the_page_is_hidden(page, report):
    open_step(page, report)
    page.clock.install()
    write(page, STEP, "Hidden in time.")
    with page.expect_response(lambda response: is_save(response.request)):
        page.evaluate("""() => {
            Object.defineProperty(document, "visibilityState", {value: "hidden", configurable: true});
            document.dispatchEvent(new Event("visibilitychange"));
        }""")
    assert list(answers(report).values()) == ["Hidden in time."]


@pytest.mark.long
def test_a_link_waits_for_the_save(page, report):
    open_section(page, "overall")
    write(page, "key_results", "Saved on the way out.")
    page.get_by_role("link", name="Go on:").click()
    page.wait_for_url("**/sections/evaluation/**")
    assert answers(report) == {("key_results", "en"): "Saved on the way out."}


def test_a_choice_is_saved_at_once_and_only_what_changed_is_sent(page, report):
    AnswerFactory(report=report, language="en", value=text("Left alone."))
    open_section(page, "overall")
    sent = requests(page)
    question(page, "overall_progress").get_by_label("7").check()
    expect_saved(page, "overall_progress")
    assert len(sent) == 1
    assert set(re.findall(r"([\w-]+)=", sent[0])) == {
        "page",
        "writer",
        "overall_progress",
        "overall_progress--revision",
    }
    question(page, "overall_progress").get_by_role("button", name="Take my answer back").click()
    expect(question(page, "overall_progress").locator(":checked")).to_have_count(0)
    expect_saved(page, "overall_progress")
    assert answers(report) == {("key_results", "en"): "Left alone.", ("overall_progress", ""): None}


@pytest.mark.long
def test_several_choices_with_the_text_of_the_other_one(page, report):
    open_section(page, "national")
    block = question(page, "national_partners")
    expect(block.get_by_label("Which, in English")).to_be_hidden()
    block.get_by_label("Other").check()
    block.get_by_label("Which, in English").fill("Churches")
    block.get_by_label("Ministries").check()
    expect_saved(page, "national_partners")
    value = answers(report)["national_partners", ""]
    assert value == {"codes": ["ministries", "other"], "other": {"en": "Churches"}}
    block.get_by_label("Other").uncheck()
    expect(block.get_by_label("Which, in English")).to_be_hidden()
    expect_saved(page, "national_partners")
    assert answers(report)["national_partners", ""] == {"codes": ["ministries"]}


@pytest.mark.long
def test_choices_that_exclude_each_other_say_so_and_are_saved_once_put_right(page, report):
    open_section(page, "evaluation")
    block = question(page, "evidence_types")
    block.get_by_label("Surveys").check()
    block.get_by_label("Not applicable").check()
    expect(block.locator(".question-foot")).to_contain_text("cannot be combined", use_inner_text=True)
    expect(heard(page)).to_contain_text("not saved", use_inner_text=True)
    block.get_by_label("Surveys").uncheck()
    expect_saved(page, "evidence_types")
    expect(heard(page)).to_have_text("Everything on this page is saved", use_inner_text=True)
    assert answers(report) == {("evidence_types", ""): {"codes": ["not_applicable"]}}


def test_an_edit_made_during_a_save_is_not_lost_and_one_request_runs_at_a_time(page, report):
    open_step(page, report)
    gate = Gate(page)
    write(page, STEP, "First.")
    gate.wait_for(1)
    write(page, STEP, " Second.")
    page.wait_for_timeout(1500)
    assert len(gate.waiting) == 1  # the others wait for the answer
    gate.open()
    expect_saved(page, STEP)
    assert list(answers(report).values()) == ["First. Second."]


def test_a_follow_up_appears_disappears_and_keeps_its_text(page, report):
    open_section(page, "overall")
    follow_up = page.locator("[data-question=other_successes_detail]")
    expect(follow_up).to_have_count(0)
    question(page, "other_successes").get_by_label("Yes").check()
    expect(editor(page, "other_successes_detail")).to_be_visible()
    expect_focus(page, "id-other_successes")
    write(page, "other_successes_detail", "A new law.")
    expect_saved(page, "other_successes_detail")
    assert answers(report)["other_successes_detail", "en"] == "A new law."
    question(page, "other_successes").get_by_label("No", exact=True).check()
    expect(follow_up).to_have_count(0)
    expect(page.locator(".parked")).to_contain_text("is not asked any more")
    question(page, "other_successes").get_by_label("Yes").check()
    expect(editor(page, "other_successes_detail")).to_have_text("A new law.")


def test_steps_are_added_moved_removed_and_brought_back_without_losing_the_focus(page, report):
    open_section(page, "next_steps")
    page.get_by_role("button", name="Add a next step").click()
    expect(page.locator(".step")).to_have_count(1)
    expect_focus(page, "id-next_steps-step--")
    page.keyboard.type("First step")
    page.get_by_role("button", name="Add another next step").click()
    expect(page.locator(".step")).to_have_count(2)
    page.keyboard.type("Second step")
    page.get_by_role("button", name="Move up (next step 2)").click()
    titles = page.locator(".step textarea.line")
    expect(titles.first).to_have_value("Second step")
    expect(titles.last).to_have_value("First step")
    expect_focus(page, "down-")  # it cannot go up further
    page.get_by_role("button", name="Remove (next step 1)").click()
    expect(page.locator(".step")).to_have_count(1)
    expect_focus(page, "restore-")
    page.keyboard.press("Enter")
    expect(page.locator(".step")).to_have_count(2)
    expect_focus(page, "step-title-")
    expect(titles.first).to_have_value("Second step")


@pytest.mark.long
def test_what_a_step_serves_is_found_by_typing_in_a_long_list(page, report):
    for number in range(1, 43):
        ItemFactory(roadmap=report.roadmap, code=f"1.1.A{letters(number)}", title=Text.of(en=f"Épreuve {number}"))
    add_next_step(report=report, by=None)
    sent = requests(page)
    open_section(page, "next_steps")
    page.locator(".choices-folded > summary").click()
    boxes = page.locator(".choices-folded .form-check:visible")
    with page.expect_response(lambda response: is_save(response.request)):
        boxes.first.get_by_role("checkbox").check()
    before = len(sent)
    page.get_by_label("Find by code or title").press_sequentially("epreuve 41")
    page.keyboard.press("Enter")
    expect(page.locator(".choices-find output")).to_have_text(re.compile(r"^2 / \d+$"))  # the one, and what is ticked
    expect(boxes.last).to_contain_text("Épreuve 41")
    page.wait_for_timeout(1500)
    assert len(sent) == before


@pytest.mark.long
def test_the_group_rests_while_a_step_is_added(page, report):
    add_next_step(report=report, by=None)
    open_section(page, "next_steps")
    gate = Gate(page)
    page.get_by_role("button", name="Add another next step").click()
    gate.wait_for(1)
    expect(page.locator("#q-next_steps[inert]")).to_have_count(1)
    gate.open()
    expect(page.locator(".step")).to_have_count(2)
    expect(page.locator("[inert]")).to_have_count(0)


@pytest.mark.long
def test_a_step_that_cannot_be_saved_keeps_the_group_as_it_is(page, report):
    add_next_step(report=report, by=None)
    open_section(page, "next_steps")
    page.locator("textarea.line").fill("x" * 501)
    page.get_by_role("button", name="Add another next step").click()
    expect(page.locator(".step .question-foot").first).to_contain_text("at most 500", use_inner_text=True)
    expect(page.locator(".step")).to_have_count(1)
    expect(page.locator("textarea.line")).to_have_value("x" * 501)


def test_a_line_that_is_too_long_says_so_although_the_text_beside_it_is_saved(page, report):
    open_step(page, report)
    goals = page.locator(".step .ProseMirror").first.locator("xpath=ancestor::*[@data-question][1]")
    goals.locator(".ProseMirror").click()
    page.keyboard.type("Two hundred inspectors are trained.")
    expect(goals.locator(".editor-state")).to_have_attribute("data-state", "saved")
    line = page.locator("textarea.line")
    line.fill("x" * 501)
    expect(page.locator(".field-count")).to_have_text("501 of 500 characters", use_inner_text=True)
    line.blur()
    expect(page.locator(".step .question-foot").first).to_contain_text("at most 500", use_inner_text=True)
    expect(page.locator(".field-count")).to_be_visible()
    line.fill("x" * 100)
    line.blur()
    expect(page.locator(".field-count")).to_be_hidden()


@pytest.mark.long
def test_the_objectives_of_a_step_are_chosen_in_a_fold(page, report):
    add_next_step(report=report, by=None)
    open_section(page, "next_steps")
    page.get_by_text("Choose from the roadmap").click()
    page.get_by_label("1.1.A").check()
    expect(page.locator(".choices-folded summary")).to_contain_text("1.1.A")
    expect(bar(page)).to_have_text("Everything on this page is saved", use_inner_text=True)
    assert list(answers(report).values()) == [{"codes": ["1.1.A"]}]


@pytest.mark.long
def test_an_empty_answer_about_a_priority_offers_its_strands(page, report):
    open_section(page, "progress")
    expect(editor(page, "progress--1").get_by_role("heading", name="1.1 Strand 1.1")).to_be_visible()
    page.wait_for_timeout(1500)
    assert answers(report) == {}
    write(page, "progress--1", "Done.")
    expect_saved(page, "progress--1")
    assert answers(report) == {("progress", "en"): "1.1 Strand 1.1\n\nDone."}


@pytest.mark.long
def test_progress_and_what_is_missing_follow_each_save(page, report):
    open_section(page, "overall")
    missing = page.locator("#section-progress .jump-list li")
    expect(missing).to_have_count(2)
    question(page, "other_successes").get_by_label("No", exact=True).check()
    expect(missing).to_have_count(1)
    expect(page.locator("#section-progress")).to_contain_text("1 of 5")


@pytest.mark.long
@pytest.mark.parametrize("width", [390, 1440])
def test_a_jump_link_lands_on_its_question_in_full_sight(page_for, report, width):
    page = page_for(writer_of(report), width=width, height=700)
    open_section(page, "national")
    page.locator("#jump-mechanism_useful").click()
    box = page.locator("#label-mechanism_useful").bounding_box()
    assert 0 <= box["y"] < 300
    assert (
        page.locator("#q-mechanism_useful .choices").bounding_box()["y"] < page.locator("#save-bar").bounding_box()["y"]
    )


def test_what_has_the_focus_is_never_under_the_bar(page, report):
    page.set_viewport_size({"width": 1440, "height": 500})
    open_section(page, "national")
    for _press in range(45):
        page.keyboard.press("Tab")
        hidden = page.evaluate("""() => {
            const bar = document.querySelector("#save-bar").getBoundingClientRect();
            const focus = document.activeElement;
            const box = focus.getBoundingClientRect();
            const inForm = focus.closest(".question") && !focus.matches(".ProseMirror");
            return inForm && box.bottom > bar.top + 1 && bar.bottom > box.top ? focus.outerHTML : "";
        }""")
        assert hidden == ""


def test_two_languages_stand_side_by_side_and_each_is_saved_for_itself(page, report):
    AnswerFactory(report=report, value=text("Bonjour à tous"))
    open_section(page, "overall")
    beside = question(page, "key_results").locator(".question-beside")
    expect(beside.get_by_text("Bonjour à tous")).to_be_visible()
    assert beside.locator(".reading").get_attribute("lang") == "fr"
    assert beside.bounding_box()["x"] > editor(page, "key_results").bounding_box()["x"] + 300
    assert editor(page, "key_results").get_attribute("lang") == "en"
    write(page, "key_results", "Good day to all")
    expect_saved(page, "key_results")
    assert answers(report) == {("key_results", "fr"): "Bonjour à tous", ("key_results", "en"): "Good day to all"}
    page.get_by_role("navigation", name="Write in").get_by_role("link", name="Français").click()
    expect(editor(page, "key_results")).to_have_text("Bonjour à tous")
    expect(question(page, "key_results").locator(".field-language")).to_have_text("Français original")


@pytest.mark.long
def test_on_a_telephone_the_other_language_is_folded_away(page_for, report):
    AnswerFactory(report=report, value=text("Bonjour à tous"))
    page = page_for(writer_of(report), width=390)
    open_section(page, "overall")
    beside = question(page, "key_results").locator(".question-beside")
    expect(beside.get_by_text("Bonjour à tous")).to_be_hidden()
    beside.locator("summary").click()
    expect(beside.get_by_text("Bonjour à tous")).to_be_visible()


@pytest.mark.long
def test_the_original_language_is_put_right_in_place(page, report):
    AnswerFactory(report=report, value=text("Bonjour"))
    AnswerFactory(report=report, language="en", is_original=False, value=text("Good day"))
    open_section(page, "overall")
    page.get_by_role("button", name="Make English the original").click()
    expect(question(page, "key_results").locator(".field-language")).to_have_text("English original")
    expect_focus(page, "label-key_results")
    assert dict(report.answers.values_list("language", "is_original")) == {"fr": False, "en": True}


def test_ctrl_s_saves_at_once(page, report):
    open_step(page, report)
    page.clock.install()
    write(page, STEP, "At once.")
    page.keyboard.press("Control+s")
    expect_saved(page, STEP)
