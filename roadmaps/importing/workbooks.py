"""Excel workbooks: their sheets as grids of text, each cell as it is shown.

The parts are heard element by element and never built into rows or trees, so that a row number of a billion or
16,384 columns cost nothing. Elements are known by their local names: strict workbooks have other namespaces.
"""

from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from pathlib import PurePosixPath
from posixpath import normpath
from xml.etree.ElementTree import ParseError, XMLParser
from zipfile import ZipFile

from django.utils.translation import gettext as _
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
from openpyxl.utils.escape import unescape

from files.archives import FAULTS, pieces
from roadmaps.importing.grids import CELL_TEXT_LIMIT, COLUMN_LIMIT, LINE_LIMIT, Grid, Unreadable, check_place
from roadmaps.importing.numbers import shown

UNPACKED_LIMIT = 20 * 1024**2
"""Bytes of all the parts that are read; a thousand items come to some 300,000."""
ELEMENT_LIMIT = 1_000_000
"""Elements of all the parts that are read, empty cells too: some two seconds."""
SHEET_LIMIT = 50
DEEPEST = 50
OLD_OFFICE_FILE = bytes.fromhex("d0cf11e0a1b11ae1")  # an .xls of before 2007, or any Office file with a password


def read_grids(data: bytes) -> Iterator[Grid]:
    """The sheets one after the other, hidden ones last. Raises Unreadable."""
    if data.startswith(OLD_OFFICE_FILE):
        raise Unreadable(_("The workbook has a password or is an old .xls file. Save it as .xlsx without a password."))
    try:
        with ZipFile(BytesIO(data)) as archive:
            yield from WorkbookReader(archive).grids()
    except FAULTS as error:
        raise Unreadable(_damaged()) from error
    except (ParseError, LookupError, RuntimeError) as error:  # also an encoding that is none, and zipfile's password
        raise Unreadable(_damaged()) from error


def _damaged() -> str:
    return _("The file is damaged, or is not an Excel workbook.")


def _too_large() -> str:
    return _("The workbook is too large to be a roadmap.")


class WorkbookReader:
    """An archive that is a workbook, and what has been read of it so far."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.bytes_left = UNPACKED_LIMIT
        self.elements_left = ELEMENT_LIMIT

    def hear(self, name: str, listener: "Listener") -> None:
        """Read a part in pieces, whatever the archive says of its size."""
        listener.workbook = self
        parser = XMLParser(target=listener)  # noqa: S314  the listener refuses declarations
        for piece in pieces(self.archive, self.archive.getinfo(name)):
            self.bytes_left -= len(piece)
            if self.bytes_left < 0:
                raise Unreadable(_too_large())
            parser.feed(piece)
        parser.close()

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: for each mark the kind of the other part, and its name."""
        path = PurePosixPath(part)
        relations = Relations(str(path.parent))
        self.hear(str(path.parent / "_rels" / f"{path.name}.rels"), relations)
        return relations.found

    def grids(self) -> Iterator[Grid]:
        main = next((name for kind, name in self.targets("").values() if kind == "officeDocument"), "")
        directory = Directory()
        self.hear(main, directory)
        self.epoch = CALENDAR_MAC_1904 if directory.since_1904 else CALENDAR_WINDOWS_1900
        self.others = self.targets(main)
        sheets = [
            (title, is_hidden, self.others[mark][1])
            for title, is_hidden, mark in directory.sheets
            if self.others.get(mark, ("", ""))[0] == "worksheet"
        ]
        if len(sheets) > SHEET_LIMIT:
            raise Unreadable(_("The workbook has more than %(limit)s sheets.") % {"limit": SHEET_LIMIT})
        for title, is_hidden, part in sorted(sheets, key=lambda sheet: sheet[1]):
            yield self.grid(title, part, is_hidden=is_hidden)

    def grid(self, title: str, part: str, *, is_hidden: bool) -> Grid:
        sheet = Sheet(title)
        sheet.grid.is_hidden = is_hidden
        try:
            self.hear(part, sheet)
        except Unreadable as error:
            sheet.grid.trouble = error.problem
        return sheet.grid

    @cached_property
    def strings(self) -> list[str]:
        return self._heard("sharedStrings", Strings()).found

    @cached_property
    def formats(self) -> list[str]:
        """The number formats by the number of a cell's style."""
        return self._heard("styles", Styles()).found

    def _heard(self, kind: str, listener: "Listener") -> "Listener":
        for name in [name for other, name in self.others.values() if other == kind][:1]:
            self.hear(name, listener)
        return listener


class Listener:
    """Hears one part. `opened` and `closed` get the local name of each element; text is kept while `text` is a list."""

    workbook: WorkbookReader

    def __init__(self) -> None:
        self.depth = 0
        self.text: list[str] | None = None
        self.length = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.workbook.elements_left -= 1
        if self.depth > DEEPEST or self.workbook.elements_left < 0:
            raise Unreadable(_too_large())
        self.opened(tag.rpartition("}")[2], attributes)

    def end(self, tag: str) -> None:
        self.depth -= 1
        self.closed(tag.rpartition("}")[2])

    def data(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)
            self.length += len(text)
            if self.length > CELL_TEXT_LIMIT:
                self.too_long()

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise Unreadable(
            _(
                "The workbook contains declarations that no spreadsheet program writes. "
                "Save it again in your spreadsheet program."
            )
        )

    def close(self) -> None:
        pass

    def too_long(self) -> None:
        raise Unreadable(_too_large())

    def opened(self, name: str, attributes: dict[str, str]) -> None: ...

    def closed(self, name: str) -> None: ...


class Relations(Listener):
    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = folder
        self.found: dict[str, tuple[str, str]] = {}

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes["Type"].rpartition("/")[2]
            target = normpath(f"/{self.folder}/{attributes['Target']}")
            if attributes["Target"].startswith("/"):
                target = normpath(attributes["Target"])
            self.found[attributes["Id"]] = (kind, target.lstrip("/"))


class Directory(Listener):
    """The workbook's list of sheets: title, whether hidden, mark of the part."""

    def __init__(self) -> None:
        super().__init__()
        self.since_1904 = False
        self.sheets: list[tuple[str, bool, str]] = []

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.since_1904 = attributes.get("date1904") in ("1", "true")
        elif name == "sheet":
            mark = next((value for key, value in attributes.items() if key.endswith("relationships}id")), "")
            self.sheets.append((attributes["name"], attributes.get("state", "visible") != "visible", mark))


class Styles(Listener):
    def __init__(self) -> None:
        super().__init__()
        self.own: dict[str, str] = {}
        self.found: list[str] = []
        self.inside = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt" and "numFmtId" in attributes:
            self.own[attributes["numFmtId"]] = attributes.get("formatCode", "General")
        elif name == "cellXfs":
            self.inside = True
        elif name == "xf" and self.inside:
            number = attributes.get("numFmtId", "0")
            self.found.append(self.own.get(number) or BUILTIN_FORMATS.get(int(number), "General"))

    def closed(self, name: str) -> None:
        if name == "cellXfs":
            self.inside = False


class Texts(Listener):
    """Hears texts of cells: runs of every style one after the other, without the reading aids of Japanese (rPh)."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.aside = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "rPh":
            self.aside = True
        elif name == "t" and not self.aside:
            self.text = self.pieces

    def closed(self, name: str) -> None:
        if name == "rPh":
            self.aside = False
        elif name == "t":
            self.text = None

    def taken(self) -> str:
        """The text heard since the last time."""
        text = "".join(self.pieces)
        self.pieces, self.text, self.length = [], None, 0
        return unescape(text) if "_x" in text else text


class Strings(Texts):
    """The texts that cells share; one that is too long for a cell ends the reading."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def closed(self, name: str) -> None:
        super().closed(name)
        if name == "si":
            self.found.append(self.taken())


class Sheet(Texts):
    """The cells of a sheet that show something. What stands outside its rows is not heard."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.grid = Grid(title)
        self.inside = False
        self.line = self.column = 0

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheetData":
            self.inside = True
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            if len(self.grid.hidden_columns) < COLUMN_LIMIT:
                self.grid.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
        elif name == "mergeCell" and len(self.grid.merged) < LINE_LIMIT:
            self._merge(attributes.get("ref", ""))
        elif not self.inside:
            return
        elif name == "row":
            self.line, self.column = int(attributes.get("r", self.line + 1)), 0
            if attributes.get("hidden") in ("1", "true"):
                self.grid.hidden_lines.append(self.line)
        elif name == "c":
            self._open_cell(attributes)
        elif name == "v":
            self.text, self.has_value = self.pieces, True
        elif name == "f":
            self.is_formula = True
        else:
            super().opened(name, attributes)

    def _merge(self, ref: str) -> None:
        try:
            left, top, _right, bottom = range_boundaries(ref)
        except (ValueError, TypeError):  # nothing that a spreadsheet program writes
            return
        if top and bottom and top < bottom <= LINE_LIMIT:
            self.grid.merged.append((left, top, bottom))

    def _open_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r", "").rstrip("0123456789")
        self.column = column_index_from_string(place) if place else self.column + 1
        self.kind = attributes.get("t", "n")
        self.style = int(attributes.get("s", "0"))
        self.has_value = self.is_formula = False
        self.taken()

    def closed(self, name: str) -> None:
        if not self.inside:
            return
        if name == "sheetData":
            self.inside = False
        elif name == "v":
            self.text = None
        elif name == "c":
            self._close_cell()
        else:
            super().closed(name)

    def _close_cell(self) -> None:
        text = self._shown(self.taken()).strip()
        without_result = self.is_formula and not self.has_value
        if text or without_result:
            check_place(self.line, self.column, self.grid.sheet)
            self._put(text)
        if without_result:
            self.grid.without_result.append((self.line, self.column))

    def _put(self, text: str) -> None:
        lines = self.grid.lines
        if not lines or lines[-1][0] != self.line:
            lines.append((self.line, []))
        cells = lines[-1][1]
        cells.extend([""] * (self.column - len(cells)))
        cells[self.column - 1] = text

    def _shown(self, text: str) -> str:
        if self.kind == "s" and text:
            return self.workbook.strings[int(text)]
        if self.kind == "b" and text:
            return "TRUE" if text.strip() in ("1", "true") else "FALSE"
        if self.kind == "d":
            return text[:10]
        if self.kind != "n" or not text:
            return text
        formats = self.workbook.formats
        number_format = formats[self.style] if self.style < len(formats) else "General"
        try:
            return shown(text, number_format, self.workbook.epoch)
        except (ValueError, ArithmeticError):  # no number, or one that is no date: as the file writes it
            return text

    def too_long(self) -> None:
        message = _("the text has more than %(limit)s characters") % {"limit": CELL_TEXT_LIMIT}
        raise Unreadable(message, self.line, self.column, self.grid.sheet)
