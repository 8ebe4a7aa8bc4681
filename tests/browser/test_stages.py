"""Status and next action, in the browser: reasons, silent groups, versions. The whole way is in test_whole_way.py."""

import pytest
from playwright.sync_api import expect

from bilingual.text import Text
from forum.roles import Role
from reports.stages import Stage
from tests.factories.reports import text
from tests.reports.way import Way

STAGE = "/en/reports/FRA/2023/stage/"
REASON = "Group 2 asks for the figures of 2023."


@pytest.fixture
def way(transactional_db) -> Way:
    return Way()


def test_changes_are_taken_up_with_a_reason_and_so_goes_on_without_a_silent_group(
    way, page_for, axe, expected_in_console
):
    expected_in_console.append("422")  # the button that was pressed without a reason
    way.do("send_to_forum")
    way.answer(1)
    page = page_for(way.focal_point)
    page.goto(STAGE)
    page.get_by_text("Reopen for changes").first.click()
    page.get_by_role("button", name="Reopen for changes").click()
    expect(page.locator("#error-summary")).to_be_focused()
    axe(page)
    page.get_by_label("Reason", exact=True).fill(REASON)
    page.get_by_role("button", name="Reopen for changes").click()
    expect(page.get_by_text("The report is a draft again.")).to_be_visible()
    expect(page.get_by_text(REASON)).to_be_visible()
    axe(page)

    page.get_by_label("Reason for sending the same text again").fill("Group 2 has new figures.")
    page.get_by_role("button", name="Send to the forum").click()
    expect(page.get_by_text("The report is with the forum.")).to_be_visible()
    way.report.refresh_from_db()
    way.answer(2)
    page.goto(STAGE)
    expect(page.get_by_text("Group 1 has not answered.")).to_be_visible()
    page.get_by_label("Reason for not waiting").fill("Group 1 endorsed the text before, word for word.")
    page.get_by_role("button", name="Propose for signature").click()
    expect(page.get_by_text("The report is with the signatory")).to_be_visible()


@pytest.mark.long
def test_the_page_of_a_published_report_and_of_its_correction(way, page_for, axe):
    way.to(Stage.PUBLISHED)
    way.do("correct", comment=REASON)
    way.report.answers.filter(slot__question="mechanism_useful").update(value="yes")
    page = page_for(way[Role.REVIEWER], width=390, color_scheme="dark")
    page.goto(STAGE)
    axe(page)
    page.get_by_role("link", name="What the correction changes").click()
    axe(page)
    page.get_by_role("link", name="Version 1", exact=True).click()
    expect(page.get_by_role("heading", name="France 2023, version 1")).to_be_visible()
    axe(page)


def test_a_second_round_begins_with_what_the_group_said_and_shows_what_changed(way, page_for, axe_everywhere):
    way.do("send_to_forum")
    way.answer(1, "observation", Text.of(fr="Les moyens manquent."))
    way.do("ask_changes", comment=REASON)
    way.report.answers.filter(slot__question="key_results").update(value=text("Le plan est appliqué partout."))
    way.do("send_to_forum")
    page = page_for(way.chairs[0])
    page.goto("/en/reports/FRA/2023/review/")
    expect(page.get_by_text(REASON)).to_be_visible()
    expect(page.locator("ins")).to_contain_text("partout")
    expect(page.get_by_label("The group attaches an observation")).to_be_checked()
    expect(page.get_by_role("textbox", name="Français")).to_have_value("Les moyens manquent.")
    axe_everywhere(page)
    page.get_by_text("Responses to the text of").click()
    page.get_by_role("link", name="Read the text that they were given to").click()
    expect(page.get_by_text("Les moyens manquent.")).to_be_visible()
    expect(page.get_by_text("partout")).to_have_count(0)
    axe_everywhere(page)
    page.goto("/en/reports/FRA/2023/review/")
    page.get_by_role("button", name="Submit the group’s response").click()
    expect(page.get_by_text("The group’s answer is kept.")).to_be_visible()
