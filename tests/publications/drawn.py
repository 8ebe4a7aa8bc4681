"""What a PDF draws: the glyphs in its embedded fonts, whatever its text layer says they are."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

Outline = tuple[tuple[str, tuple], ...]


@dataclass(frozen=True)
class Glyph:
    """A drawn glyph: its outline in units of its font, and the width it is given, in thousandths."""

    outline: Outline
    width: int


@dataclass
class Embedded:
    """A font in a PDF."""

    program: TTFont
    widths: dict[int, int]
    known: dict[int, Glyph] = field(default_factory=dict)

    def glyph(self, number: int) -> Glyph:
        if number not in self.known:
            order = self.program.getGlyphOrder()
            name = order[number] if number < len(order) else ".notdef"
            self.known[number] = Glyph(outline(self.program, name), self.widths.get(number, 1000))
        return self.known[number]


@cache
def glyph_set(font: TTFont):
    return font.getGlyphSet()


def outline(font: TTFont, glyph: str) -> Outline:
    glyphs = glyph_set(font)
    pen = DecomposingRecordingPen(glyphs)
    glyphs[glyph].draw(pen)
    return tuple((verb, tuple(points)) for verb, points in pen.value)


def glyphs_of(pdf: bytes) -> Iterator[list[Glyph]]:
    """The glyphs of every line of text, or piece of it in a style of its own, in the order in which they are drawn."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        fonts: dict[str, Embedded] = {}
        for page in opened.pages:
            for name, font in page.Resources.Font.items():
                if name not in fonts:
                    fonts[name] = embedded(font)
            yield from pieces(page, fonts)


def pieces(page: pikepdf.Page, fonts: dict[str, Embedded]) -> Iterator[list[Glyph]]:
    font, drawn = None, []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tm" | "ET":
                if drawn:
                    yield drawn
                drawn = []
            case "Tf":
                font = fonts[str(operands[0])]
            case "TJ":
                codes = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
                drawn += [font.glyph(int.from_bytes(codes[place : place + 2])) for place in range(0, len(codes), 2)]


def embedded(font: pikepdf.Object) -> Embedded:
    below = font.DescendantFonts[0]
    descriptor = below.FontDescriptor
    program = descriptor.get("/FontFile2") or descriptor.FontFile3
    widths: dict[int, int] = {}
    entries = list(below.W)
    for first, found in zip(entries[::2], entries[1::2], strict=True):
        widths |= {int(first) + place: int(width) for place, width in enumerate(found)}
    return Embedded(TTFont(BytesIO(program.read_bytes())), widths)


@cache
def face(path: Path) -> tuple[TTFont, dict[int, str]]:
    """A font file and its characters, each with the name of its glyph."""
    font = TTFont(path)
    return font, font.getBestCmap()


@cache
def glyph_in(path: Path, character: str) -> Glyph:
    """The glyph that a font file has for a character."""
    font, characters = face(path)
    name = characters[ord(character)]
    return Glyph(outline(font, name), round(font["hmtx"][name][0] * 1000 / font["head"].unitsPerEm))


@cache
def outlines_of(path: Path) -> frozenset[Outline]:
    """Every outline in a font file, for letters that it draws with several glyphs."""
    font = face(path)[0]
    return frozenset(outline(font, name) for name in font.getGlyphOrder())
