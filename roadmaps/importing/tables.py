"""Tables in files, CSV and Excel: their cells, and which line of which sheet names the columns."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from bilingual.languages import INTERFACE
from roadmaps.importing.columns import names_columns
from roadmaps.importing.grids import TEXT_LIMIT, Grid, NumberedRow, Source, Unreadable, grid_of
from roadmaps.importing.reading import Problem, Reading, short

HEADER = ["code", *(f"title_{language}" for language in sorted(INTERFACE, reverse=True))]
HEADER_WITHIN = 20
"""The lines, blank ones not counted, among which the one that names the columns is looked for."""
MANY_LINES = 100
"""The same with lines that turn out blank, which is not known before their separator is."""
SEPARATORS = ",;\t"
_SEP_LINE = re.compile(r"""\A"?sep=([^\w\s"]|\t)"?[ ,;\t]*(\r\n|\r|\n|\Z)""", re.IGNORECASE)
"""What Excel reads and writes as the first line of a CSV file: by which sign its cells are told apart."""


def read_csv(data: bytes) -> Source:
    """UTF-8, UTF-16 or Windows-1252; comma, semicolon or tab, or the sign that a line sep= names."""
    try:
        return source_of([grid_of(csv_lines(decode(data)))])
    except Unreadable as error:
        return Source(reading=Reading(problems=(error.problem,)))


def read_xlsx(data: bytes) -> Source:
    """All sheets, hidden ones last. Formulas count with the value that was last worked out."""
    from roadmaps.importing.workbooks import read_grids

    try:
        return source_of(list(read_grids(data)))
    except Unreadable as error:
        return Source(reading=Reading(problems=(error.problem,)))


def source_of(grids: Sequence[Grid]) -> Source:
    if sum(len(cell) for grid in grids for _line, cells in grid.lines for cell in cells) > TEXT_LIMIT:
        raise Unreadable(_("The file holds more text than a roadmap does."))
    return Source(grids=tuple(grids))


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
    """The sign by which the line that names most columns falls into them; without one, that of the first line."""
    lines = re.split(r"[\r\n]+", text.lstrip(), maxsplit=MANY_LINES)[:MANY_LINES]
    filled = [line for line in lines if line.strip(f' "{SEPARATORS}')][:HEADER_WITHIN]

    def score(delimiter: str) -> int:
        return max((names_columns(cell.strip(' "') for cell in line.split(delimiter)) for line in filled), default=0)

    best = max(SEPARATORS, key=score)
    return best if score(best) else max(SEPARATORS, key=lines[0].count)


def _csv_fault(error: str) -> str:
    if "field larger" in error:
        return _("a cell is too long")
    if "unexpected end" in error:
        return _("a quotation mark opens and is not closed")
    return _("a quotation mark is not closed, or one inside a cell is not doubled")


def header_of(grids: Sequence[Grid]) -> tuple[Grid, int] | None:
    """The grid with the line that names most columns, and its place there; hidden sheets only if need be."""
    for is_hidden in (False, True):
        found = [
            (names_columns(cells), grid, place)
            for grid in grids
            if grid.is_hidden is is_hidden
            for place, (_line, cells) in enumerate(grid.lines[:HEADER_WITHIN])
        ]
        best = max((score for score, _grid, _place in found), default=0)
        if best:
            return next((grid, place) for score, grid, place in found if score == best)
    return None


def no_header(grids: Sequence[Grid]) -> Problem:
    """Why no table was found."""
    if trouble := next((grid.trouble for grid in grids if grid.trouble), None):
        return trouble
    if not any(grid.lines for grid in grids):
        return Problem(0, _("The file is empty."))
    sheets = [grid.sheet for grid in grids if grid.sheet]
    told = {
        "columns": ",".join(HEADER),
        "limit": HEADER_WITHIN,
        "sheets": ", ".join(_("“%(name)s”") % {"name": short(name)} for name in sheets),
    }
    if sheets:
        message = _(
            "None of the first %(limit)s lines of a sheet names the columns: %(columns)s. Sheets examined: %(sheets)s"
        )
        return Problem(0, message % told)
    return Problem(0, _("None of the first %(limit)s lines names the columns: %(columns)s") % told)
