"""Two people wrote on the same document without seeing each other: both their changes in one, block by block.

A block (paragraph, heading, list, quotation, table) that one of them changed, added or took out is taken over from that
one. Where both changed the same block, both versions stand, the one that is there already first; a block that one took
out and the other changed stays. No word that either of them wrote is dropped.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from richtext.build import doc
from richtext.matching import opcodes, pairs
from richtext.reading import is_blank, to_text

Node = dict[str, Any]


class Merged(NamedTuple):
    """`twice` are the blocks of `mine` that stand beside another version of the same block."""

    document: Node
    twice: tuple[Node, ...] = ()


class _Side(NamedTuple):
    """What became of each block of the base: the block itself, another, or None; and what was added before each."""

    blocks: list[Node | None]
    added: dict[int, list[Node]]


def merge(base: Node, theirs: Node, mine: Node) -> Merged:
    """`theirs` stands already; `mine` was written on `base` and comes now. An empty `base` says that nobody knows what
    it was written on: then what both have stands once, and the rest of both is there."""
    if theirs in (base, mine):
        return Merged(mine)
    if mine == base:
        return Merged(theirs)
    origin = [] if is_blank(base) else base["content"]
    if not origin:
        return _both(theirs, mine)
    left, right = _side(origin, theirs["content"]), _side(origin, mine["content"])
    blocks: list[Node] = []
    twice: list[Node] = []
    for place, block in enumerate([*origin, None]):
        blocks += _once(left.added[place], right.added[place])
        if block is None:
            break
        standing = _became(block, left.blocks[place], right.blocks[place])
        blocks += standing
        twice += standing[1:]
    return Merged(doc(*blocks), tuple(twice))


def _became(block: Node, theirs: Node | None, mine: Node | None) -> list[Node]:
    """What stands in the place of a block: nothing, one version of it, or both. None: it was taken out."""
    if theirs in (block, mine):
        return [mine] if mine else []
    if mine == block:
        return [theirs] if theirs else []
    return [each for each in (theirs, mine) if each]


def _once(theirs: list[Node], mine: list[Node]) -> list[Node]:
    return [*theirs, *(block for block in mine if block not in theirs)]


def _both(theirs: Node, mine: Node) -> Merged:
    """Everything of both, what they share once; where they differ theirs stands first."""
    blocks: list[Node] = []
    twice: list[Node] = []
    there, here = theirs["content"], mine["content"]
    for tag, i1, i2, j1, j2 in opcodes(_keys(there), _keys(here)):
        blocks += there[i1:i2]
        if tag != "equal":
            blocks += here[j1:j2]
            twice += here[j1:j2] if i1 < i2 else []
    return Merged(doc(*blocks), tuple(twice))


def _side(origin: Sequence[Node], blocks: Sequence[Node]) -> _Side:
    became: list[Node | None] = [None] * len(origin)
    added: dict[int, list[Node]] = defaultdict(list)
    for tag, i1, i2, j1, j2 in opcodes(_keys(origin), _keys(blocks)):
        if tag == "equal":
            became[i1:i2] = blocks[j1:j2]
            continue
        at = i1
        for i, j in pairs([_text(block) for block in origin[i1:i2]], [_text(block) for block in blocks[j1:j2]]):
            if i is None:
                added[at].append(blocks[j1 + j])
                continue
            at = i1 + i + 1
            if j is not None:
                became[i1 + i] = blocks[j1 + j]
    return _Side(became, added)


def _keys(blocks: Sequence[Node]) -> list[str]:
    return [json.dumps(block, sort_keys=True) for block in blocks]


def _text(block: Node) -> str:
    return to_text({"type": "doc", "content": [block]})
