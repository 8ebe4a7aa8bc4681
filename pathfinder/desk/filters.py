"""Which rows of the desk are shown and in which order: pure functions of what stands in the address."""

import unicodedata
from collections.abc import Callable, Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from reports.signoff.dashboard import Row
from reports.signoff.statuses import LABELS, Status

LATE = "late"
STATUS_CHOICES = [("", _("Any status")), *((status.value, LABELS[status]) for status in Status), (LATE, _("late"))]

ORDER = {status: place for place, status in enumerate(Status)}
COLUMNS: dict[str, Callable[[Row], object]] = {
    "country": lambda row: plain_letters(country_name(row)),
    "year": lambda row: row.campaign.year,
    "status": lambda row: (ORDER[row.status], not row.is_late),
    "changed": lambda row: row.changed_at.timestamp() if row.changed_at else 0.0,
}
"""What the table can be sorted by: its heads are links, each to one order and back."""

SORTS = [
    ("", _("Newest year first")),
    ("country", _("By country")),
    ("status", _("Least advanced first")),
    ("-changed", _("Last changed first")),
]
"""The orders that are offered where there is no room for heads."""


def country_name(row: Row) -> str:
    return row.country.name.in_language(get_language() or "en").text


def plain_letters(text: str) -> str:
    """Without accents and capitals, so that "cote" finds Côte d’Ivoire."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in parts if not unicodedata.combining(letter)).casefold()


def chosen(rows: Iterable[Row], *, year: str = "", status: str = "", words: str = "") -> list[Row]:
    """The rows of a year and a status in which all the words stand: in the country's names, its code, or a person's."""
    sought = plain_letters(words).split()
    return [
        row
        for row in rows
        if year in {"", str(row.campaign.year)}
        and (not status or (row.is_late if status == LATE else row.status.value == status))
        and all(word in searched(row) for word in sought)
    ]


def searched(row: Row) -> str:
    names = [*row.country.name.values(), row.country.code, *(person.name for person in row.turn.people)]
    return plain_letters(" ".join(names))


def in_order(rows: list[Row], sort: str) -> list[Row]:
    """Sorted by a column, "-" in front for the other way round; without one, and among equals, the newest year first
    and the countries by their names in the reader's language."""
    rows = sorted(rows, key=lambda row: (-row.campaign.year, plain_letters(country_name(row))))
    column = COLUMNS.get(sort.removeprefix("-"))
    return sorted(rows, key=column, reverse=sort.startswith("-")) if column else rows
