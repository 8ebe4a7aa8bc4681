"""Numbers follow display order, and every occurrence of a repeating question takes one."""

import pytest

from questionnaires.loader import edition
from questionnaires.numbering import Numbered, numbers


def test_every_occurrence_takes_a_number(written):
    assert numbers(written(), {"priority": 2, "earlier_step": 1}) == [
        Numbered("progress", 0, 1),
        Numbered("progress", 1, 2),
        Numbered("kept", 0, 3),
        Numbered("kept_how", None, 4),
        Numbered("asked_first", None, 5),
        Numbered("asked_if_yes", None, 6),
        Numbered("asked_if_other", None, 7),
        Numbered("mark", None, 8),
        Numbered("steps", None, 9),
        Numbered("notes", None, 10),
    ]


def test_a_question_takes_no_number_when_what_it_needs_is_not_there(written):
    keys = [numbered.key for numbered in numbers(written(), {"priority": 1, "earlier_step": 0})]
    assert keys == ["progress", "asked_first", "asked_if_yes", "asked_if_other", "mark", "steps", "notes"]


def test_a_count_that_was_not_given_is_an_error(written):
    with pytest.raises(KeyError):
        numbers(written(), {"priority": 1})


def test_the_report_of_france_has_29_questions():
    assert [(key, number) for key, _index, number in numbers(edition("2023"), {"priority": 3, "earlier_step": 1})] == [
        ("progress", 1),
        ("progress", 2),
        ("progress", 3),
        ("next_step_status", 4),
        ("next_step_detail", 5),
        ("overall_progress", 6),
        ("key_results", 7),
        ("other_successes", 8),
        ("other_successes_detail", 9),
        ("difficulties", 10),
        ("lessons", 11),
        ("evidence_types", 12),
        ("evidence_detail", 13),
        ("evidence_difficulties", 14),
        ("evaluation_partners", 15),
        ("international_partners", 16),
        ("international_partners_detail", 17),
        ("initiatives_supported", 18),
        ("initiatives_supported_detail", 19),
        ("national_partners", 20),
        ("national_partners_detail", 21),
        ("collaboration_increased", 22),
        ("collaboration_increased_how", 23),
        ("mechanism_useful", 24),
        ("roadmap_revision", 25),
        ("roadmap_revision_what", 26),
        ("next_steps", 27),
        ("foreseen_difficulties", 28),
        ("anything_else", 29),
    ]


@pytest.mark.parametrize("priorities,earlier_steps,total", [(5, 4, 34), (3, 0, 27), (1, 0, 25), (3, 9, 37)])
def test_the_number_of_questions_follows_from_the_roadmap_and_the_earlier_steps(priorities, earlier_steps, total):
    numbered = numbers(edition("2023"), {"priority": priorities, "earlier_step": earlier_steps})
    assert [number for _key, _index, number in numbered] == list(range(1, total + 1))
