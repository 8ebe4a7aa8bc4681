"""What the styles and numberings of a Word file say of a paragraph or a run, whichever program wrote it."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from richtext.word.names import W

OFF = frozenset({"0", "false", "off", "none"})
_HEADING = re.compile(r"heading ([1-9])|(title)")

DEEPEST_LIST = 8
"""The levels of lists in Word go from 0 to 8, whatever a file says."""


class Level(NamedTuple):
    """One level of a numbering."""

    is_ordered: bool
    start: int


@dataclass
class Style:
    name: str
    based_on: str
    properties: Element | None
    run: Element | None


@dataclass
class Styles:
    """The styles of a file by their identifiers, and its numberings by level."""

    styles: dict[str, Style] = field(default_factory=dict)
    levels: dict[tuple[str, int], Level] = field(default_factory=dict)

    def chain(self, identifier: str) -> list[Style]:
        """A style and those it is based on."""
        found: list[Style] = []
        while identifier in self.styles and self.styles[identifier] not in found:
            found.append(self.styles[identifier])
            identifier = found[-1].based_on
        return found

    def name(self, identifier: str) -> str:
        return self.styles[identifier].name if identifier in self.styles else identifier

    def heading(self, properties: Element | None) -> int:
        """The level of a heading, as Word counts them; 0 for what is none."""
        outline = value(properties, "outlineLvl")
        if _whole(outline, 9) < 9:
            return _whole(outline, 9) + 1
        for style in self.chain(value(properties, "pStyle")):
            if match := _HEADING.fullmatch(style.name.lower()):
                return int(match[1] or 1)
            outline = value(style.properties, "outlineLvl")
            if outline.isdecimal():
                return _whole(outline, 9) + 1 if _whole(outline, 9) < 9 else 0
        return 0

    def numbering(self, properties: Element | None) -> tuple[str, int] | None:
        """The numbering and level of an item; None for a paragraph that is none."""
        inherited = [style.properties for style in self.chain(value(properties, "pStyle"))]
        for each in [properties, *inherited]:
            found = each.find(f"{W}numPr") if each is not None else None
            if found is not None:
                number, level = value(found, "numId"), value(found, "ilvl")
                return None if number in ("", "0") else (number, min(_whole(level, 0), DEEPEST_LIST))
        return None

    def level(self, number: str, level: int) -> Level:
        return self.levels.get((number, level), Level(is_ordered=False, start=1))

    def has(self, properties: Element | None, tag: str) -> bool:
        """Whether a run is bold, say: by itself, else by its style."""
        for each in [properties, *(style.run for style in self.chain(value(properties, "rStyle")))]:
            found = each.find(f"{W}{tag}") if each is not None else None
            if found is not None:
                return found.get(f"{W}val", "1") not in OFF
        return False

    def raised(self, properties: Element | None) -> str:
        """superscript, subscript or nothing."""
        for each in [properties, *(style.run for style in self.chain(value(properties, "rStyle")))]:
            if each is not None and (found := value(each, "vertAlign")):
                return found
        return ""


def read_styles(styles: Element | None, numbering: Element | None) -> Styles:
    """What word/styles.xml and word/numbering.xml say; a file may have neither."""
    found = Styles()
    for each in [] if styles is None else styles.iter(f"{W}style"):
        found.styles[each.get(f"{W}styleId", "")] = Style(
            name=value(each, "name"),
            based_on=value(each, "basedOn"),
            properties=each.find(f"{W}pPr"),
            run=each.find(f"{W}rPr"),
        )
    if numbering is None:
        return found
    abstract = {each.get(f"{W}abstractNumId", ""): _levels(each) for each in numbering.iter(f"{W}abstractNum")}
    for each in numbering.iter(f"{W}num"):
        number = each.get(f"{W}numId", "")
        levels = dict(abstract.get(value(each, "abstractNumId"), {}))
        for override in each.iter(f"{W}lvlOverride"):
            levels |= _levels(override)
            level, start = _whole(override.get(f"{W}ilvl", ""), 0), value(override, "startOverride")
            if start.isdecimal():
                levels[level] = levels.get(level, Level(is_ordered=True, start=1))._replace(start=int(start))
        found.levels |= {(number, level): read for level, read in levels.items()}
    return found


def value(element: Element | None, tag: str) -> str:
    """The value of a child with this tag, "" where there is none."""
    found = element.find(f"{W}{tag}") if element is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def _levels(element: Element) -> dict[int, Level]:
    return {
        _whole(each.get(f"{W}ilvl", ""), 0): Level(
            is_ordered=value(each, "numFmt") not in ("bullet", "none", ""), start=_whole(value(each, "start"), 1)
        )
        for each in element.findall(f"{W}lvl")
    }


def _whole(text: str, default: int) -> int:
    return int(text[:9]) if text.isdecimal() else default
