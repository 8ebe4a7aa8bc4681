"""Proposing in the editor and deciding: by a reviewer, a focal point, without a line, in two tabs, on a telephone."""

import pytest
from playwright.sync_api import expect

from forum.roles import Role
from reports.models import Proposal
from reports.review.suggestions import propose
from tests.browser.writing import (
    answers,
    bar,
    cut_off,
    editor,
    expect_saved,
    french_report,
    open_section,
    question,
    wait_for_copy,
    words_of,
    write,
    writer_of,
)
from tests.factories.forum import UserFactory
from tests.factories.reports import AnswerFactory, entry_of, text

pytestmark = [pytest.mark.django_db(transaction=True)]
TEXT = text("The forum was born in May.", "It has five groups.")
HERE = "/en/reports/FRA/2023/proposals/key_results/en/"
SELECTED = """(words) => {
    const { state } = document.querySelector("[data-suggestion] .ProseMirror").editor;
    return state.doc.textBetween(state.selection.from, state.selection.to) === words;
}"""


@pytest.fixture
def report():
    report = french_report()
    AnswerFactory(report=report, language="en", value=TEXT)
    return report


@pytest.fixture
def reviewer(report):
    return UserFactory(holds=(Role.REVIEWER, report.country), name="Reviewer")


@pytest.fixture
def writer(report):
    return writer_of(report, name="Focal point")


def suggestion(page):
    return question(page, "key_results").locator("[data-suggestion] .ProseMirror")


def state(page):
    return question(page, "key_results").locator("[data-suggestion] .editor-state")


def put(page, old: str, new: str) -> None:
    """Mark some words of the proposal's text, and type others."""
    suggestion(page).click()
    page.evaluate(
        """(old) => {
          const box = document.querySelector('[data-suggestion] .ProseMirror');
          const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const node = walker.currentNode;
            const at = node.textContent.indexOf(old);
            if (at < 0 || node.parentElement.closest('del')) continue;
            getSelection().setBaseAndExtent(node, at, node, at + old.length);
            return;
          }
        }""",
        old,
    )
    page.wait_for_function(SELECTED, arg=old)  # the editor hears a moment later what is marked
    page.keyboard.type(new)


def said(page) -> tuple[list[str], list[str]]:
    """What is marked as put in and as taken out."""
    box = suggestion(page)
    outs = [one.removeprefix("Taken out: ") for one in box.locator("del.suggest-out").all_text_contents()]
    return box.locator("ins.suggest-in").all_text_contents(), outs


def expect_proposed(page) -> None:
    expect(state(page)).to_have_text("Saved as a proposal")


def proposals(report) -> list[str]:
    return [words_of(one.value) for one in Proposal.objects.filter(slot__report=report, state="open").order_by("pk")]


def test_a_reviewer_proposes_by_typing_and_the_text_stays(page_for, reviewer, report):
    page = open_section(page_for(reviewer), "overall")
    expect(state(page)).to_have_text("You have proposed nothing here yet.")
    put(page, "May", "June")
    expect_proposed(page)
    assert said(page) == (["June"], ["May"])
    put(page, "five", "six")
    expect_proposed(page)
    assert said(page) == (["June", "six"], ["May", "five"])
    expect(bar(page)).to_have_text("Everything on this page is saved", use_inner_text=True)
    assert proposals(report) == ["The forum was born in June.\n\nIt has six groups."]
    assert answers(report) == {("key_results", "en"): words_of(TEXT)}
    page.reload()
    expect(suggestion(page).locator("ins.suggest-in")).to_have_count(2)
    assert said(page) == (["June", "six"], ["May", "five"])


@pytest.mark.long
def test_undo_takes_a_proposal_back(page_for, reviewer, report):
    page = open_section(page_for(reviewer), "overall")
    put(page, "May", "June")
    expect_proposed(page)
    for _time in range(6):
        page.keyboard.press("Control+z")
    expect(suggestion(page)).to_contain_text("born in May.")
    expect(state(page)).to_have_text("You have proposed nothing here yet.")
    assert (said(page), proposals(report)) == (([], []), [])


@pytest.mark.long
def test_paragraphs_come_and_go(page_for, reviewer, report):
    page = open_section(page_for(reviewer), "overall")
    suggestion(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("A new paragraph.")
    expect_proposed(page)
    assert said(page) == (["A new paragraph."], [])
    expect(suggestion(page).locator(".suggest-in-block")).to_have_count(1)
    assert proposals(report) == [words_of(TEXT) + "\n\nA new paragraph."]


def test_the_focal_point_takes_one_over_and_refuses_another_and_the_author_sees_it(
    page_for, reviewer, writer, report, axe_everywhere
):
    theirs = open_section(page_for(reviewer), "overall")
    put(theirs, "May", "June")
    put(theirs, "five", "six")
    expect_proposed(theirs)

    page = open_section(page_for(writer), "overall")
    question(page, "key_results").get_by_role("link", name="1 proposal").click()
    expect(page.locator(".change")).to_have_count(2)
    axe_everywhere(page)
    first = page.locator(".change").first
    first.get_by_role("button", name="Accept change 1").click()
    expect(page.locator(".change")).to_have_count(1)
    expect(page.locator("#proposals-said")).to_have_text("1 change accepted.")
    expect(page.locator(".change .change-text")).to_be_focused()
    page.get_by_text("Decline change 1").click()
    page.get_by_label("Why not? Its author reads this.").fill("The decree names five.")
    page.get_by_role("button", name="Decline").click()
    expect(page.locator("#proposals")).to_contain_text("No proposal waits for a decision here.")
    expect(page.locator("#decided")).to_contain_text("The decree names five.")
    assert answers(report) == {("key_results", "en"): "The forum was born in June.\n\nIt has five groups."}

    put(theirs, "groups", "working groups")  # the open page takes over what was decided, and keeps what is typed
    expect(suggestion(theirs)).to_contain_text("It has five")
    expect_proposed(theirs)
    assert said(theirs) == (["working "], [])
    assert proposals(report) == ["The forum was born in June.\n\nIt has five working groups."]
    question(theirs, "key_results").get_by_role("link", name="Your proposal").click()
    expect(theirs.locator("#decided")).to_contain_text("declined")
    expect(theirs.locator("#decided")).to_contain_text("The decree names five.")
    axe_everywhere(theirs)


@pytest.mark.long
def test_what_is_taken_over_comes_to_the_pages_on_which_the_text_is_written(page_for, reviewer, writer, report):
    page = open_section(page_for(writer), "overall")
    write(page, "key_results", " More.")
    expect_saved(page, "key_results")
    propose_june(report, reviewer)
    other = page_for(writer)
    other.goto(HERE)
    other.get_by_role("button", name="Accept change 1").click()
    expect(other.locator("#proposals-said")).to_have_text("1 change accepted.")
    expect(editor(page, "key_results").first).to_contain_text("born in June.")
    expect(editor(page, "key_results").first).to_contain_text("More.")


def propose_june(report, by) -> Proposal:
    value = text("The forum was born in June.", "It has five groups.")
    entry = entry_of(report, "key_results")
    return propose(report=report, entry=entry, language="en", value=value, written_on=TEXT, by=by)


@pytest.mark.long
def test_without_a_line_the_proposal_is_kept_and_sent_later(page_for, reviewer, report, expected_in_console):
    expected_in_console.append(r"ERR_INTERNET_DISCONNECTED|Failed to load")
    page = open_section(page_for(reviewer), "overall")
    expect(state(page)).to_have_text("You have proposed nothing here yet.")
    page.context.set_offline(True)
    put(page, "May", "June")
    expect(state(page)).to_contain_text("Your proposal is kept in this browser.")
    assert proposals(report) == []
    put(page, "five", "six")
    page.context.set_offline(False)
    expect_proposed(page)
    assert proposals(report) == ["The forum was born in June.\n\nIt has six groups."]
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('unsaved:'))") == []


@pytest.mark.long
def test_what_a_closed_window_had_not_sent_is_there_again(page_for, reviewer, report):
    page = open_section(page_for(reviewer), "overall")
    expect(state(page)).to_have_text("You have proposed nothing here yet.")
    cut_off(page)
    put(page, "May", "June")
    wait_for_copy(page, "June")
    context = page.context
    page.close()
    overview = context.new_page()
    overview.goto("/fr/reports/FRA/2023/")
    expect(overview.locator(".task-unsaved:visible")).to_have_count(1)
    again = open_section(context.new_page(), "overall")
    expect(again.locator("#put-back")).to_be_visible()
    expect_proposed(again)
    assert said(again) == (["June"], ["May"])
    assert proposals(report) == ["The forum was born in June.\n\nIt has five groups."]


@pytest.mark.long
def test_what_was_typed_goes_on_where_its_question_is_put_anew(page_for, reviewer, report):
    page = open_section(page_for(reviewer), "overall")
    expect(state(page)).to_have_text("You have proposed nothing here yet.")
    put(page, "May", "June")
    page.evaluate(
        """async () => {
          const html = await (await fetch(location.href)).text();
          const fresh = new DOMParser().parseFromString(html, 'text/html').querySelector('#q-key_results');
          htmx.swap('#q-key_results', fresh.outerHTML, {swapStyle: 'outerHTML'});
        }"""
    )
    expect_proposed(page)
    expect(suggestion(page).locator("ins.suggest-in")).to_have_text("June")
    assert proposals(report) == ["The forum was born in June.\n\nIt has five groups."]
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('unsaved:'))") == []


@pytest.mark.long
def test_two_tabs_lose_nothing(page_for, reviewer, report):
    one = open_section(page_for(reviewer), "overall")
    two = open_section(one.context.new_page(), "overall")
    put(one, "May", "June")
    expect_proposed(one)
    put(two, "five", "six")
    expect_proposed(two)
    expect(suggestion(two)).to_contain_text("born in")
    expect(suggestion(two).locator("ins.suggest-in")).to_have_count(2)
    assert proposals(report) == ["The forum was born in June.\n\nIt has six groups."]


@pytest.mark.long
def test_who_writes_can_propose_instead(page_for, writer, report, axe_everywhere):
    page = open_section(page_for(writer), "overall")
    switch = question(page, "key_results").get_by_role("button", name="Switch to suggesting")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    expect(suggestion(page)).to_be_focused()
    expect(question(page, "key_results").locator(".text-field")).to_be_hidden()
    put(page, "May", "June")
    expect_proposed(page)
    assert (proposals(report), answers(report)) == (
        ["The forum was born in June.\n\nIt has five groups."],
        {("key_results", "en"): words_of(TEXT)},
    )
    axe_everywhere(page)
    switch.click()
    written = question(page, "key_results").locator(".text-field .ProseMirror")
    expect(written.locator("del.proposed-out")).to_have_text("May", timeout=20_000)
    expect(written.locator("ins.proposed-in")).to_have_text("June")
    expect(suggestion(page)).to_be_hidden()


def test_the_session_ends_and_nothing_typed_is_lost(page_for, reviewer, report, expected_in_console):
    expected_in_console.append(r"Failed to load resource")
    page = open_section(page_for(reviewer), "overall")
    expect(state(page)).to_have_text("You have proposed nothing here yet.")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    put(page, "May", "June")
    expect(state(page)).to_contain_text("Your session has ended.")
    expect(state(page)).to_contain_text("Your proposal is kept in this browser.")
    page.context.add_cookies(cookies)
    page.evaluate("document.dispatchEvent(new Event('texts:go-on'))")
    expect_proposed(page)
    assert proposals(report) == ["The forum was born in June.\n\nIt has five groups."]


@pytest.mark.long
def test_a_reviewers_page_is_accessible_and_fits(page_for, reviewer, report, axe_everywhere):
    page = open_section(page_for(reviewer), "overall")
    put(page, "May", "June")
    expect_proposed(page)
    axe_everywhere(page)
    page.goto("/en/reports/FRA/2023/proposals/")
    expect(page.locator(".jump-list a")).to_have_count(1)
    axe_everywhere(page)


@pytest.mark.long
def test_proposing_and_deciding_work_without_script(page_for, reviewer, writer, report):
    page = page_for(reviewer, java_script_enabled=False)
    page.goto("/en/reports/FRA/2023/sections/overall/?write=en&plain=1")
    question(page, "key_results").get_by_role("link", name="Propose other words").click()
    box = page.get_by_label("The text as you would have it")
    box.fill(box.input_value().replace("May", "June"))
    page.get_by_role("button", name="Propose this").click()
    expect(page.get_by_text("Saved as your proposal.")).to_be_visible()
    other = page_for(writer, java_script_enabled=False)
    other.goto(HERE)
    other.get_by_role("button", name="Accept change 1").click()
    expect(other.get_by_text("1 change accepted.")).to_be_visible()
    assert answers(report) == {("key_results", "en"): "The forum was born in June.\n\nIt has five groups."}
