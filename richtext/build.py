"""Small constructors of documents, for importers, demonstration data and tests.

    doc(heading(1, "Results"), paragraph("See ", objective("1.2.C"), " and ", text("this", bold, link("https://…"))))

A plain string may stand for a text wherever inline content goes, and for a paragraph wherever blocks go in an item or a
cell. Nothing is checked: `schema.validate` does that.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from richtext.schema import MARKS

Node = dict[str, Any]
Mark = Mapping[str, Any]

bold: Mark = MappingProxyType({"type": "bold"})
italic: Mark = MappingProxyType({"type": "italic"})
superscript: Mark = MappingProxyType({"type": "superscript"})
subscript: Mark = MappingProxyType({"type": "subscript"})


def link(href: str) -> Mark:
    return {"type": "link", "attrs": {"href": href}}


def doc(*blocks: Node) -> Node:
    """A document; without blocks it has one empty paragraph, as the editor's empty document does."""
    return {"type": "doc", "content": list(blocks) or [paragraph()]}


def paragraph(*inline: Node | str) -> Node:
    return _node("paragraph", _inline(inline))


def heading(level: int, *inline: Node | str) -> Node:
    return _node("heading", _inline(inline), level=level)


def text(characters: str, *marks: Mark) -> Node:
    """A piece of text; the marks may come in any order."""
    return _marked({"type": "text", "text": characters}, marks)


def hard_break() -> Node:
    return {"type": "hardBreak"}


def objective(code: str, *marks: Mark) -> Node:
    """A reference to a priority, strand or objective of the roadmap."""
    return _marked({"type": "objective", "attrs": {"code": code}}, marks)


def footnote(*inline: Node | str) -> Node:
    return _node("footnote", _inline(inline))


def bullet_list(*items: Node | str) -> Node:
    return _node("bulletList", [_item(each) for each in items])


def ordered_list(*items: Node | str, start: int = 1) -> Node:
    return _node("orderedList", [_item(each) for each in items], start=start)


def item(*blocks: Node | str) -> Node:
    return _node("listItem", _blocks(blocks))


def blockquote(*blocks: Node | str) -> Node:
    return _node("blockquote", _blocks(blocks))


def table(rows: Iterable[Iterable[Node | str]], header: bool = True) -> Node:
    """A table out of rows of cells: strings, blocks, or what `cell` gives. `header`: the first row holds headings."""
    return _node(
        "table",
        [
            _node("tableRow", [_cell(each, header=header and number == 0) for each in row])
            for number, row in enumerate(rows)
        ],
    )


def cell(*blocks: Node | str, header: bool = False, colspan: int = 1, rowspan: int = 1) -> Node:
    kind = "tableHeader" if header else "tableCell"
    return _node(kind, _blocks(blocks) or [paragraph()], colspan=colspan, rowspan=rowspan)


def _cell(content: Node | str, *, header: bool) -> Node:
    if isinstance(content, dict) and content["type"] in ("tableHeader", "tableCell"):
        return content
    return cell(content, header=header)


def _item(content: Node | str) -> Node:
    if isinstance(content, dict) and content["type"] == "listItem":
        return content
    return item(content)


def _node(kind: str, content: list[Node], **attrs: int) -> Node:
    node: Node = {"type": kind}
    if attrs:
        node["attrs"] = attrs
    if content:
        node["content"] = content
    return node


def _marked(node: Node, marks: Iterable[Mark]) -> Node:
    ordered = sorted((dict(mark) for mark in marks), key=lambda mark: MARKS.index(mark["type"]))
    return {**node, "marks": ordered} if ordered else node


def _inline(inline: Iterable[Node | str]) -> list[Node]:
    return [text(each) if isinstance(each, str) else each for each in inline if each]


def _blocks(blocks: Iterable[Node | str]) -> list[Node]:
    return [paragraph(each) if isinstance(each, str) else each for each in blocks]
