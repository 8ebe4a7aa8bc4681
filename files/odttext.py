"""What the elements of an OpenDocument text say, and how to build new ones."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from files.odtnames import DRAW, FIELD, LOEXT, OFFICE, SVG, TABLE, TEXT

SPACES = frozenset(f"{TEXT}{name}" for name in ("s", "tab", "line-break"))
KEPT = frozenset(f"{TEXT}{name}" for name in ("bookmark", "bookmark-start", "bookmark-end", "reference-mark"))
"""Places that links of the document lead to."""
NOTHING = frozenset(
    [
        f"{TEXT}{name}"
        for name in ("tracked-changes", "change-start", "change-end", "soft-page-break", "script", "label")
    ]
    + [f"{OFFICE}{name}" for name in ("forms", "annotation-end", "event-listeners", "scripts")]
    + [f"{FIELD}fieldmark-end", f"{FIELD}param", f"{SVG}title", f"{SVG}desc", f"{TABLE}title", f"{TABLE}desc"]
    + [f"{LOEXT}list-item"]
)
OBJECTS = {
    f"{DRAW}object": "object",
    f"{DRAW}object-ole": "object",
    f"{DRAW}plugin": "object",
    f"{DRAW}applet": "object",
}


def paragraphs(made: Element) -> Iterator[str]:
    """The text of each paragraph, without that of notes in it. A table of contents only repeats the headings."""
    if made.tag in (f"{TEXT}p", f"{TEXT}h"):
        yield "".join(_own_text(made))
    if made.tag != f"{TEXT}table-of-content":
        for child in made:
            yield from paragraphs(child)


def _own_text(node: Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag in SPACES:
            yield " "
        elif child.tag not in (f"{TEXT}note", f"{TEXT}p", f"{TEXT}h") and not child.tag.startswith(DRAW):
            yield from _own_text(child)
        yield child.tail or ""


def under(target: Element, like: Element) -> Element:
    """A new element in another one, with the name and the attributes of a third."""
    made = Element(like.tag, like.attrib)
    target.append(made)
    return made


def append(target: Element, text: str) -> None:
    if len(target):
        target[-1].tail = (target[-1].tail or "") + text
    else:
        target.text = (target.text or "") + text


def words(element: Element) -> str:
    return " ".join("".join(_all_text(element)).split())


def _all_text(node: Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag in SPACES or child.tag in (f"{TEXT}p", f"{TEXT}h"):
            yield " "
        if child.tag not in NOTHING and child.tag not in (f"{OFFICE}annotation", f"{OFFICE}change-info"):
            yield from _all_text(child)
        yield child.tail or ""


def cells(table: Element) -> Iterator[Element]:
    """The cells of a table, without those of tables in them."""
    for child in table:
        if child.tag == f"{TABLE}table-cell":
            yield child
        elif child.tag != f"{TABLE}table":
            yield from cells(child)


def holder(frame: Element) -> Element:
    """Of a frame, which may hold the same thing in several ways, the first way that has text."""
    return next((each for each in frame if any(True for _p in each.iter(f"{TEXT}p"))), frame)


def is_picture(frame: Element) -> bool:
    return any(each.tag == f"{DRAW}image" for each in frame) and not any(
        each.tag == f"{DRAW}text-box" or each.tag in OBJECTS for each in frame
    )
