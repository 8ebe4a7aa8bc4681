"""The lines of a table as rows: one item a line, or one column a level."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from journal.cells import unguarded
from roadmaps.codes import word_of
from roadmaps.importing.columns import DETAILS, is_level_name
from roadmaps.importing.grids import Grid, NumberedRow
from roadmaps.importing.reading import Column, Detail, Problem, Row, one_line

_ERROR = re.compile(r"#[¡¿]?[A-ZÀ-Ý0-9/_]{1,20}[!?]|#N/A|#+|Err:\d{3}")
"""What a cell shows whose formula came to nothing, or whose date found no room, in Excel and LibreOffice."""
_CODED = re.compile(
    r"\A(?P<code>\d++(?:\.[0-9A-Za-z]{1,3})*|[IVXA-Z]{1,4}(?:\.[0-9A-Za-z]{1,3})+|[IVX]+(?=\s*[.:)–—-])|(?:[^\W\d]+\s+){1,3}(?:n[°º]\s*)?[\dIVX]+(?:\.\w{1,3})*)"
    r"\s*(?:[.:)]|\s[–—-]|\s)\s*(?P<title>\S.*)",
    re.DOTALL,
)
MOST = 0.8
"""The part of the titles that begin with a code where codes stand in the titles."""

Values = dict[int, str]
"""The cells of a line by the number of their column."""


def rows_of(
    grid: Grid, body: Sequence[NumberedRow], columns: Sequence[Column], language: str, problems: list[Problem]
) -> list[Row]:
    """The items of a table. Lines with a cell that cannot be used are told and left out."""
    lines = [
        (number, values) for number, cells in body if (values := values_of(number, cells, columns, grid, problems))
    ]
    levels = {int(column.role[6:]): column for column in columns if column.role.startswith("level_")}
    if levels:
        rows = wide_rows(lines, columns, levels, language)
        return rows if any(row.code for row in rows) else uncoded(rows, _CODED, 1)
    rows = tall_rows(lines, columns)
    has_codes = any(column.role in ("code", "level") for column in columns)
    return rows if has_codes else uncoded(rows, _CODED, MOST)


def values_of(
    number: int, cells: Sequence[str], columns: Sequence[Column], grid: Grid, problems: list[Problem]
) -> Values:
    """The cells of a line; none of one with a cell that cannot be used, which is told."""
    if number in grid.hidden_lines:
        problems.append(Problem(number, _("the line is hidden; show it, or delete it, and save the file")))
        return {}
    before = len(problems)
    known = {column.number: column for column in columns}
    values: Values = {}
    for column, text in enumerate(cells, start=1):
        if fault := cell_fault(text, column in known, (number, column) in grid.without_result):
            problems.append(Problem(number, fault, column))
        elif text:
            values[column] = unguarded(text)
    for column, first, last in grid.merged:
        if first < number <= last and column in known and known[column].role in DETAILS and column not in values:
            above = dict(grid.lines).get(first, [])
            values |= {column: unguarded(above[column - 1])} if column <= len(above) and above[column - 1] else {}
    return {} if len(problems) > before else values


def cell_fault(text: str, is_known: bool, is_without_result: bool) -> str:
    """What is wrong with a cell whatever its column, or ""."""
    if is_without_result:
        return _("the result of the formula is not in the file; open the file in Excel, save it and choose it again")
    if text and not is_known:
        return _("there are more cells than columns; a title with a comma in it stands in quotation marks")
    if _ERROR.fullmatch(text):
        return _("the cell shows the error %(error)s") % {"error": text[:20]}
    return ""


def tall_rows(lines: Sequence[tuple[int, Values]], columns: Sequence[Column]) -> list[Row]:
    """An item a line. One that has neither code nor title goes on with what is kept with the item above it."""
    by_role = {column.role: column for column in reversed(columns)}
    places = {role: column.number for role, column in by_role.items()}
    rows: list[Row] = []
    for line, values in lines:
        titles = {
            role.removeprefix("title_"): values.get(number, "")
            for role, number in places.items()
            if role.startswith("title_")
        }
        code, word = (values.get(places.get(role, 0), "") for role in ("code", "level"))
        if not (code or any(titles.values()) or word) and rows:
            go_on(rows[-1], details(values, columns, by_role))
        else:
            retired_on = values.get(places.get("retired_on", 0), "")
            row = Row(line, code, titles, retired_on, places, word=one_line(word))
            go_on(row, details(values, columns, by_role))
            rows.append(row)
    return rows


def wide_rows(
    lines: Sequence[tuple[int, Values]], columns: Sequence[Column], levels: dict[int, Column], language: str
) -> list[Row]:
    """A column a level: a cell begins an item unless it repeats the one above; what is blank goes on from above."""
    by_role = {column.role: column for column in reversed(columns)}
    codes = [column for column in columns if column.role == "code"]
    current: dict[int, Row] = {}
    rows: list[Row] = []
    for line, values in lines:
        filled = [level for level in sorted(levels) if values.get(levels[level].number)]
        for level in filled:
            text = values[levels[level].number]
            code = code_for(level, filled[-1], values, codes, levels)
            if level in current and text in current[level].titles.values() and code in ("", current[level].code):
                continue
            places = {"title": levels[level].number} | {f"title_{language}": levels[level].number}
            retired_on = values.get(by_role["retired_on"].number, "") if "retired_on" in by_role else ""
            row = Row(line, code, {language: text}, retired_on if level == filled[-1] else "", places)
            row.level = level
            current = {above: one for above, one in current.items() if above < level} | {level: row}
            rows.append(row)
        owner = current.get(filled[-1]) if filled else (rows[-1] if rows else None)
        if owner:
            go_on(owner, details(values, columns, by_role))
    return rows


def code_for(level: int, deepest: int, values: Values, codes: Sequence[Column], levels: dict[int, Column]) -> str:
    """One column of codes belongs to the item that the line ends with; of several each to the level behind it."""
    if len(codes) == 1:
        return values.get(codes[0].number, "") if level == deepest else ""
    before = [column for column in codes if column.number < levels[level].number]
    others = [column.number for other, column in levels.items() if other != level]
    mine = [column for column in before if not any(column.number < other < levels[level].number for other in others)]
    return values.get(mine[-1].number, "") if mine else ""


def details(values: Values, columns: Sequence[Column], by_role: dict[str, Column]) -> Iterator[Detail]:
    for column in columns:
        role = column.role
        if role == "code" and column != by_role["code"] and not any(one.role.startswith("level_") for one in columns):
            role = "other"
        if role in DETAILS and values.get(column.number):
            label = column.name or _("Column %(letter)s") % {"letter": get_column_letter(column.number)}
            yield Detail(role, label, values[column.number])


def go_on(row: Row, more: Iterator[Detail]) -> None:
    row.details += [detail for detail in more if detail not in row.details]


def is_code_of(code: str) -> bool:
    """Whether it begins with a figure, a letter or the word of a level: not "Train 60" of "Train 60 people"."""
    word = word_of(code)
    return not word or is_level_name(word)


def uncoded(rows: list[Row], pattern: re.Pattern[str], share: float) -> list[Row]:
    """With the codes taken out of the titles that begin with them, if so many do and no two are the same."""
    found = [[pattern.fullmatch(one_line(text)) for text in row.titles.values() if text] for row in rows]
    matches = [each[0] if each and each[0] else None for each in found]
    matches = [match if match and is_code_of(match["code"]) else None for match in matches]
    codes = [match["code"] for match in matches if match]
    if (
        not rows
        or len(codes) < share * len(rows)
        or len(set(codes)) < len(codes)
        or any(len(one) != 1 for one in found)
    ):
        return rows
    for row, match in zip(rows, matches, strict=True):
        if match:
            [language] = [language for language, text in row.titles.items() if text]
            row.code, row.titles = match["code"], {language: match["title"]}
    return rows
