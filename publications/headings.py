"""Headings inside answers: which are printed, and on which level."""

from typing import Any

from richtext.reading import Heading, inlines, leaves, plain

Node = dict[str, Any]


def printed_headings(doc: Node) -> list[Heading]:
    """The headings that richtext.html writes, in order; those without any content are left out there."""
    return [
        Heading(leaf["attrs"]["level"], " ".join(plain(leaf).split()))
        for leaf in leaves(doc)
        if leaf["type"] == "heading" and inlines(leaf)
    ]


def without_gaps(doc: Node) -> Node:
    """The document with its first heading on level 1, since a tagged PDF must not skip a level."""
    blocks, is_open = [], False
    for block in doc["content"]:
        if block["type"] == "heading" and not is_open:
            if block["attrs"]["level"] > 1:
                block = {**block, "attrs": {**block["attrs"], "level": 1}}
            elif inlines(block):
                is_open = True
        blocks.append(block)
    return {**doc, "content": blocks}
