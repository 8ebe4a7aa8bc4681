"""What people come for once a year, walked by somebody who was never there: none needs more than three links or buttons
from home. Typing, ticking, logging in and the second factor are not counted."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from forum.roles import Role
from reports.models import Report
from reports.stages import Stage
from tests.browser.writing import expect_saved
from tests.codes import code
from tests.factories.reports import CampaignFactory, ReportFactory
from tests.reports.way import Way

pytestmark = pytest.mark.django_db(transaction=True)


class Visitor:
    """A person at home, and how many links and buttons they have pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0
        page.goto("/en/")

    def press(self, *names: str) -> None:
        """One after the other: the first link or button of a page that is called so."""
        for name in names:
            links, buttons = (self.page.get_by_role(role, name=name) for role in ("link", "button"))
            links.or_(buttons).first.click()
            self.pressed += 1


@pytest.fixture
def way(transactional_db) -> Way:
    return Way()


def test_a_chair_responds_for_the_group_on_a_telephone(way, page_for):
    way.do("send_to_forum")
    chair = Visitor(page_for(way.chairs[0], width=390))
    chair.press("Give the group’s response")
    chair.page.get_by_label("The group endorses the report").check()
    chair.press("Submit the group’s response")
    expect(chair.page.get_by_text("The group’s answer is kept.")).to_be_visible()
    assert chair.pressed == 2


def test_a_signatory_signs(way, page_for):
    way.to(Stage.SIGN_OFF)
    signatory = Visitor(page_for(way.signatory))
    signatory.press("Check and sign")
    signatory.page.get_by_role("button", name="Confirm my identity").click()
    signatory.page.get_by_label("Code").fill(code())
    signatory.page.get_by_role("main").get_by_role("button").first.click()
    signatory.page.get_by_label("I have looked at the report").check()
    signatory.press("Sign and submit")
    expect(signatory.page.get_by_text("The report is signed and submitted.")).to_be_visible()
    assert signatory.pressed == 2


def test_a_translator_translates_a_text(way, page_for):
    translator = Visitor(page_for(way[Role.TRANSLATOR]))
    translator.press("Translate into English")
    first = translator.page.locator(".question:target")
    expect(first).to_contain_text("Le plan national est appliqué.")
    first.locator(".ProseMirror").first.click()
    translator.page.keyboard.type("The national plan is applied.")
    expect_saved(translator.page, first.get_attribute("id").removeprefix("q-"))
    assert translator.pressed == 1


def test_the_accepted_text_of_last_year_is_found(way, page_for):
    way.to(Stage.PUBLISHED)
    ReportFactory(
        country=way.country, roadmap=way.report.roadmap, campaign=CampaignFactory(year=2024, due_on=date(2100, 7, 31))
    )
    focal_point = Visitor(page_for(way.focal_point))
    focal_point.press("All reports, of earlier years too")
    focal_point.press("France 2023")
    focal_point.press("Read the report")
    expect(focal_point.page.get_by_text("Le plan national est appliqué.").first).to_be_visible()
    assert Report.objects.get(campaign__year=2023).stage == Stage.PUBLISHED
    assert focal_point.pressed == 3


def test_the_secretariat_opens_a_year_and_announces_it(way, page_for):
    secretariat = Visitor(page_for(way.secretariat))
    secretariat.press("Open a campaign")
    expect(secretariat.page.get_by_role("heading", name="The reports of 2024, and their roadmaps")).to_be_visible()
    secretariat.press("Open the campaign of 2024")
    secretariat.page.get_by_role("textbox", name="English").fill("A meeting is held in May.")
    secretariat.page.get_by_role("textbox", name="Français").fill("Une réunion se tient en mai.")
    secretariat.press("Send 2 mails")
    expect(secretariat.page.get_by_text("2 mails are on their way.")).to_be_visible()
    assert Report.objects.get(campaign__year=2024).announced_at is not None
    assert secretariat.pressed == 3
