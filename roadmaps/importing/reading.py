"""What was read from a file: items as a tree, what the file says of the roadmap, what is wrong and what was left."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from bilingual.text import Text

FILE_LIMIT = 1024**2
ITEM_LIMIT = 1000
TITLE_LIMIT = 500
"""Characters of a title, in each language."""
MONTHS = tuple("jan feb fév mar apr avr mai may jun juin jul juil aug aoû sep oct nov dec déc".split())
"""How the names of the months begin, in English and French."""
QUOTED_LIMIT = 60
"""Characters of the file that a sentence about it quotes."""


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where in the file: on which line, in which column, of which sheet of a workbook.

    Line 0 is the file as a whole, column 0 the whole line.
    """

    line: int
    message: str
    column: int = 0
    sheet: str = ""

    def __str__(self) -> str:
        if not self.line:
            return self.message
        told = {"line": self.line, "message": self.message, "column": self.column, "sheet": self.sheet}
        if self.sheet and self.column:
            told["cell"] = f"{get_column_letter(self.column)}{self.line}"
            return _("Sheet “%(sheet)s”, cell %(cell)s: %(message)s") % told
        if self.sheet:
            return _("Sheet “%(sheet)s”, line %(line)s: %(message)s") % told
        if self.column:
            return _("Line %(line)s, column %(column)s: %(message)s") % told
        return _("Line %(line)s: %(message)s") % told


@dataclass(frozen=True)
class Detail:
    """What else a ministry keeps with an item: its kind (roadmaps.importing.columns.DETAILS), the file's own name for
    it, and what stands there."""

    kind: str
    label: str
    text: str


@dataclass(frozen=True)
class ReadItem:
    """An item. `level` is counted from 1; `parent` is the place of its parent in Reading.items."""

    code: str
    title: Text
    level: int
    parent: int | None = None
    retired_on: date | None = None
    details: tuple[Detail, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Column:
    """A column of a table, counted from 1: the file's name for it and what it was taken for."""

    number: int
    name: str
    role: str


@dataclass(frozen=True)
class Reading:
    """A roadmap as a file has it. `items` stand in their order, parents first, and are complete only without problems.

    `levels` are the names of the levels that the items need. `fields` holds what the file says of the roadmap itself,
    by the names of roadmaps.changes.FIELDS. Where it says nothing of retired items (`tells_retired`), those that are
    retired stay so; the same for details.
    """

    items: tuple[ReadItem, ...] = ()
    levels: tuple[Text, ...] = ()
    fields: Mapping[str, Text | date | None] = field(default_factory=dict)
    tells_retired: bool = False
    tells_details: bool = False
    problems: tuple[Problem, ...] = ()
    sheet: str = ""
    header_line: int = 0
    columns: tuple[Column, ...] = ()
    """Of a table: all that have a name or a cell."""


@dataclass
class Row:
    """An item as it stands in the file, unchecked. `titles` by language; `retired_on` as 2024-12-31, or "".

    `level` is known where the place in the file says it, `word` where a column names it. `columns` says where in a
    table the fields stand: code, title_fr, …
    """

    line: int
    code: str
    titles: dict[str, str]
    retired_on: str = ""
    columns: Mapping[str, int] = field(default_factory=dict)
    level: int | None = None
    word: str = ""
    details: list[Detail] = field(default_factory=list)

    def problem(self, message: str, name: str = "") -> Problem:
        """What is wrong with the item, or with one of its fields."""
        return Problem(self.line, message, self.columns.get(name, 0))


def refused(message: str) -> Reading:
    return Reading(problems=(Problem(0, message),))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.line))


def short(text: str) -> str:
    """As much of what stands in a file as a sentence about it can hold."""
    return text if len(text) <= QUOTED_LIMIT else f"{text[:QUOTED_LIMIT]}…"


def one_line(text: str) -> str:
    """The text with its line breaks and runs of spaces made one space; no-break spaces stay."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")
