"""A meeting in the browser: the worksheet by keyboard, minutes that outlive a closed page, and what became of them."""

import re

import pytest
from playwright.sync_api import Page, expect

from forum.roles import Role
from reports.models import Proposal
from richtext.reading import to_text
from tests.browser.writing import french_report, wait_for_copy
from tests.factories.forum import MembershipFactory, UserFactory, WorkingGroupFactory
from tests.factories.reports import AnswerFactory, AssignmentFactory, CampaignFactory, ReportFactory, text

pytestmark = pytest.mark.django_db
REPORT = "/en/reports/FRA/2023/"
WORKSHEET, MINUTES, CONTRIBUTIONS = f"{REPORT}worksheet/", f"{REPORT}minutes/?write=en", f"{REPORT}contributions/"


@pytest.fixture
def report():
    report = french_report()
    earlier = ReportFactory(country=report.country, campaign=CampaignFactory(year=2022), roadmap=report.roadmap)
    AnswerFactory(report=earlier, language="en", value=text("Last year we began."))
    AnswerFactory(report=report, language="en", value=text("The forum was born in May."))
    return report


@pytest.fixture
def chair(report):
    group = WorkingGroupFactory(country=report.country)
    AssignmentFactory(report=report, section="overall", user=None, group=group)
    user = UserFactory(name="Chair")
    MembershipFactory(user=user, role=Role.GROUP_CHAIR, country=report.country, working_group=group)
    return user


def put(page: Page, words: str) -> None:
    """Open the key results on the page of minutes and type what the meeting adds."""
    asked = page.locator("#q-key_results")
    if asked.get_attribute("open") is None:
        asked.locator("summary").first.click()
    asked.locator(".ProseMirror").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def test_one_question_at_a_time_by_keyboard_and_a_note_for_the_minutes(page_for, chair):
    page = page_for(chair)
    page.goto(WORKSHEET)
    page.get_by_role("link", name="Show one question at a time").click()
    expect(page.get_by_text("Question 1 of 5")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Question 2 of 5")).to_be_visible()
    expect(page.get_by_text("The forum was born in May.")).to_be_visible()
    page.get_by_text("The answer of 2022").click()
    expect(page.get_by_text("Last year we began.")).to_be_visible()
    note = page.get_by_label("Notes of the meeting")
    note.fill("Say how many groups.")
    page.keyboard.press("ArrowRight")  # moves in the note, not on
    expect(page.get_by_text("Question 2 of 5")).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("Question 1 of 5")).to_be_visible()

    page.goto(MINUTES)
    asked = page.locator("#q-key_results")
    expect(asked.get_by_text("Say how many groups.")).to_be_visible()
    asked.get_by_role("button", name="Put it below").click()
    expect(asked.locator(".ProseMirror").first).to_contain_text("Say how many groups.")
    page.reload()
    expect(page.locator("#q-key_results .ProseMirror").first).to_contain_text("Say how many groups.")


def test_minutes_outlive_a_closed_page_and_become_a_proposal_once(page_for, report, chair):
    page = page_for(chair)
    page.goto(MINUTES)
    page.get_by_label("Name of the meeting").fill("Plenary")
    put(page, "It has five groups.")
    wait_for_copy(page, "It has five groups.")
    page.reload()

    expect(page.get_by_text("Text that was not sent last time stands here again")).to_be_visible()
    expect(page.get_by_label("Name of the meeting")).to_have_value("Plenary")
    expect(page.locator("#q-key_results .ProseMirror").first).to_contain_text("It has five groups.")
    page.get_by_role("button", name="Look at it as changes").click()
    expect(page.locator("ins", has_text="It has five groups.")).to_be_visible()
    page.get_by_role("button", name="Continue writing").click()
    put(page, " All are heard.")
    page.get_by_role("button", name="Look at it as changes").click()
    page.get_by_role("button", name="Make 1 proposal").click()
    expect(page.get_by_role("heading", name="The minutes are proposals now")).to_be_visible()

    made = Proposal.objects.get()
    assert to_text(made.value) == "The forum was born in May.\n\nIt has five groups. All are heard."
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('unsaved:'))") == []
    page.get_by_role("link", name="See what becomes of them").click()
    expect(page.get_by_text("waits for a decision")).to_be_visible()
    expect(page.get_by_text("It has five groups. All are heard.")).to_be_visible()


@pytest.mark.long
def test_the_words_that_stand_are_changed_and_outlive_a_closed_page(page_for, report, chair):
    page = page_for(chair)
    page.goto(MINUTES)
    page.get_by_label("Name of the meeting").fill("Plenary")
    asked = page.locator("#q-key_results")
    asked.get_by_role("button", name=re.compile("Change the words that stand")).click()
    area = page.locator("#q-key_results .minutes-change .ProseMirror")
    expect(area).to_contain_text("The forum was born in May.")
    area.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" It has grown.")
    wait_for_copy(page, "It has grown.")
    page.goto(MINUTES)

    expect(page.locator("#q-key_results .minutes-change .ProseMirror")).to_contain_text("born in May. It has grown.")
    page.get_by_role("button", name="Look at it as changes").click()
    page.get_by_role("button", name="Make 1 proposal").click()
    expect(page.get_by_role("heading", name="The minutes are proposals now")).to_be_visible()
    assert to_text(Proposal.objects.get().value) == "The forum was born in May. It has grown."


@pytest.mark.long
def test_without_script_minutes_are_written_in_plain_text(page_for, report, chair):
    page = page_for(chair, java_script_enabled=False)
    page.goto(f"{MINUTES}&plain=1")
    page.get_by_label("Name of the meeting").fill("Plenary")
    page.locator("[name='key_results--add']").fill("- One\n- Two")
    page.get_by_role("button", name="Look at it as changes").click()
    page.get_by_role("button", name="Make 1 proposal").click()
    expect(page.get_by_role("heading", name="The minutes are proposals now")).to_be_visible()
    assert to_text(Proposal.objects.get().value) == "The forum was born in May.\n\n- One\n- Two"


@pytest.mark.long
@pytest.mark.parametrize("address", [WORKSHEET, f"{WORKSHEET}?one=2", MINUTES, CONTRIBUTIONS])
def test_the_pages_are_for_everybody(page_for, axe_everywhere, report, chair, address):
    AnswerFactory(report=report, question="lessons", language="en", changed_by=chair)
    page = page_for(chair)
    page.goto(address)
    if "minutes" in address:
        page.get_by_label("Name of the meeting").fill("Plenary")
        put(page, "It has five groups.")
    axe_everywhere(page)


@pytest.mark.long
def test_a_question_is_found_by_typing_and_opened_with_the_keyboard(page_for, chair):
    page = page_for(chair, width=390, height=800)
    page.goto(MINUTES)
    expect(page.locator("#q-key_results")).to_have_attribute("open", "")
    expect(page.locator("#q-foreseen_difficulties")).not_to_have_attribute("open", "")
    page.keyboard.press("Control+Alt+q")
    expect(page.get_by_label("Find a question")).to_be_focused()
    page.keyboard.type("reports alliance")  # the list shows the beginning of a question, all of its words are looked in
    expect(page.locator("[data-finder] li:visible a")).to_have_attribute("href", "#q-key_results")
    page.get_by_label("Find a question").fill("difficulties expect")
    expect(page.locator("[data-finder] li:visible")).to_have_count(1)
    expect(page.locator("[data-found]")).to_have_text("One question fits")
    page.keyboard.press("Enter")
    expect(page.locator("#q-foreseen_difficulties")).to_have_attribute("open", "")
    expect(page.locator("#q-foreseen_difficulties > summary")).to_be_focused()
    expect(page.locator("#q-foreseen_difficulties .ProseMirror")).to_be_visible()
