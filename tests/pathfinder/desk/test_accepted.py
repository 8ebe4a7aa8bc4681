"""The list of what is accepted."""

from datetime import datetime

import pytest
from django.utils import timezone

from forum.roles import Role
from reports.models import StageChange
from reports.stages import Stage
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import CampaignFactory, ReportFactory
from tests.roadmaps.page import Page

pytestmark = pytest.mark.django_db
PAGE = "/en/desk/accepted/"


@pytest.fixture
def client(client_for):
    return client_for(UserFactory(holds=(Role.SECRETARIAT_VIEWER,)))


def test_the_newest_accepted_version_of_each_report_stands_there(client):
    france = CountryFactory(france=True)
    first = ReportFactory(country=france, stage=Stage.PUBLISHED)
    for number, stage in ((2, Stage.PUBLISHED), (3, Stage.DRAFT)):
        ReportFactory(country=france, roadmap=first.roadmap, version=number, stage=stage)
    at = datetime(2024, 3, 5, 12, tzinfo=timezone.get_default_timezone())
    second = france.reports.get(version=2)
    StageChange.objects.create(report=second, transition="publish", from_stage="submitted", to_stage="published", at=at)
    ReportFactory(country=france, roadmap=first.roadmap, campaign=CampaignFactory(year=2024), stage=Stage.PUBLISHED)
    ReportFactory(stage=Stage.SUBMITTED)

    page = Page(client.get(PAGE))
    assert page.texts("tbody tr") == [
        "France 2024 2024 version 1 Export France 2024",
        "France 2023 2023 version 2 Accepted on 5 March 2024 Export France 2023",
    ]
    assert page.links("tbody a")[2:] == [
        "/en/reports/FRA/2023/versions/2/",
        "/en/reports/FRA/2023/export/?version=2",
    ]
    assert page.values("[name=report]", "value")[1] == str(second.pk)
    assert Page(client.get(f"{PAGE}?year=2023")).texts("tbody th") == ["France 2023"]


def test_without_one_it_says_so(client):
    ReportFactory()
    assert "No report is accepted yet" in Page(client.get(PAGE)).text


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_for_every_number(client, count, django_assert_num_queries):
    for _each in range(count):
        ReportFactory(stage=Stage.PUBLISHED)
    with django_assert_num_queries(6):  # session, user, memberships, campaigns, how many, those of the page
        assert len(Page(client.get(PAGE)).texts("tbody tr")) == count


def test_a_long_list_goes_on_in_pages(client, monkeypatch):
    monkeypatch.setattr("pathfinder.desk.accepted.REPORTS_A_PAGE", 1)
    for _each in range(2):
        ReportFactory(stage=Stage.PUBLISHED)
    assert [len(Page(client.get(f"{PAGE}?page={number}")).texts("tbody tr")) for number in (1, 2)] == [1, 1]
