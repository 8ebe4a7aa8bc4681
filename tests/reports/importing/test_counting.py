"""Which question a number of a file is, by the numbers of the questions around it; numbers here are places plus one."""

from types import SimpleNamespace

import pytest

from reports.importing.counting import Anchor, at_odds, slot_of

STATUS, COUNT = 4, 30
"""The place of the question about an earlier step, and how many questions the form has."""


def anchor(slot: int, number: int) -> Anchor:
    return Anchor(index=slot, slot=slot, leaf=SimpleNamespace(number=number, found=None))


@pytest.mark.parametrize(
    ("number", "before", "after", "slot"),
    [
        (8, anchor(5, 6), anchor(9, 10), 7),
        (6, anchor(5, 6), anchor(9, 10), None),  # the number of the one before
        (10, anchor(5, 6), anchor(9, 10), None),  # the number of the one after
        (5, anchor(5, 6), anchor(9, 10), None),
        (8, anchor(5, 6), anchor(9, 12), None),  # between them the file counts in another way
        (8, anchor(5, 6), None, 7),
        (31, anchor(5, 6), None, None),  # the form has no such question
        (8, None, anchor(9, 10), 7),
        (None, anchor(5, 6), anchor(9, 10), None),
        (8, None, None, None),
    ],
)
def test_a_number_is_the_question_that_is_as_far_from_those_around_it(number, before, after, slot):
    assert slot_of(number, before, after, STATUS, COUNT) == slot


def test_a_number_that_counts_in_another_way_than_all_around_it_is_at_odds():
    anchors = [anchor(6, 7), anchor(7, 8), anchor(8, 3), anchor(9, 10)]
    assert at_odds(anchors) == [anchors[2]]


def test_where_a_file_counts_anew_nothing_is_at_odds():
    assert at_odds([anchor(6, 7), anchor(7, 8), anchor(8, 1), anchor(9, 2)]) == []
