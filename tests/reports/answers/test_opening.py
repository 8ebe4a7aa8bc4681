"""Opening a year."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from reports.answers.opening import edition_for, open_campaign
from reports.models import Occurrence, Report
from tests.factories.forum import CountryFactory
from tests.factories.roadmaps import NextStepFactory, RoadmapFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def asked(report):
    return [(o.source, o.position, o.identity) for o in report.occurrences.order_by("source", "position")]


def test_every_country_with_a_roadmap_gets_its_report():
    france = CountryFactory(france=True)
    RoadmapFactory(country=france, items={"1": "Prevent"})
    CountryFactory(chile=True)

    done = open_campaign(year=2023)

    assert (done.opened, done.already_open, done.without_roadmap) == (["FRA"], [], ["CHL"])
    assert asked(Report.objects.get()) == [("priority", 1, "1")]


def test_last_years_next_steps_come_back_as_questions():
    country = CountryFactory()
    RoadmapFactory(country=country, items={"1": "Prevent"})
    first, second = NextStepFactory.create_batch(2, country=country, promised_in=2022)
    NextStepFactory(country=country, promised_in=2021)

    open_campaign(year=2023)

    assert asked(Report.objects.get()) == [
        ("earlier_step", 1, str(first.identity)),
        ("earlier_step", 2, str(second.identity)),
        ("priority", 1, "1"),
    ]


def test_opening_again_asks_about_what_came_since():
    country = CountryFactory()
    RoadmapFactory(country=country, items={"1": "Prevent"})
    open_campaign(year=2023)
    NextStepFactory(country=country, promised_in=2022)

    done = open_campaign(year=2023)

    assert done.already_open == [country.code]
    assert Occurrence.objects.filter(source="earlier_step").count() == 1


def test_a_withdrawn_step_is_not_asked_about():
    country = CountryFactory()
    RoadmapFactory(country=country, items={"1": "Prevent"})
    NextStepFactory(country=country, promised_in=2022, withdrawn_at="2023-01-01T00:00Z")

    open_campaign(year=2023)

    assert asked(Report.objects.get()) == [("priority", 1, "1")]


def test_a_report_is_about_the_version_that_holds_at_the_end_of_its_period():
    country = CountryFactory()
    RoadmapFactory(country=country, version=1, valid_to="2024-12-31")
    RoadmapFactory(country=country, version=2, valid_from="2025-01-01")

    open_campaign(year=2023)

    assert Report.objects.get().roadmap.version == 1


@pytest.mark.parametrize(("year", "edition"), [(2022, "2023"), (2023, "2023"), (2026, "2023")])
def test_a_year_asks_the_newest_edition_that_is_not_newer(year, edition):
    assert edition_for(year) == edition


def test_a_year_out_of_range_is_refused():
    with pytest.raises(ValidationError):
        open_campaign(year=1999)


def test_the_command_says_what_it_did(capsys):
    country = CountryFactory(france=True)
    RoadmapFactory(country=country)

    call_command("open_campaign", year=2023)

    assert capsys.readouterr().out == "2023: opened FRA; already open none; without a roadmap none\n"


def test_the_command_refuses_a_year_out_of_range():
    with pytest.raises(CommandError, match="1999 is not a reporting year"):
        call_command("open_campaign", year=1999)
