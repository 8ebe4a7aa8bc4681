"""Whether words stand in a text, found by comparing words."""

import pytest

from reports.contributions.locating import Today, WordCount, together


@pytest.mark.parametrize(
    ("words", "found", "state"),
    [
        ("the forum met in May", 5, "whole"),
        ("THE forum met in may", 5, "whole"),
        ("in May the forum met", 3, "part"),  # turned round: "the forum met" is found, two words are no run
        ("the forum met in June", 4, "part"),
        ("in May", 2, "whole"),  # shorter than a run: it must stand whole
        ("in June", 0, "none"),
        ("the committee sat in May", 0, "none"),
    ],
)
def test_words_are_found_in_runs(words, found, state):
    standing = Today("Last year the forum met in May".split()).has(words.split())
    assert (standing, standing.state) == (WordCount(len(words.split()), found), state)


def test_nothing_stands_in_an_empty_answer():
    assert Today([]).has(["May"]) == WordCount(1, 0)
    assert Today(["May"]).has([]) == WordCount(0, 0)


def test_the_pieces_of_a_contribution_are_counted_together():
    assert together([WordCount(3, 3), WordCount(2, 0)]) == WordCount(5, 3)
    assert together([]) == WordCount(0, 0)
