"""What changed between two documents: which blocks, and which words in them.

The text is compared, not the formatting. It is read as a list of blocks (paragraph, heading, item, row of a table,
footnote); blocks are matched with each other first, words only within matched blocks.
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
    "row" or "footnote". A block whose type alone changed is CHANGED with one part that is SAME."""

    kind: Kind
    type: str
    parts: tuple[Part, ...]
    language: str = ""

    @property
    def old(self) -> str:
        return "".join(part.text for part in self.parts if part.kind is not Kind.ADDED)

    @property
    def new(self) -> str:
        return "".join(part.text for part in self.parts if part.kind is not Kind.REMOVED)


class _Text(NamedTuple):
    type: str
    text: str


def differences(old_doc: Node, new_doc: Node, language: str = "") -> list[Block]:
    """The blocks of both documents in reading order, each with what happened to its words.

    `language` is the language that both are written in; each block carries it on.
    """
    old, new = list(_texts(old_doc)), list(_texts(new_doc))
    blocks: list[Block] = []
    for tag, i1, i2, j1, j2 in opcodes(old, new):
        if tag == "equal":
            blocks += [_whole(Kind.SAME, text, language) for text in new[j1:j2]]
        else:
            before, after = old[i1:i2], new[j1:j2]
            blocks += [
                _block(None if i is None else before[i], None if j is None else after[j], language)
                for i, j in pairs([text.text for text in before], [text.text for text in after])
            ]
    return blocks


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


def _texts(node: Node, type_: str = "paragraph") -> Iterator[_Text]:
    """The blocks that have text. A footnote follows the block that calls it."""
    match node["type"]:
        case "paragraph" | "heading":
            content = inlines(node)
            text = "".join(atom_text(each) for each in content).strip()
            if text:
                yield _Text("heading" if node["type"] == "heading" else type_, text)
            for each in content:
                if each["type"] == "footnote" and (text := plain(each).strip()):
                    yield _Text("footnote", text)
        case "tableRow":
            inside = [list(_texts(cell)) for cell in node["content"]]
            notes = [text for texts in inside for text in texts if text.type == "footnote"]
            row = " | ".join(" ".join(text.text for text in texts if text.type != "footnote") for texts in inside)
            if row.strip(" |"):
                yield _Text("row", row)
            yield from notes
        case _:
            for child in node["content"]:
                yield from _texts(child, "item" if node["type"] == "listItem" else type_)


def _block(old: _Text | None, new: _Text | None, language: str) -> Block:
    if new is None:
        return _whole(Kind.REMOVED, old, language)
    if old is None:
        return _whole(Kind.ADDED, new, language)
    return Block(Kind.CHANGED, new.type, tuple(_word_parts(old.text, new.text)), language)


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
