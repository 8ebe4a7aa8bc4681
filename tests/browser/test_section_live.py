"""The page of a part while others write in it: what they save comes in, and nothing of one's own is overwritten."""

import re

import pytest
from playwright.sync_api import expect

from forum.roles import Role
from reports.models import Report
from reports.signoff.workflow import apply_transition
from tests.browser.conftest import session_of
from tests.browser.writing import (
    STEP,
    Gate,
    answers,
    editor,
    expect_saved,
    french_report,
    open_section,
    open_step,
    question,
    wait_for_kept_changes,
    wait_until,
    without_sockets,
    write,
    writer_of,
)
from tests.factories.forum import UserFactory
from tests.factories.reports import AnswerFactory, text
from tests.reports.way import answer_everything

pytestmark = [pytest.mark.django_db(transaction=True)]
SOON = 30_000
"""Milliseconds in which a page has heard of it, on a busy machine too; it looks every two to four seconds."""


@pytest.fixture
def report():
    return french_report()


@pytest.fixture(params=[1440, 390], ids=["wide", "phone"])
def two(report, page_for, request):
    """The pages of two people; that of the second, who looks on, wide or on a telephone."""
    widths = {"Focal point": 1440, "Deputy": request.param}
    return [page_for(writer_of(report, name=name), width=width) for name, width in widths.items()]


def both(two, key: str) -> None:
    for page in two:
        open_section(page, key)


def heard_of_others(page):
    return page.locator("#heard-of-others")


def progress(page):
    return page.locator("#section-progress")


# --- a value comes in


def test_a_choice_of_a_colleague_comes_in_and_is_no_stale_one(two, report, axe):
    first, second = two
    both(two, "overall")
    question(first, "other_successes").get_by_label("Yes").check()
    expect_saved(first, "other_successes")
    theirs = question(second, "other_successes")
    expect(theirs.get_by_label("Yes")).to_be_checked(timeout=SOON)
    expect(theirs.locator(".came-in")).to_have_text("Changed by Focal point just now")
    expect(theirs.locator(".question-foot .save-state")).to_contain_text("Focal point", use_inner_text=True)
    expect(heard_of_others(second)).to_contain_text("Changed by Focal point just now")
    axe(second, "main")
    theirs.get_by_label("Not applicable").check()
    expect_saved(second, "other_successes")
    expect(theirs.locator(".conflict")).to_be_empty()
    expect(theirs.locator(".came-in")).to_have_count(0)
    first.locator("#label-key_results").focus()  # what one sits in stays as it is
    expect(question(first, "other_successes").get_by_label("Not applicable")).to_be_checked(timeout=SOON)
    assert answers(report) == {("other_successes", ""): "not_applicable"}


@pytest.mark.long
def test_the_question_that_is_asked_because_of_it_comes_and_goes(two):
    first, second = two
    both(two, "overall")
    expect(question(second, "other_successes_detail")).to_have_count(0)
    question(first, "other_successes").get_by_label("Yes").check()
    expect(editor(second, "other_successes_detail")).to_be_visible(timeout=SOON)
    expect(progress(second)).to_contain_text("1 of")
    expect_saved(first, "other_successes")
    question(first, "other_successes").get_by_label("No", exact=True).check()
    expect(question(second, "other_successes_detail")).to_have_count(0, timeout=SOON)


@pytest.mark.long
def test_what_one_sits_in_is_told_and_shown_on_demand(two):
    first, second = two
    both(two, "overall")
    theirs = question(second, "overall_progress")
    theirs.get_by_label("2", exact=True).focus()
    question(first, "overall_progress").get_by_label("7").check()
    note = theirs.locator(".live-note")
    expect(note).to_contain_text("Focal point has just saved another value here.", timeout=SOON)
    expect(theirs.get_by_label("7")).not_to_be_checked()
    note.get_by_role("button", name="Show it").click()
    expect(theirs.get_by_label("7")).to_be_checked(timeout=SOON)
    expect(note).to_have_count(0)
    expect(second.locator("#label-overall_progress")).to_be_focused()


@pytest.mark.long
def test_what_one_sits_in_comes_in_when_one_leaves_it(two):
    first, second = two
    both(two, "overall")
    theirs = question(second, "overall_progress")
    theirs.get_by_label("2", exact=True).focus()
    question(first, "overall_progress").get_by_label("7").check()
    expect(theirs.locator(".live-note")).to_be_visible(timeout=SOON)
    second.locator("#label-key_results").focus()
    expect(theirs.get_by_label("7")).to_be_checked(timeout=SOON)
    expect(theirs.locator(".live-note")).to_have_count(0)


def test_what_one_has_typed_stays_and_the_choice_is_one_s_own(two, report):
    first, second = two
    for page in two:
        open_step(page, report)
    gate = Gate(second)
    write(second, STEP, "Mine.")
    write(first, STEP, "Theirs.")
    expect_saved(first, STEP)
    gate.wait_for(1)
    expect(editor(second, STEP)).to_have_value("Mine.")
    gate.open()
    conflict = question(second, STEP).locator(".conflict")
    expect(conflict).to_contain_text("Focal point saved another version")
    for _time in range(2):
        with second.expect_response(re.compile("/live/")):
            second.evaluate(LOOK)
    expect(editor(second, STEP)).to_have_value("Mine.")
    expect(question(second, STEP).locator(".live-note")).to_have_count(0)
    conflict.get_by_role("button", name="Keep mine").click()
    expect_saved(second, STEP)
    assert list(answers(report).values()) == ["Mine."]


# --- next steps


@pytest.mark.long
def test_steps_that_a_colleague_adds_and_removes_come_and_go(two, report):
    first, second = two
    for page in two:
        open_step(page, report)
    first.get_by_role("button", name="Add another next step").click()
    expect(second.locator(".step")).to_have_count(2, timeout=SOON)
    first.locator(".step").first.get_by_role("button", name="Remove").click()
    expect(second.locator(".step")).to_have_count(1, timeout=SOON)
    expect(second.locator(".removed-steps li")).to_have_count(1)
    first.get_by_role("button", name="Bring it back").click()
    expect(second.locator(".step")).to_have_count(2, timeout=SOON)


@pytest.mark.long
def test_who_writes_in_a_step_is_asked_before_the_list_changes(two, report):
    first, second = two
    for page in two:
        open_step(page, report)
    write(second, STEP, "Mine")
    expect_saved(second, STEP)
    first.get_by_role("button", name="Add another next step").click()
    note = second.locator(".live-note[data-about=next_steps]")
    expect(note).to_contain_text("Next steps were added, removed or moved just now.", timeout=SOON)
    expect(second.locator(".step")).to_have_count(1)
    assert second.evaluate("document.activeElement.value") == "Mine"
    second.keyboard.type(" too")
    note.get_by_role("button", name="Show the list as it is now").click()
    expect(second.locator(".step")).to_have_count(2, timeout=SOON)
    expect(editor(second, STEP)).to_have_value("Mine too")
    assert list(answers(report).values()) == ["Mine too"]


# --- who is here


@pytest.mark.long
def test_who_else_is_here_and_where_is_shown(two, axe):
    first, second = two
    both(two, "overall")
    expect(second.locator("#people-here")).to_have_text("Also on this page: Focal point", timeout=SOON)
    question(first, "overall_progress").get_by_label("7").focus()
    there = question(second, "overall_progress").locator(".people-at")
    expect(there).to_have_text("Focal point is here", timeout=SOON)
    axe(second, "main")
    editor(first, "lessons").click()
    expect(question(second, "lessons").locator(".people-at")).to_have_text("Focal point is here", timeout=SOON)
    expect(there).to_have_count(0)
    first.goto("/en/reports/FRA/2023/")
    expect(second.locator("#people-here")).to_be_hidden(timeout=SOON)


# --- the report is no draft any more


def test_a_page_that_is_open_is_closed_with_the_report(two, report, axe):
    first, second = two
    answer_everything(report)
    open_section(first, "overall", "fr")
    open_section(second, "overall", "fr")
    write(first, "lessons", "Appris.")
    expect(editor(second, "lessons")).to_have_text("Appris.", timeout=SOON)
    focal_point = UserFactory(focal_point_of=report.country)
    apply_transition(report=Report.objects.get(), name="propose_without_forum", by=focal_point)
    reason = "This report is no longer a draft; its answers cannot be changed."
    expect(second.locator("#locked-part")).to_contain_text(reason, timeout=SOON)
    expect(question(second, "other_successes").locator("input")).to_have_count(0)
    expect(editor(second, "lessons")).to_have_attribute("contenteditable", "false")
    expect(editor(second, "key_results")).to_have_count(0)
    expect(heard_of_others(second)).to_contain_text(reason)
    axe(second, "main")


@pytest.mark.long
def test_a_page_is_closed_whole_though_the_report_is_closed_between_two_of_its_requests(two, report):
    first, second = two
    answer_everything(report)
    both(two, "overall")
    asked = []
    second.route(re.compile(r"/live/.*[?&]of="), lambda route: route.continue_() if asked else asked.append(route))
    question(first, "other_successes").get_by_label("Not applicable").check()
    wait_until(second, lambda: asked)
    focal_point = UserFactory(focal_point_of=report.country)
    apply_transition(report=Report.objects.get(), name="propose_without_forum", by=focal_point)
    asked[0].continue_()
    expect(second.locator("#locked-part")).to_contain_text("This report is no longer a draft")
    expect(question(second, "overall_progress").locator("input")).to_have_count(0)
    expect(editor(second, "key_results")).to_have_count(0)


@pytest.mark.long
def test_a_page_that_was_closed_when_it_was_opened_says_when_it_is_open(report, page_for):
    answer_everything(report)
    focal_point = UserFactory(focal_point_of=report.country)
    sent = apply_transition(report=report, name="propose_without_forum", by=focal_point)
    page = page_for(writer_of(report))
    open_section(page, "overall")
    apply_transition(report=sent, name="take_back", by=focal_point, comment="There is more to say.")
    expect(page.locator("#locked-part")).to_contain_text("This part can be written in now.", timeout=SOON)
    page.get_by_role("link", name="Load the page again").click()
    expect(editor(page, "key_results")).to_be_visible()


# --- long texts


@pytest.mark.long
def test_a_text_in_which_nobody_had_written_shows_the_others_words(two):
    first, second = two
    both(two, "overall")
    write(first, "lessons", "We learnt.")
    expect(editor(second, "lessons")).to_have_text("We learnt.", timeout=SOON)
    write(second, "lessons", " Both of us.")
    expect(editor(first, "lessons")).to_have_text("We learnt. Both of us.")


@pytest.mark.long
def test_how_far_the_part_is_follows_a_text_that_was_saved(two):
    first, _second = two
    both(two, "overall")
    expect(progress(first)).to_contain_text("0 of")
    write(first, "key_results", "We trained inspectors.")
    focused = "document.activeElement.className"
    for page in two:
        expect(progress(page)).to_contain_text("1 of", timeout=SOON)
        expect(page.locator("#jump-key_results")).to_have_count(0)
    assert "ProseMirror" in first.evaluate(focused)


@pytest.mark.long
def test_who_only_reads_is_told_and_shows_it_in_its_place(report, page_for):
    AnswerFactory(report=report, language="en", value=text("We trained 30 people."))
    first = page_for(writer_of(report))
    reader = page_for(UserFactory(holds=(Role.SIGNATORY, report.country)))
    for page in (first, reader):
        open_section(page, "overall")
    write(first, "key_results", " And more.")
    note = question(reader, "key_results").locator(".live-note")
    expect(note).to_contain_text("Changed since you opened this page", timeout=2 * SOON)
    expect(question(reader, "key_results")).not_to_contain_text("And more.")
    note.get_by_role("button", name="Show").click()
    expect(question(reader, "key_results")).to_contain_text("We trained 30 people. And more.", timeout=SOON)
    expect(note).to_have_count(0)


@pytest.mark.long
def test_who_translates_is_told_that_the_original_is_another_one(report, page_for):
    AnswerFactory(report=report, language="en", value=text("We trained 30 people."))
    first, translator = page_for(writer_of(report)), page_for(writer_of(report))
    open_section(first, "overall")
    open_section(translator, "overall", "fr")
    write(translator, "key_results", "Nous avons")
    write(first, "key_results", " And more.")
    note = translator.locator("[data-about='key_results@en']")
    expect(note).to_contain_text("Changed since you opened this page", timeout=2 * SOON)
    write(translator, "key_results", " formé")
    note.get_by_role("button", name="Show").click()
    original = question(translator, "key_results").locator("[data-beside=en]")
    expect(original).to_contain_text("We trained 30 people. And more.")
    expect(note).to_have_count(0)
    expect(editor(translator, "key_results")).to_have_text("Nous avons formé")
    expect_saved(translator, "key_results")


# --- what the browser keeps


@pytest.mark.long
def test_the_list_of_parts_tells_of_texts_that_never_arrived(report, page_for, expected_in_console):
    expected_in_console.append("ERR_INTERNET_DISCONNECTED")
    writer = writer_of(report)
    page = page_for(writer)
    open_section(page, "overall")
    write(page, "key_results", "Arrived.")
    expect_saved(page, "key_results")
    page.context.set_offline(True)
    write(page, "key_results", " Never arrived.")
    expect(question(page, "key_results").locator(".editor-state")).to_contain_text("kept", timeout=SOON)
    wait_for_kept_changes(page, writer)
    page.close(run_before_unload=False)
    again = page.context.new_page()
    page.context.set_offline(False)
    again.goto("/en/reports/FRA/2023/")
    expect(again.locator("[data-place='FRA/2023/overall'] .task-unsaved")).to_be_visible()
    expect(again.locator("[data-place='FRA/2023/evaluation'] .task-unsaved")).to_be_hidden()
    open_section(again, "overall")
    expect(editor(again, "key_results")).to_have_text("Arrived. Never arrived.")
    expect_saved(again, "key_results")
    again.goto("/en/reports/FRA/2023/")
    expect(again.locator("[data-place='FRA/2023/overall'] .task-unsaved")).to_be_hidden()


# --- a page that hears nothing


@pytest.mark.long
def test_who_reads_is_told_that_the_page_hears_nothing_any_more(report, page_for, axe):
    reader = UserFactory(holds=(Role.SIGNATORY, report.country))
    page = page_for(reader)
    with page.expect_response(re.compile("/seen/")):  # after it the page asks alone whether anything is new
        open_section(page, "overall")
    page.context.clear_cookies()
    lost = page.locator("#not-heard")
    expect(lost).to_contain_text("Your session has ended: what others save is not shown here any more.", timeout=SOON)
    axe(page, "main")
    page.context.add_cookies([{**session_of(reader), "url": page.evaluate("location.origin")}])
    page.evaluate(LOOK)
    expect(lost).to_be_hidden(timeout=SOON)


LOOK = "document.dispatchEvent(new Event('visibilitychange'))"


@pytest.mark.long
def test_a_page_that_is_told_of_news_asks_for_none(report, page_for):
    page = page_for(writer_of(report))
    asked = []
    page.on("request", lambda request: asked.append(request.url) if re.search("/live/", request.url) else None)
    with page.expect_websocket(lambda socket: "/live/" in socket.url) as found:
        open_section(page, "overall")
    page.wait_for_timeout(7000)
    assert (asked, found.value.is_closed()) == ([], False)


def test_it_asks_now_and_then_whether_it_was_told_everything(report, page_for):
    page = page_for(writer_of(report))
    page.clock.install()
    with page.expect_websocket(lambda socket: "/live/" in socket.url) as found:
        open_section(page, "overall")
    found.value.wait_for_event("framesent")  # it has said where it is: it is connected
    with page.expect_response(re.compile("/live/.*connected=1")) as answer:
        page.clock.fast_forward(31_000)
    assert answer.value.status == 204


@pytest.mark.long
def test_without_a_socket_nothing_but_an_empty_answer_is_sent_while_nothing_is_new(report, page_for):
    page = page_for(writer_of(report))
    without_sockets(page)
    heard = []
    page.on("response", lambda response: heard.append(response) if re.search("/live/", response.url) else None)
    open_section(page, "overall")
    wait_until(page, lambda: len(heard) >= 4)
    looked = [(response.request.method, response.status) for response in heard[:4]]
    assert looked == [("GET", 200), ("POST", 204), ("GET", 204), ("GET", 204)]
    asked_at = [response.request.timing["startTime"] for response in heard]
    assert asked_at[3] - asked_at[2] >= 3900


def test_pages_without_a_socket_hear_what_others_save_and_see_them(two):
    first, second = two
    without_sockets(second)
    both(two, "overall")
    question(first, "other_successes").get_by_label("Yes").check()
    expect(question(second, "other_successes").get_by_label("Yes")).to_be_checked(timeout=SOON)
    expect(second.locator("#people-here")).to_have_text("Also on this page: Focal point", timeout=SOON)
    expect(first.locator("#people-here")).to_have_text("Also on this page: Deputy", timeout=SOON)
