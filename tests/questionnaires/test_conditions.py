"""Which questions are asked: chains of conditions, open ones, and what parked answers may not do."""

import pytest

from questionnaires.conditions import State, asked

ASKED, NOT_ASKED, OPEN = State.ASKED, State.NOT_ASKED, State.OPEN


@pytest.mark.parametrize(
    "values,if_yes,if_other",
    [
        ({}, OPEN, OPEN),
        ({"asked_first": None}, OPEN, OPEN),
        ({"asked_first": "yes"}, ASKED, OPEN),
        ({"asked_first": "no"}, NOT_ASKED, NOT_ASKED),
        ({"asked_first": "yes", "asked_if_yes": {"codes": []}}, ASKED, OPEN),
        ({"asked_first": "yes", "asked_if_yes": {"codes": ["surveys"]}}, ASKED, NOT_ASKED),
        ({"asked_first": "yes", "asked_if_yes": {"codes": ["surveys", "other"]}}, ASKED, ASKED),
        # An answer that is parked because its own question is not asked decides nothing.
        ({"asked_first": "no", "asked_if_yes": {"codes": ["other"]}}, NOT_ASKED, NOT_ASKED),
        # One whose tick could not be read, but which is answered, counts as asked, and so decides.
        ({"asked_if_yes": {"codes": ["other"]}}, OPEN, ASKED),
    ],
)
def test_a_question_follows_the_answers_it_depends_on(written, values, if_yes, if_other):
    assert asked(written(), values) == {
        "progress": ASKED,
        "kept": ASKED,
        "kept_how": ASKED,
        "asked_first": ASKED,
        "asked_if_yes": if_yes,
        "asked_if_other": if_other,
        "mark": ASKED,
        "steps": ASKED,
        "notes": ASKED,
    }
