"""Nothing typed is lost: the line fails, the session ends, the window closes, another person logs in."""

import pytest
from django.contrib.sessions.models import Session
from django.db.models import F
from playwright.sync_api import expect

from reports.models import Answer, Occurrence, Report
from reports.stages import Stage
from tests.browser.writing import (
    PASSWORD,
    STEP,
    answers,
    bar,
    cut_off,
    editor,
    expect_saved,
    expect_state,
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

pytestmark = [pytest.mark.django_db(transaction=True)]
KEPT = "Your text is kept in this browser; keep this page open."
FAILED = r"Failed to load resource"


@pytest.fixture
def report():
    return french_report()


@pytest.fixture
def writer(report):
    return writer_of(report, name="Focal point")


@pytest.fixture
def page(writer, page_for):
    return page_for(writer)


@pytest.fixture
def failing(expected_in_console):
    """The browser itself complains of each request that fails."""
    expected_in_console.append(FAILED)


def log_in_elsewhere(page, user):
    """In another window of the same browser; the page's token is old after it."""
    other = page.context.new_page()
    other.goto("/en/login/")
    other.get_by_label("E-mail address").fill(user.email)
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Log in").click()
    other.wait_for_url("**/en/")
    other.close()


def step_name(report):
    """Of the question of the step, as its copies are named."""
    step = report.occurrences.get(source=Occurrence.Source.NEXT_STEP)
    return f"next_steps-step--{step.identity}"


def log_out_everyone():
    Session.objects.all().delete()


def answer_dialog(page, password=PASSWORD):
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Password").fill(password)
    dialog.get_by_role("button", name="Log in and save").click()


def test_without_the_server_it_says_so_keeps_the_text_and_saves_once_it_is_back(page, report, failing):
    open_step(page, report)
    page.context.set_offline(True)
    write(page, STEP, "Typed on the train.")
    expect_state(page, STEP, "Not saved")
    expect(bar(page)).to_contain_text(
        f"the server cannot be reached. It is tried again by itself. {KEPT}", use_inner_text=True
    )
    expect(heard(page)).to_contain_text("the server cannot be reached", use_inner_text=True)
    assert kept_copies(page) == [step_name(report)]
    page.context.set_offline(False)
    expect_saved(page, STEP)
    expect(heard(page)).to_have_text("Everything on this page is saved", use_inner_text=True)
    assert list(answers(report).values()) == ["Typed on the train."]
    assert kept_copies(page) == []


@pytest.mark.long
def test_a_fault_of_the_server_is_tried_again(page, report, failing):
    open_step(page, report)
    page.route("**/sections/**", lambda route: route.fulfill(status=500, body="broken"), times=2)
    write(page, STEP, "Third time lucky.")
    expect(bar(page)).to_contain_text("the server has a problem", use_inner_text=True)
    expect_saved(page, STEP)
    assert list(answers(report).values()) == ["Third time lucky."]


@pytest.mark.long
def test_the_answer_of_a_router_on_the_way_is_not_taken_for_a_save(page, report):
    open_step(page, report)
    page.route("**/sections/**", lambda route: route.fulfill(status=200, body="<h1>Hotel Wi-Fi</h1>"), times=1)
    write(page, STEP, "Still here.")
    expect(bar(page)).to_contain_text("the server has a problem", use_inner_text=True)
    assert kept_copies(page) == [step_name(report)]
    expect_saved(page, STEP)
    assert list(answers(report).values()) == ["Still here."]


@pytest.mark.long
def test_a_save_whose_answer_got_lost_is_no_conflict_with_oneself(page, report, failing):
    open_step(page, report)

    def take_and_lose(route):
        route.fetch()
        route.abort()

    page.route("**/sections/**", take_and_lose, times=1)
    write(page, STEP, "One.")
    expect(bar(page)).to_contain_text("Not saved", use_inner_text=True)
    write(page, STEP, " Two.")
    expect_saved(page, STEP)
    assert list(answers(report).values()) == ["One. Two."]


def test_what_was_typed_before_the_window_closed_is_put_back_and_saved(page, report):
    open_step(page, report)
    cut_off(page)
    write(page, STEP, "Before the battery died.")
    expect(bar(page)).to_contain_text("cannot be reached", use_inner_text=True)
    page.close()
    again = page.context.new_page()
    open_step(again, report)
    expect(editor(again, STEP)).to_have_value("Before the battery died.")
    expect(again.get_by_text("Text that was not saved last time stands here again")).to_be_visible()
    expect_saved(again, STEP)
    assert list(answers(report).values()) == ["Before the battery died."]
    assert kept_copies(again) == []


@pytest.mark.long
def test_what_was_typed_before_the_window_closed_becomes_a_conflict_where_somebody_wrote_since(page, report):
    open_step(page, report)
    write(page, STEP, "At first.")
    expect_saved(page, STEP)
    cut_off(page)
    write(page, STEP, " Mine.")
    expect(bar(page)).to_contain_text("cannot be reached", use_inner_text=True)
    page.close()
    deputy = writer_of(report, name="Deputy")
    theirs = {"value": "At first. Theirs.", "saved_from": "", "changed_by": deputy}
    Answer.objects.update(revision=F("revision") + 1, **theirs)
    again = page.context.new_page()
    open_step(again, report)
    expect(question(again, STEP).get_by_text("Deputy saved another version")).to_be_visible()
    again.get_by_role("button", name="Keep mine").click()
    expect_saved(again, STEP)
    assert list(answers(report).values()) == ["At first. Mine."]


@pytest.mark.long
def test_the_copy_of_a_window_that_is_still_open_is_left_to_it(page, report, failing):
    open_step(page, report)
    page.route("**/sections/**", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    write(page, STEP, "Mine to save.")
    expect(bar(page)).to_contain_text("cannot be reached", use_inner_text=True)
    other = page.context.new_page()
    open_step(other, report)
    other.wait_for_timeout(1000)
    expect(editor(other, STEP)).to_have_value("")
    other.close()
    page.unroute_all()
    expect_saved(page, STEP)


@pytest.mark.long
@pytest.mark.parametrize("how", ["full", "forbidden"])
def test_a_browser_that_keeps_nothing_says_only_what_is_true(page, report, failing, how):
    if how == "full":
        script = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }"
    else:
        script = (
            "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('', 'SecurityError') }})"
        )
    page.add_init_script(script)
    open_step(page, report)
    page.context.set_offline(True)
    write(page, STEP, "Only here.")
    expect(bar(page)).to_contain_text("Keep this page open.", use_inner_text=True)
    expect(bar(page)).not_to_contain_text("kept in this browser", use_inner_text=True)
    page.context.set_offline(False)
    expect_saved(page, STEP)
    assert list(answers(report).values()) == ["Only here."]


def test_after_the_session_has_ended_the_password_is_asked_in_place(page, report, failing):
    open_step(page, report)
    log_out_everyone()
    write(page, STEP, "Typed for two weeks.")
    answer_dialog(page, "wrong")
    expect(page.get_by_role("dialog").get_by_text("The password is not right.")).to_be_visible()
    answer_dialog(page)
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect_saved(page, STEP)
    write(page, STEP, " And on.")
    expect_saved(page, STEP)
    assert list(answers(report).values()) == ["Typed for two weeks. And on."]


@pytest.mark.long
def test_who_does_not_want_to_log_in_now_can_do_it_later(page, report, failing):
    open_step(page, report)
    log_out_everyone()
    write(page, STEP, "Later.")
    page.get_by_role("dialog").get_by_role("button", name="Later").click()
    expect(bar(page)).to_contain_text(f"your session has ended. Log in again to save. {KEPT}", use_inner_text=True)
    write(page, STEP, " Still typing.")
    page.wait_for_timeout(2000)
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("button", name="Log in again").click()
    answer_dialog(page)
    expect_saved(page, STEP)
    assert list(answers(report).values()) == ["Later. Still typing."]


@pytest.mark.long
def test_a_log_in_in_another_window_is_not_noticed(page, report, writer, failing):
    open_step(page, report)
    page.context.clear_cookies()
    log_in_elsewhere(page, writer)
    write(page, STEP, "As if nothing had been.")
    expect_saved(page, STEP)
    assert list(answers(report).values()) == ["As if nothing had been."]


@pytest.mark.long
def test_another_person_in_the_same_browser_does_not_save_in_their_name(page, report, writer, failing):
    open_step(page, report)
    colleague = writer_of(report, name="Deputy")
    page.context.clear_cookies()
    log_in_elsewhere(page, colleague)
    write(page, STEP, "Mine, not theirs.")
    expect(bar(page)).to_contain_text(f"somebody else is logged in in this browser now. {KEPT}", use_inner_text=True)
    assert (answers(report), kept_copies(page)) == ({}, [step_name(report)])
    page.context.clear_cookies()
    log_in_elsewhere(page, writer)
    write(page, STEP, " Still mine.")
    expect_saved(page, STEP)
    assert list(report.answers.values_list("changed_by", flat=True)) == [writer.pk]


@pytest.mark.long
def test_a_copy_is_not_shown_to_another_person_in_the_same_browser(page, report, failing):
    open_step(page, report)
    log_out_everyone()
    write(page, STEP, "Private.")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.close()
    again = page.context.new_page()
    log_in_elsewhere(again, writer_of(report, name="Deputy"))
    open_step(again, report)
    again.wait_for_timeout(1000)
    expect(editor(again, STEP)).to_have_value("")
    assert (answers(report), kept_copies(again)) == ({}, [step_name(report)])


@pytest.mark.long
def test_after_the_stage_has_changed_the_text_stays_to_be_copied(page, report, failing):
    open_step(page, report)
    Report.objects.update(stage=Stage.SUBMITTED)
    write(page, STEP, "Too late.")
    expect(bar(page)).to_contain_text(
        "Not saved: this report cannot be written in any more. Copy your text before you leave.", use_inner_text=True
    )
    expect(editor(page, STEP)).to_have_value("Too late.")
    assert answers(report) == {}


def test_closing_the_window_with_something_unsaved_asks_first(page, report):
    open_step(page, report)
    cut_off(page)
    write(page, STEP, "Unsaved.")
    expect(bar(page)).to_contain_text("cannot be reached", use_inner_text=True)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]


@pytest.mark.long
def test_the_text_can_be_read_before_the_editor_has_come(page, report):
    AnswerFactory(report=report, language="en", value=text("We trained 30 people."))
    held = []
    page.route("**/dist/editor.js", lambda route: held.append(route))
    page.goto("/en/reports/FRA/2023/sections/overall/?write=en", wait_until="commit")
    field = question(page, "key_results")
    before = field.locator("[data-before-editor]")
    expect(before).to_have_text("We trained 30 people.")
    expect(field.locator(".editor")).to_have_count(0)
    held[0].continue_()
    expect(editor(page, "key_results")).to_have_text("We trained 30 people.")
    expect(before).to_have_count(0)


@pytest.mark.long
def test_without_its_script_the_editor_is_missed_and_the_plain_version_offered(page, report, failing):
    page.route("**/dist/editor.js", lambda route: route.abort())
    open_section(page, "overall")
    expect(page.get_by_text("The text editor did not arrive")).to_be_visible()
    page.get_by_role("link", name="Open the plain version").click()
    question(page, "key_results").locator("textarea:visible").fill("Plainly.")
    page.get_by_role("button", name="Save this page").click()
    expect(page.get_by_text("Everything on this page has been saved.")).to_be_visible()
    assert answers(report) == {("key_results", "en"): "Plainly."}
