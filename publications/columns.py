"""A table of an answer, as richtext writes its HTML, parted by its columns. The first column stands in every part."""

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from io import StringIO
from itertools import count
from xml.etree.ElementTree import Element, SubElement, tostring

import tinyhtml5


def runs_that_fit(widths: list[float], room: float) -> list[range]:
    """The columns after the first in runs that fit beside it, in any unit of length; one column at least."""
    runs: list[range] = []
    used = room
    for column, width in enumerate(widths[1:], start=1):
        used += width
        if used > room - widths[0]:
            runs.append(range(column, column))
            used = width
        runs[-1] = range(runs[-1].start, column + 1)
    return runs


def parted(html: str, runs: list[range]) -> Iterator[str]:
    """The table once for each run of columns. A cell that reaches into several parts stands in each, as the first
    column does; its notes and ids stand in the first of them alone."""
    [table] = tinyhtml5.parse(StringIO(html), namespace_html_elements=False).iter("table")
    for number, run in enumerate(runs):
        part = Element("table")
        for section in table:
            body = SubElement(part, section.tag)
            for row, cells in placed(section):
                line = SubElement(body, "tr", row.attrib)
                for cell, columns in cells:
                    if width := sum(column == 0 or column in run for column in columns):
                        line.append(copied(cell, width, is_repeated=number > 0 and columns.start < run.start))
        yield tostring(part, encoding="unicode", method="html")


def placed(section: Element) -> Iterator[tuple[Element, list[tuple[Element, range]]]]:
    """The rows of a head or body, each with its cells and the columns that they take."""
    taken: Counter[int] = Counter()  # for how many rows more
    for row in section:
        cells = []
        for cell in row:
            start = next(column for column in count() if not taken[column])
            columns = range(start, start + int(cell.get("colspan", 1)))
            taken.update(dict.fromkeys(columns, int(cell.get("rowspan", 1))))
            cells.append((cell, columns))
        yield row, cells
        taken = Counter({column: rows - 1 for column, rows in taken.items() if rows > 1})


def copied(cell: Element, colspan: int, *, is_repeated: bool) -> Element:
    cell = deepcopy(cell)
    cell.attrib.pop("colspan", None)
    if colspan > 1:
        cell.set("colspan", str(colspan))
    for element in cell.iter() if is_repeated else ():
        element.attrib.pop("id", None)
        if element.get("class") == "footnote":
            element[:], element.text, element.attrib = [], "", {}
    return cell
