"""A table as a roadmap: what each column is, by choice, by what was chosen before, or by its name; then its rows.

Pure, and bounded by the limits of grids: it is done anew whenever somebody changes what a column is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from bilingual.languages import direction
from bilingual.text import Text
from richtext.names import is_right_to_left
from roadmaps.codes import CODE_LIMIT, DEEPEST, parts_of, word_of
from roadmaps.importing.assembling import assemble, default_names, numbered
from roadmaps.importing.columns import DETAILS, describes, folded, guess, is_level_name
from roadmaps.importing.grids import Grid, NumberedRow, Source
from roadmaps.importing.reading import Column, Problem, Reading, ReadItem, in_order, one_line, short
from roadmaps.importing.rows import rows_of
from roadmaps.importing.tables import header_of, no_header

MOSTLY_OTHERS = 0.9
"""The part of a column's cells that differ where each line is an item of its own."""
MOST_WORDS = 3
"""In a cell that holds a code, the name of the level with it."""


@dataclass(frozen=True)
class Choices:
    """What a person says of a file. `roles` by the number of the column; `remembered` by its folded name."""

    sheet: str | None = None
    header_line: int = 0
    roles: Mapping[int, str] = field(default_factory=dict)
    remembered: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    """Of titles and names that say none."""
    languages: Sequence[str] = ()
    """The country's. Of a table in another script than `language` it is the first that is written as the table is."""
    numbers_all: bool = False
    fields: Mapping[str, Text | date | None] = field(default_factory=dict)
    """What the roadmap says of itself, in place of what the file says."""


def understand(source: Source, choices: Choices | None = None) -> Reading:
    """The roadmap that a file holds."""
    choices = choices or Choices()
    reading = source.reading or read_tables(source.grids, choices)
    if choices.numbers_all:
        reading = replace(reading, items=numbered(reading.items))
    return replace(reading, fields={**reading.fields, **choices.fields})


def read_tables(grids: Sequence[Grid], choices: Choices) -> Reading:
    candidates = [grid for grid in grids if choices.sheet in (None, grid.sheet)]
    found = header_of(candidates)
    for grid in candidates:
        for place, (line, _cells) in enumerate(grid.lines):
            if choices.header_line == line and (choices.sheet is not None or len(candidates) == 1):
                found = grid, place
    if found is None:
        return Reading(problems=(no_header(candidates),))
    reading = read_grid(*found, choices)
    sheet = found[0].sheet
    return replace(reading, sheet=sheet, problems=tuple(replace(problem, sheet=sheet) for problem in reading.problems))


def read_grid(grid: Grid, place: int, choices: Choices) -> Reading:
    header_line, header = grid.lines[place]
    body = grid.lines[place + 1 :]
    choices = replace(choices, language=language_of(body, choices))
    columns = columns_of(header, body, grid, choices)
    problems = header_problems(columns, grid, header_line)
    if grid.trouble:
        problems.append(grid.trouble)
    if problems:
        return Reading(problems=in_order(problems), columns=columns, header_line=header_line)
    rows = rows_of(grid, body, columns, choices.language, problems)
    items = assemble(rows, problems, is_whole=not problems)
    names = level_names(items, columns, rows_words(rows))
    return Reading(
        items=items,
        levels=default_names(items),
        fields={f"level_{level}": Text({choices.language: name}) for level, name in names.items()},
        tells_retired=any(column.role == "retired_on" for column in columns),
        tells_details=any(column.role in DETAILS for column in columns),
        problems=in_order(problems),
        columns=columns,
        header_line=header_line,
    )


def language_of(body: Sequence[NumberedRow], choices: Choices) -> str:
    written = [cell for _line, cells in body for cell in cells if any(map(str.isalpha, cell))]
    way = "rtl" if 2 * sum(map(is_right_to_left, written)) > len(written) else "ltr"
    wanted = [choices.language, *choices.languages]
    return next((language for language in wanted if direction(language) == way), choices.language)


def rows_words(rows) -> dict[int, str]:
    """The word that names the level, by line."""
    return {row.line: row.word for row in rows if row.word and not row.word.isdigit()}


def columns_of(header: Sequence[str], body: Sequence[NumberedRow], grid: Grid, choices: Choices) -> tuple[Column, ...]:
    """All columns that have a name or, in a workbook, a cell."""
    width = max([len(header), *(len(cells) for _line, cells in body if grid.sheet)])
    columns = []
    for number in range(1, width + 1):
        name = one_line(header[number - 1]) if number <= len(header) else ""
        if name or any(len(cells) >= number and cells[number - 1] for _line, cells in body):
            told = choices.roles.get(number, choices.remembered.get(folded(name)) if name else None)
            columns.append(Column(number, name, guess(name) if told is None else told))
    return tuple(settled(columns, body, choices.language))


def settled(columns: Sequence[Column], body: Sequence[NumberedRow], language: str) -> Iterator[Column]:
    """With what a name alone does not tell: which columns are levels, which one holds the titles."""
    named = [column for column in columns if column.role == "level_name"]
    titled = [column for column in columns if column.role.startswith("title")]
    coded = next((column for column in columns if column.role == "code"), None)
    levels: dict[int, str] = {}
    if coded is None and titled and len(named) == 1 and holds_codes(named[0], body):
        levels = {named[0].number: "code"}
        named = []
    elif coded is None and named and all(describes(column.name) for column in titled):
        levels = {column.number: "other" for column in titled}
        titled = []
    if len(named) + bool(titled) > 1 and not is_tall(min([*named, *titled[:1]], key=number_of), coded, body):
        one_a_level = sorted([*named, *titled[:1]], key=number_of)[:DEEPEST]
        levels |= {column.number: f"level_{place}" for place, column in enumerate(one_a_level, start=1)}
    elif named and not titled:
        levels |= {named[0].number: "title"}
    seen: set[str] = set()
    for column in columns:
        role = levels.get(column.number, column.role)
        if role == "title":
            role = f"title_{language}"
        if role in ("text", "level_name") or (role in ("level", "retired_on") and role in seen):
            role = "other"
        seen.add(role)
        yield replace(column, role=role)


def holds_codes(column: Column, body: Sequence[NumberedRow]) -> bool:
    """Whether what stands there are codes, such as Outcome 1, and no titles."""
    texts = [text for _line, cells in body if (text := cell(cells, column))]
    codes = [text for text in texts if len(text) <= CODE_LIMIT and parts_of(text) and any(map(str.isdigit, text))]
    short = [text for text in codes if len(text.split()) <= MOST_WORDS]
    return bool(texts) and len(short) >= MOSTLY_OTHERS * len(texts)


def number_of(column: Column) -> int:
    return column.number


def is_tall(first: Column, coded: Column | None, body: Sequence[NumberedRow]) -> bool:
    """Whether each line with a code is an item: then the first column with words has something of its own in each."""
    if coded is None:
        return False
    here = [cell(cells, first) for _line, cells in body if cell(cells, coded)]
    return bool(here) and all(here) and len(set(here)) >= MOSTLY_OTHERS * len(here)


def cell(cells: Sequence[str], column: Column) -> str:
    return cells[column.number - 1] if column.number <= len(cells) else ""


def header_problems(columns: Sequence[Column], grid: Grid, line: int) -> list[Problem]:
    problems, seen = [], set()
    for column in columns:
        if any(first <= column.number <= last for first, last in grid.hidden_columns):
            message = _("the column is hidden; show it, or delete it, and save the file")
            problems.append(Problem(line, message, column.number))
        if column.role.startswith(("title_", "level_")) and column.role in seen:
            name = short(column.name or get_column_letter(column.number))
            problems.append(
                Problem(line, _("the column “%(name)s” stands there twice") % {"name": name}, column.number)
            )
        seen.add(column.role)
    if not any(role.startswith(("title_", "level_")) for role in seen):
        problems.append(Problem(line, _("no column holds the titles of the items")))
    return problems


def level_names(items: Sequence[ReadItem], columns: Sequence[Column], words: Mapping[int, str]) -> dict[int, str]:
    """What the file calls its levels: as their columns, as the words before the codes, as the parts of the name of the
    column with the titles."""
    count = max((item.level for item in items), default=0)
    by_column = {int(column.role[6:]): column.name for column in columns if column.role.startswith("level_")}
    titles = next((column.name for column in columns if column.role.startswith("title_")), "")
    parts = [part.strip() for part in re.split("[/|>→]", titles)]
    in_header = parts if len(parts) == count and all(map(is_level_name, parts)) else []
    names = {}
    for level in range(1, count + 1):
        said = [words.get(item.line) or word_of(item.code) for item in items if item.level == level]
        word = max(filter(None, said), key=said.count, default="")
        if name := by_column.get(level) or (in_header[level - 1] if in_header else "") or word:
            names[level] = name
    return names
