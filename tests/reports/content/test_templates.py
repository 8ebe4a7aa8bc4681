"""What an empty answer about a priority begins with."""

import pytest

from bilingual.text import Text
from reports.content.templates import starting_text
from richtext.build import doc, heading, objective, paragraph, text
from richtext.cleaning import normalise
from richtext.reading import is_blank
from richtext.schema import validate
from tests.factories.reports import ReportFactory, entry_of
from tests.factories.roadmaps import RoadmapFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    items = {
        "1": "Prevent",
        "1.2": Text.of(en="Train", fr="Former"),
        "1.10": "Inform",
        "1.10.A": "Print leaflets",
        "2": "Protect",
        "2.1": "Shelter",
        "3": "Repair",
        "3.A": "Compensate",
    }
    return ReportFactory(roadmap=RoadmapFactory(items=items))


def test_each_strand_of_the_priority_has_a_heading_in_the_language_of_the_text(report):
    progress = entry_of(report, "progress", "1")

    assert starting_text(progress, "en") == doc(
        heading(1, objective("1.2"), text(" Train")),
        paragraph(),
        heading(1, objective("1.10"), text(" Inform")),
        paragraph(),
    )


def test_a_title_that_is_missing_in_the_language_is_left_out(report):
    assert starting_text(entry_of(report, "progress", "1"), "fr") == doc(
        heading(1, objective("1.2"), text(" Former")), paragraph(), heading(1, objective("1.10")), paragraph()
    )


def test_it_says_nothing_yet_and_can_be_stored_as_it_is(report):
    document = starting_text(entry_of(report, "progress", "1"), "en")

    validate(document)
    assert (is_blank(document), normalise(document)) == (True, document)


def test_a_priority_without_strands_has_nothing_to_begin_with(report):
    assert starting_text(entry_of(report, "progress", "3"), "en") is None


def test_a_retired_strand_is_no_longer_offered(report):
    report.roadmap.items.filter(code="2.1").update(retired_on="2023-01-01")

    assert starting_text(entry_of(report, "progress", "2"), "en") is None


def test_other_questions_begin_empty(report):
    assert starting_text(entry_of(report, "key_results"), "en") is None
