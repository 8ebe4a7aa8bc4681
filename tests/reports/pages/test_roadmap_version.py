"""The page on which a report changes over to another version of the roadmap."""

import pytest

from reports.models import Report
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import AnswerFactory, ReportFactory, roadmap_items
from tests.factories.roadmaps import RoadmapFactory
from tests.roadmaps.page import Page

pytestmark = pytest.mark.django_db
OVERVIEW, PAGE = "/en/reports/FRA/2023/", "/en/reports/FRA/2023/roadmap/"


@pytest.fixture
def report(db) -> Report:
    report = ReportFactory(country=CountryFactory(france=True))
    RoadmapFactory(country=report.country, version=2, items=roadmap_items(2))
    return report


@pytest.fixture
def client(client_for, report):
    return client_for(UserFactory(focal_point_of=report.country))


def test_the_report_says_that_a_newer_version_is_in_force(client, report):
    page = Page(client.get(OVERVIEW))
    assert page.texts(".notice-title") == ["Version 2 of the roadmap is in force"]
    assert page.links(".notice a") == [PAGE]


def test_it_is_changed_over_and_says_so(client):
    page = Page(client.get(PAGE))
    assert page.texts("main form button") == ["Change over to version 2"]
    response = client.post(PAGE, {"version": page.values("input[name=version]", "value")[0]}, follow=True)
    assert response.redirect_chain == [(OVERVIEW, 302)]
    told = "The report is written along version 2 of the roadmap from now on."
    assert Page(response).texts(".notice p") == ["Done", told]
    assert Report.objects.get().roadmap.version == 2


def test_what_has_been_written_goes_on_about_what_replaces_it(client, report):
    AnswerFactory(report=report, question="progress", occurrence=report.occurrences.first())
    old, new = (report.country.roadmaps.get(version=number).items.get(code="1") for number in (1, 2))
    for response in (client.get(PAGE), client.post(PAGE, {"version": "2"})):
        assert "nothing in the other version replaces them" in response.content.decode()
        assert Page(response).links("main .actions a")[0] == "/en/roadmaps/FRA/2/replacements/"
    old.replaced_by = new
    old.save()
    page = Page(client.get(PAGE))
    assert (page.texts("main form li"), len(page.texts("main form button"))) == (["1 Priority 1 → 1 Priority 1"], 1)


def test_a_version_that_came_into_force_meanwhile_is_looked_at_first(client, report):
    RoadmapFactory(country=report.country, version=3)
    response = client.post(PAGE, {"version": "2"})
    assert (response.status_code, Page(response).texts("main form button")) == (422, ["Change over to version 3"])


def test_a_report_on_the_newest_version_says_so(client, report):
    Report.objects.update(roadmap=report.country.roadmaps.get(version=2))
    assert "on the version of the roadmap that is in force" in client.get(PAGE).content.decode()
