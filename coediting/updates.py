"""What an update holds, read without applying it: the gate before the log.

An update that passes is well formed, writes to the one root that a document has, and holds nothing but what an editor
writes: elements, texts, formatting, attributes. So what is stored can be applied by every reader, and the native
library never meets what could bring the process down (a value nested a million times).

`Known` is what a document holds already, as numbers: it tells whether an update says anything new, and whether it leans
on something that is not there yet. A document is only given updates that lean on nothing missing.

The format is Yjs's update format 1: for each client its structs from a clock on, then the ranges that are deleted.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

import pycrdt

from coediting.lib0 import BadMessage, Reader
from richtext.schema import MAX_DEPTH

ROOT = "prosemirror"
"""The name of the fragment that y-prosemirror binds an editor to."""

EMPTY = b"\0\0"
NOTHING_KNOWN = b"\0"
"""A state vector without any client."""

MAX_VALUE_DEPTH = 4  # an attribute is a number or a text; a mark has an object of texts
MAX_CLOCK = 2**40
MAX_NESTING = MAX_DEPTH + 2
"""How many elements one update may put into each other: the deepest text that the schema allows, in one piece."""

_GC, _DELETED, _STRING, _FORMAT, _TYPE, _ANY, _SKIP = 0, 1, 4, 6, 7, 8, 10
_ELEMENT, _TEXT = 3, 6
_ORIGIN, _RIGHT_ORIGIN, _HAS_KEY = 0x80, 0x40, 0x20

Ranges = dict[int, list[tuple[int, int]]]
"""For each client ranges of clocks, as (start, end)."""


class Item(NamedTuple):
    """A piece of a document: what it holds, the pieces that say where it stands, and from where to where its content
    stands in the update."""

    start: int
    end: int
    kind: int
    parent: tuple[int, int] | None
    beside: tuple[int, int] | None
    content: tuple[int, int] = (0, 0)

    @property
    def is_text(self) -> bool:
        return self.kind == _STRING

    @property
    def is_type(self) -> bool:
        return self.kind == _TYPE


@dataclass
class Contents:
    """What an update says: written ranges, deleted ranges, and up to where it leans on others.

    `nesting` is how many elements it puts into each other at most.
    """

    written: Ranges = field(default_factory=dict)
    deleted: Ranges = field(default_factory=dict)
    leans_on: dict[int, int] = field(default_factory=dict)
    items: dict[int, list[Item]] = field(default_factory=dict)
    nesting: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.written and not self.deleted

    @property
    def clients(self) -> list[int]:
        """The pages that wrote what is new in it, as their numbers."""
        return sorted(self.written)

    def lean(self, client: int, clock: int) -> tuple[int, int]:
        self.leans_on[client] = max(self.leans_on.get(client, 0), clock + 1)
        return client, clock

    def item(self, place: tuple[int, int]) -> Item | None:
        items = self.items.get(place[0], [])
        found = bisect_right(items, place[1], key=lambda item: item.start) - 1
        return items[found] if found >= 0 and place[1] < items[found].end else None


def read_update(update: bytes) -> Contents:
    """Read an update to its end; BadMessage for anything that an editor of ours would not write."""
    reader = Reader(update)
    contents = Contents()
    for _ in range(reader.number()):
        _structs(reader, contents)
    for _ in range(reader.number()):
        client = reader.number()
        for _ in range(reader.number()):
            start, length = _clock(reader), reader.number()
            if length:
                contents.deleted.setdefault(client, []).append((start, _end(start, length)))
    reader.end()
    contents.nesting = _nesting(contents)
    if contents.nesting > MAX_NESTING:
        raise BadMessage("elements are nested too deep")
    try:
        pycrdt.get_state(update)  # reads all of it, and what it refuses could not be applied
    except ValueError as error:
        raise BadMessage("the update cannot be read") from error
    return contents


def read_state(state: bytes) -> dict[int, int]:
    """A state vector: for each client how far its writing is known."""
    reader = Reader(state)
    known = {}
    for _ in range(reader.number()):
        client = reader.number()
        known[client] = _clock(reader)
    reader.end()
    return known


def _structs(reader: Reader, contents: Contents) -> None:
    count, client, clock = reader.number(), reader.number(), _clock(reader)
    for _ in range(count):
        info = reader.byte()
        kind = info & 0x1F
        if kind in (_GC, _SKIP):
            length = reader.number()
        else:
            length = _item(reader, info, kind, contents, client, clock)
        if not length:
            raise BadMessage("a struct without length")
        end = _end(clock, length)
        if kind != _SKIP:
            written = contents.written.setdefault(client, [])
            if written and written[-1][1] == clock:
                written[-1] = (written[-1][0], end)
            else:
                written.append((clock, end))
        clock = end


def _item(reader: Reader, info: int, kind: int, contents: Contents, client: int, clock: int) -> int:
    """Read an item; gives its length in clocks."""
    parent = beside = None
    for origin in (_ORIGIN, _RIGHT_ORIGIN):
        if info & origin:
            place = contents.lean(reader.number(), _clock(reader))
            beside = beside or place
    if beside is None:
        if reader.number() == 1:
            if reader.text() != ROOT:
                raise BadMessage("an update of another root")
        else:
            parent = contents.lean(reader.number(), _clock(reader))
        if info & _HAS_KEY:
            reader.text()
            if parent is None or kind not in (_ANY, _DELETED):
                raise BadMessage("an attribute that is no plain value, or of the root")
    begin = reader.place
    length = _content(reader, kind)
    content = (begin, reader.place)
    contents.items.setdefault(client, []).append(Item(clock, clock + length, kind, parent, beside, content))
    return length


def _nesting(contents: Contents) -> int:
    """How many types stand within each other at most, as far as the update itself can tell."""
    deep: dict[Item, int] = {}
    for items in contents.items.values():
        for item in items:
            if item.kind == _TYPE:
                _measure(item, contents, deep)
    return max(deep.values(), default=0)


def _measure(item: Item, contents: Contents, deep: dict[Item, int]) -> None:
    """Follow the pieces that say where this one stands, out of the update or to one that is measured already."""
    way: list[Item] = []
    on_the_way = set()
    at: Item | None = item
    while at is not None and at not in deep:
        if at in on_the_way:
            raise BadMessage("elements that stand within themselves")
        on_the_way.add(at)
        way.append(at)
        place = at.parent or at.beside
        before, at = at, contents.item(place) if place else None
        if at is not None and at.kind != _TYPE and not (at.kind == _DELETED and before.parent is None):
            raise BadMessage("an element within a text")
    depth = 0 if at is None else deep[at]
    for one in reversed(way):
        depth = depth + 1 if one.parent or not depth else depth
        deep[one] = depth


def _content(reader: Reader, kind: int) -> int:
    if kind == _DELETED:
        return reader.number()
    if kind == _STRING:
        return len(reader.text().encode("utf-16-le")) // 2  # clocks count as JavaScript does
    if kind == _FORMAT:
        reader.text()
        reader.text()
        return 1
    if kind == _TYPE:
        return _type(reader)
    if kind == _ANY:
        length = reader.number()
        for _ in range(length):
            _value(reader, 0)
        return length
    raise BadMessage("content that no text has")


def _type(reader: Reader) -> int:
    kind = reader.number()
    if kind == _ELEMENT:
        reader.text()
    elif kind != _TEXT:
        raise BadMessage("a shared type that no text has")
    return 1


def _value(reader: Reader, depth: int) -> None:
    """Pass over a plain value. undefined, null, two booleans, whole number, two sorts of floats, big number, text, …"""
    if depth > MAX_VALUE_DEPTH:
        raise BadMessage("a value is nested too deep")
    kind = reader.byte()
    if kind in (127, 126, 121, 120):
        return
    if kind == 125:
        while reader.byte() >= 128:
            pass
    elif kind in (124, 123, 122):
        reader.skip({124: 4, 123: 8, 122: 8}[kind])
    elif kind == 119:
        reader.text()
    elif kind == 118:
        for _ in range(reader.number()):
            reader.text()
            _value(reader, depth + 1)
    elif kind == 117:
        for _ in range(reader.number()):
            _value(reader, depth + 1)
    else:
        raise BadMessage("a value that no attribute has")


def _clock(reader: Reader) -> int:
    clock = reader.number()
    if clock > MAX_CLOCK:
        raise BadMessage("a clock is too large")
    return clock


def _end(start: int, length: int) -> int:
    if start + length > MAX_CLOCK:
        raise BadMessage("a range is too long")
    return start + length


class Known:
    """What a document holds, as numbers: how far each client is known, and which ranges are deleted."""

    def __init__(self, state: bytes = NOTHING_KNOWN, deletions: bytes = EMPTY) -> None:
        """`deletions` is an update against `state` itself: it holds the document's deletions and nothing else."""
        self.clocks = read_state(state)
        self.deleted: Ranges = {}
        for client, ranges in read_update(deletions).deleted.items():
            self.deleted[client] = _merged(ranges)

    def has(self, contents: Contents) -> bool:
        """Whether nothing in it is new."""
        return all(ranges[-1][1] <= self.clocks.get(client, 0) for client, ranges in contents.written.items()) and all(
            _covers(self.deleted.get(client, []), start, end)
            for client, ranges in contents.deleted.items()
            for start, end in ranges
        )

    def lacks(self, contents: Contents) -> bool:
        """Whether it leans on something that is neither here nor in itself."""
        reached = dict(self.clocks)
        for client, ranges in contents.written.items():
            for start, end in ranges:
                if start > reached.get(client, 0):
                    return True
                reached[client] = max(end, reached.get(client, 0))
        return any(clock > reached.get(client, 0) for client, clock in contents.leans_on.items()) or any(
            end > reached.get(client, 0) for client, ranges in contents.deleted.items() for _, end in ranges
        )

    def add(self, contents: Contents) -> None:
        for client, ranges in contents.written.items():
            self.clocks[client] = max(ranges[-1][1], self.clocks.get(client, 0))
        for client, ranges in contents.deleted.items():
            have = self.deleted.setdefault(client, [])
            if len(ranges) < 8:
                for start, end in ranges:
                    _put(have, start, end)
            else:
                self.deleted[client] = _merged([*have, *ranges])


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _covers(ranges: list[tuple[int, int]], start: int, end: int) -> bool:
    place = bisect_right(ranges, (start, MAX_CLOCK)) - 1
    return place >= 0 and end <= ranges[place][1]


def _put(ranges: list[tuple[int, int]], start: int, end: int) -> None:
    """Add one range to disjoint, sorted ones."""
    place = max(bisect_right(ranges, (start, MAX_CLOCK)) - 1, 0)
    while place < len(ranges) and ranges[place][1] < start:
        place += 1
    last = place
    while last < len(ranges) and ranges[last][0] <= end:
        start, end = min(start, ranges[last][0]), max(end, ranges[last][1])
        last += 1
    ranges[place:last] = [(start, end)]
