"""Into the stored form: plain text to a document, and a document as written to the one normal form of it.

`normalise` changes how a document is written, never what it says: no character is lost or altered. What it cannot make
sense of it leaves alone, for `schema.validate` to refuse, so anything at all may be given to it.
"""

import re
from typing import Any

from richtext import build
from richtext.schema import BAD_CHARACTER, CHILDREN, DEFAULTS, MARKED, MARKS, MAX_DEPTH, MAY_BE_EMPTY

Node = dict[str, Any]

_BLANK_LINE = re.compile(r"\n(?:[^\S\n]*\n)+")
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\u2028\u2029]")
_INLINE_PARENTS = frozenset({"paragraph", "heading", "footnote"})


def from_text(text: str) -> Node:
    """A document out of plain text: a blank line parts paragraphs, a single line end becomes a line break."""
    paragraphs = _BLANK_LINE.split(_LINE_ENDS.sub("\n", text).strip())
    return build.doc(*(_paragraph(each.split("\n")) for each in paragraphs))


def printable(text: str) -> str:
    r"""The text as one line without the characters that a document refuses.

    Line ends become spaces, characters of the old Windows code page what they were meant to be (\x92 is ’), broken
    halves of a surrogate pair U+FFFD; the other control characters go. For a whole document:
    `reading.map_text(doc, printable)`.
    """
    return BAD_CHARACTER.sub(_printable, text)


def normalise(doc: Any) -> Any:
    """The normal form: marks in order, adjacent texts with equal marks joined, defaults written, empty things left out.

    An empty paragraph is kept, as the editor does. Lists, tables and quotations without content go, an item or cell
    without any gets an empty paragraph. Attributes that are null go: editors write what is not set that way. Marks of a
    line break or a footnote go: they show nothing.
    """
    return _normal(doc, 0)


def _paragraph(lines: list[str]) -> Node:
    content: list[Node] = []
    for number, line in enumerate(lines):
        if number:
            content.append(build.hard_break())
        if characters := printable(line.strip()):
            content.append(build.text(characters))
    return build.paragraph(*content)


def _printable(match: re.Match[str]) -> str:
    character = match[0]
    if character in "\n\r\v\f":
        return " "
    if "\ud800" <= character <= "\udfff":
        return "\N{REPLACEMENT CHARACTER}"
    if "\x80" <= character <= "\x9f":
        return bytes([ord(character)]).decode("cp1252", errors="ignore")
    return ""


def _normal(node: Any, depth: int) -> Any:
    if not isinstance(node, dict) or not isinstance(node.get("type"), str) or depth > MAX_DEPTH:
        return node
    kind = node["type"]
    result = {key: value for key, value in node.items() if key not in ("attrs", "marks", "content")}
    if attrs := _attrs(node.get("attrs", {}), kind):
        result["attrs"] = attrs
    if marks := _marks(node.get("marks", []), kind):
        result["marks"] = marks
    if content := _content(node.get("content", []), kind, depth):
        result["content"] = content
    return result


def _attrs(attrs: Any, kind: str) -> Any:
    if attrs is not None and not isinstance(attrs, dict):
        return attrs
    written = {name: value for name, value in (attrs or {}).items() if value is not None}
    return {**DEFAULTS.get(kind, {}), **written}


def _marks(marks: Any, kind: str) -> Any:
    if not isinstance(marks, list) or not all(_is_mark(mark) for mark in marks):
        return marks
    if kind not in MARKED:
        return [] if kind in ("hardBreak", "footnote") else marks
    by_type: dict[str, Any] = {}
    for mark in marks:
        by_type.setdefault(mark["type"], _mark(mark))
    if "superscript" in by_type:
        by_type.pop("subscript", None)
    return [by_type[name] for name in MARKS if name in by_type]


def _is_mark(mark: Any) -> bool:
    return isinstance(mark, dict) and isinstance(mark.get("type"), str) and mark["type"] in MARKS


def _mark(mark: Node) -> Node:
    """A mark without attributes that are null; the editor's link has several."""
    rest = {key: value for key, value in mark.items() if key != "attrs"}
    attrs = _attrs(mark.get("attrs"), "")
    return {**rest, "attrs": attrs} if attrs else rest


def _content(content: Any, kind: str, depth: int) -> Any:
    if not isinstance(content, list):
        return content
    children = [_normal(child, depth + 1) for child in content]
    if kind in _INLINE_PARENTS:
        return joined(children)
    children = [child for child in children if not _is_hollow(child)]
    if kind == "listItem" and _type(children[:1]) != "paragraph":
        return [build.paragraph(), *children]
    if not children and kind in ("doc", "tableHeader", "tableCell"):
        return [build.paragraph()]
    return children


def _is_hollow(node: Any) -> bool:
    """Whether a node that needs content has none left; an item or cell never is, it has got a paragraph."""
    kind = _type([node])
    return kind in CHILDREN and kind not in MAY_BE_EMPTY and "content" not in node


def _type(nodes: list[Any]) -> str:
    kind = nodes[0].get("type") if nodes and isinstance(nodes[0], dict) else None
    return kind if isinstance(kind, str) else ""


def joined(content: list[Any]) -> list[Any]:
    """Inline content with adjacent texts of equal marks made one, and empty texts left out."""
    result: list[Any] = []
    pieces: list[str] = []
    before: tuple[str, ...] | None = None
    for node in content:
        formatting = _formatting(node)
        if formatting is None:
            _close(result, pieces)
            result.append(node)
        elif node["text"]:
            if formatting == before:
                pieces.append(node["text"])
            else:
                _close(result, pieces)
                pieces = [node["text"]]
                result.append(node)
        else:
            continue
        before = formatting
    _close(result, pieces)
    return result


def _close(result: list[Any], pieces: list[str]) -> None:
    """Write the collected pieces into the last text; one join, so that thousands of pieces do not copy each other."""
    if len(pieces) > 1:
        result[-1] = {**result[-1], "text": "".join(pieces)}
    pieces.clear()


def _formatting(node: Any) -> tuple[str, ...] | None:
    """What two texts must share to be joined; None for what is no text, or none that can be understood."""
    if _type([node]) != "text" or not isinstance(node.get("text"), str) or not node.keys() <= {"type", "text", "marks"}:
        return None
    marks = node.get("marks", [])
    if not isinstance(marks, list) or not all(_is_mark(mark) for mark in marks):
        return None
    described = []
    for mark in marks:
        attrs = mark.get("attrs", {})
        if not isinstance(attrs, dict) or not all(isinstance(value, str) for value in attrs.values()):
            return None
        described += [mark["type"], *(f"{name}={attrs[name]}" for name in sorted(attrs))]
    return tuple(described)
