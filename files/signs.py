"""Letters that are pictures in a font of symbols, as the signs they show: a tick is no letter "þ"."""

WINGDINGS = {
    0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0xA8: "☐", 0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0x78: "☒",
    0xA1: "○", 0xA4: "◉", 0x6E: "■", 0x6C: "●", 0xA7: "▪", 0x9F: "•", 0x9E: "•", 0xD8: "➢", 0xE0: "→", 0xF0: "⇨",
    0x76: "❖", 0x4A: "☺", 0x22: "✂",
}  # fmt: skip
WINGDINGS_2 = {
    0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x56: "☒", 0x2A: "☐", 0x30: "☐", 0xA3: "☐",
    0x98: "•", 0x9F: "▪",
}  # fmt: skip
SYMBOL = {0xB7: "•", 0xA8: "♦", 0xD7: "⋅", 0xDE: "⇒", 0xAE: "→", 0x7F: " "}
WEBDINGS = {0x61: "✓", 0x72: "☒", 0x63: "☐"}
FONTS = {
    "wingdings": WINGDINGS,
    "wingdings 2": WINGDINGS_2,
    "wingdings2": WINGDINGS_2,
    "symbol": SYMBOL,
    "webdings": WEBDINGS,
}

_CP1252 = {character: code for code in range(0x80, 0xA0) if (character := bytes([code]).decode("cp1252", "ignore"))}


def signs_in(text: str, font: str) -> str:
    """The text as it looks in a font. Word also writes such letters into Unicode's private area, at F000."""
    table = FONTS.get(font.strip(" '\"").casefold())
    return text if table is None else "".join(table.get(_code(character), character) for character in text)


def is_of_signs(font: str) -> bool:
    return font.strip(" '\"").casefold() in FONTS


def _code(character: str) -> int:
    code = _CP1252.get(character, ord(character))
    return code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
