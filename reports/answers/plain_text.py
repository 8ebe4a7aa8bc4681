"""A long text for browsers without script: shown as plain text, taken back block by block.

A heading is a line that begins with "# " or "## ", an item one that begins with "- "; blank lines part the blocks. The
blocks whose plain text comes back unchanged keep their formatting; what was changed or added is plain.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from richtext import build
from richtext.cleaning import from_text, printable
from richtext.reading import map_inlines, plain, to_text

Node = dict[str, Any]


def to_plain(document: Node | None) -> str:
    """The text to be edited; blocks that say nothing are left out."""
    return "\n\n".join(part for part, _block in parts(document))


def from_plain(typed: str, document: Node | None) -> Node | None:
    """What was typed, as a document; unchanged blocks are those of `document`. None where nothing is left."""
    chunks = [chunk.strip("\n") for chunk in re.split(r"\n[ \t]*\n", typed.replace("\r\n", "\n")) if chunk.strip()]
    standing = list(parts(document))
    blocks: list[Node] = []
    matcher = SequenceMatcher(None, [part for part, _block in standing], chunks, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        blocks += [block for _part, block in standing[i1:i2]] if tag == "equal" else map(block_of, chunks[j1:j2])
    return build.doc(*blocks) if blocks else None


def parts(document: Node | None) -> Iterator[tuple[str, Node]]:
    """Each block that says something, with its plain text."""
    for block in document["content"] if document else []:
        marker = "#" * block["attrs"]["level"] + " " if block["type"] == "heading" else ""
        text = to_text({"type": "doc", "content": [map_inlines(block, with_notes_in_brackets)]})
        if text.strip():
            yield marker + re.sub(r"\n\s*\n", "\n", text).strip("\n"), block


def with_notes_in_brackets(content: list[Node]) -> list[Node]:
    return [build.text(f" [{_('note:')} {plain(each)}]") if each["type"] == "footnote" else each for each in content]


def block_of(chunk: str) -> Node:
    """A block that was typed."""
    title = re.fullmatch(r"(#{1,2}) +(.+)", chunk)
    if title:
        return build.heading(len(title[1]), printable(title[2].strip()))
    items = [line[2:].strip() for line in chunk.split("\n") if line.startswith("- ")]
    if all(items) and len(items) == len(chunk.split("\n")):
        return build.bullet_list(*map(printable, items))
    return from_text(chunk)["content"][0]
