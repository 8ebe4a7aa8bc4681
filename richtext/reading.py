"""Reading a document: its text, words, headings, footnotes and links. Documents are trusted to be valid."""

import unicodedata
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

Node = dict[str, Any]


class Heading(NamedTuple):
    level: int
    text: str


class Link(NamedTuple):
    href: str
    text: str


def words_of(text: str) -> list[str]:
    """The words of a plain text, as a word processor counts them: what stands between white space, if there is a letter
    or digit in it. Punctuation around a word is no part of it; inside it is ("l'objectif", "porte-parole", "1.2.C")."""
    return [word for token in text.split() if (word := _without_edges(token))]


def words(doc: Node) -> list[str]:
    """All words in reading order; those of a footnote come where the note is called."""
    return [word for leaf in leaves(doc) for word in words_of(_with_notes(leaf))]


def word_count(doc: Node) -> int:
    return len(words(doc))


def is_blank(doc: Node) -> bool:
    """Whether nothing is written outside headings."""
    return not any(leaf["type"] == "paragraph" and _with_notes(leaf).strip() for leaf in leaves(doc))


def headings(doc: Node) -> list[Heading]:
    return [Heading(leaf["attrs"]["level"], plain(leaf)) for leaf in leaves(doc) if leaf["type"] == "heading"]


def footnotes(doc: Node) -> list[str]:
    """The text of each footnote, in the order of the calls."""
    return [plain(inline) for leaf in leaves(doc) for inline in inlines(leaf) if inline["type"] == "footnote"]


def links(doc: Node) -> list[Link]:
    """Where the text leads to, with the linked words; those in a footnote come where the note is called."""
    return [link for leaf in leaves(doc) for link in _links(inlines(leaf))]


def to_text(doc: Node) -> str:
    """Plain text: blocks parted by blank lines, an item or a row of a table a line, "[1]" where a footnote is called
    and the footnotes at the end, one a line."""
    notes: list[str] = []
    blocks = [text for block in doc["content"] if (text := _block_text(block, notes))]
    if notes:
        blocks.append("\n".join(notes))
    return "\n\n".join(blocks)


def leaves(node: Node) -> Iterator[Node]:
    """The paragraphs and headings in reading order, wherever they stand."""
    if node["type"] in ("paragraph", "heading"):
        yield node
    else:
        for child in node["content"]:
            yield from leaves(child)


def inlines(node: Node) -> list[Node]:
    """What stands in a paragraph, heading or footnote."""
    return node.get("content", [])


def plain(node: Node) -> str:
    """The text of a paragraph, heading or footnote as one line, without the footnotes called in it."""
    return "".join(" " if each["type"] == "hardBreak" else atom_text(each) for each in inlines(node))


def atom_text(inline: Node) -> str:
    """What one inline node adds to the text around it; a footnote adds nothing."""
    match inline["type"]:
        case "text":
            return inline["text"]
        case "objective":
            return inline["attrs"]["code"]
        case "hardBreak":
            return "\n"
        case _:
            return ""


def map_inlines(node: Node, function: Callable[[list[Node]], list[Node]]) -> Node:
    """A new document in which the content of every paragraph and heading went through the function, in reading order.

    The function gets footnotes as they are, with their own content inside.
    """
    if node["type"] in ("paragraph", "heading"):
        return with_content(node, function(inlines(node)))
    return {**node, "content": [map_inlines(child, function) for child in node["content"]]}


def map_text(doc: Node, function: Callable[[str], str]) -> Node:
    """A new document in which every piece of text went through the function, those of footnotes too.

    A piece ends where the formatting changes. One that becomes empty is dropped; codes of references stay as they are.
    """

    def change(content: list[Node]) -> list[Node]:
        changed = []
        for inline in content:
            if inline["type"] == "text":
                if text := function(inline["text"]):
                    changed.append({**inline, "text": text})
            elif inline["type"] == "footnote":
                changed.append(with_content(inline, change(inlines(inline))))
            else:
                changed.append(inline)
        return changed

    return map_inlines(doc, change)


def with_content(node: Node, content: list[Node]) -> Node:
    """The same node with other content; the key is left out where there is none."""
    rest = {key: value for key, value in node.items() if key != "content"}
    return {**rest, "content": content} if content else rest


def _without_edges(token: str) -> str:
    if token.isalnum():
        return token
    start, end = 0, len(token)
    while start < end and not token[start].isalnum():
        start += 1
    # an accent or vowel sign written as a character of its own belongs to the letter before it
    while end > start and not token[end - 1].isalnum() and not unicodedata.category(token[end - 1]).startswith("M"):
        end -= 1
    return token[start:end]


def _with_notes(leaf: Node) -> str:
    return "".join(f" {plain(each)} " if each["type"] == "footnote" else atom_text(each) for each in inlines(leaf))


def _links(content: list[Node]) -> Iterator[Link]:
    for href, group in groupby(content, key=_href):
        pieces = list(group)
        if href:
            yield Link(href, "".join(atom_text(each) for each in pieces))
        for each in pieces:
            if each["type"] == "footnote":
                yield from _links(inlines(each))


def _href(inline: Node) -> str:
    return next((mark["attrs"]["href"] for mark in inline.get("marks", []) if mark["type"] == "link"), "")


def _block_text(block: Node, notes: list[str]) -> str:
    match block["type"]:
        case "paragraph" | "heading":
            return "".join(_called(each, notes) for each in inlines(block)).strip()
        case "bulletList":
            return "\n".join(_item_text("- ", item, notes) for item in block["content"])
        case "orderedList":
            numbered = enumerate(block["content"], block["attrs"]["start"])
            return "\n".join(_item_text(f"{number}. ", item, notes) for number, item in numbered)
        case "table":
            return "\n".join(_row_text(row, notes) for row in block["content"])
        case _:
            return "\n\n".join(text for child in block["content"] if (text := _block_text(child, notes)))


def _called(inline: Node, notes: list[str]) -> str:
    if inline["type"] != "footnote":
        return atom_text(inline)
    number = len(notes) + 1
    notes.append(f"[{number}] {plain(inline)}".rstrip())
    return f"[{number}]"


def _item_text(marker: str, item: Node, notes: list[str]) -> str:
    blocks = [text for child in item["content"] if (text := _block_text(child, notes))]
    indent = "\n" + " " * len(marker)
    return (marker + "\n".join(blocks).replace("\n", indent)).rstrip()


def _row_text(row: Node, notes: list[str]) -> str:
    cells = []
    for cell in row["content"]:
        blocks = (_block_text(child, notes).replace("\n", " ") for child in cell["content"])
        cells.append(" ".join(text for text in blocks if text))
    return " | ".join(cells).rstrip()
