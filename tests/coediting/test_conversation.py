"""What a page is told of its updates while the writer is held back: the order of things, without a clock."""

import asyncio
import uuid

import pytest
from pycrdt import Doc

from coediting import wire
from coediting.conversation import Conversation
from coediting.convert import fragment_of, insert_node, new_doc
from coediting.log import Stored
from coediting.owners import Rights
from coediting.rooms import Room
from forum.access import ALLOWED
from forum.models import User
from richtext.build import doc, paragraph
from tests.coediting.running import run_apart

WRITER = Rights(read=ALLOWED, write=ALLOWED, suggest=ALLOWED)


class Page(Conversation):
    """Remembers what it is told of its updates."""

    def __init__(self, room: Room, person: int) -> None:
        self.news: list[tuple[str, int]] = []
        user = User(pk=person, name="Ada")
        super().__init__(room, user, "session", WRITER, control=True, run=asyncio.to_thread, hang_up=self.news.append)
        self.begin()

    def tell(self, **message) -> None:
        if message["type"] in {"ack", "refused"}:
            self.news.append((message["type"], message["n"]))

    def hears(self, update: bytes) -> None:
        run_apart(self.take(wire.update(update)))


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
