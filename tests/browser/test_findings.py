"""What people met when one report became two, or came back: each once, as they see it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from bilingual.text import Text
from forum.roles import Role
from reports.models import StageChange
from reports.review.suggestions import propose
from reports.stages import Stage
from tests.factories.reports import AnswerFactory, CampaignFactory, ReportFactory, entry_of, text
from tests.reports.way import Way

pytestmark = pytest.mark.django_db(transaction=True)
REPORT = "/en/reports/FRA/2023/"


@pytest.fixture
def way(transactional_db) -> Way:
    return Way()


def tasks(page: Page) -> list[str]:
    page.goto("/en/")
    return page.locator("main section.home-report h2").all_inner_texts()


def next_year(way: Way) -> None:
    campaign = CampaignFactory(year=2024, due_on=date(2100, 7, 31))
    ReportFactory(country=way.country, roadmap=way.report.roadmap, campaign=campaign)


def test_a_report_of_last_year_waits_for_its_signatory_beside_the_draft_of_this_one(way, page_for):
    way.to(Stage.SIGN_OFF)
    next_year(way)
    assert tasks(page_for(way.signatory)) == ["The report is ready for your signature"]


def test_a_late_draft_stays_with_those_who_write_it_when_the_next_year_opens(way, page_for):
    next_year(way)
    focal_point = page_for(way.focal_point)
    assert tasks(focal_point) == ["Every required question is answered", "10 required answers are missing"]
    expect(focal_point.locator("main section.home-report").first).to_contain_text("late since 31 July 2023")


def test_who_signs_compares_the_number_that_the_forum_was_given(way, page_for):
    way.do("send_to_forum")
    way.answer(1, "observation", Text.of(en="The figures are missing."))
    way.answer(2)
    page = page_for(way.chairs[0])
    page.goto(f"{REPORT}review/")
    short = page.get_by_text("Fingerprint: ").inner_text().removeprefix("Fingerprint: ")
    way.do("propose_sign_off")
    page = page_for(way.signatory)
    page.goto(f"{REPORT}sign/")
    term = page.locator("dt", has_text="Fingerprint (checksum)").locator("xpath=following-sibling::dd[1]")
    assert len(short) == 16
    expect(term).to_contain_text(short)
    expect(page.get_by_text(f"Fingerprint: {short}")).to_be_visible()


def test_the_secretariat_accepts_and_finds_the_accepted_version_beside_its_correction(way, page_for):
    way.to(Stage.SUBMITTED)
    secretariat = page_for(way.secretariat)
    secretariat.goto(f"{REPORT}stage/")
    secretariat.get_by_role("button", name="Accept").click()
    expect(secretariat.get_by_text("The report is accepted.").first).to_be_visible()
    way.report.refresh_from_db()
    way.do("correct", comment="A figure was wrong.")
    secretariat.goto("/en/desk/")
    secretariat.get_by_role("link", name="version 1 is accepted").click()
    expect(secretariat.get_by_role("heading", name="France 2023, version 1")).to_be_visible()


def test_an_observer_reads_that_the_report_is_being_written(way, page_for):
    page = page_for(way[Role.OBSERVER])
    page.goto("/en/")
    expect(page.get_by_text("The report is being written. You will see it when it goes to the forum.")).to_be_visible()
    page.goto("/en/reports/")
    expect(page.get_by_text("Observers see it when it goes to the forum.")).to_be_visible()


def test_an_act_has_one_time_on_every_page_of_a_report_wherever_it_is_read(way, page_for):
    way.country.time_zone = "Indian/Reunion"
    way.country.save(update_fields=["time_zone"])
    way.do("send_to_forum")
    at = StageChange.objects.get().at.astimezone(ZoneInfo("Indian/Reunion"))
    page = page_for(way.focal_point, timezone_id="America/Lima")
    for address in (REPORT, f"{REPORT}stage/", f"{REPORT}journal/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        line = page.get_by_role("listitem").filter(has_text="sent FRA 2023 to the forum")
        if address.endswith("stage/"):
            line = page.get_by_role("listitem").filter(has_text="Send to the forum")
        expect(line.first).to_contain_text(f"{at:%H:%M}")
    assert at.utcoffset() != datetime.now(ZoneInfo("America/Lima")).utcoffset()


def test_minutes_are_in_nobody_s_name_until_somebody_says_whose_they_are(way, page_for):
    page = page_for(way.focal_point)
    page.goto(f"{REPORT}minutes/")
    expect(page.locator("#id_group")).to_have_value("")


def test_the_original_is_changed_by_a_button_that_says_so(way, page_for):
    AnswerFactory(report=way.report, language="en", value=text("The plan is applied."), is_original=False)
    page = page_for(way.focal_point)
    page.goto(f"{REPORT}sections/overall/?write=en")
    expect(page.locator("#q-key_results").get_by_role("button", name="Make English the original")).to_be_visible()


def test_a_proposal_waits_at_home_for_those_who_may_decide_it(way, page_for):
    propose(
        report=way.report,
        entry=entry_of(way.report, "key_results"),
        language="fr",
        value=text("Le plan national est bien appliqué."),
        written_on=text("Le plan national est appliqué."),
        by=way[Role.REVIEWER],
    )
    assert "1 proposal is not decided" in tasks(page_for(way.focal_point))
    assert "1 proposal is not decided" not in tasks(page_for(way[Role.TRANSLATOR]))


def test_words_of_ones_own_are_written_before_a_proposal_is_said_to_be_in_them(way, page_for):
    test_a_proposal_waits_at_home_for_those_who_may_decide_it(way, page_for)
    page = page_for(way.focal_point)
    page.goto(f"{REPORT}proposals/key_results/fr/")
    page.get_by_text("Accept with changes").first.click()
    expect(page.get_by_role("link", name="Write them in the answer")).to_be_visible()
    expect(page.get_by_role("button", name="They are in the answer")).to_be_visible()
    assert way.report.proposals.open().count() == 1


def test_who_leads_a_report_reads_that_it_is_open_and_asks_the_secretariat_about_it(way, page_for):
    secretariat = page_for(way.secretariat)
    secretariat.goto("/en/desk/campaign/")
    secretariat.get_by_role("button", name="Open the campaign of 2024").click()
    secretariat.get_by_role("button", name="Send 2 mails").click()
    expect(secretariat.get_by_text("2 mails are on their way.")).to_be_visible()
    focal_point = page_for(way.focal_point)
    focal_point.goto("/en/notices/")
    focal_point.get_by_text("The 2024 report of France is open").first.click()
    focal_point.goto("/en/reports/FRA/2024/")
    focal_point.get_by_role("link", name="Messages with the secretariat").click()
    focal_point.get_by_label("Message").fill("May it be two pages longer?")
    focal_point.get_by_label("An answer is needed").check()
    focal_point.get_by_role("button", name="Send").click()
    expect(focal_point.get_by_text("The message is sent, and kept here.")).to_be_visible()
    assert tasks(secretariat) == ["The country asks a question"]
