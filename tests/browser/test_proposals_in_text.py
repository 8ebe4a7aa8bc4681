"""Open proposals in the text that is written: seen there, followed, gone through with keys, taken over in place."""

import pytest
from playwright.sync_api import expect

from bilingual.text import Text
from forum.roles import Role
from reports.models import Proposal, ProposalDecision
from reports.review.suggestions import propose, withdraw
from richtext.build import bullet_list, doc, paragraph
from tests.browser.looks import LOOKS, too_wide
from tests.browser.writing import (
    answers,
    editor,
    expect_saved,
    french_report,
    open_section,
    question,
    without_sockets,
    words_of,
    write,
)
from tests.factories.forum import OrganisationFactory, UserFactory
from tests.factories.reports import AnswerFactory, entry_of, text

pytestmark = [pytest.mark.django_db(transaction=True)]
TEXT = text("The forum was born in May.", "It has five groups.")
JUNE_SIX = text("The forum was born in June.", "It has six groups.")


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
    return UserFactory(focal_point_of=report.country, name="Focal point")


@pytest.fixture
def colleague(report):
    return UserFactory(holds=(Role.DEPUTY, report.country), name="Deputy")


def proposed(report, by, value=JUNE_SIX, **more) -> Proposal:
    entry = entry_of(report, "key_results")
    return propose(report=report, entry=entry, language="en", value=value, written_on=TEXT, by=by, **more)


def text_box(page):
    return question(page, "key_results").locator(".text-field .ProseMirror")


def box(page):
    """What stands at the change that one is at."""
    return question(page, "key_results").locator(".proposed-box")


def drawn(page) -> tuple[list[str], list[str]]:
    """What is shown as put in and as taken out."""
    found = text_box(page)
    return found.locator("ins.proposed-in").all_text_contents(), found.locator("del.proposed-out").all_text_contents()


def expect_drawn(page, number: int) -> None:
    expect(text_box(page).locator(".proposed")).to_have_count(number, timeout=20_000)


def elsewhere(page):
    return question(page, "key_results").locator("[data-proposed-elsewhere]")


def decided() -> list[tuple[str, str, str]]:
    rows = ProposalDecision.objects.order_by("pk")
    return [(words_of(one.was), words_of(one.proposed), one.outcome) for one in rows]


def test_what_a_reviewer_proposes_comes_into_open_texts_and_is_taken_over_there_by_keys(
    page_for, reviewer, writer, colleague, report
):
    page, other = (open_section(page_for(user), "overall") for user in (writer, colleague))
    write(page, "key_results", " More.")
    expect_saved(page, "key_results")
    theirs = open_section(page_for(reviewer), "overall")
    suggestion = question(theirs, "key_results").locator("[data-suggestion] .ProseMirror")
    suggestion.locator("p").first.click()
    theirs.keyboard.press("End")
    theirs.keyboard.type(" Or June.")

    for one in (page, other):
        expect(text_box(one).locator("ins.proposed-in")).to_have_text(" Or June.", timeout=20_000)
    page.keyboard.press("F2")
    expect(box(page).get_by_role("button", name="Accept")).to_be_focused()
    expect(box(page)).to_have_accessible_name("Reviewer proposes")
    expect(box(page)).to_have_accessible_description("Put in “Or June.”.")
    page.keyboard.press("Enter")

    expect(question(page, "key_results").locator("> .question-tools .proposals-line")).to_have_count(0, timeout=20_000)
    for one in (page, other):
        expect(text_box(one)).to_have_text("The forum was born in May. Or June.It has five groups. More.")
        expect_drawn(one, 0)
    expect(text_box(page)).to_be_focused()
    assert answers(report) == {
        ("key_results", "en"): "The forum was born in May. Or June.\n\nIt has five groups. More."
    }
    assert decided() == [("", "Or June.", "kept")]
    theirs.goto("/en/reports/FRA/2023/proposals/")
    expect(theirs.get_by_text("accepted")).to_be_visible()


@pytest.mark.long
def test_marks_follow_what_is_written_around_them_and_go_where_words_are_typed_over(page_for, reviewer, writer, report):
    proposed(report, reviewer)
    page = open_section(page_for(writer), "overall")
    expect_drawn(page, 2)
    assert drawn(page) == (["June", "six"], ["May", "five"])
    text_box(page).click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Really: ")
    expect_saved(page, "key_results")
    assert drawn(page) == (["June", "six"], ["May", "five"])
    page.keyboard.press("Control+End")
    for _each in "five groups.":
        page.keyboard.press("ArrowLeft")
    page.keyboard.type("x")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("y")
    expect_drawn(page, 1)
    assert drawn(page) == (["June"], ["May"])
    expect(elsewhere(page)).to_have_text("1 change has no place in the text: it stands on the page of proposals alone.")
    expect_saved(page, "key_results")
    assert answers(report) == {("key_results", "en"): "Really: The forum was born in May.\n\nIt has xfyive groups."}


@pytest.mark.long
def test_the_keys_go_round_and_escape_leads_back_to_the_text(page_for, reviewer, writer, report):
    proposed(report, reviewer, organisation=OrganisationFactory(country=report.country, name=Text.of(en="ILO office")))
    page = open_section(page_for(writer), "overall")
    expect(text_box(page).locator(".proposed-by").first).to_have_text("ILO office")
    for number, words in enumerate(["“June” in the place of “May”.", "“six” in the place of “five”."] * 2):
        page.keyboard.press("F2")
        expect(box(page).locator(".proposed-words")).to_have_text(words)
        expect(box(page).locator(".proposed-count")).to_have_text(f"Change {number % 2 + 1} of 2")
    page.keyboard.press("Shift+F2")
    expect(box(page).locator(".proposed-words")).to_have_text("“June” in the place of “May”.")
    expect(box(page).locator(".proposed-title")).to_have_text("Reviewer (ILO office) proposes")
    page.keyboard.press("Escape")
    expect(box(page)).to_be_hidden()
    expect(text_box(page)).to_be_focused()
    page.keyboard.type("!")
    expect_saved(page, "key_results")
    assert answers(report) == {("key_results", "en"): "The forum was born in May!.\n\nIt has five groups."}
    page.keyboard.press("F2")
    expect(box(page).locator(".proposed-words")).to_have_text("“six” in the place of “five”.")
    box(page).get_by_role("link", name="Decline, or accept with changes").click()
    expect(page.locator(".change:target")).to_contain_text("six")


@pytest.mark.long
def test_a_press_on_a_change_opens_its_box_and_the_next_one_follows(page_for, reviewer, writer, report):
    proposed(report, reviewer)
    page = open_section(page_for(writer), "overall")
    text_box(page).locator("ins.proposed-in", has_text="June").click()
    box(page).get_by_role("button", name="Accept").click()
    expect(text_box(page)).to_contain_text("born in June.", timeout=20_000)
    expect(box(page).locator(".proposed-words")).to_have_text("“six” in the place of “five”.")
    expect(box(page).get_by_role("button", name="Accept")).to_be_focused()
    expect_drawn(page, 1)
    assert decided() == [("May", "June", "kept")]
    text_box(page).locator("p").first.click()
    expect(box(page)).to_be_hidden()


@pytest.mark.long
def test_what_was_taken_back_meanwhile_is_said_and_nothing_is_done(
    page_for, reviewer, writer, report, expected_in_console
):
    expected_in_console.append(r"status of 409")
    made = proposed(report, reviewer)
    page = page_for(writer)
    without_sockets(page)
    page.route("**/live/**", lambda route: route.fulfill(status=204))
    open_section(page, "overall")
    expect_drawn(page, 2)
    page.keyboard.press("F2")
    withdraw(proposal=made, entry=entry_of(report, "key_results"), by=reviewer)
    page.unroute("**/live/**")
    page.keyboard.press("Enter")
    expect(box(page).get_by_role("alert")).to_have_text("This proposal has been decided or taken back meanwhile.")
    expect_drawn(page, 0)
    assert (decided(), answers(report)[("key_results", "en")]) == ([], words_of(TEXT))


@pytest.mark.long
def test_they_can_be_hidden_and_stay_so(page_for, reviewer, writer, report, axe, axe_everywhere):
    proposed(report, reviewer)
    page = open_section(page_for(writer), "overall")
    expect_drawn(page, 2)
    question(page, "key_results").get_by_role("button", name="Go through the changes").click()
    expect(box(page)).to_be_visible()
    for width, scheme in LOOKS:  # it lies over what stands under the text: looked at by itself
        page.emulate_media(color_scheme=scheme)
        assert too_wide(page, width) == []
        axe(page, "#q-key_results .proposed-box")
    page.keyboard.press("Escape")
    axe_everywhere(page)
    switch = question(page, "key_results").get_by_role("button", name="Show them in the text")
    switch.click()
    expect_drawn(page, 0)
    expect(switch).to_have_attribute("aria-pressed", "false")
    page.reload()
    expect(switch).to_have_attribute("aria-pressed", "false")
    expect(text_box(page)).to_have_text("The forum was born in May.It has five groups.")
    switch.click()
    expect_drawn(page, 2)


@pytest.mark.long
def test_blocks_and_items_stand_in_their_place_and_are_no_part_of_the_text(
    page_for, reviewer, writer, report, axe_everywhere
):
    base = doc(paragraph("One."), bullet_list("first", "second"), paragraph("Two."))
    value = doc(paragraph("One."), paragraph("New."), bullet_list("first", "another", "second"))
    report.answers.update(value=base)
    entry = entry_of(report, "key_results")
    propose(report=report, entry=entry, language="en", value=value, written_on=base, by=reviewer)
    page = open_section(page_for(writer), "overall")
    expect_drawn(page, 3)
    assert drawn(page) == (["New.", "another"], ["Two."])
    expect(text_box(page).locator("ul > li.proposed-block")).to_contain_text("another")
    axe_everywhere(page)
    write(page, "key_results", "!")
    expect_saved(page, "key_results")
    assert answers(report) == {("key_results", "en"): words_of(base) + "!"}
    expect(editor(page, "key_results").first).to_contain_text("Two.!")
