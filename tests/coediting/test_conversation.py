"""What a page is told of its updates while the writer is held back: the order of things, without a clock."""

import asyncio
import uuid
from collections.abc import Iterable

import pytest
from pycrdt import Doc, XmlElement

from coediting import wire
from coediting.conversation import MAX_HELD, Closing, Conversation
from coediting.convert import fragment_of, insert_node, new_doc
from coediting.log import Stored
from coediting.outbox import MAX_BYTES
from coediting.owners import Rights
from coediting.rooms import MAX_DEPTH, Room, depth_of
from coediting.updates import read_state
from coediting.writer import Work
from forum.access import ALLOWED
from forum.models import User
from richtext.build import doc, paragraph
from tests.coediting.running import run_apart

WRITER = Rights(read=ALLOWED, write=ALLOWED, suggest=ALLOWED)


class Page(Conversation):
    """Remembers what it is told of its updates."""

    def __init__(self, room: Room, person: int, *, control: bool = True) -> None:
        self.news: list[tuple[str, int]] = []
        user = User(pk=person, name="Ada")
        super().__init__(
            room, user, "session", WRITER, control=control, run=asyncio.to_thread, hang_up=self.news.append
        )
        self.begin()

    def tell(self, **message) -> None:
        if message["type"] in {"ack", "refused"}:
            self.news.append((message["type"], message["n"]))

    def hears(self, update: bytes) -> None:
        run_apart(self.take(wire.update(update)))

    def hear_all(self, updates: Iterable[bytes]) -> None:
        for update in updates:
            self.hears(update)


class HeldBack:
    """A writer that does nothing until it is told what became of what it was given."""

    def __init__(self) -> None:
        self.works = []

    def becomes(self, *numbers: int | None) -> None:
        """The numbers that the database gave, None for a refusal."""
        works, self.works = self.works, []
        for work, seq in zip(works, numbers, strict=True):
            work.seq = seq
        self.room.written(works)


@pytest.fixture
def writer():
    writer = HeldBack()
    writer.room = Room(uuid.uuid4(), lambda work: writer.works.append(work))
    start = new_doc(doc(paragraph("One")))
    writer.room.open(Stored(writer.room.document, "test", 1, 1, False, 1, (start.get_update(),)))
    return writer


@pytest.fixture
def pages(writer):
    return Page(writer.room, 1), Page(writer.room, 2)


@pytest.fixture
def change(writer):
    """An update of somebody who has the text and adds a paragraph to it."""
    copy = Doc()
    copy.apply_update(writer.room.doc.get_update())
    before = copy.get_state()
    insert_node(fragment_of(copy), 1, paragraph("Two"))
    return copy.get_update(before)


def test_what_repeats_an_update_on_its_way_is_acknowledged_with_it(writer, pages, change):
    first, second = pages
    first.hears(change)
    second.hears(change)
    assert (first.news, second.news, len(writer.works)) == ([], [], 1)
    writer.becomes(2)
    assert (first.news, second.news, writer.works) == ([("ack", 1)], [("ack", 1)], [])


def test_what_repeats_a_refused_update_is_no_more_written_than_that(writer, pages, change):
    first, second = pages
    first.hears(change)
    second.hears(change)
    writer.becomes(None)
    assert (first.news, second.news) == ([("refused", 1), ("ack", 1)], [])
    assert [work.entry.author for work in writer.works] == [2]  # it is tried by itself
    writer.becomes(2)
    assert second.news == [("ack", 1)]


def test_what_is_committed_already_is_acknowledged_at_once(writer, pages, change):
    first, second = pages
    first.hears(change)
    writer.becomes(2)
    second.hears(change)
    assert (second.news, writer.works) == ([("ack", 1)], [])


# ---- many that wait


@pytest.fixture
def copy(writer):
    copy = Doc()
    copy.apply_update(writer.room.doc.get_update())
    return copy


def paragraphs(copy, count):
    """Updates that add a paragraph each, after one another."""
    for number in range(count):
        before = copy.get_state()
        insert_node(fragment_of(copy), number + 1, paragraph(str(number)))
        yield copy.get_update(before)


def test_however_many_paragraphs_wait_the_text_is_no_deeper(writer, pages, copy):
    first, _ = pages
    for update in paragraphs(copy, 5 * MAX_DEPTH):
        first.hears(update)
    assert (first.news, len(writer.works)) == ([], 5 * MAX_DEPTH)
    writer.becomes(*range(2, 5 * MAX_DEPTH + 2))
    assert (first.news[-1], depth_of(fragment_of(writer.room.doc))) == (("ack", 5 * MAX_DEPTH), 2)


def nested(copy, levels):
    """Updates that put an element into the last one each."""
    inner = fragment_of(copy)
    for _ in range(levels):
        before = copy.get_state()
        inner = inner.children.append(XmlElement("blockquote"))
        yield copy.get_update(before)


def test_what_waits_and_stands_within_each_other_is_refused_at_the_limit(writer, pages, copy):
    """However it is cut: none of it is committed yet."""
    first, _ = pages
    for update in paragraphs(copy, MAX_DEPTH):
        first.hears(update)
    levels = nested(copy, 2 * MAX_DEPTH)
    with pytest.raises(Closing) as closing:
        first.hear_all(levels)
    assert closing.value.code == wire.BAD_MESSAGE
    assert first.count - MAX_DEPTH == MAX_DEPTH  # the last of them was refused


def test_a_refusal_that_was_sent_by_an_earlier_room_is_nothing_to_this_one(writer, pages, copy):
    """After an outage: what was left in the queue when the room was closed comes back while the new one writes."""
    first, _ = pages
    one, other = paragraphs(copy, 2)
    first.hears(one)
    earlier = Work(writer.works[0].entry, 0, writer.works[0].contents)
    writer.room.written([earlier])
    first.hears(other)
    writer.becomes(2, 3)
    assert (first.news, writer.room.known.clocks) == ([("ack", 1), ("ack", 2)], read_state(copy.get_state()))


def test_what_is_repeated_while_it_waits_takes_no_memory_without_bound(writer, pages, change):
    first, second = pages
    first.hears(change)
    for _ in range(3):
        second.hears(change)
    assert second.on_the_way == 3 * len(change)
    writer.becomes(2)
    assert (first.on_the_way, second.on_the_way, second.news) == (0, 0, [("ack", 1), ("ack", 2), ("ack", 3)])


# ---- who is let go and may come again


@pytest.mark.parametrize("control, code", [(True, wire.SYNC_AGAIN), (False, wire.TRY_LATER)])
def test_a_client_that_takes_our_numbers_for_the_last_word_is_told_to_try_later(writer, copy, control, code):
    """When too much is missing: y-websocket types before it has answered the question what it has."""
    page = Page(writer.room, 1, control=control)
    _missing, *others = paragraphs(copy, MAX_HELD + 2)
    with pytest.raises(Closing) as closing:
        page.hear_all(others)
    assert closing.value.code == code


@pytest.mark.parametrize("control, code", [(True, wire.TOO_SLOW), (False, wire.TRY_LATER)])
def test_who_does_not_read_may_come_again(writer, control, code):
    page = Page(writer.room, 1, control=control)
    page.outbox.put(b"x" * MAX_BYTES)
    page.send(b"x" * MAX_BYTES)
    assert page.news[-1] == code
