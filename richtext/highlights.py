"""Words of a document highlighted for the page that shows it: a copy of the document with a mark of its own, "passage",
around them, and a node of its own, "passage_end", behind them. Neither is in the schema; nothing of it is stored.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import count
from typing import Any, NamedTuple

from richtext.reading import atom_text, inlines, leaves, map_inlines

Node = dict[str, Any]


class Highlight(NamedTuple):
    """Where words begin and end among the letters of the document (`letters_of`), and what stands behind them."""

    start: int
    end: int
    address: str
    label: str
    id: str


class Place(NamedTuple):
    """A letter: in which paragraph or heading, in which inline node of it, and where in that."""

    leaf: int
    inline: int
    offset: int


def letters_of(doc: Node) -> tuple[str, list[Place | None]]:
    """The text with single spaces, blocks parted by one too, and the place of each letter (None between blocks)."""
    text: list[str] = []
    places: list[Place | None] = []

    def add(letter: str, place: Place | None) -> None:
        letter = " " if letter.isspace() else letter
        if letter != " " or not text or text[-1] != " ":
            text.append(letter)
            places.append(place)

    for number, leaf in enumerate(leaves(doc)):
        if number:
            add(" ", None)
        for at, inline in enumerate(inlines(leaf)):
            for offset, letter in enumerate(atom_text(inline)):
                add(letter, Place(number, at, offset))
    return "".join(text), places


def highlighted(doc: Node, highlights: Iterable[Highlight]) -> Node:
    """A copy of the document in which these words are highlighted; overlapping ones are one surface, with several
    ends."""
    _text, places = letters_of(doc)
    covered: dict[tuple[int, int], set[int]] = defaultdict(set)
    ends: dict[tuple[int, int], dict[int, list[Highlight]]] = defaultdict(lambda: defaultdict(list))
    for one in highlights:
        found = [place for place in places[one.start : one.end] if place]
        for place in found:
            covered[place.leaf, place.inline].add(place.offset)
        if found:
            ends[found[-1].leaf, found[-1].inline][found[-1].offset].append(one)
    numbers = count()

    def change(content: list[Node]) -> list[Node]:
        leaf = next(numbers)
        return [
            piece for at, inline in enumerate(content) for piece in pieces_of(inline, covered[leaf, at], ends[leaf, at])
        ]

    return map_inlines(doc, change)


def pieces_of(inline: Node, covered: set[int], ends: dict[int, list[Highlight]]) -> list[Node]:
    """One inline node in the pieces that are highlighted and that are not."""
    if not covered:
        return [inline]
    if inline["type"] != "text":
        return [with_mark(inline), *(end_node(one) for these in ends.values() for one in these)]
    text, found = inline["text"], []
    for at, letter in enumerate(text):
        if letter.isspace() and at and text[at - 1].isspace() and at - 1 in covered:
            covered.add(at)  # of a run of spaces the first alone is a letter
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or (at in covered) != (start in covered) or at - 1 in ends:
            piece = inline | {"text": text[start:at]}
            found.append(with_mark(piece) if start in covered else piece)
            found += [end_node(one) for one in ends.get(at - 1, [])]
            start = at
    return found


def with_mark(inline: Node) -> Node:
    return inline | {"marks": [*inline.get("marks", []), {"type": "passage"}]}


def end_node(one: Highlight) -> Node:
    return {"type": "passage_end", "attrs": {"address": one.address, "label": one.label, "id": one.id}}
