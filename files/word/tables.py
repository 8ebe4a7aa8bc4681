"""Tables of a Word file: alternative texts, rows that were deleted, cells that a style hides by their place."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from files.word.names import OFF, W, left_out, said, value
from files.word.styles import Styles

_SWITCHES = {
    "firstRow": 0x0020, "lastRow": 0x0040, "firstColumn": 0x0080, "lastColumn": 0x0100, "noHBand": 0x0200,
    "noVBand": 0x0400,
}  # fmt: skip

_CORNERS = {
    "nwCell": {"firstRow", "firstColumn"},
    "neCell": {"firstRow", "lastColumn"},
    "swCell": {"lastRow", "firstColumn"},
    "seCell": {"lastRow", "lastColumn"},
}


def alternative_texts(table: Element) -> list[Element]:
    """Those of a table, each once, left out; a caption would be taken for running text."""
    properties = table.find(f"{W}tblPr")
    told = dict.fromkeys(value(properties, tag).strip() for tag in ("tblCaption", "tblDescription"))
    for each in [] if properties is None else list(properties):
        if each.tag in (f"{W}tblCaption", f"{W}tblDescription"):
            properties.remove(each)
    return [left_out("alternative_text", text) for text in told if text]


def without_deleted_rows(table: Element) -> list[Element]:
    """Take out the rows that were deleted as tracked changes; gives what is left out."""
    out = []
    for row in table.findall(f"{W}tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            table.remove(row)
            words = " ".join(each.text or "" for each in row.iter(f"{W}delText"))
            out.append(left_out("deleted", f"{words} {said(row)}"))
    return out


def leave_in(table: Element, out: list[Element]) -> None:
    """Name what is left out of a table in its first paragraph."""
    first = next(table.iter(f"{W}p"), None)
    if out and first is not None:
        first[1 if len(first) and first[0].tag == f"{W}pPr" else 0 : 0] = out


def styles_by_place(table: Element, styles: Styles) -> dict[Element, str]:
    """The style of each cell for which the table's style says by its place whether it is hidden."""
    properties = table.find(f"{W}tblPr")
    name = value(properties, "tblStyle")
    if not styles.hides_by_place(name):
        return {}
    switches = _switched(properties)
    rows = [list(_inside(row, f"{W}tc")) for row in _inside(table, f"{W}tr")]
    return {
        cell: styles.at_place(name, tuple(_places(switches, index, len(rows), at, len(cells))))
        for index, cells in enumerate(rows)
        for at, cell in enumerate(cells)
    }


def _inside(around: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those in controls too, without those of tables inside."""
    for child in around:
        if child.tag == tag:
            yield child
        elif child.tag not in (f"{W}tbl", f"{W}tc", f"{W}p"):
            yield from _inside(child, tag)


def _switched(properties: Element | None) -> set[str]:
    """Which parts of the style a table takes."""
    look = properties.find(f"{W}tblLook") if properties is not None else None
    if look is None:
        return set()
    digits = look.get(f"{W}val", "")
    number = int(digits, 16) if 0 < len(digits) <= 4 and set(digits) <= set("0123456789abcdefABCDEF") else 0
    return {name for name, bit in _SWITCHES.items() if look.get(W + name, "1" if number & bit else "0") not in OFF}


def _places(switches: set[str], row: int, rows: int, column: int, columns: int) -> Iterator[str]:
    """What a style calls the place of a cell, from the name that counts most on."""
    edges = {
        "firstRow": row == 0,
        "lastRow": row == rows - 1,
        "firstColumn": column == 0,
        "lastColumn": column == columns - 1,
    }
    at = {edge for edge, is_there in edges.items() if is_there and edge in switches}
    yield from (name for name, sides in _CORNERS.items() if sides <= at)
    yield from (edge.replace("Column", "Col") for edge in edges if edge in at)
    if "noHBand" not in switches:
        yield f"band{(row - ('firstRow' in switches)) % 2 + 1}Horz"
    if "noVBand" not in switches:
        yield f"band{(column - ('firstColumn' in switches)) % 2 + 1}Vert"
    yield "wholeTable"
