"""The styles of an OpenDocument text: what a style hides, which font of signs it sets, and its lists."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from files.odtnames import FO, LOEXT, STYLE, SVG, TEXT


@dataclass(frozen=True)
class Level:
    """One level of a list or of the outline. `number` is "" where it shows none; `bullet` the sign of a bullet."""

    number: str = ""
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    """How many levels its number shows."""
    pattern: str = ""
    """LibreOffice's own way to say it: "%1%.%2%." """
    start: int = 1
    bullet: str = ""
    font: str = ""


class Sheet:
    """All styles of a document, those of content.xml before those of styles.xml."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self.styles: dict[tuple[str, str], Element] = {}
        self.lists: dict[str, Element] = {}
        self.outline: Element | None = None
        self.fonts: dict[str, str] = {}
        for element in (each for root in roots for each in root.iter()):
            name = element.get(f"{STYLE}name", "")
            if element.tag == f"{STYLE}style":
                self.styles.setdefault((element.get(f"{STYLE}family", ""), name), element)
            elif element.tag == f"{STYLE}default-style":
                self.styles.setdefault((element.get(f"{STYLE}family", ""), ""), element)
            elif element.tag == f"{TEXT}list-style":
                self.lists.setdefault(name, element)
            elif element.tag == f"{TEXT}outline-style":
                self.outline = element
            elif element.tag == f"{STYLE}font-face":
                self.fonts.setdefault(name, element.get(f"{SVG}font-family", ""))

    def chain(self, family: str, name: str) -> Iterator[Element]:
        """A style and its parents, the default one as the last."""
        seen: set[str] = set()
        while name not in seen and (style := self.styles.get((family, name))) is not None:
            seen.add(name)
            yield style
            name = style.get(f"{STYLE}parent-style-name", "")

    def hides(self, family: str, name: str) -> bool | None:
        """Whether text of a style is hidden; None where the style does not say."""
        display = self._letters(family, name, f"{TEXT}display")
        return None if display is None else display == "none"

    def font(self, family: str, name: str) -> str:
        named = self._letters(family, name, f"{STYLE}font-name")
        if named is not None:
            return self.fonts.get(named, named)
        return self._letters(family, name, f"{FO}font-family") or ""

    def numbers_headings(self, name: str) -> bool:
        """Whether the outline numbers headings of a paragraph style: one that names an empty list is left out."""
        named = [style.get(f"{STYLE}list-style-name") for style in self.chain("paragraph", name)]
        return "" not in named[:1]

    def _letters(self, family: str, name: str, attribute: str) -> str | None:
        for style in self.chain(family, name):
            value = style.find(f"{STYLE}text-properties")
            if value is not None and attribute in value.attrib:
                return value.get(attribute)
        return None

    def levels(self, style: Element | None) -> dict[int, Level]:
        return {} if style is None else dict(self._level(each) for each in style if f"{TEXT}level" in each.attrib)

    def _level(self, element: Element) -> tuple[int, Level]:
        letters = element.find(f"{STYLE}text-properties")
        font = "" if letters is None else letters.get(f"{STYLE}font-name", letters.get(f"{FO}font-family", ""))
        return whole(element.get(f"{TEXT}level"), 1), Level(
            number=element.get(f"{STYLE}num-format", ""),
            prefix=element.get(f"{STYLE}num-prefix", ""),
            suffix=element.get(f"{STYLE}num-suffix", ""),
            shown=whole(element.get(f"{TEXT}display-levels"), 1),
            pattern=element.get(f"{LOEXT}num-list-format", ""),
            start=whole(element.get(f"{TEXT}start-value"), 1),
            bullet=element.get(f"{TEXT}bullet-char", ""),
            font=self.fonts.get(font, font),
        )


def whole(value: str | None, otherwise: int) -> int:
    """A number of at most six digits that stands in a file, or another one."""
    return int(value) if value and len(value) <= 6 and value.isascii() and value.isdecimal() else otherwise
