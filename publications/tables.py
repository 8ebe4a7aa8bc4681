"""Tables in answers, set so that nothing of them leaves the page. Needs WeasyPrint, see `pdf`.

Each table is laid out by itself first. One that is too wide is set smaller, then on a page of its own that lies on its
side, at last with words broken anywhere. A row that no page holds may go on on the next one, below the heads again;
heads that no page holds are set as rows, since the print engine would leave them out.
"""

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from weasyprint import HTML, Document
from weasyprint.formatting_structure import boxes

STEPS = ("table", "table table-small", "table table-small table-wide", "table table-least table-wide")
"""Classes of print.css, from the table as it is to the least that can be read."""

TOLERANCE = 0.5
"""CSS pixels: sums of widths are not exact."""

TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
ROW = re.compile("<tr>")


def set_tables(html: str, lay_out: Callable[[str], tuple[HTML, Document]]) -> str:
    """The HTML of an answer, as richtext writes it, with its tables set to fit."""
    return TABLE.sub(lambda table: set_table(table[0], lay_out), html)


def set_table(table: str, lay_out: Callable[[str], tuple[HTML, Document]]) -> str:
    for classes in STEPS:
        dressed = f'<div class="{classes}">{table}</div>'
        source, laid_out = lay_out(dressed)
        if not any(leaves(laid_out)):
            break
    return mark_rows(dressed, list(source.etree_element.iter("tr")), laid_out)


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
