"""Rich text documents as WordprocessingML: the XML of their blocks, and what these need elsewhere in the file."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote
from xml.sax.saxutils import escape

from richtext.reading import inlines
from richtext.word.names import (
    APART,
    HEADINGS,
    LIST,
    OBJECTIVE,
    OTHER_QUOTE,
    QUOTE,
    Path,
    style_id,
    style_name,
)

Node = dict[str, Any]

_MARKS = {
    "bold": "<w:b/>",
    "italic": "<w:i/>",
    "superscript": '<w:vertAlign w:val="superscript"/>',
    "subscript": '<w:vertAlign w:val="subscript"/>',
}
_PIECES = re.compile(r"\t|[^\t]+")
_SAFE_IN_TARGET = ":/?#[]@!$&'()*+,;=%~"


class Numbering(NamedTuple):
    """A list: bullets or numbers, how deep in other lists, and the first number."""

    is_ordered: bool
    level: int
    start: int


def target_of(href: str) -> str:
    """The address of a link as a relationship holds it: Word refuses a file with a space in one."""
    return quote(href, safe=_SAFE_IN_TARGET)


class WordWriter:
    """Writes the documents of one file. What it has collected is for `packing`."""

    def __init__(self, bookmarks: Mapping[str, str] | None = None) -> None:
        """`bookmarks` are those of the items of the roadmap, by what a reference says."""
        self.bookmarks = bookmarks or {}
        """The codes that the file has a bookmark for."""
        self.lists: list[Numbering] = []
        self.notes: list[str] = []
        self.links: dict[str, str] = {}
        """Targets, each with the identifier of its relationship."""
        self.styles: dict[str, tuple[Path, bool]] = {}
        """Names of the styles of text that are used."""

    def document(self, doc: Node) -> str:
        """The blocks of a document. A table does not end it: a place to write on must follow."""
        return self.blocks(doc["content"], (), is_head=False)

    def blocks(self, nodes: list[Node], path: Path, *, is_head: bool, is_item: bool = False) -> str:
        written: list[str] = []
        quote_kind = OTHER_QUOTE
        for index, node in enumerate(nodes):
            kind = node["type"]
            is_repeated = index > 0 and nodes[index - 1]["type"] == kind
            if kind == "paragraph":
                after_table = index > 0 and nodes[index - 1]["type"] == "table"
                properties = '<w:spacing w:before="160"/>' if after_table else ""
                written.append(self.paragraph(node, path, is_head=is_head, is_more=is_item, properties=properties))
            elif kind == "heading":
                content = self.inline(inlines(node))
                written.append(f'<w:p><w:pPr><w:pStyle w:val="Heading{HEADINGS[node["attrs"]["level"]]}"/></w:pPr>')
                written.append(f"{content}</w:p>")
            elif kind == "blockquote":
                quote_kind = OTHER_QUOTE if is_repeated and quote_kind == QUOTE else QUOTE
                written.append(self.blocks(node["content"], (*path, quote_kind), is_head=is_head))
            elif kind == "table":
                written += [self.apart() if is_repeated else "", self.table(node)]
                if index == len(nodes) - 1:
                    written.append(self.apart())
            else:
                written.append(self.list_of(node, (*path, LIST), is_head=is_head))
        return "".join(written)

    def paragraph(self, node: Node, path: Path, *, is_head: bool, is_more: bool = False, properties: str = "") -> str:
        name = style_name(path, is_head=is_head, is_more=is_more)
        self.styles[name] = (path, is_head)
        style = f'<w:pStyle w:val="{style_id(name)}"/>'
        return f"<w:p><w:pPr>{style}{properties}</w:pPr>{self.inline(inlines(node))}</w:p>"

    def apart(self) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style_id(APART)}"/></w:pPr></w:p>'

    def list_of(self, node: Node, path: Path, *, is_head: bool) -> str:
        is_ordered = node["type"] == "orderedList"
        level = path.count(LIST) - 1
        self.lists.append(Numbering(is_ordered, level, node["attrs"]["start"] if is_ordered else 1))
        numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{len(self.lists)}"/></w:numPr>'
        written = []
        for item in node["content"]:
            first, *rest = item["content"]
            written.append(self.paragraph(first, path, is_head=is_head, properties=numbering))
            written.append(self.blocks(rest, path, is_head=is_head, is_item=True))
        return "".join(written)

    # --- tables

    def table(self, node: Node) -> str:
        rows = [self.row(row) for row in _placed(node)]
        width = max((row[0] for row in rows), default=1)
        grid = f'<w:gridCol w:w="{9000 // width}"/>' * width
        heads = 0
        while heads < len(rows) and all(cell["type"] == "tableHeader" for cell in node["content"][heads]["content"]):
            heads += 1
        written = []
        for index, (columns, cells) in enumerate(rows):
            short = self.filler(width - columns) if columns < width else ""  # LibreOffice would fill it with cells
            properties = "<w:trPr><w:tblHeader/></w:trPr>" if index < heads else ""
            written.append(f"<w:tr>{properties}{cells}{short}</w:tr>")
        return (
            '<w:tbl><w:tblPr><w:tblStyle w:val="AnswerTable"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(written)}</w:tbl>"
        )

    def row(self, places: "list[_Place]") -> tuple[int, str]:
        """How many columns a row takes, and its cells."""
        written = []
        for place in places:
            if place.cell is None:
                written.append(self.filler(place.columns, "<w:vMerge/>" if place.is_merged else ""))
                continue
            properties = _spanning(place.columns)
            properties += '<w:vMerge w:val="restart"/>' if place.cell["attrs"]["rowspan"] > 1 else ""
            is_head = place.cell["type"] == "tableHeader"
            properties += '<w:shd w:val="clear" w:color="auto" w:fill="EDF0F5"/>' if is_head else ""
            content = place.cell["content"]
            inner = self.blocks(content, (), is_head=is_head)
            inner += self.apart() if content[-1]["type"] != "paragraph" else ""
            written.append(f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>")
        return sum(place.columns for place in places), "".join(written)

    def filler(self, columns: int, properties: str = "") -> str:
        """A place of a row that no cell takes."""
        return f"<w:tc><w:tcPr>{_spanning(columns)}{properties}</w:tcPr>{self.apart()}</w:tc>"

    # --- text

    def inline(self, nodes: list[Node]) -> str:
        return "".join(self.piece(node) for node in nodes)

    def piece(self, node: Node) -> str:
        match node["type"]:
            case "text":
                return self.linked(node, _run(_text(node["text"]), _properties(node)))
            case "objective":
                code = node["attrs"]["code"]
                run = _run(_text(code), f'<w:rStyle w:val="{OBJECTIVE}"/>{_properties(node)}')
                return self.linked(node, run, self.bookmarks.get(code, ""))
            case "hardBreak":
                return _run("<w:br/>")
            case _:
                return self.footnote(node)

    def linked(self, node: Node, run: str, anchor: str = "") -> str:
        href = next((mark["attrs"]["href"] for mark in node.get("marks", []) if mark["type"] == "link"), "")
        if href:
            identifier = self.links.setdefault(target_of(href), f"rIdLink{len(self.links) + 1}")
            return f'<w:hyperlink r:id="{identifier}" w:history="1">{run}</w:hyperlink>'
        return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{run}</w:hyperlink>' if anchor else run

    def footnote(self, node: Node) -> str:
        number = len(self.notes) + 1
        self.notes.append("")  # a note calls no other, so that its number stays the one it has
        content = self.inline(inlines(node))
        called = _run("<w:footnoteRef/>", '<w:rStyle w:val="FootnoteReference"/>')
        self.notes[number - 1] = (
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
            f"{called}{_run(_text(' '))}{content}</w:p></w:footnote>"
        )
        return _run(f'<w:footnoteReference w:id="{number}"/>', '<w:rStyle w:val="FootnoteReference"/>')


def _spanning(columns: int) -> str:
    return f'<w:tcW w:w="0" w:type="auto"/><w:gridSpan w:val="{columns}"/>'


def _properties(node: Node) -> str:
    marks = [mark["type"] for mark in node.get("marks", [])]
    style = '<w:rStyle w:val="Hyperlink"/>' if "link" in marks and node["type"] == "text" else ""
    return style + "".join(_MARKS[mark] for mark in marks if mark in _MARKS)


def _run(content: str, properties: str = "") -> str:
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{properties}{content}</w:r>"


def _text(characters: str) -> str:
    return "".join(
        "<w:tab/>" if piece == "\t" else f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in _PIECES.findall(characters)
    )


def run(characters: str, properties: str = "") -> str:
    """A run of plain text, for what stands around the answers."""
    return _run(_text(characters), properties)


def plain_paragraph(style: str, *runs: str, properties: str = "") -> str:
    """A paragraph around the answers, in a style of the file."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{"".join(runs)}</w:p>'


# --- where cells stand


class _Place(NamedTuple):
    """A place of a row: a cell; one that a cell above reaches down into; or a gap, which a row of XML cannot have."""

    columns: int
    cell: Node | None
    is_merged: bool = False


def _placed(table: Node) -> list[list[_Place]]:
    """The rows with the places that are taken from above in between."""
    rows: list[list[_Place]] = []
    reaching: dict[int, tuple[int, int]] = {}  # column: rows still to go, columns
    for row in table["content"]:
        places: list[_Place] = []
        here, reaching = reaching, {}
        column = 0
        for cell in row["content"]:
            column = _pass_over(column, here, reaching, places)
            columns, down = cell["attrs"]["colspan"], cell["attrs"]["rowspan"]
            free = min((start for start in here if start > column), default=column + columns) - column
            columns = min(columns, free)
            places.append(_Place(columns, cell))
            if down > 1:
                reaching[column] = (down - 1, columns)
            column += columns
        while here:
            start = min(here)
            if start > column:
                places.append(_Place(start - column, None))
                column = start
            column = _pass_over(column, here, reaching, places)
        rows.append(places)
    return rows


def _pass_over(
    column: int, here: dict[int, tuple[int, int]], reaching: dict[int, tuple[int, int]], places: list[_Place]
) -> int:
    """The next column that no cell above reaches down into."""
    while column in here:
        rows_left, columns = here.pop(column)
        places.append(_Place(columns, None, is_merged=True))
        if rows_left > 1:
            reaching[column] = (rows_left - 1, columns)
        column += columns
    return column
