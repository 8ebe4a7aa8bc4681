"""Opening a campaign from the desk: the preview, the due date that is asked about, and the act."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

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
LATER = timezone.localdate() + timedelta(days=90)


@pytest.fixture
def editor(db):
    return UserFactory(secretariat=True)


def test_the_reports_open_and_the_next_page_says_what_to_do_with_them(client_for, editor):
    with_roadmap = CountryFactory(france=True)
    RoadmapFactory(country=with_roadmap, items=roadmap_items(1))
    CountryFactory(chile=True)
    client = client_for(editor)

    response = client.post(PAGE, {"year": "2024", "due_on": str(LATER)}, follow=True)

    assert response.redirect_chain == [(f"{PAGE}2024/", 302)]
    page = Page(response)
    assert (page.texts("main h3"), page.texts("#without + p a")) == (["France"], ["Chile"])
    assert list(Report.objects.values_list("country__code", "campaign__year")) == [("FRA", 2024)]


def test_a_year_opened_again_adds_who_came_since_and_keeps_its_due_date(client_for, editor):
    ReportFactory(country=CountryFactory(france=True), campaign=CampaignFactory(year=2024))
    RoadmapFactory(country=CountryFactory(chile=True), items=roadmap_items(1))

    client_for(editor).post(PAGE, {"year": "2024"})

    assert list(Report.objects.values_list("country__code", flat=True)) == ["CHL", "FRA"]
    assert Campaign.objects.get().due_on == date(2024, 7, 31)


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

    # session, user, memberships, the campaign, reports, countries, roadmaps, all campaigns
    with django_assert_num_queries(8):
        page = Page(client.get(PAGE, {"year": "2024"}))

    assert sorted(row.texts("th, td") for row in page.all("tbody tr")) == sorted(expected)
    assert Report.objects.filter(campaign__year=2024).count() == number


def test_the_year_after_the_newest_campaign_is_proposed_with_time_to_write(client_for, editor):
    CampaignFactory(year=2023)

    page = Page(client_for(editor).get(PAGE))

    assert page.values("#id_year", "value") == ["2024"]
    assert page.values("#id_due_on", "value") == [str(timezone.localdate() + timedelta(weeks=12))]


@pytest.mark.parametrize("year", ["2099", "twenty"])
def test_a_year_that_cannot_be_shows_nothing_but_the_problem(client_for, editor, year):
    response = client_for(editor).get(PAGE, {"year": year})

    assert (response.status_code, Page(response).texts("tbody tr")) == (422, [])


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "This date has passed"), (20, "This date is less than six weeks away")]
)
def test_a_date_that_has_passed_or_is_near_is_asked_about(client_for, editor, days, words):
    client = client_for(editor)
    sent = {"year": "2024", "due_on": str(timezone.localdate() + timedelta(days=days))}

    response = client.post(PAGE, sent)

    assert (response.status_code, words in response.content.decode()) == (422, True)
    assert Campaign.objects.count() == 0

    client.post(PAGE, sent | {"is_sure": "on"})

    assert str(Campaign.objects.get().due_on) == sent["due_on"]


def test_the_act_is_in_the_journal(client_for, editor):
    client_for(editor).post(PAGE, {"year": "2024", "due_on": str(LATER)})

    assert [(line.action, line.actor) for line in Entry.objects.all()] == [("campaign.opened", editor)]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"year": "twenty"},
        {"year": "2099"},
        {"year": "2024", "due_on": ""},
        {"year": "2024", "due_on": "tomorrow"},
        {"year": "2024", "due_on": "2024-04-30", "is_sure": "on"},
    ],
)
def test_what_cannot_be_is_said_and_nothing_opens(client_for, editor, sent):
    response = client_for(editor).post(PAGE, sent)

    assert (response.status_code, Campaign.objects.count()) == (422, 0)


@pytest.mark.parametrize("role", [Role.SECRETARIAT_VIEWER, Role.ADMINISTRATOR])
def test_who_only_reads_is_told_so(client_for, role):
    response = client_for(UserFactory(holds=(role,))).post(PAGE, {"year": "2024"})

    assert (response.status_code, Campaign.objects.count()) == (403, 0)
    assert "Only the secretariat’s editors open campaigns" in response.content.decode()
