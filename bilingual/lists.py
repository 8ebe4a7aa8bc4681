"""Long lists of problems: their beginning, and how many more there are."""

from collections.abc import Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import ngettext

LONGEST = 50
"""Nobody puts more right at once, and a page or a terminal with ten thousand lines shows nothing."""


def sentences(lines: Sequence[Any]) -> list[str]:
    """The beginning of the list, and what ends it, as lines of text."""
    return [*map(str, first_ones(lines)), *filter(None, [and_more(lines)])]


def first_ones(lines: Sequence[Any]) -> Sequence[Any]:
    return lines[:LONGEST]


def and_more(lines: Sequence[Any]) -> str:
    """What ends the list: "and 9,950 more"; "" where all of it is shown."""
    left = len(lines) - LONGEST
    if left <= 0:
        return ""
    said = ngettext("and %(number)s more", "and %(number)s more", left)
    return said % {"number": number_format(left, force_grouping=True)}
