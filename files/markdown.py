"""Markdown as people write it: with lists that follow a line at once, "1)" in front of an item, and angle brackets.

Pandoc would make one line of such lists, and drop whatever stands in angle brackets as an unknown tag.
"""

import re
from html.parser import HTMLParser
from typing import Any

_ITEM = re.compile(r"( {0,3})(?:([-*+])|(\d{1,9})([.)]))(?=[ \t])")
_LETTER = re.compile(r" {0,3}(?:[a-zA-Z]\)|[•–])(?=[ \t])")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_LINE_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
TAGS = frozenset(
    "a abbr address article aside audio b base bdi bdo big blockquote body br button canvas caption center"
    " cite code col colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption"
    " figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li"
    " link main map mark menu meta meter nav noscript object ol optgroup option output p picture pre progress q"
    " rp rt ruby s samp script search section select small source span strike strong style sub summary sup svg"
    " table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr".split()
)
WITHOUT_VALUE = frozenset("checked disabled hidden multiple open readonly required reversed selected".split())


def with_lists(text: str) -> str:
    """The text with an empty line where a list begins right under a line, as other programs read it; "1)" as "1."."""
    lines: list[str] = []
    in_list, fence = False, ""
    for line in text.splitlines():
        before = lines[-1].strip() if lines else ""
        fenced = _FENCE.match(line)
        if fence:
            fence = "" if fenced and fenced[1].startswith(fence) else fence
        elif fenced:
            fence = fenced[1]
        elif item := _ITEM.match(line):
            # A number within a sentence may stand first in its line: only 1 begins a list there.
            begins = not before or in_list or item[3] in (None, "1")
            if begins and item[4] == ")":
                line = f"{item[1]}{item[3]}.{line[item.end() :]}"
            if begins and before and not in_list:
                lines.append("")
            in_list = in_list or begins
        elif before and _LETTER.match(line):
            lines.append("")
        elif not line.strip():
            in_list = False
        lines.append(line)
    return "\n".join(lines) + "\n"


def with_brackets(tree: Any) -> tuple[Any, bool]:
    """Pandoc's tree with what is no tag as text; and whether there is HTML in it, or a comment."""
    work = _Brackets()
    return work.of(tree), work.has_html


class _Brackets:
    def __init__(self) -> None:
        self.has_html = False

    def of(self, node: Any) -> Any:
        if isinstance(node, list):
            return [self.of(child) for child in node]
        if not isinstance(node, dict):
            return node
        if node.get("t") not in ("RawInline", "RawBlock"):
            return {key: self.of(child) for key, child in node.items()}
        written = node["c"][1].strip()
        if not _LINE_BREAK.fullmatch(written):
            if not is_html(written):
                text = {"t": "Str", "c": written}
                return text if node["t"] == "RawInline" else {"t": "Para", "c": [text]}
            self.has_html = True
        return node


def is_html(written: str) -> bool:
    """Whether something in angle brackets is a tag of HTML, a comment or a declaration, and not a person's words."""
    if written.startswith(("<!", "<?")):
        return True
    tags = _Tags()
    tags.feed(written)
    return bool(tags.found) and all(
        name in TAGS and all(value is not None or attribute in WITHOUT_VALUE for attribute, value in attributes)
        for name, attributes in tags.found
    )


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((tag, []))
