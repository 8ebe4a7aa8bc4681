"""The numbers that questions carry on the page. They are for reading only: everything refers to questions by key."""

from collections.abc import Mapping
from typing import NamedTuple

from questionnaires.schema import Edition


class Numbered(NamedTuple):
    """A question with its number. `index` counts the occurrences of a repeating question from 0, else None."""

    key: str
    index: int | None
    number: int


def numbers(edition: Edition, counts: Mapping[str, int]) -> list[Numbered]:
    """Numbers from 1 in the order of display, one for every occurrence of a repeating question.

    `counts` says how many there are of everything in schema.REPEATS and schema.NEEDS. A question that needs
    something of which there is none takes no number. Conditions change nothing: a question keeps its number
    whether or not it is asked.
    """
    places: list[tuple[str, int | None]] = []
    for question in edition.questions:
        if question.needs and not counts[question.needs]:
            continue
        if question.repeats:
            places.extend((question.key, index) for index in range(counts[question.repeats]))
        else:
            places.append((question.key, None))
    return [Numbered(key, index, number) for number, (key, index) in enumerate(places, start=1)]
