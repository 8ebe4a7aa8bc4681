"""French spacing, done on what is printed and never on what is stored.

A no-break space before a colon and inside numbers, a narrow one before ; ! ? and inside « ». Only spaces are changed or
added: the words stay as they are, and so do addresses (https://…?a=b;c).
"""

import re
from html import escape, unescape

from publications.letters import set_letters, set_links

NO_BREAK = "\u00a0"
NARROW = "\u202f"
SPACE = f"[ {NO_BREAK}{NARROW}]"
END = r"(?=$|[\s»”)\]])"

ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)\S+|\S+@\S+")
RULES = [
    (re.compile(rf"«{SPACE}*"), f"«{NARROW}"),
    (re.compile(rf"{SPACE}*»"), f"{NARROW}»"),
    (re.compile(rf"{SPACE}+([;!?])"), rf"{NARROW}\1"),
    (re.compile(rf"(?<=[\w»)\]”’])([;!?]+){END}"), rf"{NARROW}\1"),
    (re.compile(rf"{SPACE}+:"), f"{NO_BREAK}:"),
    (re.compile(rf"(?<=[\w»)\]”’]):{END}"), f"{NO_BREAK}:"),
    (re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)"), lambda match: match[0].replace(" ", NO_BREAK)),
    (re.compile(rf"(?<=\d){SPACE}(?=[%€$])|(?<=\b[nN]°){SPACE}(?=\d)"), NO_BREAK),
]

SIGN_AT_THE_START = re.compile(rf"(?:[;!?]+|:){END}")

THIN = "\u2009"
"""For print it is set as a narrow one: Source Serif has one glyph for both, which is copied as what came first."""
APART = re.compile(f"(?<=[^\\x00-\u0131\u0134-\u0165\u0168-\u017f\u2010-\u2027]){NARROW}(?:&\\w+;|[^\\s&])")
"""A narrow space after a letter that may be of a font without one: Pango would take the plain space of that font."""

PIECE = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+", re.DOTALL)
TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)")
LANG = re.compile(r'\slang="([^"]*)"')
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
VERBATIM = frozenset({"style", "script"})
INLINE = frozenset({"a", "abbr", "em", "span", "strong", "sub", "sup"})


def set_text(text: str, language: str, before: str = "") -> str:
    """A piece of text with the spacing of its language. `before` is the character in front of it, if any."""
    if language != "fr":
        return text
    pieces, last = [], 0
    for address in ADDRESS.finditer(text):
        pieces += [french(text[last : address.start()]), address[0]]
        last = address.end()
    pieces.append(french(text[last:]))
    return joined("".join(pieces), before)


def french(text: str) -> str:
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text


def joined(text: str, before: str) -> str:
    """The piece as it follows on another one: <em>what</em>? gets its space, « <em>this</em> » gets none twice."""
    if before == "«" or (before.isspace() and text.startswith(f"{NARROW}»")):
        return text.lstrip(f" {NO_BREAK}{NARROW}")
    if (sign := SIGN_AT_THE_START.match(text)) and (before.isalnum() or before in tuple("»)]”’")):
        return (NO_BREAK if sign[0] == ":" else NARROW) + text
    return text


def set_html(html: str, language: str, *, is_print: bool = False) -> str:
    """HTML with its text set, each part by its own `lang`; tags, attributes, styles and scripts stay as they are.

    For print, spaces that would else be copied as others, and letters that would else be drawn amiss, stand in elements
    of their own.
    """
    written: list[str] = []
    open_elements: list[tuple[str, str]] = []
    before = ""
    for piece in PIECE.findall(html):
        if not piece.startswith("<"):
            name, spoken = open_elements[-1] if open_elements else ("", language)
            if name not in VERBATIM:
                text = unescape(piece)
                piece = escape(set_text(text, spoken, before), quote=False)
                before = text[-1:]
                if is_print and name != "title":
                    piece = piece.replace(THIN, NARROW)
                    if "a" not in {name for name, _spoken in open_elements}:
                        piece = set_letters(APART.sub(r"<span>\g<0></span>", piece))
        elif tag := TAG.match(piece):
            name = tag[2].lower()
            if name not in INLINE or 'class="footnote' in piece:
                before = ""
            if tag[1]:
                close(open_elements, name)
            elif name not in VOID and not piece.endswith("/>"):
                spoken = LANG.search(piece)
                inherited = open_elements[-1][1] if open_elements else language
                open_elements.append((name, spoken[1] if spoken else inherited))
        written.append(piece)
    return set_links("".join(written)) if is_print else "".join(written)


def close(open_elements: list[tuple[str, str]], name: str) -> None:
    """Drop the innermost element of this name, with whatever stands open inside it."""
    for position in range(len(open_elements) - 1, -1, -1):
        if open_elements[position][0] == name:
            del open_elements[position:]
            return
