"""What was read from a file, and the rules that its items keep whatever the format."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from bilingual.languages import LANGUAGES
from bilingual.text import Text
from roadmaps.codes import Code, InvalidCode

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
class ReadItem:
    code: Code
    title: Text
    retired_on: date | None
    line: int


@dataclass(frozen=True)
class Reading:
    """A roadmap as a file has it. `items` stand in the order of their codes and are complete only without problems.

    `fields` holds what the file says of the roadmap itself, by the names of Roadmap's fields. Where it says nothing of
    retired items (`tells_retired`), those that are retired stay so.
    """

    items: tuple[ReadItem, ...] = ()
    fields: Mapping[str, Text | date | None] = field(default_factory=dict)
    tells_retired: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass
class Row:
    """An item as it stands in the file, unchecked. `titles` by language; `retired_on` as 2024-12-31, or "".

    `columns` says where in a table the fields stand: code, title_fr, …
    """

    line: int
    code: str
    titles: dict[str, str]
    retired_on: str = ""
    columns: Mapping[str, int] = field(default_factory=dict)

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


def check_title(
    titles: Mapping[str, str], line: int, problems: list[Problem], columns: Mapping[str, int] | None = None
) -> Text:
    """The title, in languages that are known to be right."""
    for language, text in titles.items():
        name = LANGUAGES[language].name
        column = (columns or {}).get(f"title_{language}", 0)
        if len(text) > TITLE_LIMIT:
            message = _("the title in %(language)s has %(count)s characters; %(limit)s are allowed")
            problems.append(
                Problem(line, message % {"language": name, "count": len(text), "limit": TITLE_LIMIT}, column)
            )
        if any(unicodedata.category(character) == "Cc" for character in text):
            message = _("the title in %(language)s holds a character that cannot be shown")
            problems.append(Problem(line, message % {"language": name}, column))
    return Text(titles)


def read_day(text: str, line: int, problems: list[Problem], column: int = 0) -> date | None:
    """The day written as 2024-12-31, None for an empty text."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        message = _("“%(text)s” is not a date; write it as 2024-12-31")
        problems.append(Problem(line, message % {"text": short(text)}, column))
        return None


def check_items(rows: Sequence[Row], problems: list[Problem], *, is_whole: bool = True) -> tuple[ReadItem, ...]:
    """The rows that make items; what is wrong with any row is added to the problems.

    Where a row is missing (not `is_whole`) or its code cannot be read, nobody can say that another stands under none.
    """
    if len(rows) > ITEM_LIMIT:
        problems.append(Problem(0, _("There are more than %(limit)s items in the file.") % {"limit": ITEM_LIMIT}))
        return ()
    items: dict[Code, ReadItem] = {}
    for row in rows:
        code = check_code(row, problems)
        titles = {language: one_line(text) for language, text in row.titles.items()}
        title = check_title(titles, row.line, problems, row.columns)
        if not title:
            problems.append(row.problem(_("there is no title")))
        retired_on = read_day(row.retired_on, row.line, problems, row.columns.get("retired_on", 0))
        if code is None:
            is_whole = False
            continue
        if code in items:
            message = _("the code %(code)s stands on line %(line)s already")
            problems.append(row.problem(message % {"code": code, "line": items[code].line}, "code"))
        else:
            items[code] = ReadItem(code, title, retired_on, row.line)
    for item in items.values():
        check_parent(item, items, problems, is_whole=is_whole)
    if not items and not problems:
        problems.append(Problem(0, _("There is no item in the file.")))
    return tuple(sorted(items.values(), key=lambda item: item.code.sort_key))


def check_code(row: Row, problems: list[Problem]) -> Code | None:
    if not row.code:
        problems.append(row.problem(_("there is no code"), "code"))
        return None
    try:
        return Code.parse(row.code)
    except InvalidCode:
        if is_date(row.code):
            message = _("the spreadsheet has made the date %(code)s of a code; give the column the format Text")
        else:
            message = _("“%(code)s” is not a code such as 1, 1.2, 1.2.C or 1.C")
        problems.append(row.problem(message % {"code": short(row.code)}, "code"))
        return None


def is_date(text: str) -> bool:
    """Whether a spreadsheet writes dates so: 2023-02-01, 01/02/2023, 1/2, 01-janv, janv-01, 1-Feb-23."""
    parts = re.split(r"[-/ .]+", text.lower().strip("."))
    figures = [part for part in parts if re.fullmatch(r"\d{1,4}", part)]
    months = [part for part in parts if part.startswith(MONTHS) and part.isalpha() and len(part) <= len("september")]
    if not 2 <= len(parts) <= 3 or len(figures) + len(months) < len(parts):
        return False
    return len(months) == 1 or (not months and (bool(re.search(r"[-/]", text)) or len(parts[-1]) == 4))


def check_parent(item: ReadItem, items: Mapping[Code, ReadItem], problems: list[Problem], *, is_whole: bool) -> None:
    parent = item.code.parent
    if parent is None or (parent not in items and not is_whole):
        return
    if parent not in items:
        message = _("%(code)s stands under %(parent)s, which is not in the file")
        problems.append(Problem(item.line, message % {"code": item.code, "parent": parent}))
    elif items[parent].retired_on and not item.retired_on:
        message = _("%(code)s stands under %(parent)s, which is retired")
        problems.append(Problem(item.line, message % {"code": item.code, "parent": parent}))
