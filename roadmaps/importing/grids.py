"""A table as it stands in a file, before anything is made of it, and how large one may be."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from roadmaps.importing.reading import Problem, Reading

LINE_LIMIT = 5000
COLUMN_LIMIT = 256
TEXT_LIMIT = 2_000_000
"""Characters of all the cells of a file."""
CELL_TEXT_LIMIT = 32_767
"""Characters of a cell; no spreadsheet holds more."""

NumberedRow = tuple[int, list[str]]
"""The number of a line and its cells."""


@dataclass
class Grid:
    """The lines of a CSV file or of one sheet that are not blank. `trouble` is why they end before the table does."""

    sheet: str = ""
    lines: list[NumberedRow] = field(default_factory=list)
    without_result: list[tuple[int, int]] = field(default_factory=list)
    """Line and column of each formula whose result is not in the file."""
    hidden_lines: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """First and last of each run of them."""
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    """Of cells merged downwards: the column, the first line and the last."""
    is_hidden: bool = False
    trouble: Problem | None = None


@dataclass(frozen=True)
class Source:
    """A file as it stands: the tables in it, or what was read of one that is no table, or why it cannot be read."""

    grids: tuple[Grid, ...] = ()
    reading: Reading | None = None


class Unreadable(Exception):
    """The file, or what follows in it, cannot be read. The problem is for the reader."""

    def __init__(self, message: str, line: int = 0, column: int = 0, sheet: str = "") -> None:
        super().__init__(message)
        self.problem = Problem(line, message, column, sheet)


def grid_of(lines: Iterable[NumberedRow]) -> Grid:
    """The lines as far as they can be read."""
    grid = Grid()
    try:
        for number, cells in lines:
            stripped = [cell.strip() for cell in cells]
            while stripped and not stripped[-1]:
                stripped.pop()
            if not stripped:
                continue
            check_place(number, len(stripped))
            grid.lines.append((number, stripped))
    except Unreadable as error:
        grid.trouble = error.problem
    return grid


def check_place(line: int, column: int, sheet: str = "") -> None:
    """Raise Unreadable for a cell that stands where none of a roadmap does."""
    if line > LINE_LIMIT:
        message = _("the table goes on after line %(limit)s, which no roadmap does. Delete what is there")
        raise Unreadable(message % {"limit": LINE_LIMIT}, line, column, sheet)
    if column > COLUMN_LIMIT:
        message = _("the table goes on after column %(limit)s, which no roadmap does. Delete what is there")
        raise Unreadable(message % {"limit": COLUMN_LIMIT}, line, column, sheet)
