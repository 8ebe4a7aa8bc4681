"""The gate before the log: what an update holds, what it adds, and what is refused."""

import random
import struct

import pytest
from pycrdt import Array, Doc, Map, Text, XmlElement, XmlFragment, XmlText

from coediting.convert import fragment_of, new_doc
from coediting.lib0 import BadMessage, Reader, number, sized, text
from coediting.updates import EMPTY, ROOT, Known, read_state, read_update
from richtext.build import doc, paragraph
from richtext.build import text as run


def written(seed: int, changes: int = 400) -> tuple[Doc, list[bytes]]:
    """A document that grew by chance, and the updates that made it."""
    chance = random.Random(seed)
    one = new_doc(doc(paragraph(run("Début 😀"))))
    updates = [one.get_update()]
    fragment = fragment_of(one)
    for _ in range(changes):
        before = one.get_state()
        element = fragment.children[chance.randrange(len(fragment.children))] if len(fragment.children) else None
        act = chance.random()
        if act < 0.1 or element is None:
            new = fragment.children.insert(0, XmlElement("heading", {"level": chance.randint(1, 2)}))
            new.children.append(XmlText(""))
        elif act < 0.7:
            words = element.children[0]
            words.insert(len(words), chance.choice(["é😀", "abc", " "]), {"bold": {}} if act < 0.2 else {})
        elif act < 0.9:
            element.children[0].clear()
        elif act < 0.95:
            element.attributes["x"] = {"a": [1, 2.5, "s", None, True]}
        else:
            del fragment.children[0]
        updates.append(one.get_update(before))
    return one, updates


def exactly(one: Doc) -> Known:
    return Known(one.get_state(), one.get_update(one.get_state()))


@pytest.mark.parametrize("seed", range(5))
def test_what_is_counted_is_what_the_document_holds(seed):
    one, updates = written(seed)
    known = Known()
    for update in updates:
        contents = read_update(update)
        assert not known.lacks(contents)
        known.add(contents)
        assert known.has(contents)
    assert (known.clocks, known.deleted) == (exactly(one).clocks, exactly(one).deleted)
    whole = read_update(one.get_update())
    assert known.has(whole)
    assert not Known().has(whole)
    assert not Known().lacks(whole)


def test_one_that_leans_on_another_lacks_it():
    _, updates = written(1)
    contents = [read_update(update) for update in updates]
    assert all(Known().lacks(one) for one in contents[1:] if not one.is_empty)
    known = Known()
    known.add(contents[0])
    assert not known.lacks(contents[1])


def test_a_deletion_is_new_until_it_is_known():
    one = new_doc(doc(paragraph(run("abc"))))
    known = exactly(one)
    before = one.get_state()
    del fragment_of(one).children[0].children[0][0:2]
    deletion = read_update(one.get_update(before))
    assert deletion.written == {}
    assert list(deletion.deleted) == [one.client_id]
    assert not known.has(deletion)
    assert not known.lacks(deletion)
    assert Known().lacks(deletion)
    assert exactly(one).has(deletion)


def test_nothing_is_nothing():
    assert read_update(EMPTY).is_empty
    assert read_state(b"\0") == {}


def test_deletions_are_joined():
    known = Known()
    known.clocks = {1: 100}
    for start, end in [(10, 12), (20, 30), (12, 15), (5, 9), (9, 10), (14, 25)]:
        contents = read_update(number(0) + number(1) + number(1) + number(1) + number(start) + number(end - start))
        known.add(contents)
    assert known.deleted == {1: [(5, 30)]}


def other_content(make) -> bytes:
    one = Doc()
    make(one)
    return one.get_update()


def element(clock: int, parent: int | None, name: str = "paragraph") -> bytes:
    where = number(1) + text(ROOT) if parent is None else number(0) + number(1) + number(parent)
    return bytes([7]) + where + number(3) + text(name)


def structs(*items: bytes, client: int = 1, clock: int = 0, deleted: bytes = b"\0") -> bytes:
    return number(1) + number(len(items)) + number(client) + number(clock) + b"".join(items) + deleted


def nested(depth: int) -> bytes:
    return structs(*(element(clock, clock - 1 if clock else None) for clock in range(depth)))


def attribute(value: bytes) -> bytes:
    item = bytes([8 | 0x20]) + number(0) + number(1) + number(0) + text("level") + number(1) + value
    return structs(element(0, None), item)


REFUSED = {
    "nothing at all": b"",
    "noise": b"\xff" * 40,
    "a promise of much": number(2**40),
    "cut off": new_doc(doc(paragraph(run("abc")))).get_update()[:-4],
    "more after the end": EMPTY + b"\0",
    "another root": other_content(lambda one: one.get("elsewhere", type=XmlFragment).children.append(XmlElement("p"))),
    "a map": other_content(lambda one: one.get(ROOT, type=Map).update({"a": 1})),
    "an array in the root": other_content(lambda one: one.get(ROOT, type=Array).append(Array(["x"]))),
    "a document within": other_content(lambda one: one.get(ROOT, type=Array).append(Doc())),
    "bytes": other_content(lambda one: one.get(ROOT, type=Array).append(b"x")),
    "an embed": other_content(lambda one: one.get(ROOT, type=Text).insert_embed(0, {"image": "x"})),
    "elements as deep as the sea": nested(100_000),
    "a value as deep as the sea": attribute(bytes([117, 1]) * 200_000 + bytes([126])),
    "a value that is none": attribute(bytes([1])),
    "a float cut off": attribute(bytes([123, 0])),
    "a clock beyond all numbers": structs(element(0, None), clock=2**50),
    "a range beyond all numbers": number(0) + number(1) + number(1) + number(1) + number(5) + number(2**52),
    "a struct without length": structs(bytes([0]) + number(0)),
    "a text without length": structs(bytes([4]) + number(1) + text(ROOT) + text("")),
    "a text that is no UTF-8": structs(bytes([4]) + number(1) + text(ROOT) + sized(b"\xff")),
    "an element within itself": structs(
        bytes([7]) + number(0) + number(1) + number(1) + number(3) + text("p"), element(1, 0)
    ),
    "an element within a text": structs(
        element(0, None),
        bytes([7]) + number(0) + number(1) + number(0) + number(6),
        bytes([4]) + number(0) + number(1) + number(1) + text("abc"),
        bytes([7 | 0x80]) + number(1) + number(3) + number(3) + text("p"),
    ),
    "formatting that is no JSON": structs(
        element(0, None),
        bytes([7]) + number(0) + number(1) + number(0) + number(6),
        bytes([6]) + number(0) + number(1) + number(1) + text("bold") + text("{"),
    ),
    "formatting as deep as the sea": structs(
        element(0, None),
        bytes([7]) + number(0) + number(1) + number(0) + number(6),
        bytes([6]) + number(0) + number(1) + number(1) + text("bold") + text("[" * 100_000),
    ),
}


@pytest.mark.parametrize("update", REFUSED.values(), ids=REFUSED)
def test_what_no_editor_writes_is_refused(update):
    with pytest.raises(BadMessage):
        read_update(update)


def test_what_an_editor_writes_passes():
    assert read_update(nested(12)).nesting == 12
    for value in [bytes([124]) + struct.pack(">f", 2), bytes([125, 0x81, 1]), bytes([119]) + text("x"), bytes([120])]:
        assert read_update(attribute(value)).clients == [1]


@pytest.mark.sampled("seed", range(300))
def test_noise_raises_nothing_else(seed):
    chance = random.Random(seed)
    _, updates = written(seed % 7, 20)
    update = bytearray(chance.choice(updates))
    for _ in range(chance.randint(1, 6)):
        update[chance.randrange(len(update))] = chance.randrange(256)
    try:
        contents = read_update(bytes(update))
    except BadMessage:
        return
    known = Known()
    known.has(contents)
    known.lacks(contents)
    Doc().apply_update(bytes(update))  # what the gate lets through can be applied


@pytest.mark.parametrize("data", [b"", b"\x01", b"\x01\x01", b"\xff" * 12, b"\x01\x01\x01more"])
def test_a_state_that_is_none(data):
    with pytest.raises(BadMessage):
        read_state(data)


def test_reading_past_the_end():
    with pytest.raises(BadMessage):
        Reader(b"\x05ab").bytes()
