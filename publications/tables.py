"""Tables in answers, set so that nothing of them leaves the page. Needs WeasyPrint, see `pdf`.

Each table is laid out by itself first. One that is too wide is set smaller, then on a page of its own that lies on its
side, at last in parts, one below the other, each with some of its columns. A row that no page holds may go on on the
next one, below the heads again; heads that no page holds are set as rows, since the print engine would leave them out.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

import pydyf
from weasyprint import HTML, Document
from weasyprint.formatting_structure import boxes

from publications.columns import parted, runs_that_fit

STEPS = ("table", "table table-small", "table table-small table-wide", "table table-least table-wide")
"""Classes of print.css, from the table as it is to the smallest that can be read."""

STEPS_OF_A_PART = (STEPS[-1], f"{STEPS[-1]} table-broken")

HOPELESS = 4
"""So many times the width of the page are more than smaller letters on a page on its side can make up for."""

TOLERANCE = 0.5
"""CSS pixels: sums of widths are not exact."""

TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
ROW = re.compile("<tr>")

LayOut = Callable[[str], tuple[HTML, Document]]


def set_tables(html: str, lay_out: LayOut, name_columns: Callable[[int, int, int], str]) -> str:
    """The HTML of an answer, as richtext writes it, with its tables set to fit. `name_columns` says which columns a
    part of a table has: the first and the last, and how many there are."""
    return TABLE.sub(lambda table: set_table(table[0], lay_out, name_columns), html)


def set_table(table: str, lay_out: LayOut, name_columns: Callable[[int, int, int], str]) -> str:
    fitted, laid_out = fit(table, STEPS[:1], lay_out)
    if any(leaves(laid_out)):
        widths, room = measured(laid_out)
        fitted, laid_out = fit(table, STEPS[1:] if sum(widths) < HOPELESS * room else STEPS[-1:], lay_out)
    if not any(leaves(laid_out)):
        return fitted
    widths, room = measured(laid_out)
    runs = runs_that_fit(widths, room)
    if len(runs) < 2:
        return fit(table, STEPS_OF_A_PART, lay_out)[0]
    names = [name_columns(run.start + 1 if number else 1, run.stop, len(widths)) for number, run in enumerate(runs)]
    return "".join(
        fit(f'<p class="columns">{name}</p>{part}', STEPS_OF_A_PART, lay_out)[0]
        for name, part in zip(names, parted(table, runs), strict=True)
    )


def fit(table: str, steps: tuple[str, ...], lay_out: LayOut) -> tuple[str, Document]:
    """The table in the first step in which it fits, or in the last one, and its pages."""
    for classes in steps:
        dressed = f'<div class="{classes}">{table}</div>'
        source, laid_out = lay_out(dressed)
        if not any(leaves(laid_out)):
            break
    return mark_rows(dressed, list(source.etree_element.iter("tr")), laid_out), laid_out


def measured(laid_out: Document) -> tuple[list[float], float]:
    """How wide the columns of a table are at least, and how much room there is, in CSS pixels."""
    page = laid_out.pages[-1]._page_box
    table = next(box for box in inside(page) if isinstance(box, boxes.TableBox))
    return table.column_widths, page.width


def leaves(laid_out: Document) -> Iterator[boxes.Box]:
    """What reaches over the sides of its page, or of its cell."""
    for page in laid_out.pages:
        yield from reaching_over(page._page_box)


def reaching_over(page: boxes.PageBox) -> Iterator[boxes.Box]:
    left, right = page.content_box_x(), page.content_box_x() + page.width
    for box in inside(page):
        if isinstance(box, (boxes.TableBox, boxes.TextBox)):
            start, end = box.position_x, box.position_x + box.border_width()
            if start < left - TOLERANCE or end > right + TOLERANCE:
                yield box


def inside(page: boxes.PageBox) -> Iterator[boxes.Box]:
    """The boxes of a page without those in its margins."""
    for child in page.children:
        if not isinstance(child, boxes.MarginBox):
            yield child
            yield from child.descendants()


def mark_rows(dressed: str, rows: list[Element], laid_out: Document) -> str:
    """The same with a class for rows that no page holds, and for heads that no page shows."""
    shown = [{id(box.element) for box in inside(page._page_box) if is_row(box)} for page in laid_out.pages]
    split = {number for number, row in enumerate(rows) if sum(id(row) in page for page in shown) > 1}
    heads = dressed.partition("</thead>")[0].count("<tr>") if "</thead>" in dressed else 0
    split -= set(range(heads))  # these are repeated
    is_lost = any(not any(id(row) in page for page in shown) for row in rows[:heads])
    if is_lost or (heads and "<tbody>" not in dressed):  # PDF/UA asks for a body where there is a head
        dressed = dressed.replace("thead>", "tbody>")
        split |= set(range(heads))
    numbers = iter(range(len(rows)))
    return ROW.sub(lambda tag: '<tr class="tall">' if next(numbers) in split else tag[0], dressed)


def is_row(box: boxes.Box) -> bool:
    return isinstance(box, boxes.TableRowBox) and box.element is not None


def name_heads(table: boxes.Box) -> None:
    """Write into the tags of a table which heads stand over and beside each of its cells.

    WeasyPrint 70 counts the cells of a row, which goes wrong beside a cell that reaches down into it.
    """
    cells = [
        (cell, range(cell.grid_x, cell.grid_x + cell.colspan), range(number, number + cell.rowspan))
        for number, row in enumerate(box for box in table.descendants() if is_row(box))
        for cell in row.children
    ]
    over, beside = defaultdict(list), defaultdict(list)
    for cell, columns, rows in cells:
        if cell.element_tag == "th":
            names, places = (beside, rows) if cell.element.get("scope", "").startswith("row") else (over, columns)
            for place in places:
                names[place].append(cell.mark["ID"])
    for cell, columns, rows in cells:
        if cell.element_tag == "td":
            found = [
                *(name for row in rows for name in beside[row]),
                *(name for each in columns for name in over[each]),
            ]
            cell.mark["A"]["Headers"] = pydyf.Array(found)
