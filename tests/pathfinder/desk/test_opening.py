"""Opening a campaign from the desk."""

import re
from datetime import date

import pytest

from bilingual.text import Text
from forum.roles import Role
from journal.models import Entry
from reports.models import Campaign, Report
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import CampaignFactory, ReportFactory, roadmap_items
from tests.factories.roadmaps import RoadmapFactory
from tests.roadmaps.page import Page

pytestmark = pytest.mark.django_db
PAGE = "/en/desk/campaign/"


@pytest.fixture
def editor(db):
    return UserFactory(secretariat=True)


def items_of(html):
    return [re.sub(r"<[^>]*>", "", one).strip() for one in re.findall(r"<dd>(.*?)</dd>", html, re.DOTALL)]


def test_the_reports_open_and_the_page_says_where_and_where_not(client_for, editor):
    with_roadmap = CountryFactory(france=True)
    RoadmapFactory(country=with_roadmap, items=roadmap_items(1))
    CountryFactory(chile=True)
    ReportFactory(country=CountryFactory(name=Text.of(en="Here already")), campaign=CampaignFactory(year=2024))

    response = client_for(editor).post(PAGE, {"year": "2024", "due_on": "2024-09-30"})

    assert items_of(response.content.decode()) == ["France", "Here already", "Chile"]
    assert Report.objects.filter(campaign__year=2024).count() == 2


@pytest.mark.parametrize("number", [1, 3])
def test_the_roadmap_of_each_report_is_shown_before_it_is_opened(client_for, editor, number, django_assert_num_queries):
    expected = []
    for place in range(number):
        country = CountryFactory(name=Text.of(en=f"Here {place}"))
        roadmap = RoadmapFactory(country=country)
        RoadmapFactory(country=country, version=2, is_draft=True)
        ReportFactory(country=country, campaign=CampaignFactory(year=2024), roadmap=roadmap)
        country = CountryFactory(name=Text.of(en=f"New {place}"))
        RoadmapFactory(country=country)
        RoadmapFactory(country=country, version=2)
        CountryFactory(name=Text.of(en=f"Without {place}"))
        expected += [
            [f"Here {place}", "Version 1 The report is open already. Version 2 is a draft, not used."],
            [f"New {place}", "Version 2"],
            [f"Without {place}", "None: no report is opened"],
        ]
    client = client_for(editor)

    with django_assert_num_queries(6):  # session, user, memberships, reports, countries, roadmaps
        page = Page(client.get(PAGE, {"year": "2024", "due_on": "2024-09-30"}))

    assert sorted(row.texts("th, td") for row in page.all("tbody tr")) == sorted(expected)
    hidden = dict(zip(page.values("main input", "name"), page.values("main input", "value"), strict=True))
    assert (hidden["year"], hidden["due_on"]) == ("2024", "2024-09-30")
    assert Report.objects.filter(campaign__year=2024).count() == number


def test_a_year_that_cannot_be_shows_nothing_but_the_problem(client_for, editor):
    response = client_for(editor).get(PAGE, {"year": "2099"})

    assert (response.status_code, Page(response).texts("tbody tr")) == (422, [])


def test_year_and_due_date_are_kept_and_the_act_is_in_the_journal(client_for, editor):
    html = client_for(editor).post(PAGE, {"year": "2024", "due_on": "2024-09-30"}).content.decode()

    campaign = Campaign.objects.get()
    assert (campaign.year, campaign.due_on) == (2024, date(2024, 9, 30))
    assert "The campaign of 2024 is open, due on 30 September 2024" in html
    assert [(line.action, line.actor) for line in Entry.objects.all()] == [("campaign.opened", editor)]


def test_without_a_due_date_it_is_the_usual_one(client_for, editor):
    client_for(editor).post(PAGE, {"year": "2024", "due_on": ""})

    assert Campaign.objects.get().due_on == date(2024, 7, 31)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"year": "twenty"},
        {"year": "2099"},
        {"year": "2024", "due_on": "tomorrow"},
        {"year": "2024", "due_on": "2024-04-30"},
    ],
)
def test_what_cannot_be_is_said_and_nothing_opens(client_for, editor, sent):
    response = client_for(editor).post(PAGE, sent)

    assert (response.status_code, "There is a problem" in response.content.decode()) == (422, True)
    assert Campaign.objects.count() == 0


def test_the_year_after_the_newest_campaign_is_proposed(client_for, editor):
    CampaignFactory(year=2023)

    assert 'value="2024"' in client_for(editor).get(PAGE).content.decode()


@pytest.mark.parametrize("role", [Role.SECRETARIAT_VIEWER, Role.ADMINISTRATOR])
def test_who_only_reads_is_told_so(client_for, role):
    response = client_for(UserFactory(holds=(role,))).post(PAGE, {"year": "2024"})

    assert (response.status_code, Campaign.objects.count()) == (403, 0)
    assert "Only the secretariat’s editors open campaigns" in response.content.decode()
