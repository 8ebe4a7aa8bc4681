"""Signs of fonts in which letters are pictures: what people tick with, and what lists are marked with."""

WINGDINGS = {
    0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆",
    0x76: "❖", 0x78: "☒", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA2: "■", 0xA3: "☐", 0xA4: "☐",
}  # fmt: skip
WEBDINGS = {0x61: "✓", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✗", 0x3D: "•"}
SYMBOL = {0xB7: "•", 0xA8: "♦", 0xAE: "→", 0xD7: "⋅", 0x6F: "ο", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB0: "°", 0xB4: "×"}

FONTS = {
    "wingdings": WINGDINGS,
    "wingdings 2": WINGDINGS_2,
    "wingdings 3": {},
    "webdings": WEBDINGS,
    "symbol": SYMBOL,
}
TICKS = frozenset("☐☑☒✓✔✗✘□■❏❑❒◻◼⬜✅❌")
"""Signs that say something where they mark an item of a list."""


def is_of_signs(font: str) -> bool:
    """Whether letters in this font are pictures. Symbol has Greek letters and is left to the reader."""
    return font.lower() in FONTS and font.lower() != "symbol"


def sign(code: int, font: str) -> str:
    """The character that a font of signs shows, "" where that is not known. Word keeps some from U+F000 on."""
    known = FONTS.get(font.lower())
    if known is None:
        # Without a font of signs a private character is most often one of Wingdings.
        return WINGDINGS.get(code - 0xF000, "") if 0xF020 <= code <= 0xF0FF else ""
    return known.get(code - 0xF000 if 0xF000 <= code <= 0xF0FF else code, "")


def in_signs(text: str, font: str) -> str:
    """A text in a font of signs as what it shows; a sign that is not known as •."""
    return "".join(_in_signs(letter, font) for letter in text)


def _in_signs(letter: str, font: str) -> str:
    if letter.isspace() or not ("\x20" < letter <= "\xff" or "\uf000" <= letter <= "\uf0ff"):
        return letter  # not in the font: Word shows it in another
    return sign(ord(letter), font) or "•"
