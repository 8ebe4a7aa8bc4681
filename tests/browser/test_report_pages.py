"""The pages of a report: accessible in both themes, from a telephone to a wide screen, by keyboard, enlarged."""

from itertools import pairwise

import pytest
from django.conf import settings
from playwright.sync_api import expect

from reports.answers.next_steps import add_next_step, remove_next_step
from reports.models import AnswerRevision, Report
from reports.stages import Stage
from richtext.build import bullet_list, doc, footnote, heading, objective, paragraph, table
from richtext.build import text as words
from tests.browser.looks import too_wide
from tests.browser.writing import (
    STEP,
    Gate,
    cut_off,
    editor,
    expect_saved,
    french_report,
    open_step,
    question,
    write,
    writer_of,
)
from tests.factories.reports import AnswerFactory, entry_of, text

pytestmark = [pytest.mark.django_db(transaction=True)]
REPORT = "/en/reports/FRA/2023/"
PAGES = {
    "home": "/en/",
    "list": "/en/reports/",
    "overview": REPORT,
    "checks": f"{REPORT}checks/",
    "progress": f"{REPORT}sections/progress/?write=en",
    "overall": f"{REPORT}sections/overall/?write=en",
    "national": f"{REPORT}sections/national/?write=en",
    "next steps": f"{REPORT}sections/next_steps/?write=en",
    "plain": f"{REPORT}sections/next_steps/?write=en&plain=1",
    "history": f"{REPORT}answers/key_results/en/",
}
every_page = pytest.mark.parametrize("name", PAGES)
LONG = doc(
    heading(1, objective("1.1"), words(" Keeping the forum going")),
    paragraph("Inspectors were trained (", objective("1.1.A"), ").", footnote("In two days.")),
    bullet_list("first", "second"),
    table([["Year", "Number"], ["2023", "200"]]),
    paragraph("Rechtsschutzversicherungsgesellschaften " * 12),
)

TOO_SMALL = """() => [...document.querySelectorAll("main a, main button, main summary, main input, main select")]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.closest(".reading, .visually-hidden"))
    .map(one => (one.matches("input") && one.closest("label, .form-check")) || one)
    .filter(one => one.getBoundingClientRect().height < 24 || one.getBoundingClientRect().width < 24)
    .map(one => one.outerHTML)"""
HEADINGS = """[...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter(one => one.checkVisibility()).map(one => Number(one.tagName[1]))"""
UNKNOWN_IDS = """[...document.querySelectorAll("[aria-describedby], [aria-labelledby], [aria-controls], label[for]")]
    .flatMap(one => ["aria-describedby", "aria-labelledby", "aria-controls", "for"]
        .flatMap(name => (one.getAttribute(name) ?? "").split(" ").filter(Boolean)))
    .filter(id => !document.getElementById(id))"""
LIVE = """[...document.querySelectorAll("[role=status], [role=alert], [role=log], [aria-live]")]
    .filter(one => !one.closest(".editor, dialog, [hidden]")).map(one => one.id)"""


@pytest.fixture
def report():
    """Something of everything: two languages, an earlier version, a parked answer, steps, one of them removed."""
    report = french_report(priorities=2, earlier_steps=1)
    progress = entry_of(report, "progress", "1")
    AnswerFactory(report=report, occurrence=progress.occurrence, question="progress", value=LONG)
    AnswerFactory(report=report, value=LONG)
    english = AnswerFactory(report=report, language="en", is_original=False, value=text("Good day"), revision=2)
    AnswerRevision.objects.create(
        answer=english, number=1, value=text("Good morning"), channel="import", changed_at=english.changed_at
    )
    AnswerFactory(report=report, question="other_successes", language="", value="no")
    AnswerFactory(report=report, question="other_successes_detail", value=text("Parked"))
    first = add_next_step(report=report, by=None)
    AnswerFactory(report=report, occurrence=first, question="next_steps.step", language="en", value="Train inspectors")
    AnswerFactory(
        report=report, occurrence=first, question="next_steps.objectives", language="", value={"codes": ["1.1.A"]}
    )
    add_next_step(report=report, by=None)
    remove_next_step(occurrence=add_next_step(report=report, by=None), by=None)
    return report


@pytest.fixture
def writer(report):
    return writer_of(report, name="Focal point")


def ready(page, path):
    """Open a page and wait for its editors."""
    page.goto(path)
    for area in page.locator(".text-field").all():
        expect(area.locator(".ProseMirror")).to_be_visible()
    return page


@every_page
def test_every_page_is_accessible(page_for, axe_everywhere, writer, name):
    axe_everywhere(ready(page_for(writer), PAGES[name]))


@pytest.mark.long
@every_page
def test_every_page_fits_and_everything_to_be_touched_is_large_enough(page_for, writer, name):
    """720 is 1440 pixels at 200 %, 320 are 1280 at 400 %."""
    page = ready(page_for(writer, width=390), PAGES[name])
    assert page.evaluate(TOO_SMALL) == []
    assert too_wide(page, 320, 390, 720, 1280, 1920) == []


@pytest.mark.long
@every_page
def test_headings_stand_in_order_and_every_reference_is_there(page_for, writer, name):
    page = ready(page_for(writer), PAGES[name])
    levels = page.evaluate(HEADINGS)
    jumps = [(above, below) for above, below in pairwise(levels) if below > above + 1]
    assert (levels[0], levels.count(1), jumps) == (1, 1, [])
    assert page.evaluate(UNKNOWN_IDS) == []
    if name in ("progress", "overall", "national", "next steps"):  # one line of what one does, one of others
        assert page.evaluate(LIVE) == ["heard", "heard-of-others"]


def test_a_conflict_and_the_log_in_are_accessible(page_for, axe_everywhere, report, writer, expected_in_console):
    expected_in_console.append("401")
    page = ready(page_for(writer), PAGES["overall"])
    AnswerFactory(report=report, question="overall_progress", language="", value=7)
    question(page, "overall_progress").get_by_label("3").check()
    expect(page.get_by_role("button", name="Keep mine")).to_be_visible()
    axe_everywhere(page)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    question(page, "other_successes").get_by_label("Not applicable").check()
    expect(page.get_by_role("dialog")).to_be_visible()
    axe_everywhere(page)


@pytest.mark.long
def test_a_report_that_is_read_only_is_accessible(page_for, axe_everywhere, report, writer):
    Report.objects.update(stage=Stage.SUBMITTED)
    page = page_for(writer)
    for name in ("overview", "overall", "next steps", "history"):
        axe_everywhere(ready(page, PAGES[name]))
    expect(page.locator("textarea")).to_have_count(0)


def test_a_question_is_answered_by_keyboard_alone(page_for, report, writer):
    page = ready(page_for(writer), PAGES["national"])

    def tab_to(selector):
        for _press in range(80):
            page.keyboard.press("Tab")
            if page.evaluate(f"document.activeElement.matches({selector!r})"):
                return
        raise AssertionError(f"Tab does not come to {selector}")

    tab_to("#jump-mechanism_useful")
    page.keyboard.press("Enter")
    tab_to("#q-mechanism_useful input")
    page.keyboard.press("Space")
    expect(question(page, "mechanism_useful").locator(".save-state")).to_contain_text("Saved", use_inner_text=True)
    page.keyboard.press("ArrowDown")
    expect(question(page, "mechanism_useful").get_by_label("No", exact=True)).to_be_checked()
    assert page.evaluate("document.activeElement.name") == "mechanism_useful"
    expect_saved(page, "mechanism_useful")


def test_the_focus_stays_in_the_text_while_it_is_saved(page_for, report, writer):
    page = ready(page_for(writer), PAGES["overall"])
    write(page, "key_results", " to all")
    expect(question(page, "key_results").locator(".save-state")).to_contain_text("Saved", use_inner_text=True)
    page.keyboard.type(" of you")
    expect(editor(page, "key_results")).to_have_text("Good day to all of you")


@pytest.mark.long
def test_the_focus_stays_near_a_line_that_disappears(page_for, report, writer):
    page = ready(page_for(writer), PAGES["national"])
    gate = Gate(page)
    question(page, "mechanism_useful").get_by_label("Yes").check()
    gate.wait_for(1)
    page.locator("#jump-mechanism_useful").focus()
    gate.open()
    expect(page.locator("#jump-mechanism_useful")).to_have_count(0)
    expect(page.locator("#progress-title")).to_be_focused()


@pytest.mark.long
def test_the_parts_say_where_the_browser_keeps_text_that_is_not_saved(page_for, report, writer):
    page = page_for(writer)
    open_step(page, report)
    cut_off(page)
    write(page, STEP, "Not yet there.")
    expect(page.locator("#save-bar")).to_contain_text("cannot be reached")
    other = page.context.new_page()
    other.goto(REPORT)
    expect(other.locator(".task-unsaved:visible")).to_have_count(1)
    expect(other.locator("[data-place$='/next_steps'] .task-unsaved")).to_be_visible()


@pytest.mark.long
def test_a_long_answer_is_in_the_page_to_read_and_for_the_editor_and_no_third_time(page_for, report, writer):
    page = page_for(writer)
    html = page.goto(f"{REPORT}sections/progress/?write=fr").text()
    assert html.count("Keeping the forum going") == 2
