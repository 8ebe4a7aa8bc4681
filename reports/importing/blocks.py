"""Pandoc's tree becomes a flat list of units, the smallest pieces that a form's wording or an answer can be.

A unit is a paragraph, a heading, the first paragraph of a list item, or something that belongs together (an item of
several paragraphs, a table, a quotation). What belongs together also knows its parts: where a form is laid out as a
table or a list, it is taken apart and its parts stand in its place. Both ways hold the same words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, groupby
from typing import Any

from reports.importing.inlines import Element, Inlines, Node, Remark, all_text, bare, leaf_inlines, plain_text
from richtext import build
from richtext.schema import MAX_SPAN, MAX_START

DEEPEST_PARAGRAPH = 10
"""The schema allows a depth of 12; a footnote in a paragraph takes two more."""

DECIMAL = frozenset({"Decimal", "DefaultStyle", "Example"})
_CONTENTS_STYLE = re.compile(
    r"(?:toc|tm|contents|(?:inhalts)?verzeichnis|[ií]ndice|tdc|sommario|sum[aá]rio|inhopg|spis treści)\s?\d"
    r"|table of figures|(?:table|tabla) (?:des|de) (?:illustrations|ilustraciones)|abbildungsverzeichnis",
    re.IGNORECASE,
)
SPOKEN_META = ("title", "subtitle", "author", "date", "abstract")


@dataclass(frozen=True)
class InList:
    """The list that an item belongs to, and the number it shows (None for a bullet)."""

    id: int
    number: int | None


@dataclass
class Unit:
    """One piece of the file. `level` is that of a heading, 0 for everything else. `place` counts the file's paragraphs.

    `rank` is the level of a heading in the answer, 1 or 2, once that is decided.
    """

    place: int
    content: list[Node] = field(default_factory=list)
    level: int = 0
    rank: int = 0
    in_list: InList | None = None
    node: Node | None = None
    """Of what belongs together: the rich text block, for an item its listItem."""
    parts: list["Unit"] = field(default_factory=list)
    rows: list[list[list["Unit"]]] = field(default_factory=list)
    """Of a table: rows of cells of units."""
    columns: list[list[range]] = field(default_factory=list)
    """The columns of the table that each of these cells takes."""
    origin: str = ""
    """"title" for the document's title, "text", "header" or "comment" for what pandoc left out."""
    is_contents: bool = False
    """Whether it has the style of a line in a table of contents."""

    @property
    def is_leaf(self) -> bool:
        return self.node is None

    @property
    def text(self) -> str:
        """What it says, without footnotes; a line break is "\\n", and so is the end of a part."""
        return plain_text(self.content) if self.is_leaf else "\n".join(part.text for part in self.parts)

    @property
    def full_text(self) -> str:
        """What it says, with its footnotes."""
        return all_text(self.content) if self.is_leaf else "\n".join(part.full_text for part in self.parts)

    def leaves(self) -> Iterator["Unit"]:
        if self.is_leaf:
            yield self
        for part in self.parts:
            yield from part.leaves()


def units_of(tree: dict[str, Any]) -> tuple[list[Unit], list[Remark]]:
    """The units of a document in reading order, and what of it has no place in an answer."""
    work = _Blocks()
    units = [unit for key in SPOKEN_META if key in tree["meta"] for unit in work.meta(tree["meta"][key])]
    for block in tree["blocks"]:
        units += work.units(block)
    return [unit for unit in units if unit.full_text.strip()], work.remarks


def to_blocks(units: list[Unit]) -> list[Node]:
    """Rich text blocks out of units; neighbours of one list become a list again."""
    blocks: list[Node] = []
    for key, group in groupby(units, key=lambda unit: unit.in_list.id if unit.in_list else None):
        members = list(group)
        if key is None:
            blocks += [_block(unit) for unit in members]
            continue
        items = [unit.node or build.item(build.paragraph(*bare(unit.content))) for unit in members]
        number = members[0].in_list.number
        blocks.append(build.bullet_list(*items) if number is None else build.ordered_list(*items, start=number))
    return blocks


def _block(unit: Unit) -> Node:
    if unit.node is not None:
        return unit.node
    if unit.level or unit.rank:
        return build.heading(unit.rank or 2, *bare(unit.content))
    return build.paragraph(*bare(unit.content))


class _Blocks:
    """One pass over a tree, collecting remarks."""

    def __init__(self) -> None:
        self.remarks: list[Remark] = []
        self.inline = Inlines(self.remark)
        self.list_ids = count(1)
        self.place = 0

    def remark(self, what: str, text: str) -> None:
        self.remarks.append(Remark(what, text.strip(), self.place))

    def next(self) -> int:
        """The place of the paragraph that is read now."""
        self.place += 1
        return self.place

    def first(self, parts: list[Unit]) -> int:
        return parts[0].place if parts else self.place

    def meta(self, value: Element) -> list[Unit]:
        match value["t"]:
            case "MetaInlines":
                return [Unit(self.next(), content=self.inline.of(value["c"]), origin="title")]
            case "MetaBlocks":
                return [
                    Unit(self.next(), content=self.inline.of(each), origin="title")
                    for block in value["c"]
                    for each in leaf_inlines(block)
                ]
            case "MetaList":
                return [unit for each in value["c"] for unit in self.meta(each)]
            case "MetaString":
                return [Unit(self.next(), content=self.inline.text(value["c"], (), frozenset()), origin="title")]
        return []

    def units(self, block: Element) -> list[Unit]:
        """The units of a block."""
        kind, content = block["t"], block.get("c")
        match kind:
            case "Header":
                return [Unit(self.next(), content=self.inline.of(content[2]), level=content[0])]
            case "Div":
                return self.division(content)
            case "BulletList" | "OrderedList":
                return self.list_units(block)
            case "BlockQuote":
                parts = [unit for each in content for unit in self.units(each)]
                inner = self.within(content, "blockquote", 2)
                return [Unit(self.first(parts), node=build.blockquote(*inner), parts=parts)] if inner else []
            case "Table":
                return self.table_units(content)
            case "Figure":
                return [unit for each in [*content[1][1], *content[2]] for unit in self.units(each)]
        result, place = [], self.next()
        for each in self.paragraphs(block):
            result.append(Unit(place, content=each))
            place = self.next()
        return result

    def division(self, content: list) -> list[Unit]:
        """The units of a division; pandoc makes one of the paragraphs of each style."""
        result = [unit for each in content[1] for unit in self.units(each)]
        if _CONTENTS_STYLE.fullmatch(dict(content[0][2]).get("custom-style", "").strip()):
            for leaf in (leaf for unit in result for leaf in unit.leaves()):
                leaf.is_contents = True
        return result

    def paragraphs(self, block: Element) -> Iterator[list[Node]]:
        """Inline content of a block that holds no other blocks, or is taken apart into paragraphs."""
        kind, content = block["t"], block.get("c")
        match kind:
            case "LineBlock":
                yield _with_breaks([self.inline.of(line) for line in content])
            case "CodeBlock":
                yield _with_breaks([self.inline.text(line, (), frozenset()) for line in content[1].splitlines()])
            case "RawBlock":
                if content[1].strip():
                    self.inline.raw(content[1])
            case "DefinitionList":
                for term, definitions in content:
                    yield self.inline.of(term, (build.bold,))
                    for definition in definitions:
                        for each in definition:
                            for inner in leaf_inlines(each):
                                yield self.inline.of(inner)
            case _:
                for inner in leaf_inlines(block):
                    yield self.inline.of(inner)

    def list_units(self, block: Element) -> list[Unit]:
        """The items of a list, numbered as the list shows them."""
        first, items = self.numbering(block)
        list_id = next(self.list_ids)
        result = []
        for index, blocks in enumerate(items):
            here = InList(list_id, None if first is None else first + index)
            parts = [unit for each in blocks for unit in self.units(each)]
            if len(parts) == 1 and parts[0].is_leaf and not parts[0].in_list:
                parts[0].in_list = here
                result += parts
                continue
            if parts and parts[0].is_leaf and not parts[0].in_list:
                parts[0].in_list = here
            result.append(Unit(self.first(parts), node=self.item(blocks, 3), parts=parts, in_list=here))
        return result

    def numbering(self, block: Element) -> tuple[int | None, list[list[Element]]]:
        """The first number of a list, None for bullets; and its items."""
        if block["t"] == "BulletList":
            return None, block["c"]
        (start, style, _delimiter), items = block["c"]
        if items and style["t"] not in DECIMAL:
            self.remarks.append(
                Remark(
                    "lettered_list", " ".join(plain_text(self.inline_quietly(items[0])).split())[:200], self.place + 1
                )
            )
        return min(max(start, 1), MAX_START), items

    def inline_quietly(self, blocks: list[Element]) -> list[Node]:
        return [
            node
            for block in blocks
            for each in leaf_inlines(block)
            for node in Inlines(lambda what, text: None).of(each)
        ]

    def table_units(self, content: list) -> list[Unit]:
        _attrs, caption, _widths, head, bodies, foot = content
        result = [unit for each in caption[1] for unit in self.units(each)]
        rows = [(row, True) for row in head[1]]
        for _attr, _head_columns, own_head, body in bodies:
            rows += [(row, True) for row in own_head] + [(row, False) for row in body]
        rows += [(row, False) for row in foot[1]]
        nodes, grid = [], []
        for (_attr, cells), is_head in rows:
            grid.append([[unit for each in cell[4] for unit in self.units(each)] for cell in cells])
            made = [
                build.cell(
                    *self.within(cell[4], "cell", 4),
                    header=is_head,
                    rowspan=min(max(cell[2], 1), MAX_SPAN),
                    colspan=min(max(cell[3], 1), MAX_SPAN),
                )
                for cell in cells
            ]
            if made and not (is_head and not any(unit.full_text.strip() for units in grid[-1] for unit in units)):
                nodes.append({"type": "tableRow", "content": made})
        if nodes:
            parts = [unit for row in grid for units in row for unit in units]
            node = {"type": "table", "content": nodes}
            columns = _columns([[(cell[2], cell[3]) for cell in cells] for (_attr, cells), _is_head in rows])
            result.append(Unit(self.first(parts), node=node, parts=parts, rows=grid, columns=columns))
        return result

    def item(self, blocks: list[Element], depth: int) -> Node:
        """A listItem whose paragraphs are at this depth."""
        inner = self.within(blocks, "item", depth)
        if not inner or inner[0]["type"] != "paragraph":
            inner = [build.paragraph(), *inner]
        return build.item(*inner)

    def within(self, blocks: list[Element], holder: str, depth: int) -> list[Node]:
        """Rich text blocks for the inside of an item, a quotation or a cell, which hold less than a document does.

        `depth` is where the paragraphs stand. Units were made from the same elements: nothing is remarked again.
        """
        quiet, self.inline.remark = self.inline.remark, _say_nothing
        try:
            return [node for block in blocks for node in self.inner(block, holder, depth)]
        finally:
            self.inline.remark = quiet

    def inner(self, block: Element, holder: str, depth: int) -> list[Node]:
        kind, content = block["t"], block.get("c")
        match kind:
            case "Header":
                return [build.paragraph(*bare(self.inline.of(content[2], (build.bold,))))]
            case "Div":
                return self.within(content[1], holder, depth)
            case "BulletList" | "OrderedList" if depth + 2 <= DEEPEST_PARAGRAPH:
                first, items = (None, content) if kind == "BulletList" else (content[0][0], content[1])
                nodes = [self.item(item, depth + 2) for item in items]
                start = None if first is None else min(max(first, 1), MAX_START)
                return [build.bullet_list(*nodes) if start is None else build.ordered_list(*nodes, start=start)]
            case "BlockQuote":
                if holder != "item" or depth + 1 > DEEPEST_PARAGRAPH:
                    return self.within(content, holder, depth)
                inside = self.within(content, "blockquote", depth + 1)
                return [build.blockquote(*inside)] if inside else []
            case "Figure":
                return self.within([*content[1][1], *content[2]], holder, depth)
        return [build.paragraph(*bare(each)) for each in self.paragraphs(block) if all_text(each).strip()]


def _say_nothing(what: str, text: str) -> None:
    """Instead of a remark."""


def _columns(rows: list[list[tuple[int, int]]]) -> list[list[range]]:
    """The columns that each cell of a table takes, where cells span (rows, columns)."""
    result, taken = [], {}
    for row in rows:
        taken = {column: left - 1 for column, left in taken.items() if left > 1}
        made, at, above = [], 0, set(taken)
        for rowspan, colspan in row:
            while at in above:
                at += 1
            made.append(range(at, at + min(max(colspan, 1), MAX_SPAN)))
            at = made[-1].stop
            taken |= dict.fromkeys(made[-1], rowspan)
        result.append(made)
    return result


def _with_breaks(parts: list[list[Node]]) -> list[Node]:
    content: list[Node] = []
    for number, part in enumerate(parts):
        content += [build.hard_break(), *part] if number else part
    return content
