"""What a rich text document may hold. `validate` is the only gate: what it lets through is safe to store and to print.

doc            block+
block          paragraph | heading {level: 1|2} | bulletList | orderedList {start} | blockquote | table
paragraph      inline*, as heading has
bulletList     listItem+, as orderedList has
listItem       paragraph (paragraph | bulletList | orderedList | blockquote)*
blockquote     (paragraph | bulletList | orderedList)+
table          tableRow+, each (tableHeader | tableCell)+ {colspan, rowspan}
tableCell      (paragraph | bulletList | orderedList)+, as tableHeader has
inline         text with marks | hardBreak | objective {code} with marks | footnote
               (an objective is any item of the roadmap; its code is the words by which the text names it: the item's
               code or, where it has none, its title)
footnote       (text | hardBreak | objective)*
marks          link {href}, bold, italic, superscript, subscript, in this order; the last two exclude each other

Every attribute is written, defaults too. An empty `content` and empty `marks` are left out.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

VERSION = 1

MAX_DEPTH = 12  # the document itself is at depth 0: five lists in each other, three in a table
MAX_CHARACTERS = 200_000
MAX_NODES = 20_000
MAX_HREF = 2_000
MAX_NAME = 1_100  # two titles of a roadmap, and brackets
MAX_SPAN = 100  # print lays out every place that a cell spans
MAX_START = 99_999

MARKS = ("link", "bold", "italic", "superscript", "subscript")
LISTS = frozenset({"bulletList", "orderedList"})
CELLS = frozenset({"tableHeader", "tableCell"})
BLOCKS = frozenset({"paragraph", "heading", "blockquote", "table"}) | LISTS
NOTE_INLINES = frozenset({"text", "hardBreak", "objective"})
INLINES = NOTE_INLINES | {"footnote"}
MARKED = frozenset({"text", "objective"})

# what each node may hold; text, hardBreak and objective hold nothing
CHILDREN: dict[str, frozenset[str]] = {
    "doc": BLOCKS,
    "paragraph": INLINES,
    "heading": INLINES,
    "bulletList": frozenset({"listItem"}),
    "orderedList": frozenset({"listItem"}),
    "listItem": LISTS | {"paragraph", "blockquote"},
    "blockquote": LISTS | {"paragraph"},
    "table": frozenset({"tableRow"}),
    "tableRow": CELLS,
    "tableHeader": LISTS | {"paragraph"},
    "tableCell": LISTS | {"paragraph"},
    "footnote": NOTE_INLINES,
}
MAY_BE_EMPTY = frozenset({"paragraph", "heading", "footnote"})
NODES = frozenset(CHILDREN) | INLINES
DEFAULTS: dict[str, dict[str, int]] = {
    "orderedList": {"start": 1},
    "tableHeader": {"colspan": 1, "rowspan": 1},
    "tableCell": {"colspan": 1, "rowspan": 1},
}

# A tab is kept: text pasted from a spreadsheet has them. The rest can be neither seen nor written into XML, and
# PostgreSQL refuses some of them. A lone surrogate cannot be written as UTF-8.
BAD_CHARACTER = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NAME = re.compile(r"[^\s<](?:[^\t<]*[^\s<])?")
_HREF = re.compile(r"(?:https?://[^\s/?#\\]|mailto:[^\s?])", re.IGNORECASE)


class Reason(StrEnum):
    """Why a document is refused."""

    MALFORMED = "malformed"
    UNKNOWN_NODE = "unknown_node"
    MISPLACED_NODE = "misplaced_node"
    UNKNOWN_KEY = "unknown_key"
    BAD_ATTRIBUTE = "bad_attribute"
    EMPTY = "empty"
    BAD_CHARACTER = "bad_character"
    UNKNOWN_MARK = "unknown_mark"
    BAD_MARKS = "bad_marks"
    BAD_LINK = "bad_link"
    TOO_DEEP = "too_deep"
    TOO_LONG = "too_long"
    TOO_MANY_NODES = "too_many_nodes"


MESSAGES = {
    Reason.MALFORMED: _("This is not a rich text document."),
    Reason.UNKNOWN_NODE: _("The text holds something that is not known here."),
    Reason.MISPLACED_NODE: _("A part of the text stands where it is not allowed."),
    Reason.UNKNOWN_KEY: _("A part of the text has a property that is not known here."),
    Reason.BAD_ATTRIBUTE: _("A property of a part of the text is missing or wrong."),
    Reason.EMPTY: _("A part of the text that needs content has none."),
    Reason.BAD_CHARACTER: _("The text holds a control character or a broken character."),
    Reason.UNKNOWN_MARK: _("The text has a kind of formatting that is not known here."),
    Reason.BAD_MARKS: _("The formatting of a piece of text contradicts itself or is not in order."),
    Reason.BAD_LINK: _(
        "The address of a link must begin with http://, https:// or mailto: and be at most 2,000 characters long."
    ),
    Reason.TOO_DEEP: _("Lists, quotations or tables stand too deep within each other."),
    Reason.TOO_LONG: _("The text is longer than 200,000 characters."),
    Reason.TOO_MANY_NODES: _("The text has more than 20,000 parts."),
}


class InvalidDocument(ValueError):
    """A document outside the schema. `path` as "content[3].content[0].marks[1]" ("" is the document itself)."""

    def __init__(self, path: str, reason: Reason) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    @property
    def message(self) -> str:
        """One sentence for the person who wrote the text, in their language."""
        return str(MESSAGES[self.reason])

    def __str__(self) -> str:
        return f"{self.path or 'document'}: {self.reason}"


def validate(doc: object) -> None:
    """Raise InvalidDocument for the first thing, in reading order, that the schema does not allow."""
    if not isinstance(doc, dict) or doc.get("type") != "doc":
        raise InvalidDocument("", Reason.MALFORMED)
    _Check().node(doc, "", 0)


def is_allowed_href(href: object) -> bool:
    """Whether a link may lead there: a web or mail address, with nothing in it that could hide another one."""
    return (
        isinstance(href, str)
        and len(href) <= MAX_HREF
        and _HREF.match(href) is not None
        and href == href.strip()
        and "\t" not in href
        and not BAD_CHARACTER.search(href)
    )


def is_code(code: object) -> bool:
    """Whether this could name an item of a roadmap, by its code or its title; whether it does, the roadmap knows."""
    return (
        isinstance(code, str)
        and len(code) <= MAX_NAME
        and _NAME.fullmatch(code) is not None
        and not BAD_CHARACTER.search(code)
    )


def _whole(lowest: int, highest: int) -> Callable[[object], bool]:
    # type(), not isinstance(): True is an int to Python and none to JSON
    return lambda value: type(value) is int and lowest <= value <= highest


_SPANS = {"colspan": _whole(1, MAX_SPAN), "rowspan": _whole(1, MAX_SPAN)}
ATTRIBUTES: dict[str, dict[str, Callable[[object], bool]]] = {
    "heading": {"level": _whole(1, 2)},
    "orderedList": {"start": _whole(1, MAX_START)},
    "tableHeader": _SPANS,
    "tableCell": _SPANS,
    "objective": {"code": is_code},
}


class _Check:
    """One pass over a document, with the running totals. It goes no deeper than MAX_DEPTH, whatever it is given."""

    def __init__(self) -> None:
        self.nodes = 0
        self.characters = 0

    def node(self, node: dict[str, Any], path: str, depth: int) -> None:
        kind = node["type"]
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise InvalidDocument(path, Reason.TOO_MANY_NODES)
        self.keys(node, kind, path)
        if kind in ATTRIBUTES:
            self.attributes(node["attrs"], ATTRIBUTES[kind], path)
        if kind == "text":
            self.text(node["text"], path)
        elif kind == "objective":
            self.count(node["attrs"]["code"], path)
        if "marks" in node:
            self.marks(node["marks"], path)
        if kind in CHILDREN:
            self.content(node, kind, path, depth)

    def keys(self, node: dict[str, Any], kind: str, path: str) -> None:
        needed = {"type"}
        if kind == "text":
            needed.add("text")
        if kind in ATTRIBUTES:
            needed.add("attrs")
        allowed = set(needed)
        if kind in CHILDREN:
            allowed.add("content")
        if kind in MARKED:
            allowed.add("marks")
        if not node.keys() <= allowed:
            raise InvalidDocument(path, Reason.UNKNOWN_KEY)
        if not needed <= node.keys():
            raise InvalidDocument(path, Reason.BAD_ATTRIBUTE if "attrs" in needed else Reason.MALFORMED)

    def attributes(self, attrs: object, rules: dict[str, Callable[[object], bool]], path: str) -> None:
        if not isinstance(attrs, dict):
            raise InvalidDocument(f"{path}.attrs", Reason.MALFORMED)
        if not attrs.keys() <= rules.keys():
            raise InvalidDocument(f"{path}.attrs", Reason.UNKNOWN_KEY)
        for name, is_right in rules.items():
            if name not in attrs or not is_right(attrs[name]):
                raise InvalidDocument(f"{path}.attrs.{name}", Reason.BAD_ATTRIBUTE)

    def text(self, text: object, path: str) -> None:
        if not isinstance(text, str):
            raise InvalidDocument(f"{path}.text", Reason.MALFORMED)
        if not text:
            raise InvalidDocument(f"{path}.text", Reason.EMPTY)
        self.count(text, path)
        if BAD_CHARACTER.search(text):
            raise InvalidDocument(f"{path}.text", Reason.BAD_CHARACTER)

    def count(self, text: str, path: str) -> None:
        self.characters += len(text)
        if self.characters > MAX_CHARACTERS:
            raise InvalidDocument(path, Reason.TOO_LONG)

    def marks(self, marks: object, path: str) -> None:
        if not isinstance(marks, list):
            raise InvalidDocument(f"{path}.marks", Reason.MALFORMED)
        if not marks:
            raise InvalidDocument(f"{path}.marks", Reason.EMPTY)
        before = -1
        for index, mark in enumerate(marks):
            place = f"{path}.marks[{index}]"
            if not isinstance(mark, dict):
                raise InvalidDocument(place, Reason.MALFORMED)
            kind = mark.get("type")
            if not isinstance(kind, str) or kind not in MARKS:
                raise InvalidDocument(place, Reason.UNKNOWN_MARK)
            if kind == "link":
                self.link(mark, place)
            elif mark.keys() != {"type"}:
                raise InvalidDocument(place, Reason.UNKNOWN_KEY)
            rank = MARKS.index(kind)
            if rank <= before or (kind == "subscript" and MARKS[before] == "superscript"):
                raise InvalidDocument(place, Reason.BAD_MARKS)
            before = rank

    def link(self, mark: dict[str, Any], path: str) -> None:
        if not mark.keys() <= {"type", "attrs"}:
            raise InvalidDocument(path, Reason.UNKNOWN_KEY)
        attrs = mark.get("attrs")
        if not isinstance(attrs, dict) or "href" not in attrs:
            raise InvalidDocument(f"{path}.attrs", Reason.BAD_ATTRIBUTE)
        if len(attrs) > 1:
            raise InvalidDocument(f"{path}.attrs", Reason.UNKNOWN_KEY)
        if not is_allowed_href(attrs["href"]):
            raise InvalidDocument(f"{path}.attrs.href", Reason.BAD_LINK)

    def content(self, node: dict[str, Any], kind: str, path: str, depth: int) -> None:
        if "content" not in node:
            if kind not in MAY_BE_EMPTY:
                raise InvalidDocument(path, Reason.EMPTY)
            return
        content = node["content"]
        prefix = f"{path}.content" if path else "content"
        if not isinstance(content, list):
            raise InvalidDocument(prefix, Reason.MALFORMED)
        if not content:
            raise InvalidDocument(prefix, Reason.EMPTY)
        if depth == MAX_DEPTH:
            raise InvalidDocument(f"{prefix}[0]", Reason.TOO_DEEP)
        allowed = CHILDREN[kind]
        for index, child in enumerate(content):
            place = f"{prefix}[{index}]"
            if not isinstance(child, dict):
                raise InvalidDocument(place, Reason.MALFORMED)
            child_kind = child.get("type")
            if not isinstance(child_kind, str) or child_kind not in NODES:
                raise InvalidDocument(place, Reason.UNKNOWN_NODE)
            if child_kind not in allowed or (kind == "listItem" and index == 0 and child_kind != "paragraph"):
                raise InvalidDocument(place, Reason.MISPLACED_NODE)
            self.node(child, place, depth + 1)
