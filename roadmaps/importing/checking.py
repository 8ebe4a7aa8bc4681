"""The rules that the items of a file keep, whatever the format."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from bilingual.languages import LANGUAGES
from bilingual.text import Text
from roadmaps.codes import CODE_LIMIT
from roadmaps.importing.reading import MONTHS, TITLE_LIMIT, Problem, Row, one_line, short


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


def check_code(row: Row, problems: list[Problem]) -> str:
    """The code as it is written, "" where there is none."""
    code = one_line(row.code).rstrip(".:")
    if is_date(code):
        message = _("the spreadsheet has made the date %(code)s of a code; give the column the format Text")
        problems.append(row.problem(message % {"code": short(code)}, "code"))
    elif len(code) > CODE_LIMIT or any(unicodedata.category(character) == "Cc" for character in code):
        message = _("“%(code)s” is too long to be a code; %(limit)s characters are allowed")
        problems.append(row.problem(message % {"code": short(code), "limit": CODE_LIMIT}, "code"))
    return code


def is_date(text: str) -> bool:
    """Whether a spreadsheet writes dates so: 2023-02-01, 01/02/2023, 1/2, 01-janv, janv-01, 1-Feb-23."""
    parts = re.split(r"[-/ .]+", text.lower().strip("."))
    figures = [part for part in parts if re.fullmatch(r"\d{1,4}", part)]
    months = [part for part in parts if part.startswith(MONTHS) and part.isalpha() and len(part) <= len("september")]
    if not 2 <= len(parts) <= 3 or len(figures) + len(months) < len(parts):
        return False
    return len(months) == 1 or (not months and (bool(re.search(r"[-/]", text)) or len(parts[-1]) == 4))


def twice(row: Row, code: str, line: int) -> Problem:
    """Another item has the code. Of 1.10 a spreadsheet makes the number 1.1, unless the column has the format Text."""
    if re.fullmatch(r"\d+\.[1-9]", code):
        message = _(
            "the code %(code)s stands on line %(line)s already. If it was %(code)s0, the spreadsheet has made a number "
            "of it: give the column the format Text and write the code again"
        )
    else:
        message = _("the code %(code)s stands on line %(line)s already")
    return row.problem(message % {"code": code, "line": line}, "code")
