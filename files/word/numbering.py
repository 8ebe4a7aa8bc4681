"""Numbers that Word makes: what stands in front of a paragraph of a list or an outline, counted as Word counts."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from files.numerals import lettered, roman
from files.word.names import OFF, W, is_on, made, value, whole
from files.word.signs import TICKS, in_signs, is_of_signs, sign
from files.word.styles import Styles

DEEPEST = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class Level:
    """One level of a numbering."""

    form: str
    text: str
    start: int
    restart: int | None
    is_legal: bool
    between: str
    style: str
    font: str
    is_hidden: bool | None
    """As the level says; None where it does not."""


@dataclass
class Numbering:
    """One numbering of a file. `shared` is that of the levels, which others may count on together with it."""

    shared: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)
    """Where this one begins anew, by level."""
    element: Element | None = None
    """The w:num."""


@dataclass(frozen=True)
class Label:
    """What stands in front of a paragraph. `is_written`: it says more than a list does, and has to become text."""

    text: str
    is_written: bool
    is_hidden: bool | None
    """As its level says; None where it is as hidden as the mark of its paragraph."""


class Numbers:
    """Counts through one file, paragraph by paragraph in reading order."""

    def __init__(self, tree: Element | None, styles: Styles) -> None:
        self.styles = styles
        self.numberings = _numberings(tree, styles)
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()
        self.outlines: set[str] = set()
        """Numberings that have numbers of several parts somewhere in the file, as 1.2 has."""

    def look_over(self, tree: Element) -> None:
        """See which numberings are outlines; before the paragraphs of a part are counted."""
        for paragraph in tree.iter(f"{W}p"):
            if (found := self._place(paragraph.find(f"{W}pPr"))) is not None:
                numbering = self.numberings[found[0]]
                if len(set(_PLACE.findall(numbering.levels[found[1]].text))) > 1:
                    self.outlines.add(numbering.shared)

    def of(self, properties: Element | None, *, is_heading: bool) -> Label | None:
        """Count a paragraph; gives its label, None where it has none."""
        found = self._place(properties)
        if found is None:
            return None
        number, at = found
        numbering = self.numberings[number]
        counts = self._count(number, numbering, at)
        level = numbering.levels[at]
        if level.form == "bullet":
            shown = in_signs(level.text, level.font) if is_of_signs(level.font) else level.text
            shown = "".join(sign(ord(letter), level.font) or letter for letter in shown).strip()
            return Label(f"{shown} ", True, level.is_hidden) if shown and set(shown) <= TICKS else None
        text = _PLACE.sub(lambda place: self._said(numbering, counts, int(place[1]) - 1, level), level.text)
        if not text.strip():
            return None
        own, around = {int(place) - 1 for place in _PLACE.findall(level.text)}, _PLACE.sub("", level.text)
        says_more = own != {at} or any(letter.isalnum() for letter in around)
        is_written = is_heading or says_more or (numbering.shared in self.outlines and level.form != "none")
        return Label(text + level.between, is_written, level.is_hidden)

    def _place(self, properties: Element | None) -> tuple[str, int] | None:
        """The numbering and level of a paragraph: its own, else that of its style."""
        style = value(properties, "pStyle")
        chain = [(value(each, "styleId") or each.get(f"{W}styleId", ""), each.find(f"{W}pPr"))
                 for each in self.styles.chain(style, "paragraph")]  # fmt: skip
        number, at, by = "", "", ""
        for name, each in [("", properties), *chain]:
            found = each.find(f"{W}numPr") if each is not None else None
            if found is None:
                continue
            number = number or value(found, "numId")
            at = at or value(found, "ilvl")
            by = by or name
            if number:
                break
        if number not in self.numberings:
            return None
        levels = self.numberings[number].levels
        linked = next((level for level, one in levels.items() if one.style and one.style == by), None) if by else None
        level = whole(at) if at or linked is None else linked
        return (number, level) if level in levels else None

    def _count(self, number: str, numbering: Numbering, at: int) -> dict[int, int]:
        counts = self.counts.setdefault(numbering.shared, {})
        if at in numbering.starts and (number, at) not in self.begun:
            counts[at] = numbering.starts[at] - 1
        counts[at] = counts.get(at, numbering.levels[at].start - 1) + 1
        if (number, at) not in self.begun and at not in numbering.starts and counts[at] != numbering.levels[at].start:
            # It goes on with another one that has the same levels: readers that count each by itself are told so.
            override = made("lvlOverride", made("startOverride", val=str(counts[at])), ilvl=str(at))
            numbering.element.append(override)
        self.begun.add((number, at))
        for deeper in [level for level in counts if level > at]:
            restart = numbering.levels[deeper].restart if deeper in numbering.levels else None
            if restart is None or at + 1 <= restart:
                del counts[deeper]
        return counts

    def _said(self, numbering: Numbering, counts: dict[int, int], at: int, of: Level) -> str:
        level = numbering.levels.get(at)
        if level is None:
            return ""
        return shown(counts.get(at, level.start), "decimal" if of.is_legal else level.form)


def shown(number: int, form: str) -> str:
    """A number in one of Word's forms; those that are no figures, letters or Roman figures as figures."""
    match form:
        case "lowerLetter" | "upperLetter":
            text = lettered(number)
        case "lowerRoman" | "upperRoman":
            text = roman(number)
        case "decimalZero":
            text = f"{number:02}"
        case "none" | "bullet":
            text = ""
        case _:
            text = str(number)
    return text.upper() if form.startswith("upper") else text


def _numberings(tree: Element | None, styles: Styles) -> dict[str, Numbering]:
    if tree is None:
        return {}
    abstract = {each.get(f"{W}abstractNumId", ""): each for each in tree.iter(f"{W}abstractNum")}
    by_style = {value(each, "styleLink"): name for name, each in abstract.items() if value(each, "styleLink")}
    found = {}
    for each in tree.iter(f"{W}num"):
        name = value(each, "abstractNumId")
        if linked := value(abstract.get(name), "numStyleLink"):
            name = by_style.get(linked, name)
        if name not in abstract:
            continue
        numbering = Numbering(name, _levels(abstract[name], styles), element=each)
        for override in each.iter(f"{W}lvlOverride"):
            numbering.levels |= _levels(override, styles)
            if start := value(override, "startOverride"):
                numbering.starts[whole(override.get(f"{W}ilvl", ""))] = whole(start, 1)
        found[each.get(f"{W}numId", "")] = numbering
    return found


def _levels(element: Element, styles: Styles) -> dict[int, Level]:
    found = {}
    for each in element.findall(f"{W}lvl"):
        at = whole(each.get(f"{W}ilvl", ""))
        legal = each.find(f"{W}isLgl")
        if at >= DEEPEST:
            continue
        found[at] = Level(
            form=value(each, "numFmt") or "decimal",
            text=value(each, "lvlText"),
            start=whole(value(each, "start"), 1 if each.find(f"{W}start") is not None else 0),
            restart=whole(value(each, "lvlRestart")) if each.find(f"{W}lvlRestart") is not None else None,
            is_legal=legal is not None and legal.get(f"{W}val", "1") not in OFF,
            between="" if value(each, "suff") == "nothing" else " ",
            style=value(each, "pStyle"),
            font=styles.font(each.find(f"{W}rPr"), None),
            is_hidden=is_on(each.find(f"{W}rPr"), "vanish"),
        )
    return found
