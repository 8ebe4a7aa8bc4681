"""What was read from a file, and the rules that its items keep whatever the format."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from bilingual.languages import LANGUAGES
from bilingual.text import Text
from roadmaps.codes import Code, InvalidCode

FILE_LIMIT = 1024**2
ITEM_LIMIT = 1000
TITLE_LIMIT = 500
"""Characters of a title, in each language."""


@dataclass(frozen=True)
class Problem:
    """What is wrong, and on which line of the file; line 0 is the file as a whole."""

    line: int
    message: str

    def __str__(self) -> str:
        if not self.line:
            return self.message
        return _("Line %(line)s: %(message)s") % {"line": self.line, "message": self.message}


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
    """An item as it stands in the file, unchecked. `titles` by language; `retired_on` as 2024-12-31, or ""."""

    line: int
    code: str
    titles: dict[str, str]
    retired_on: str = ""


def refused(message: str, line: int = 0) -> Reading:
    return Reading(problems=(Problem(line, message),))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.line))


def one_line(text: str) -> str:
    """The text with its line breaks and runs of spaces made one space; no-break spaces stay."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def check_title(titles: Mapping[str, str], line: int, problems: list[Problem]) -> Text:
    """The title, in languages that are known to be right."""
    for language, text in titles.items():
        name = LANGUAGES[language].name
        if len(text) > TITLE_LIMIT:
            message = _("the title in %(language)s has %(count)s characters; %(limit)s are allowed")
            problems.append(Problem(line, message % {"language": name, "count": len(text), "limit": TITLE_LIMIT}))
        if any(unicodedata.category(character) == "Cc" for character in text):
            message = _("the title in %(language)s holds a character that cannot be shown")
            problems.append(Problem(line, message % {"language": name}))
    return Text(titles)


def read_day(text: str, line: int, problems: list[Problem]) -> date | None:
    """The day written as 2024-12-31, None for an empty text."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        message = _("“%(text)s” is not a date; write it as 2024-12-31")
        problems.append(Problem(line, message % {"text": text}))
        return None


def check_items(rows: Sequence[Row], problems: list[Problem]) -> tuple[ReadItem, ...]:
    """The rows that make items; what is wrong with any row is added to the problems."""
    if len(rows) > ITEM_LIMIT:
        problems.append(Problem(0, _("There are more than %(limit)s items in the file.") % {"limit": ITEM_LIMIT}))
        return ()
    items: dict[Code, ReadItem] = {}
    for row in rows:
        code = check_code(row, problems)
        title = check_title({language: one_line(text) for language, text in row.titles.items()}, row.line, problems)
        if not title:
            problems.append(Problem(row.line, _("there is no title")))
        retired_on = read_day(row.retired_on, row.line, problems)
        if code is None:
            continue
        if code in items:
            message = _("the code %(code)s stands on line %(line)s already")
            problems.append(Problem(row.line, message % {"code": code, "line": items[code].line}))
        else:
            items[code] = ReadItem(code, title, retired_on, row.line)
    for item in items.values():
        check_parent(item, items, problems)
    if not items and not problems:
        problems.append(Problem(0, _("There is no item in the file.")))
    return tuple(sorted(items.values(), key=lambda item: item.code.sort_key))


def check_code(row: Row, problems: list[Problem]) -> Code | None:
    if not row.code:
        problems.append(Problem(row.line, _("there is no code")))
        return None
    try:
        return Code.parse(row.code)
    except InvalidCode:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", row.code):
            message = _("the spreadsheet has made the date %(code)s of a code; give the column the format Text")
        else:
            message = _("“%(code)s” is not a code such as 1, 1.2, 1.2.C or 1.C")
        problems.append(Problem(row.line, message % {"code": row.code}))
        return None


def check_parent(item: ReadItem, items: Mapping[Code, ReadItem], problems: list[Problem]) -> None:
    parent = item.code.parent
    if parent is None:
        return
    if parent not in items:
        message = _("%(code)s stands under %(parent)s, which is not in the file")
        problems.append(Problem(item.line, message % {"code": item.code, "parent": parent}))
    elif items[parent].retired_on and not item.retired_on:
        message = _("%(code)s stands under %(parent)s, which is retired")
        problems.append(Problem(item.line, message % {"code": item.code, "parent": parent}))
