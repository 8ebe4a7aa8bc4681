"""Headings inside an answer that name a part of the roadmap below its first level."""

import re
from dataclasses import dataclass

from reports.importing.blocks import Unit
from reports.importing.frame import Item
from reports.importing.inlines import cut, is_throughout
from reports.importing.naming import LONGEST, ItemNames, NamedItems, key_of, priority_of
from richtext import build
from richtext.schema import is_code

_CODE = re.compile(
    r"\s*(?:(?P<word>[^\W\d_]{3,20})\s+(?:n\s?°\s?)?)?"
    r"(?P<code>\d{1,2}\.(?:\d{1,2}(?:\.[A-Za-z]{1,2}|\.\d{1,2})?|[A-Z]{1,2}))\s{0,2}(?P<sign>[.):–—-]*)(?=\s|$)",
    re.IGNORECASE,
)
"""What looks like a code, of a roadmap that numbers its parts; this one may not have it."""


@dataclass(frozen=True)
class Strand:
    """A recognised heading; `unit` is the heading made ready, `name` the code or title of what it names.

    Of a code that the roadmap does not have, `priority` is that of the codes beside it. Where something is in `doubt`,
    "alike" or "contradiction", `priority` is that of the code, if any, and `near` names what the file may mean.
    """

    unit: Unit
    priority: str
    name: str = ""
    is_known: bool = True
    is_titled: bool = True
    """Whether its title is that of the item."""
    is_believed: bool = False
    """Whether its code says enough, whatever the title."""
    doubt: str = ""
    near: tuple[str, ...] = ()


def as_strand(unit: Unit, names: ItemNames, inside: str = "") -> Strand | None:
    """The part of the roadmap that a leaf is the heading of; its code becomes a reference, every word stays.

    `inside` is the priority whose answer is open. An item of the first level gives a strand only where it is in doubt.
    """
    stands_out = unit.level > 0 or is_throughout(unit.content, "bold")
    named = names.of(unit.text, inside)
    if named is None or not (stands_out or (named.is_titled and named.end)):
        return _unknown(unit, names)
    item = named.items[0]
    if named.against and named.against.priority != item.priority:
        near = (item.name, named.against.name)
        return Strand(_heading(unit), item.priority, item.name, doubt="contradiction", near=near)
    if len(named.items) > 1:
        return Strand(_heading(unit), "", doubt="alike")
    if item.level == 1:
        return None
    made = _heading(unit, item) if named.against else _with_reference(unit, named, item)
    return Strand(made, item.priority, item.name, True, named.is_titled, named.is_believed)


def code_of(unit: Unit) -> str:
    """What looks like a code at a leaf's beginning, as in a heading; "" for none."""
    match = _CODE.match(unit.text) if len(unit.text) <= LONGEST else None
    return match["code"].upper() if match and unit.text[match.end() :].strip() else ""


def _unknown(unit: Unit, names: ItemNames) -> Strand | None:
    match = _CODE.match(unit.text) if unit.level and names.may_name(unit.text) else None
    if not match or not unit.text[match.end() :].strip() or key_of(match["code"]) in names.by_code:
        return None
    if match["word"] and not names.is_level(match["word"]):
        return None
    priority = priority_of(match["code"], names)
    return (
        Strand(_heading(unit), priority, match["code"].upper(), False, False, bool(match["word"])) if priority else None
    )


def _heading(unit: Unit, item: Item | None = None) -> Unit:
    """A heading of the third level, or below, stands below one of the second."""
    rank = 2 if item and item.level > 2 else 1
    return Unit(unit.place, content=unit.content, level=unit.level, rank=rank)


def _with_reference(unit: Unit, named: NamedItems, item: Item) -> Unit:
    """The heading with a reference where the code is written as the roadmap writes it."""
    made = _heading(unit, item)
    start = named.end - len(item.code)  # the code may have a word of its own in front: Eje I
    if (
        not named.end
        or unit.text[max(start, 0) : named.end].casefold() != item.code.casefold()
        or not is_code(item.code)
    ):
        return made
    before, rest = cut(unit.content, start)
    written, after = cut(rest, named.end - start)
    marks = [mark for mark in written[0].get("marks", []) if mark["type"] != "link"]
    made.content = [*before, build.objective(item.code, *marks), *after]
    return made
