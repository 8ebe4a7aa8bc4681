"""A document as HTML, for the screen and for print.

Only the elements and attributes written in this module come out, and every character of the document is escaped.
Documents are trusted to be valid (the addresses of links were checked there).
"""

import re
from collections.abc import Callable
from typing import Any, Literal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from richtext.names import is_right_to_left
from richtext.reading import inlines, leaves, plain

Node = dict[str, Any]
Tag = tuple[str, str]  # as it opens and as it closes

_EMPHASIS: dict[str, Tag] = {
    "bold": ("<strong>", "</strong>"),
    "italic": ("<em>", "</em>"),
    "superscript": ("<sup>", "</sup>"),
    "subscript": ("<sub>", "</sub>"),
}

LONG_WORD = 24
"""Letters. A longer word in a cell may be broken anywhere in print, or its column takes the page."""

_BREAKS = re.compile(r"[^\S\u00a0\u2007\u202f]+")
"""Spaces at which a line may end."""

_PASSAGE: Tag = ('<mark class="passage-read">', "</mark>")
"""Around words that somebody comments on (richtext.highlights); on the screen alone."""


def to_html(
    doc: Node,
    *,
    heading_base: int = 4,
    objective_url: Callable[[str], str | None] | None = None,
    objective_title: Callable[[str], str] | None = None,
    footnotes: Literal["aside", "float"] = "aside",
    id_prefix: str = "",
    first_note: int = 1,
) -> SafeString:
    """The document as HTML. Empty paragraphs and headings are left out; a blank document gives "".

    heading_base       the level in HTML of a heading of level 1
    objective_url      code -> where a reference leads to, None for nowhere; without it references are no links
    objective_title    code -> the title of the priority, strand or objective, shown as the title of the reference
    footnotes          "aside": numbered from `first_note`, listed at the end with links back, for the screen;
                       "float": in place as <span class="footnote">, for a style sheet for print that floats and numbers
                       them. In this mode the HTML is also what PDF/UA needs: no element within a link; and ordered
                       lists say where they begin in a style attribute, as the print engine does not read `start`.
                       Cells with long words say so.
    id_prefix          before every id, so that several documents can stand on a page. With a prefix the nth reference
                       (as in `references.codes`) has the id "<prefix>ref-<n>", for an index that leads back to it.
    """
    writer = _Writer(
        heading_base=heading_base,
        objective_url=objective_url or (lambda code: None),
        objective_title=objective_title or (lambda code: ""),
        is_print=footnotes == "float",
        id_prefix=id_prefix,
        first_note=first_note,
    )
    body = writer.blocks(doc["content"])
    return mark_safe(body + writer.notes_list())  # noqa: S308 – everything in it was escaped or written here


class _Writer:
    """Writes one document, and collects its footnotes on the way."""

    def __init__(
        self,
        *,
        heading_base: int,
        objective_url: Callable[[str], str | None],
        objective_title: Callable[[str], str],
        is_print: bool,
        id_prefix: str,
        first_note: int,
    ) -> None:
        self.heading_base = heading_base
        self.objective_url = objective_url
        self.objective_title = objective_title
        self.is_print = is_print
        self.id_prefix = id_prefix
        self.first_note = first_note
        self.notes: list[str] = []
        self.references = 0

    # blocks

    def blocks(self, nodes: list[Node]) -> str:
        return "".join(self.block(node) for node in nodes)

    def block(self, node: Node) -> str:
        match node["type"]:
            case "paragraph":
                return _element("p", self.inline(inlines(node)))
            case "heading":
                level = min(6, self.heading_base + node["attrs"]["level"] - 1)
                return _element(f"h{level}", self.inline(inlines(node)))
            case "bulletList":
                return f"<ul>{self.items(node)}</ul>"
            case "orderedList":
                return f"<ol{self.start(node['attrs']['start'])}>{self.items(node)}</ol>"
            case "blockquote":
                return _element("blockquote", self.blocks(node["content"]))
            case _:
                return self.table(node)

    def items(self, node: Node) -> str:
        return "".join(f"<li>{self.compact(item)}</li>" for item in node["content"])

    def compact(self, node: Node) -> str:
        """The content of an item or cell; an only paragraph, or one with nothing but lists after it, needs no <p>."""
        first, *others = node["content"]
        if first["type"] != "paragraph" or any(other["type"] in ("paragraph", "blockquote") for other in others):
            return self.blocks(node["content"])
        return self.inline(inlines(first)) + self.blocks(others)

    def start(self, start: int) -> str:
        if start == 1:
            return ""
        style = f' style="counter-reset:list-item {start - 1}"' if self.is_print else ""
        return f' start="{start}"{style}'

    def table(self, node: Node) -> str:
        rows = node["content"]
        heads = _head_rows(rows)
        head = "".join(self.row(row, "col") for row in rows[:heads])
        body = "".join(self.row(row, "row") for row in rows[heads:])
        return f"<table>{_element('thead', head)}{_element('tbody', body)}</table>"

    def row(self, row: Node, scope: str) -> str:
        return f"<tr>{''.join(self.cell(cell, scope) for cell in row['content'])}</tr>"

    def cell(self, cell: Node, scope: str) -> str:
        spans = "".join(
            f' {name}="{cell["attrs"][name]}"' for name in ("colspan", "rowspan") if cell["attrs"][name] > 1
        )
        content = self.compact(cell)
        long = self.is_print and any(
            len(word) > LONG_WORD for leaf in leaves(cell) for word in _BREAKS.split(plain(leaf))
        )
        if long:
            spans += ' data-words="long"'
        if cell["type"] == "tableCell":
            return f"<td{spans}>{content}</td>"
        if cell["attrs"]["colspan" if scope == "col" else "rowspan"] > 1:
            scope += "group"
        return f'<th scope="{scope}"{spans}>{content}</th>'

    # inline content

    def inline(self, content: list[Node]) -> str:
        """Marks that go on from one piece to the next stay open, so that a link in two formattings is one link."""
        written: list[str] = []
        opened: list[Tag] = []
        for node in content:
            tags = self.tags(node)
            kept = 0
            while kept < min(len(opened), len(tags)) and opened[kept] == tags[kept]:
                kept += 1
            written += [closing for _opening, closing in reversed(opened[kept:])]
            written += [opening for opening, _closing in tags[kept:]]
            opened = tags
            written.append(self.atom(node))
        written += [closing for _opening, closing in reversed(opened)]
        return "".join(written)

    def tags(self, node: Node) -> list[Tag]:
        """The elements around a piece of inline content, outermost first."""
        if _is_linked_reference(node):
            return []
        marks = node.get("marks", [])
        link = [_link(mark["attrs"]["href"]) for mark in marks if mark["type"] == "link"]
        emphasis = [_EMPHASIS[mark["type"]] for mark in marks if mark["type"] in _EMPHASIS]
        passage = [_PASSAGE for mark in marks if mark["type"] == "passage"]
        return emphasis + link if self.is_print else passage + link + emphasis

    def atom(self, node: Node) -> str:
        match node["type"]:
            case "text":
                return escape(node["text"])
            case "objective":
                return self.reference(node)
            case "hardBreak":
                return "<br>"
            case "passage_end":
                return _passage_end(**node["attrs"])
            case _:
                return self.note(node)

    def reference(self, node: Node) -> str:
        """A reference. Where the writer linked it elsewhere, that link is kept: links cannot hold each other."""
        code = node["attrs"]["code"]
        self.references += 1
        attributes = ' class="objective"'
        if self.id_prefix:
            attributes += f' id="{escape(self.id_prefix)}ref-{self.references}"'
        if is_right_to_left(code):
            attributes += ' dir="rtl"'
        if title := self.objective_title(code):
            attributes += f' title="{escape(title)}"'
        if _is_linked_reference(node):
            text = {"type": "text", "text": code, "marks": node["marks"]}
            return f"<span{attributes}>{self.inline([text])}</span>"
        if url := self.objective_url(code):
            return f'<a{attributes} href="{escape(url)}">{escape(code)}</a>'
        return f"<span{attributes}>{escape(code)}</span>"

    def note(self, node: Node) -> str:
        if self.is_print:
            return f'<span class="footnote">{self.inline(inlines(node))}</span>'
        number = self.first_note + len(self.notes)
        self.notes.append(self.inline(inlines(node)))
        prefix = escape(self.id_prefix)
        return (
            f'<sup class="footnote-call"><a id="{prefix}call-{number}" href="#{prefix}note-{number}"'
            f' role="doc-noteref">{number}</a></sup>'
        )

    def notes_list(self) -> str:
        if not self.notes:
            return ""
        prefix = escape(self.id_prefix)
        items = []
        for number, note in enumerate(self.notes, self.first_note):
            label = escape(_("Back to note %(number)s in the text") % {"number": number})
            items.append(
                f'<li id="{prefix}note-{number}">{note} <a class="footnote-back" href="#{prefix}call-{number}"'
                f' role="doc-backlink" aria-label="{label}">↩</a></li>'
            )
        start = self.start(self.first_note)
        return f'<section role="doc-endnotes"><ol class="footnotes"{start}>{"".join(items)}</ol></section>'


def _element(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>" if content else ""


def _link(href: str) -> Tag:
    return f'<a href="{escape(href)}">', "</a>"


def _passage_end(address: str, label: str, id: str) -> str:
    """Where what is said about a passage is found."""
    return (
        f'<a class="passage-thread" id="{escape(id)}" href="{escape(address)}">'
        f'<span class="visually-hidden">{escape(label)}</span></a>'
    )


def _is_linked_reference(node: Node) -> bool:
    return node["type"] == "objective" and any(mark["type"] == "link" for mark in node.get("marks", []))


def _head_rows(rows: list[Node]) -> int:
    """How many rows at the top hold nothing but headings; none where one of them reaches down out of these rows."""
    count = 0
    while count < len(rows) and all(cell["type"] == "tableHeader" for cell in rows[count]["content"]):
        count += 1
    reach = max(
        (i + cell["attrs"]["rowspan"] for i, row in enumerate(rows[:count]) for cell in row["content"]), default=0
    )
    return count if reach <= count else 0
