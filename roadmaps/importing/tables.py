"""Roadmaps in tables: CSV and Excel, with the header code,title_fr,title_en and, where wanted, retired_on."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from bilingual.languages import INTERFACE, LANGUAGES
from journal.cells import unguarded
from roadmaps.importing.grids import Grid, NumberedRow, Unreadable, grid_of
from roadmaps.importing.reading import Problem, Reading, Row, check_items, in_order, refused, short

HEADER = ["code", *(f"title_{language}" for language in sorted(INTERFACE, reverse=True))]
HEADER_WITHIN = 20
"""The lines, blank ones not counted, among which the one that names the columns is looked for."""
MANY_LINES = 100
"""The same with lines that turn out blank, which is not known before their separator is."""
SEPARATORS = ",;\t"
_SEP_LINE = re.compile(r"""\A"?sep=([^\w\s"]|\t)"?[ ,;\t]*(\r\n|\r|\n|\Z)""", re.IGNORECASE)
"""What Excel reads and writes as the first line of a CSV file: by which sign its cells are told apart."""
_ERROR = re.compile(r"#[¡¿]?[A-ZÀ-Ý0-9/_]{1,20}[!?]|#N/A|#+|Err:\d{3}")
"""What a cell shows whose formula came to nothing, or whose date found no room, in Excel and LibreOffice."""


def read_csv(data: bytes) -> Reading:
    """UTF-8, UTF-16 or Windows-1252; comma, semicolon or tab, or the sign that a line sep= names."""
    try:
        return read_table([grid_of(csv_lines(decode(data)))])
    except Unreadable as error:
        return Reading(problems=(error.problem,))


def read_xlsx(data: bytes) -> Reading:
    """The first sheet with a line that names the columns. Formulas count with the value that was last worked out."""
    from roadmaps.importing.workbooks import read_grids

    try:
        return read_table(read_grids(data))
    except Unreadable as error:
        return Reading(problems=(error.problem,))


def decode(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        raise Unreadable(_("This is an Excel workbook or another archive, though its name ends in .csv."))
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.removeprefix("\ufeff")
    raise Unreadable(_("The characters of the file cannot be read. Save it as CSV UTF-8."))


def _encodings(data: bytes) -> list[str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    if b"\0" in data[:2]:  # UTF-16 without a mark: in front of or behind the first letter stands a zero
        return ["utf-16-be" if data[0] == 0 else "utf-16-le"]
    return ["utf-8-sig", "cp1252"]


def csv_lines(text: str) -> Iterator[NumberedRow]:
    named = _SEP_LINE.match(text)
    delimiter = named[1] if named else guess_delimiter(text)
    first = 2 if named else 1
    reader = csv.reader(
        io.StringIO(text[named.end() :] if named else text, newline=""), delimiter=delimiter, strict=True
    )
    start = first
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(_csv_fault(str(error)), start) from error
        yield start, cells
        start = first + reader.line_num


def guess_delimiter(text: str) -> str:
    """The sign by which the line that names the columns falls into them; without one, that of the first line."""
    lines = re.split(r"[\r\n]+", text.lstrip(), maxsplit=MANY_LINES)[:MANY_LINES]
    for line in lines:
        for delimiter in SEPARATORS:
            if names_columns(cell.strip(' "') for cell in line.split(delimiter)):
                return delimiter
    return max(SEPARATORS, key=lines[0].count)


def _csv_fault(error: str) -> str:
    if "field larger" in error:
        return _("a cell is too long")
    if "unexpected end" in error:
        return _("a quotation mark opens and is not closed")
    return _("a quotation mark is not closed, or one inside a cell is not doubled")


def read_table(grids: Iterable[Grid]) -> Reading:
    """The first grid that has a line which names its columns; titles may stand above it."""
    passed = []
    for grid in grids:
        for place, (line, cells) in enumerate(grid.lines[:HEADER_WITHIN]):
            if names_columns(cells):
                reading = read_grid(grid, line, cells, grid.lines[place + 1 :])
                return replace(reading, problems=tuple(replace(each, sheet=grid.sheet) for each in reading.problems))
        passed.append(grid)
    if trouble := next((grid.trouble for grid in passed if grid.trouble), None):
        return Reading(problems=(trouble,))
    if not any(grid.lines for grid in passed):
        return refused(_("The file is empty."))
    return refused(_no_header([grid.sheet for grid in passed if grid.sheet]))


def names_columns(cells: Iterable[str]) -> bool:
    names = [cell.lower() for cell in cells]
    return "code" in names and any(name.startswith("title_") for name in names)


def _no_header(sheets: list[str]) -> str:
    told = {
        "columns": ",".join(HEADER),
        "limit": HEADER_WITHIN,
        "sheets": ", ".join(_("“%(name)s”") % {"name": short(name)} for name in sheets),
    }
    if sheets:
        message = _(
            "None of the first %(limit)s lines of a sheet names the columns: %(columns)s. Sheets examined: %(sheets)s"
        )
        return message % told
    return _("None of the first %(limit)s lines names the columns: %(columns)s") % told


def read_grid(grid: Grid, header_line: int, header: list[str], body: list[NumberedRow]) -> Reading:
    columns = [name.lower() for name in header]
    problems = check_header(columns, header_line)
    for column, name in enumerate(columns, start=1):
        if name and any(column in hidden for hidden in grid.hidden_columns):
            message = _("the column is hidden; show it, or delete it, and save the file")
            problems.append(Problem(header_line, message, column))
    if grid.trouble:
        problems.append(grid.trouble)
    if problems:
        return Reading(problems=in_order(problems))
    rows = [row for number, cells in body if (row := read_row(number, cells, columns, grid, problems))]
    items = check_items(rows, problems, is_whole=len(rows) == len(body))
    return Reading(items=items, tells_retired="retired_on" in columns, problems=in_order(problems))


def check_header(columns: list[str], line: int) -> list[Problem]:
    known = {"code", "retired_on", *(f"title_{language}" for language in LANGUAGES)}
    problems = []
    for column, name in enumerate(columns, start=1):
        told = {
            "name": short(name),
            "languages": ", ".join(sorted(LANGUAGES)),
            "columns": ", ".join([*HEADER, "retired_on"]),
        }
        if name and columns.index(name) < column - 1:
            problems.append(Problem(line, _("the column “%(name)s” stands there twice") % told, column))
        elif name.startswith("title_") and name not in known:
            message = _("“%(name)s”: titles are read in these languages: %(languages)s")
            problems.append(Problem(line, message % told, column))
        elif name and name not in known:
            message = _("the column “%(name)s” is not known; the columns are %(columns)s")
            problems.append(Problem(line, message % told, column))
    return problems


def read_row(number: int, cells: list[str], columns: list[str], grid: Grid, problems: list[Problem]) -> Row | None:
    """The item of a line; None for one with a cell that cannot be used, which is told."""
    if number in grid.hidden_lines:
        problems.append(Problem(number, _("the line is hidden; show it, or delete it, and save the file")))
        return None
    before = len(problems)
    places: Mapping[str, int] = {name: column for column, name in enumerate(columns, start=1) if name}
    values = {}
    for column, text in enumerate(cells, start=1):
        name = columns[column - 1] if column <= len(columns) else ""
        if fault := cell_fault(text, name, (number, column) in grid.without_result, grid.sheet):
            problems.append(Problem(number, fault, column))
        values[name] = unguarded(text)
    if len(problems) > before:
        return None
    titles = {name.removeprefix("title_"): value for name, value in values.items() if name.startswith("title_")}
    return Row(number, values.get("code", ""), titles, values.get("retired_on", ""), places)


def cell_fault(text: str, name: str, is_without_result: bool, sheet: str) -> str:
    """What is wrong with a cell whatever its column, or "". `name` is that of the column."""
    if is_without_result:
        return _("the result of the formula is not in the file; open the file in Excel, save it and choose it again")
    if text and not name and sheet:
        return _("the cell is in a column without a name")
    if text and not name:
        return _("there are more cells than columns; a title with a comma in it stands in quotation marks")
    if _ERROR.fullmatch(text):
        return _("the cell shows the error %(error)s") % {"error": text[:20]}
    return ""
