"""Words are found again in a text that was written on."""

import pytest

from reports.review.anchors import context, find, is_anchor

TEXT = "The plan was adopted.  The law\nwas passed. The plan was changed."
POSITION = {"type": {"client": 1, "clock": 2}, "tname": None, "item": {"client": 1, "clock": 3}, "assoc": 0}


@pytest.mark.parametrize(
    ("quote", "before", "after", "place"),
    [
        ("The law was passed", "", "", 22),
        (" The  law\nwas passed ", "", "", 22),
        ("The plan", "", "", 0),
        ("The plan", "was passed.", "was changed", 42),
        ("The plan", "", "was changed", 42),
        ("the plan", "", "", None),
        ("The decree", "", "", None),
        ("", "", "", None),
        ("(", "", "", None),
    ],
)
def test_words_are_found_where_most_around_them_is_as_it_was(quote, before, after, place):
    assert find(TEXT, quote, before, after) == place


def test_words_are_given_what_stands_around_them():
    assert context(TEXT, "law was", 9) == ("law was", "ted. The ", " passed. ")
    assert context(TEXT, "decree", 9) == ("decree", "", "")


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ({"from": POSITION, "to": POSITION}, True),
        ({"from": {"tname": "prosemirror", "assoc": -1}, "to": {"item": {"client": 1, "clock": 0}}}, True),
        ({"from": POSITION}, False),
        ({"from": POSITION, "to": {}}, False),
        ({"from": POSITION, "to": POSITION | {"more": 1}}, False),
        ({"from": POSITION, "to": POSITION | {"item": {"client": "1", "clock": 0}}}, False),
        ({"from": POSITION, "to": POSITION | {"item": 3}}, False),
        ({"from": POSITION, "to": POSITION | {"assoc": "0"}}, False),
        ({"from": POSITION, "to": POSITION | {"tname": 1}}, False),
        ([POSITION, POSITION], False),
        (None, False),
    ],
)
def test_an_anchor_is_two_positions_and_nothing_else(value, is_one):
    assert is_anchor(value) is is_one
