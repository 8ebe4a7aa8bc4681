"""Opening a year."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from questionnaires.loader import edition
from reports.answers.next_steps import add_next_step
from reports.answers.opening import ask_about, edition_for, open_campaign
from reports.models import Occurrence, Report, Slot
from reports.signoff.corrections import open_correction
from tests.factories.forum import CountryFactory
from tests.factories.reports import ReportFactory
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


def places(report):
    """Every slot, by its question and by what it is about."""
    slots = report.slots.select_related("occurrence__item", "occurrence__next_step").order_by("pk")
    return sorted((slot.question, slot.occurrence.identity if slot.occurrence else "") for slot in slots)


def test_every_answer_has_its_place_whether_it_is_asked_for_or_not():
    report = ReportFactory(priorities=2, earlier_steps=1)
    added = add_next_step(report=report, by=None)
    about = {None: [""], "priority": ["1", "2"], "next_step": [added.identity]}
    about["earlier_step"] = [one.identity for one in report.occurrences.filter(source="earlier_step")]

    expected = sorted((key, one) for key, source in edition("2023").slots for one in about[source])

    assert places(report) == expected
    ask_about(report)
    assert places(report) == expected
    Report.objects.filter(pk=report.pk).update(stage="published")
    assert places(open_correction(report)) == expected


@pytest.mark.parametrize("question", ["lessons", "progress"])
def test_the_database_has_one_slot_a_place(question):
    report = ReportFactory()
    slot = report.slots.get(question=question)

    with pytest.raises(IntegrityError, match="one_slot_per_question"):
        Slot.objects.create(report=report, question=question, occurrence=slot.occurrence)
