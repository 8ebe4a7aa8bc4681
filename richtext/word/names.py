"""What writer and reader agree on: names of styles, and where in quotations and lists a paragraph stands.

The name of a paragraph's style says it ("Answer list quote"), because names of styles live through Word and
LibreOffice; where a person or another program has put a style of its own, numbering and known names say it too.
"""

import re
from zlib import crc32

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"

ANSWER, HEAD = "Answer", "Answer head"
"""Families of styles: text, and text in the heading cells of a table."""

LIST, QUOTE, OTHER_QUOTE = "list", "quote", "quotation"
"""What a paragraph stands in. Of two quotations in a row the second is the other one, else they would be one."""

QUOTES = (QUOTE, OTHER_QUOTE)
MORE = "more"
"""A further paragraph of an item, without a bullet or number of its own."""

APART = "Answer apart"
"""An empty paragraph that keeps two tables apart, or an empty place of a table; no part of the text."""

OBJECTIVE = "Objective"
ANCHOR = "objective_"
"""Bookmarks of the objectives begin with this; a link to one is a reference."""

HEADINGS = {1: 3, 2: 4}
"""Headings of an answer are Word's headings 3 and 4: above them stand the part and the question."""

Path = tuple[str, ...]

_NAME = re.compile(r"answer( head)?((?: list| quote| quotation)*)( more)?", re.IGNORECASE)
_KNOWN_QUOTES = frozenset({"quote", "intense quote", "block text", "quotations", "citation", "citation intense"})


def style_name(path: Path, *, is_head: bool = False, is_more: bool = False) -> str:
    return " ".join([HEAD if is_head else ANSWER, *path, *([MORE] if is_more else [])])


def style_id(name: str) -> str:
    """The identifier of a style of ours; it says the same as its name."""
    return "".join(word.capitalize() for word in name.split())


def read_name(name: str) -> tuple[Path, bool]:
    """Where a style of this name puts a paragraph, and whether in a heading cell."""
    if match := _NAME.fullmatch(name):
        return tuple(match[2].lower().split()), bool(match[1])
    return ((QUOTE,) if name.lower() in _KNOWN_QUOTES else ()), False


def anchor_of(code: str) -> str:
    """A bookmark for what a code or a title names. Word takes letters, digits and _ alone, 40 of them."""
    plain = re.sub(r"\W", "_", code)
    return ANCHOR + (plain if len(plain) <= 30 else f"{plain[:21]}_{crc32(code.encode()):08x}")
