"""What the styles of a Word file say of a run or paragraph: whether it is hidden, its font, its place in an outline."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from files.word.names import W, is_on, value, whole

_HEADING = re.compile(r"(?:heading|titre|überschrift) ?([1-9])|title|titre", re.IGNORECASE)
_PLACEHOLDER = frozenset({"placeholder text", "placeholdertext", "texte de l'espace réservé", "textedelespacerserv"})


@dataclass
class Styles:
    """The styles by their identifiers."""

    styles: dict[str, Element] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    """The identifier of the style for what names none, by type."""
    run: Element | None = None
    """What all text has."""
    known: dict[tuple[str, str, str], list[list[Element]]] = field(default_factory=dict)
    """What the styles of a run, its paragraph and table say, by their names."""

    def chain(self, identifier: str, kind: str) -> Iterator[Element]:
        """A style and those it is based on; the default one where none is named."""
        seen = set()
        identifier = identifier if identifier in self.styles else self.defaults.get(kind, "")
        while identifier in self.styles and identifier not in seen:
            seen.add(identifier)
            yield self.styles[identifier]
            identifier = value(self.styles[identifier], "basedOn")

    def name(self, identifier: str) -> str:
        return value(self.styles.get(identifier), "name") or identifier

    def _levels(self, run: Element | None, paragraph: Element | None, table: str) -> list[list[Element]]:
        """What each kind of style says of a run, from the innermost on, each from the nearest style on."""
        names = (value(run, "rStyle"), value(paragraph, "pStyle"), table)
        if names not in self.known:
            self.known[names] = [
                [rpr for style in self.chain(name, kind) if (rpr := style.find(f"{W}rPr")) is not None]
                for name, kind in zip(names, ("character", "paragraph", "table"), strict=True)
            ]
        return self.known[names]

    def is_hidden(self, run: Element | None, paragraph: Element | None, table: str = "", *, web: bool = True) -> bool:
        """Whether Word shows a run with these properties. `web`: what is hidden on web pages counts as hidden.

        w:vanish is a switch that styles turn: hidden by the style of the paragraph and by that of the run is shown.
        """
        levels = self._levels(run, paragraph, table)
        hidden = is_on(run, "vanish")
        if hidden is None:
            turned = [
                next((on for each in level if (on := is_on(each, "vanish")) is not None), False) for level in levels
            ]
            hidden = bool(is_on(self.run, "vanish")) or sum(turned) % 2 == 1
        others = ("specVanish", "webHidden") if web else ("specVanish",)
        return hidden or any(self._nearest(run, levels, tag) for tag in others)

    def hides_by_place(self, table: str) -> bool:
        """Whether a style of tables says of some cells, by their place, that they are hidden."""
        return any(each.find(f"{W}tblStylePr/{W}rPr/{W}vanish") is not None for each in self.chain(table, "table"))

    def at_place(self, table: str, places: tuple[str, ...]) -> str:
        """The name of a style of tables as it is for cells in such places, what counts most first."""
        name = f"{table} {' '.join(places)}"
        if name not in self.styles:
            made = Element(f"{W}style")
            made.append(Element(f"{W}basedOn", {f"{W}val": table}))
            said = [
                rpr
                for place in places
                for style in self.chain(table, "table")
                for each in style.findall(f"{W}tblStylePr")
                if each.get(f"{W}type") == place and (rpr := each.find(f"{W}rPr")) is not None
            ]
            made.extend([rpr for rpr in said if is_on(rpr, "vanish") is not None][:1])
            self.styles[name] = made
        return name

    def _nearest(self, run: Element | None, levels: list[list[Element]], tag: str) -> bool:
        said = (is_on(each, tag) for each in [run, *(one for level in levels for one in level), self.run])
        return next((on for on in said if on is not None), False)

    def is_placeholder(self, run: Element | None) -> bool:
        return self.name(value(run, "rStyle")).lower() in _PLACEHOLDER

    def font(self, run: Element | None, paragraph: Element | None) -> str:
        """The font of a run, as far as the file names it."""
        for each in [run, *(one for level in self._levels(run, paragraph, "") for one in level), self.run]:
            fonts = each.find(f"{W}rFonts") if each is not None else None
            if fonts is not None and (name := fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or fonts.get(f"{W}cs")):
                return name
        return ""

    def is_heading(self, properties: Element | None) -> bool:
        """Whether a paragraph is a heading, by its level in the outline or by the name of its style."""
        if (outline := value(properties, "outlineLvl")).isdecimal():
            return whole(outline) < 9
        for style in self.chain(value(properties, "pStyle"), "paragraph"):
            if _HEADING.fullmatch(value(style, "name")):
                return True
            if (outline := value(style.find(f"{W}pPr"), "outlineLvl")).isdecimal():
                return whole(outline) < 9
        return False

    def is_contents(self, properties: Element | None) -> bool:
        """Whether a paragraph is a line of a table of contents."""
        return self.name(value(properties, "pStyle")).lower().startswith(("toc ", "table of figures"))


def read_styles(tree: Element | None) -> Styles:
    """What word/styles.xml says; a file may have none."""
    found = Styles()
    if tree is None:
        return found
    for each in tree.iter(f"{W}style"):
        identifier = each.get(f"{W}styleId", "")
        found.styles[identifier] = each
        if each.get(f"{W}default", "0") not in ("0", "false", "off"):
            found.defaults[each.get(f"{W}type", "")] = identifier
    found.run = tree.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    return found
