"""Blocks of a Word file as rich text: paragraphs and tables find back into the lists and quotations they stood in."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from files.word.names import LEFT_OUT
from richtext import build
from richtext.cleaning import normalise
from richtext.reading import inlines
from richtext.schema import MAX_SPAN, MAX_START
from richtext.word.names import APART, HEADINGS, LIST, QUOTES, Path, W, read_name
from richtext.word.runs import GONE, Noted, Runs, with_mark, without_first_space
from richtext.word.styles import Styles, read_styles, value

Node = dict[str, Any]

DEEPEST = 11
"""How deep a paragraph may stand, so that its text is still within the schema's twelve; one less with a footnote."""

UNWRAPPED = frozenset({f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag", f"{W}sdt", f"{W}sdtContent"})


class Parts(NamedTuple):
    """The parts of a file that its text is read from."""

    styles: Styles
    targets: Mapping[str, str]
    notes: Mapping[tuple[str, str], Element]
    """By the name of the reference and the identifier."""
    note_targets: Mapping[str, str]


def parts_of(
    trees: Mapping[str, Element], targets: Mapping[str, str], note_targets: Mapping[str, str] | None = None
) -> Parts:
    """`trees` are the parts of the file by their names in word/, without ending: styles, numbering, footnotes…"""
    notes = {}
    for part, tag in (("footnotes", "footnote"), ("endnotes", "endnote")):
        for note in trees[part].iter(f"{W}{tag}") if part in trees else ():
            notes[f"{tag}Reference", note.get(f"{W}id", "")] = note
    styles = read_styles(trees.get("styles"), trees.get("numbering"))
    return Parts(styles, targets, notes, note_targets or {})


class Reader:
    """Reads stretches of one file. `hrefs` are the addresses as they went out, by what a file makes of them; `names`
    what a reference may say."""

    def __init__(
        self, parts: Parts, hrefs: Mapping[str, str] | None = None, names: Collection[str] | None = None
    ) -> None:
        self.parts = parts
        self.hrefs = hrefs or {}
        self.runs = Runs(parts.styles, parts.targets, self.footnote, self.hrefs, names)

    @property
    def noted(self) -> Noted:
        return self.runs.noted

    def document(self, elements: Iterable[Element]) -> Node:
        """A rich text document out of blocks of the file; valid but for its length, which the schema limits."""
        return normalise(build.doc(*self.blocks(elements)))

    def blocks(self, elements: Iterable[Element], *, in_cell: bool = False) -> list[Node]:
        nest = _Nest(self.parts.styles, in_cell=in_cell)
        carried: list[Node] = []
        for element in flat(elements):
            if element.tag == f"{W}tbl":
                nest.paragraph(None, carried)
                carried = []
                if in_cell:  # a table in a table: its paragraphs, one by one
                    for paragraph in element.iter(f"{W}p"):
                        nest.paragraph(paragraph.find(f"{W}pPr"), self.runs.of(paragraph))
                else:
                    nest.block(self.table(element))
            elif element.tag == f"{W}p":
                properties = element.find(f"{W}pPr")
                content = [*carried, *self.runs.of(element)]
                if self.is_gone(properties):
                    carried = content
                    continue
                carried = []
                is_empty_here = not content and element.find(f".//{LEFT_OUT}") is not None
                if content or not (is_empty_here or self.is_apart(properties)):
                    nest.paragraph(properties, content, is_empty=not content)
        nest.paragraph(None, carried)
        return nest.nodes

    def is_apart(self, properties: Element | None) -> bool:
        return self.parts.styles.name(value(properties, "pStyle")).lower() == APART.lower()

    def is_gone(self, properties: Element | None) -> bool:
        """Whether the end of a paragraph was deleted, as a tracked change: it goes on with the next one."""
        marks = properties.find(f"{W}rPr") if properties is not None else None
        gone = [each for each in marks if each.tag in GONE] if marks is not None else []
        for each in gone:
            self.runs.changed_by(each)
        return bool(gone)

    def footnote(self, kind: str, identifier: str) -> list[Node]:
        """The text of a note; its paragraphs are parted by line breaks."""
        note = self.parts.notes.get((kind, identifier))
        runs = Runs(self.parts.styles, self.parts.note_targets, None, self.hrefs)
        content: list[Node] = []
        for number, paragraph in enumerate(note.iter(f"{W}p") if note is not None else ()):
            text = runs.of(paragraph)
            content += [build.hard_break(), *text] if number else without_first_space(text)
        self.noted.left_out += runs.noted.left_out
        for author in runs.noted.authors:
            if author not in self.noted.authors:
                self.noted.authors.append(author)
        return content

    # --- tables

    def table(self, table: Element) -> Node | None:
        rows: list[Node] = []
        standing: dict[int, Node] = {}  # by column: the cell that reaches down
        for row in _rows(table):
            properties = row.find(f"{W}trPr")
            if properties is not None and any(each.tag in GONE for each in properties):
                continue
            is_head = properties is not None and properties.find(f"{W}tblHeader") is not None
            column, cells, reaching, grown = 0, [], {}, []
            for cell in _cells(row):
                settings = cell.find(f"{W}tcPr")
                span = value(settings, "gridSpan")
                columns = min(max(int(span[:9]), 1), MAX_SPAN) if span.isdecimal() else 1
                merge = settings.find(f"{W}vMerge") if settings is not None else None
                if merge is not None and merge.get(f"{W}val") != "restart" and column in standing:
                    reaching[column] = standing[column]
                    grown.append(standing[column])
                elif not self.is_filler(cell):
                    made = self.cell(cell, columns, is_head=is_head)
                    cells.append(made)
                    if merge is not None:
                        reaching[column] = made
                column += columns
            standing = reaching
            if cells:
                for cell in grown:
                    cell["attrs"]["rowspan"] = min(cell["attrs"]["rowspan"] + 1, MAX_SPAN)
                rows.append({"type": "tableRow", "content": cells})
        return {"type": "table", "content": rows} if rows else None

    def cell(self, cell: Element, columns: int, *, is_head: bool) -> Node:
        first = next(cell.iter(f"{W}p"), None)
        properties = first.find(f"{W}pPr") if first is not None else None
        is_head = is_head or read_name(self.parts.styles.name(value(properties, "pStyle")))[1]
        content = self.blocks(cell, in_cell=True)
        return build.cell(*content, header=is_head, colspan=columns)

    def is_filler(self, cell: Element) -> bool:
        """A gap that was filled because a row of a Word table has none."""
        paragraphs = list(cell.iter(f"{W}p"))
        return bool(paragraphs) and all(
            self.is_apart(each.find(f"{W}pPr")) and each.find(f".//{W}t") is None for each in paragraphs
        )


class _Open(NamedTuple):
    """A list or quotation that is being read. `key` is that of a list: its numbering and level."""

    token: str
    key: tuple[str, int] | None
    node: Node

    @property
    def inside(self) -> list[Node]:
        content = self.node["content"]
        return content[-1]["content"] if self.token == LIST else content


class _Nest:
    """Puts paragraphs, in reading order, into the lists and quotations in which they stand."""

    def __init__(self, styles: Styles, *, in_cell: bool) -> None:
        self.styles = styles
        self.in_cell = in_cell
        self.nodes: list[Node] = []
        self.open: list[_Open] = []
        self.counts: dict[tuple[str, int], int] = {}
        self.shallowest: dict[str, int] = {}
        """The level at which each numbering began."""

    def block(self, node: Node | None) -> None:
        if node is not None:
            self.open = []
            self.nodes.append(node)

    def paragraph(self, properties: Element | None, content: list[Node], *, is_empty: bool = False) -> None:
        if not content and not is_empty:
            return
        level = self.styles.heading(properties)
        if level and not self.in_cell:
            self.block(build.heading(1 if level <= HEADINGS[1] else 2, *content))
            return
        if level:
            content = with_mark(content, build.bold)
        path, _is_head = read_name(self.styles.name(value(properties, "pStyle")))
        numbering = self.styles.numbering(properties)
        if numbering is not None and (path.count(LIST) != numbering[1] + 1 or path[-1:] != (LIST,)):
            path = (*path[: 1 if path[:1] and path[0] in QUOTES else 0], *[LIST] * (numbering[1] + 1))
        if self.in_cell:
            path = tuple(token for token in path if token == LIST)
        self.put(path, numbering, build.paragraph(*content))

    def put(self, path: Path, numbering: tuple[str, int] | None, paragraph: Node) -> None:
        kept = self.kept(path, numbering)
        self.open = self.open[:kept]
        has_note = any(node["type"] == "footnote" for node in inlines(paragraph))
        deepest = DEEPEST - has_note - (3 if self.in_cell else 0)
        rest = path[kept:]
        begun = [token for token in rest[: len(rest) - 1 if numbering else _until_list(rest)] if token != LIST]
        for token in begun:
            if (not self.open or self.open[-1].token == LIST) and self.depth() + 2 <= deepest:
                self.begin(token, None)
        if numbering is None:
            self.inside.append(paragraph)
            return
        self.count(*numbering)
        if rest:
            if self.depth() + 3 > deepest:
                self.inside.append(paragraph)
                return
            self.begin(LIST, numbering)
        self.open[-1].node["content"].append(build.item(paragraph))

    def kept(self, path: Path, numbering: tuple[str, int] | None) -> int:
        """How many of the open lists and quotations a paragraph stands in."""
        kept = 0
        while kept < min(len(path), len(self.open)) and path[kept] == self.open[kept].token:
            kept += 1
        if numbering is not None and kept == len(path) and not self.is_same(self.open[kept - 1].key, numbering):
            kept -= 1
        return kept

    def is_same(self, key: tuple[str, int] | None, numbering: tuple[str, int]) -> bool:
        """Whether an item belongs to an open list: by its numbering; or because it was moved out of a deeper one."""
        if key is None or key == numbering:
            return key == numbering
        number, level = numbering
        is_moved = self.shallowest.get(number, level) > level
        return is_moved and self.styles.level(*key).is_ordered == self.styles.level(*numbering).is_ordered

    def depth(self) -> int:
        return sum(2 if each.token == LIST else 1 for each in self.open)

    @property
    def inside(self) -> list[Node]:
        return self.open[-1].inside if self.open else self.nodes

    def begin(self, token: str, numbering: tuple[str, int] | None) -> None:
        if numbering is None:
            node: Node = {"type": "blockquote", "content": []}
        else:
            is_ordered, start = self.styles.level(*numbering)
            node = {"type": "bulletList", "content": []}
            if is_ordered:
                start = min(max(start + self.counts[numbering] - 1, 1), MAX_START)
                node = {"type": "orderedList", "attrs": {"start": start}, "content": []}
        self.inside.append(node)
        self.open.append(_Open(token, numbering, node))

    def count(self, number: str, level: int) -> None:
        """Word goes on counting where the same numbering comes back; deeper levels begin anew."""
        self.shallowest.setdefault(number, level)
        self.counts[number, level] = self.counts.get((number, level), 0) + 1
        for key in [key for key in self.counts if key[0] == number and key[1] > level]:
            del self.counts[key]


def flat(elements: Iterable[Element]) -> Iterator[Element]:
    """Paragraphs and tables, taken out of whatever is around them."""
    for element in elements:
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif element.tag in UNWRAPPED:
            yield from flat(element)


def _until_list(path: Path) -> int:
    """A paragraph that is no item begins no list."""
    return path.index(LIST) if LIST in path else len(path)


def _rows(table: Element) -> Iterator[Element]:
    yield from _inside(table, f"{W}tr", f"{W}tbl")


def _cells(row: Element) -> Iterator[Element]:
    yield from _inside(row, f"{W}tc", f"{W}tr")


def _inside(element: Element, wanted: str, stop: str) -> Iterator[Element]:
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag in UNWRAPPED and child.tag != stop:
            yield from _inside(child, wanted, stop)
