"""What changed between two documents: which blocks, and which words in them.

The text is compared, and where that is asked for the formatting of a block whose text is the same. It is read as a list
of blocks (paragraph, heading, item, row of a table, footnote); blocks are matched with each other first, words only
within matched blocks.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from richtext.matching import opcodes, pairs
from richtext.reading import atom_text, inlines, plain

Node = dict[str, Any]

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


class Kind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"  # of blocks only


class Part(NamedTuple):
    """A stretch of text: the same in both documents, or in one of them only."""

    kind: Kind
    text: str


class Block(NamedTuple):
    """A block of one or both documents. `type` (of the new one, if both have it): "paragraph", "heading", "item",
    "row" or "footnote". A block whose type alone changed is CHANGED with one part that is SAME; so is one whose
    formatting alone did, and `formatting` says in what: names of marks, "type", "level", "list"."""

    kind: Kind
    type: str
    parts: tuple[Part, ...]
    language: str = ""
    formatting: tuple[str, ...] = ()

    @property
    def old(self) -> str:
        return "".join(part.text for part in self.parts if part.kind is not Kind.ADDED)

    @property
    def new(self) -> str:
        return "".join(part.text for part in self.parts if part.kind is not Kind.REMOVED)


Look = tuple[tuple[str, Any], ...]
"""How a block is formatted: what it is, and each mark with the stretch of letters that it stands on."""


class _Text(NamedTuple):
    type: str
    text: str
    look: Look = ()


def differences(old_doc: Node, new_doc: Node, language: str = "", *, formatting: bool = False) -> list[Block]:
    """The blocks of both documents in reading order, each with what happened to its words.

    `language` is the language that both are written in; each block carries it on. With `formatting` a block that says
    the same and looks another is told.
    """
    old, new = list(_texts(old_doc)), list(_texts(new_doc))
    if not formatting:
        old, new = ([text._replace(look=()) for text in texts] for texts in (old, new))
    blocks: list[Block] = []
    for tag, i1, i2, j1, j2 in opcodes(old, new):
        if tag == "equal":
            blocks += [_whole(Kind.SAME, text, language) for text in new[j1:j2]]
        else:
            before, after = old[i1:i2], new[j1:j2]
            blocks += [
                _block(None if i is None else before[i], None if j is None else after[j], language, formatting)
                for i, j in pairs([text.text for text in before], [text.text for text in after])
            ]
    return blocks


def line_differences(old: str, new: str, language: str = "") -> Block:
    """Two lines, word by word, however little they have in common."""
    return Block(Kind.SAME if old == new else Kind.CHANGED, "paragraph", tuple(_word_parts(old, new)), language)


def differences_html(old_doc: Node, new_doc: Node, language: str = "") -> SafeString:
    """The same as HTML: a <p class="paragraph changed"> for each block, with <del> and <ins> in it."""
    attribute = f' lang="{escape(language)}"' if language else ""
    paragraphs = "".join(
        f'<p class="{block.type} {block.kind}">{"".join(_part_html(part) for part in block.parts)}</p>'
        for block in differences(old_doc, new_doc, language)
    )
    return mark_safe(f'<div class="differences"{attribute}>{paragraphs}</div>')  # noqa: S308 – all text is escaped


def _part_html(part: Part) -> str:
    text = escape(part.text).replace("\n", "<br>")
    match part.kind:
        case Kind.REMOVED:
            return f"<del>{text}</del>"
        case Kind.ADDED:
            return f"<ins>{text}</ins>"
        case _:
            return text


def _texts(node: Node, type_: str = "paragraph", about: Look = ()) -> Iterator[_Text]:
    """The blocks that have text. A footnote follows the block that calls it."""
    match node["type"]:
        case "paragraph" | "heading":
            content = inlines(node)
            text = "".join(atom_text(each) for each in content).strip()
            if text:
                yield _Text("heading" if node["type"] == "heading" else type_, text, (*about, *_look(node)))
            for each in content:
                if each["type"] == "footnote" and (text := plain(each).strip()):
                    yield _Text("footnote", text)
        case "tableRow":
            inside = [list(_texts(cell)) for cell in node["content"]]
            notes = [text for texts in inside for text in texts if text.type == "footnote"]
            row = " | ".join(" ".join(text.text for text in texts if text.type != "footnote") for texts in inside)
            look = tuple(
                (f"{name} {cell}", at) for cell, texts in enumerate(inside) for text in texts for name, at in text.look
            )
            if row.strip(" |"):
                yield _Text("row", row, look)
            yield from notes
        case _:
            if node["type"].endswith("List"):
                about = (*about, ("list", node["type"]))
            for child in node["content"]:
                yield from _texts(child, "item" if node["type"] == "listItem" else type_, about)


def _look(node: Node) -> Look:
    """The level of a heading, and the marks with the letters they stand on."""
    look: list[tuple[str, Any]] = [("level", node["attrs"]["level"])] if node["type"] == "heading" else []
    place = 0
    for each in inlines(node):
        length = len(atom_text(each))
        for mark in each.get("marks", []):
            href = mark.get("attrs", {}).get("href", "")
            if look and look[-1][0] == mark["type"] and look[-1][1][1:] == (place, href):
                look[-1] = (mark["type"], (look[-1][1][0], place + length, href))
            else:
                look.append((mark["type"], (place, place + length, href)))
        place += length
    return tuple(look)


def _block(old: _Text | None, new: _Text | None, language: str, with_formatting: bool) -> Block:
    if new is None:
        return _whole(Kind.REMOVED, old, language)
    if old is None:
        return _whole(Kind.ADDED, new, language)
    formatting: tuple[str, ...] = ()
    if with_formatting and old.text == new.text:
        names = {name.partition(" ")[0] for name, _at in set(old.look) ^ set(new.look)}
        formatting = (*(["type"] if old.type != new.type else []), *sorted(names))
    return Block(Kind.CHANGED, new.type, tuple(_word_parts(old.text, new.text)), language, formatting)


def _whole(kind: Kind, text: _Text, language: str) -> Block:
    return Block(kind, text.type, (Part(kind, text.text),), language)


def _word_parts(old: str, new: str) -> list[Part]:
    """The words of two texts compared; the old and the new text can be put together again from the parts."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    stretches = [
        (tag == "equal", "".join(before[i1:i2]), "".join(after[j1:j2]))
        for tag, i1, i2, j1, j2 in opcodes(before, after)
    ]
    parts: list[Part] = []
    removed = added = ""
    for number, (is_same, gone, come) in enumerate(stretches):
        # a lone space between two changes belongs to them: "new words", not "new", "words"
        if is_same and not (gone.isspace() and 0 < number < len(stretches) - 1):
            parts += _change(removed, added)
            removed = added = ""
            parts.append(Part(Kind.SAME, gone))
        else:
            removed += gone
            added += come
    return parts + _change(removed, added)


def _change(removed: str, added: str) -> list[Part]:
    parts = []
    if removed:
        parts.append(Part(Kind.REMOVED, removed))
    if added:
        parts.append(Part(Kind.ADDED, added))
    return parts
