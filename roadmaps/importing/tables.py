"""Roadmaps in tables: CSV and Excel, with the header code,title_fr,title_en and, where wanted, retired_on."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.utils.translation import gettext as _

from bilingual.languages import LANGUAGES
from journal.cells import unguarded
from roadmaps.importing.reading import Problem, Reading, Row, check_items, in_order, refused

Line = tuple[int, list[str]]
"""The number of a line and its cells."""

HEADER = ["code", *(f"title_{language}" for language in sorted(LANGUAGES, reverse=True))]
LINE_LIMIT = 5000
UNPACKED_LIMIT = 50 * 1024**2
OLD_OFFICE_FILE = bytes.fromhex("d0cf11e0a1b11ae1")  # an .xls of before 2007, or any Office file with a password


class Unreadable(Exception):
    """The file is not what its name says. The text is for the reader; `line` is 0 where no line is to blame."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def read_csv(data: bytes) -> Reading:
    """UTF-8 (with or without a mark at its head), UTF-16 with one, or Windows-1252; comma, semicolon or tab."""
    try:
        return read_table(csv_lines(decode(data)))
    except Unreadable as error:
        return refused(str(error), error.line)


def read_xlsx(data: bytes) -> Reading:
    """The first sheet. Formulas count with the value that was last worked out."""
    try:
        return read_table(xlsx_lines(data))
    except Unreadable as error:
        return refused(str(error), error.line)


def decode(data: bytes) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(_("The characters of the file cannot be read. Save it as CSV UTF-8."))


def csv_lines(text: str) -> Iterator[Line]:
    header = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(_("the quotation marks are not closed, or a cell is too long"), start) from error
        yield start, cells
        start = reader.line_num + 1


def xlsx_lines(data: bytes) -> list[Line]:
    if data.startswith(OLD_OFFICE_FILE):
        raise Unreadable(_("The workbook has a password or is an old .xls file. Save it as .xlsx without a password."))
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of drop-down lists and the like, which it leaves out
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                if sum(part.file_size for part in archive.infolist()) > UNPACKED_LIMIT:
                    raise Unreadable(_("The workbook is too large to be a roadmap."))
            workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            return sheet_lines(workbook.worksheets[0])
        except Unreadable:
            raise
        except Exception as error:  # whatever openpyxl stumbles over, the file is broken
            raise Unreadable(_("The file is damaged, or is not an Excel workbook.")) from error


def sheet_lines(sheet) -> list[Line]:
    sheet.reset_dimensions()  # what a workbook says of its own size may be wrong
    lines = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [cell_text(cell) for cell in row]
        if not any(cells):
            continue
        if number > LINE_LIMIT:
            raise Unreadable(_("The sheet goes on after line %(limit)s.") % {"limit": LINE_LIMIT})
        while not cells[-1]:
            cells.pop()
        lines.append((number, cells))
    return lines


def cell_text(cell) -> str:
    """The cell as it is shown: 1.10 that has become a number with two decimals is 1.10 again."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and cell.number_format in {"0.0", "0.00"}:
        return f"{value:.{len(cell.number_format) - 2}f}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def read_table(lines: Iterable[Line]) -> Reading:
    """A table whose first line names its columns."""
    lines = [
        (number, [unguarded(cell.strip()) for cell in cells]) for number, cells in lines if any(map(str.strip, cells))
    ]
    if not lines:
        return refused(_("The file is empty."))
    (header_line, header), *body = lines
    columns = [name.lower() for name in header]
    problems = check_header(columns, header_line)
    if problems:
        return Reading(problems=tuple(problems))
    rows = [row for number, cells in body if (row := read_row(number, cells, columns, problems))]
    items = check_items(rows, problems)
    return Reading(items=items, tells_retired="retired_on" in columns, problems=in_order(problems))


def check_header(columns: list[str], line: int) -> list[Problem]:
    known = {"code", "retired_on", *(f"title_{language}" for language in LANGUAGES)}
    problems = []
    if "code" not in columns or not any(name.startswith("title_") for name in columns):
        message = _("the first line must name the columns: %(columns)s")
        problems.append(Problem(line, message % {"columns": ",".join(HEADER)}))
        return problems
    for name in dict.fromkeys(columns):
        if columns.count(name) > 1 and name:
            problems.append(Problem(line, _("the column “%(name)s” stands there twice") % {"name": name}))
        if name.startswith("title_") and name not in known:
            message = _("“%(name)s”: titles are read in these languages: %(languages)s")
            problems.append(Problem(line, message % {"name": name, "languages": ", ".join(sorted(LANGUAGES))}))
        elif name and name not in known:
            message = _("the column “%(name)s” is not known; the columns are %(columns)s")
            problems.append(Problem(line, message % {"name": name, "columns": ", ".join([*HEADER, "retired_on"])}))
    return problems


def read_row(number: int, cells: list[str], columns: list[str], problems: list[Problem]) -> Row | None:
    values = dict(zip(columns, cells, strict=False))
    if any(cells[len(columns) :]) or values.pop("", ""):
        message = _("there are more cells than columns; a title with a comma in it stands in quotation marks")
        problems.append(Problem(number, message))
        return None
    titles = {name.removeprefix("title_"): value for name, value in values.items() if name.startswith("title_")}
    return Row(number, values.get("code", ""), titles, values.get("retired_on", ""))
