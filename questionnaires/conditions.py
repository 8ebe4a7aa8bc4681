"""Which questions are asked, given the answers so far. The only place where conditions are evaluated."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from questionnaires.kinds import KINDS
from questionnaires.schema import Condition, Edition, Question


class State(StrEnum):
    """Whether a question is asked. OPEN: the question that decides has no answer yet."""

    ASKED = "asked"
    NOT_ASKED = "not_asked"
    OPEN = "open"


def asked(edition: Edition, values: Mapping[str, Any]) -> dict[str, State]:
    """The state of every question (fields of groups apart), by key.

    `values` maps the keys of answered questions to their values; questions that repeat are never looked up, since
    nothing depends on them. A question whose parent is not asked is not asked, whatever the parent's parked answer
    says. One whose parent is open but already answered follows that answer.
    """
    states: dict[str, State] = {}
    for question in edition.questions:
        states[question.key] = _state(edition, question.condition, states, values)
    return states


def _state(
    edition: Edition, condition: Condition | None, states: Mapping[str, State], values: Mapping[str, Any]
) -> State:
    if condition is None:
        return State.ASKED
    if states[condition.question] is State.NOT_ASKED:
        return State.NOT_ASKED
    parent = edition.question(condition.question)
    codes = _codes(parent, values.get(parent.key))
    if not codes:
        return State.OPEN
    return State.NOT_ASKED if codes.isdisjoint(condition.values) else State.ASKED


def _codes(question: Question, value: Any) -> set[str]:
    if KINDS[question.kind].is_blank(value):
        return set()
    return set(value["codes"]) if question.kind == "several" else {value}
