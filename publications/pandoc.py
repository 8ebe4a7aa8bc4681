"""Pandoc's own description of a document (its JSON): constructors, and rich text written in it."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from bilingual.languages import direction
from publications.document import Item
from publications.headings import without_gaps
from richtext.names import is_right_to_left
from richtext.reading import inlines

Node = dict[str, Any]
Block = dict[str, Any]
Inline = dict[str, Any]

API_VERSION = [1, 23, 1]
MARKS = {"bold": "Strong", "italic": "Emph", "superscript": "Superscript", "subscript": "Subscript"}


def text(characters: str) -> list[Inline]:
    return [{"t": "Str", "c": characters}] if characters else []


def attributes(identifier: str = "", language: str = "") -> list[Any]:
    spoken = [["lang", language], ["dir", direction(language)]] if language else []
    return [identifier, [], spoken]


def paragraph(*content: Inline) -> Block:
    return {"t": "Para", "c": list(content)}


def header(level: int, identifier: str, content: list[Inline]) -> Block:
    return {"t": "Header", "c": [level, attributes(identifier), content]}


def span(content: list[Inline], *, identifier: str = "", language: str = "") -> Inline:
    return {"t": "Span", "c": [attributes(identifier, language), content]}


def code_of(code: str) -> list[Inline]:
    """A code of the roadmap: what stands around it does not change the way it is read."""
    return [{"t": "Span", "c": [["", [], [["dir", "rtl" if is_right_to_left(code) else "ltr"]]], text(code)]}]


def emphasised(kind: str, content: list[Inline]) -> Inline:
    return {"t": kind, "c": content}


def link(target: str, content: list[Inline]) -> Inline:
    return {"t": "Link", "c": [attributes(), content, [target, ""]]}


def plain(*content: Inline) -> Block:
    """A paragraph without space around it, for a cell."""
    return {"t": "Plain", "c": list(content)}


def table(rows: list[list[tuple[int, int, list[Block]]]], heads: int, widths: Sequence[float] = ()) -> Block:
    """Cells are (rows spanned, columns spanned, blocks). `widths` are those of the columns, in parts of the line; a
    table without them is as wide as what stands in it.
    """

    def made(row):
        cells = [[attributes(), {"t": "AlignDefault"}, down, across, blocks] for down, across, blocks in row]
        return [attributes(), cells]

    columns = max((sum(across for _down, across, _blocks in row) for row in rows), default=1)
    sizes = [{"t": "ColWidth", "c": width} for width in widths] or [{"t": "ColWidthDefault"}] * columns
    return {
        "t": "Table",
        "c": [
            attributes(),
            [None, []],
            [[{"t": "AlignDefault"}, size] for size in sizes],
            [attributes(), [made(row) for row in rows[:heads]]],
            [[attributes(), 0, [], [made(row) for row in rows[heads:]]]],
            [attributes(), []],
        ],
    }


class RichText:
    """Writes one rich text document. `level` is that of its headings of level 1."""

    def __init__(self, items: Mapping[str, Item], anchor: str, level: int) -> None:
        self.items = items
        self.anchor = anchor
        self.level = level
        self.headings = count(1)

    def document(self, doc: Node) -> list[Block]:
        return self.blocks(without_gaps(doc)["content"])

    def blocks(self, nodes: list[Node]) -> list[Block]:
        return [block for node in nodes if (block := self.block(node))]

    def block(self, node: Node) -> Block | None:
        match node["type"]:
            case "paragraph":
                content = self.inline(inlines(node))
                return paragraph(*content) if content else None
            case "heading":
                content = self.inline(inlines(node))
                identifier = f"{self.anchor}-heading-{next(self.headings)}" if content else ""
                return header(self.level + node["attrs"]["level"] - 1, identifier, content) if content else None
            case "bulletList":
                return {"t": "BulletList", "c": [self.blocks(item["content"]) for item in node["content"]]}
            case "orderedList":
                style = [node["attrs"]["start"], {"t": "Decimal"}, {"t": "Period"}]
                return {"t": "OrderedList", "c": [style, [self.blocks(item["content"]) for item in node["content"]]]}
            case "blockquote":
                return {"t": "BlockQuote", "c": self.blocks(node["content"])}
            case _:
                return self.table(node)

    def table(self, node: Node) -> Block:
        rows = node["content"]
        heads = 0
        while heads < len(rows) and all(cell["type"] == "tableHeader" for cell in rows[heads]["content"]):
            heads += 1
        return table(
            [
                [
                    (cell["attrs"]["rowspan"], cell["attrs"]["colspan"], self.blocks(cell["content"]))
                    for cell in row["content"]
                ]
                for row in rows
            ],
            heads,
        )

    def inline(self, nodes: list[Node]) -> list[Inline]:
        return [inline for node in nodes for inline in self.piece(node)]

    def piece(self, node: Node) -> list[Inline]:
        match node["type"]:
            case "text":
                return self.marked(node, text(node["text"]))
            case "objective":
                code = node["attrs"]["code"]
                item = self.items.get(code)
                return self.marked(node, code_of(code), f"#item-{item.anchor}" if item else "")
            case "hardBreak":
                return [{"t": "LineBreak"}]
            case _:
                return [{"t": "Note", "c": [paragraph(*self.inline(inlines(node)))]}]

    def marked(self, node: Node, content: list[Inline], target: str = "") -> list[Inline]:
        """The content with its marks around it; a link that the writer made goes before that of a reference."""
        for mark in reversed(node.get("marks", [])):
            if mark["type"] == "link":
                target = mark["attrs"]["href"]
            else:
                content = [emphasised(MARKS[mark["type"]], content)]
        return [link(target, content)] if target else content
