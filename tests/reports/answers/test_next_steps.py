"""The repeating group of next steps."""

import pytest

from forum.access import Forbidden
from reports.answers.next_steps import add_next_step, bring_back_next_step, move_next_step, remove_next_step
from reports.content.loading import load
from tests.factories.forum import UserFactory
from tests.factories.reports import AnswerFactory, ReportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return ReportFactory()


@pytest.fixture
def writer(report):
    return UserFactory(focal_point_of=report.country)


def standing(report):
    return [step.occurrence for step in load(report).entry("next_steps").steps]


def test_a_step_is_added_at_the_end(report, writer):
    first = add_next_step(report=report, by=writer)
    second = add_next_step(report=report, by=writer)

    assert standing(report) == [first, second]
    assert (second.next_step.promised_in, second.next_step.country) == (2023, report.country)


@pytest.mark.parametrize(
    ("index", "up", "order"),
    [(0, False, [1, 0, 2]), (2, True, [0, 2, 1]), (0, True, [0, 1, 2]), (2, False, [0, 1, 2])],
)
def test_a_step_changes_places_with_its_neighbour(report, writer, index, up, order):
    steps = [add_next_step(report=report, by=writer) for _each in range(3)]

    move_next_step(occurrence=steps[index], up=up, by=writer)

    assert standing(report) == [steps[position] for position in order]


def test_a_removed_step_comes_back_with_its_answers(report, writer):
    first = add_next_step(report=report, by=writer)
    second = add_next_step(report=report, by=writer)
    AnswerFactory(report=report, occurrence=first, question="next_steps.step", value="Former")

    remove_next_step(occurrence=first, by=writer)
    first.next_step.refresh_from_db()
    removed = (standing(report), first.next_step.withdrawn_at is not None)
    bring_back_next_step(occurrence=first, by=writer)

    assert removed == ([second], True)
    assert standing(report) == [first, second]
    assert load(report).entry("next_steps.step", first.identity).answers["fr"].value == "Former"


def test_nobody_changes_the_steps_of_another_country(report):
    stranger = UserFactory(focal_point_of=ReportFactory().country)

    with pytest.raises(Forbidden):
        add_next_step(report=report, by=stranger)
