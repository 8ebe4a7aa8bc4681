from datetime import date

import pytest

from bilingual.text import Text
from reports.answers.next_steps import add_next_step
from richtext.build import heading, objective, paragraph
from roadmaps.actions import add_item
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import AnswerFactory, ReportFactory
from tests.factories.roadmaps import RoadmapFactory
from tests.reports.checks.writing import found, write

ITEMS = {"1": "Prevent", "1.1": "Train", "1.1.A": "a", "1.1.B": "b", "1.1.C": "c", "1.2": "Tell", "2": "Protect"} | {
    "2.1": "Shelter",
    "2.1.A": "d",
}


@pytest.fixture
def report(db):
    country = CountryFactory(france=True)
    return ReportFactory(country=country, roadmap=RoadmapFactory(country=country, items=ITEMS))


def test_a_code_that_the_roadmap_does_not_have(report):
    write(
        report, paragraph("Voir ", objective("9.9.Z"), " et l’objectif 1.1.A."), "L’objectif 1.1.F est atteint. 1.1.F"
    )

    assert found(report, "codes_unknown") == [
        ("key_results", "The roadmap has no 9.9.Z.", "Voir 9.9.Z et l’objectif 1.1.A."),
        ("key_results", "The roadmap has no 1.1.F.", "L’objectif 1.1.F est atteint. 1.1.F"),
    ]


@pytest.mark.parametrize(
    "text", ["Version 1.2.3 du site.", "L’article L. 225-102-4.", "La cible 8.7.", "L’objectif 1.1.A."]
)
def test_a_number_that_is_no_code_or_a_code_that_exists(report, text):
    write(report, text)

    assert found(report, "codes_unknown") == []


def test_objectives_that_nothing_names_are_told_by_priority(report):
    write(report, "L’objectif 1.1.A avance.", key="progress", identity="1")

    assert found(report, "objectives_unreported") == [
        ("progress--1", "Nothing in the report names these parts of the roadmap: 1.1.B, 1.1.C, 1.2.", ""),
        ("progress--2", "Nothing in the report names this part of the roadmap: 2.1.A.", ""),
    ]


def test_a_heading_and_a_next_step_report_on_what_they_name(report):
    write(report, heading(1, "1.2 Informer"), "Une affiche.", "1.1.A 1.1.B 1.1.C", key="progress", identity="1")
    step = add_next_step(report=report, by=None)
    value = {"codes": ["2.1.A"]}
    AnswerFactory(report=report, occurrence=step, question="next_steps.objectives", language="", value=value)

    assert found(report, "objectives_unreported") == []


def test_a_priority_with_a_single_objective_beside_one_with_several(report):
    write(report, "Objectifs 1.1.A, 1.1.B et 1.1.C.", key="progress", identity="1")
    write(report, heading(1, "2.1 Mettre à l’abri"), "L’objectif 2.1.A et 1.1.A.", key="progress", identity="2")

    assert found(report, "objectives_few") == [
        ("progress--2", "This text names a single objective of its priority (2.1.A); others name several.", "")
    ]


def test_a_priority_without_any_objective_beside_one_with_several(report):
    write(report, "Objectifs 1.1.A, 1.1.B et 1.1.C.", key="progress", identity="1")
    write(report, heading(1, "2.1 Mettre à l’abri"), "Des lits.", key="progress", identity="2")

    assert found(report, "objectives_few") == [
        ("progress--2", "This text names no objective of its priority; others name several.", "")
    ]


def test_a_country_that_cites_hardly_any_objective_is_left_in_peace(report):
    write(report, "Objectif 1.1.A.", key="progress", identity="1")
    write(report, "Des lits.", key="progress", identity="2")

    assert found(report, "objectives_few") == []


def test_a_priority_with_two_objectives_beside_one_with_three_is_left_in_peace(report):
    priorities = {code: code for code in ("1", "1.1", "1.1.A", "1.1.B", "1.1.C", "2", "2.1", "2.1.A", "2.1.B")}
    other = ReportFactory(roadmap=RoadmapFactory(items=priorities))
    write(other, "Objectifs 1.1.A, 1.1.B et 1.1.C.", key="progress", identity="1")
    write(other, "Objectifs 2.1.A et 2.1.B.", key="progress", identity="2")

    assert found(other, "objectives_few") == []


def test_what_no_longer_stands_in_the_roadmap_is_not_missed(report):
    report.roadmap.items.filter(code__in=["1.1.B", "1.1.C", "1.2"]).update(retired_on=date(2023, 1, 1))
    write(report, "L’objectif 1.1.A et 2.1.A avancent.", key="progress", identity="1")

    assert found(report, "objectives_unreported") == []


@pytest.fixture
def abroad(db):
    """A report whose roadmap has one axis, with activities that have no codes."""
    country = CountryFactory(france=True)
    roadmap = RoadmapFactory(country=country, levels=["axis", "activity"])
    axis = add_item(roadmap=roadmap, level=1, parent=None, code="Eje I", title=Text.of(en="Prevent"), by=None)
    for title in ("Teach", "Inform"):
        add_item(roadmap=roadmap, level=2, parent=axis, code="", title=Text.of(en=title), by=None)
    return ReportFactory(country=country, roadmap=roadmap)


def test_what_has_no_code_is_not_told_where_nothing_is_cited(abroad):
    write(abroad, "Nothing is cited here, whatever the axis.")

    assert found(abroad, "objectives_unreported") == []


@pytest.mark.parametrize("named", ["Teach", "eje I"])
def test_where_something_is_cited_what_nothing_names_is_told_by_its_title(abroad, named):
    write(abroad, paragraph("See ", objective(named)))

    told = {"Teach": "this part of the roadmap: Inform.", "eje I": "these parts of the roadmap: Teach, Inform."}
    assert found(abroad, "codes_unknown") == []
    assert found(abroad, "objectives_unreported") == [
        ("progress--Eje-I", f"Nothing in the report names {told[named]}", "")
    ]


def test_the_page_of_a_roadmap_with_other_levels_speaks_of_parts(abroad, client_for):
    write(abroad, paragraph("See ", objective("Teach")))

    html = client_for(UserFactory(focal_point_of=abroad.country)).get("/en/reports/FRA/2023/checks/").content.decode()
    assert "Parts of the roadmap with nothing reported" in html
    assert "Objectives" not in html
