"""What one server process keeps open: its rooms and pages, its writer, its ear for other processes, and its clock.

There is one hub for an event loop. Rooms live on the loop's thread; the database is asked on threads of a pool, so that
no page waits for another one's query.
"""

import asyncio
import contextlib
import logging
import secrets
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection

from coediting import bus, checking, compaction, log, presence, rendering, wire
from coediting.listening import Ear
from coediting.open_pages import OpenPages
from coediting.rooms import Room
from coediting.writer import UpdateWriter, Work

THREADS = 4
PRESENCE_EVERY = 0.05
LEFT_OPEN = 10
"""Seconds that a room stays after its last page: a reload finds it."""
RENDERED_AFTER = 3
MANY_UPDATES = 500
SWITCH = 0.0005
"""Seconds after which a thread that computes lets another one go on; Python's own 0.005 are as long as a commit."""

Answer = TypeVar("Answer")
logger = logging.getLogger(__name__)
_hub: "Hub | None" = None


def running() -> "Hub":
    """The hub of the loop that runs; begun by the first page that comes."""
    global _hub
    loop = asyncio.get_running_loop()
    if _hub is None or _hub.loop is not loop:
        _hub = Hub(loop)
        _hub.begin()
    return _hub


def of_this_process() -> "Hub | None":
    """The hub, for other threads; None where no pages are connected, as under WSGI."""
    return _hub if _hub is not None and not _hub.has_ended else None


class Hub:
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.source = secrets.token_hex(8)
        self.rooms: dict[UUID, asyncio.Future[Room]] = {}
        self.pool = ThreadPoolExecutor(THREADS, "coediting")
        self.tasks: set[asyncio.Task] = set()
        self.to_render: set[UUID] = set()
        self.unsnapshot: dict[UUID, int] = {}
        self.pages = OpenPages(self.run)
        self.has_ended = False

    def begin(self) -> None:
        # The writer comes back from the database several times in a commit, and has to wait until the loop lets it.
        sys.setswitchinterval(SWITCH)
        self.writer = UpdateWriter(self.source, self._from_writer(self._written), self._from_writer(self._failed))
        self.ear = Ear(self.loop, self.heard, self.ask_all_anew)
        self.ear.begin()
        self.start(self._every(PRESENCE_EVERY, self.tell_presence))
        self.start(self._every(checking.every(), self.check))
        self.start(self.pages.watch())

    async def end(self) -> None:
        """Everything that was sent is written; the pages are told to come again."""
        self.has_ended = True
        for task in list(self.tasks):
            task.cancel()
        self.ear.end()
        for room in self.open_rooms():
            room.close(wire.GOING_AWAY)
        self.pages.end()
        await self.loop.run_in_executor(None, self.writer.end)
        await self.loop.run_in_executor(None, self.pool.shutdown)

    async def run(self, function: Callable[..., Answer], *args: Any) -> Answer:
        """Ask the database, on a thread of the pool."""
        return await self.loop.run_in_executor(self.pool, _with_connection, function, *args)

    def start(self, work: Coroutine) -> None:
        task = self.loop.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("something went wrong beside the pages", exc_info=error)

    async def _every(self, seconds: float, act: Callable[[], Any]) -> None:
        while True:
            await asyncio.sleep(seconds)
            try:
                done = act()
                if asyncio.iscoroutine(done):
                    await done
            except Exception:  # the clock goes on
                logger.exception("%s failed", act)

    # rooms

    async def room(self, document: UUID) -> Room:
        """The room of a document, opened if it is not. Document.DoesNotExist if there is no such document."""
        while True:
            opening = self.rooms.get(document)
            if opening is None:
                opening = self.rooms[document] = self.loop.create_future()
                self.start(self._open(document, opening))
            room = await asyncio.shield(opening)
            if self.rooms.get(document) is opening:
                return room

    async def _open(self, document: UUID, opening: asyncio.Future) -> None:
        try:
            room = Room(document, self.writer.submit)
            room.open(await self.run(log.load, document))
        except Exception as error:  # whoever waits for the room gets it  # noqa: BLE001
            self.rooms.pop(document, None)
            opening.set_exception(error)
            opening.exception()  # it may be that nobody waits any more
            return
        opening.set_result(room)
        self.writer.tell(bus.Message("asking", self.source, (document,)))
        await self._catch_up(room)  # what was written between the reading and now was not heard

    def open_rooms(self) -> list[Room]:
        return [opening.result() for opening in self.rooms.values() if opening.done() and not opening.exception()]

    def open_room(self, document: UUID) -> Room | None:
        opening = self.rooms.get(document)
        return opening.result() if opening and opening.done() and not opening.exception() else None

    def left(self, room: Room) -> None:
        """A page left. If nobody is left, the room is closed after a while and its log is gathered."""
        if not room.members and not self.has_ended:
            self.start(self._close_if_empty(room))

    async def _close_if_empty(self, room: Room) -> None:
        await asyncio.sleep(LEFT_OPEN)
        if room.members or room.on_the_way or self.open_room(room.document) is not room:
            return
        del self.rooms[room.document]
        self.unsnapshot.pop(room.document, None)
        await self.run(compaction.compact, room.document)

    def drop(self, room: Room, code: int) -> None:
        """Close a room with everybody in it; whoever comes again gets a new one."""
        if self.open_room(room.document) is room:
            del self.rooms[room.document]
        room.close(code)

    # what the writer says

    def _from_writer(self, act: Callable[[list[Work]], None]) -> Callable[[list[Work]], None]:
        def written(works: list[Work]) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended; the updates are written all the same
                self.loop.call_soon_threadsafe(act, works)

        return written

    def _written(self, works: list[Work]) -> None:
        by_document: dict[UUID, list[Work]] = {}
        for work in works:
            by_document.setdefault(work.entry.document, []).append(work)
        for document, its in by_document.items():
            if room := self.open_room(document):
                room.written(its)
            if any(work.seq is None for work in its):
                self.start(self.ask_anew([document]))
            if written := sum(work.seq is not None for work in its):
                self.changed(document, written)

    def changed(self, document: UUID, updates: int) -> None:
        """Render it soon, and gather its log when it has grown long."""
        if document not in self.to_render:
            self.to_render.add(document)
            self.start(self._render(document))
        self.unsnapshot[document] = self.unsnapshot.get(document, 0) + updates
        if self.unsnapshot[document] >= MANY_UPDATES:
            self.unsnapshot[document] = 0
            self.start(self.run(compaction.compact, document))

    async def _render(self, document: UUID) -> None:
        await asyncio.sleep(RENDERED_AFTER)
        self.to_render.discard(document)
        await self.run(rendering.render, document)

    def _failed(self, works: list[Work]) -> None:
        for document in {work.entry.document for work in works}:
            if room := self.open_room(document):
                self.drop(room, wire.TRY_LATER)

    # what other processes say

    def heard(self, message: bus.Message) -> None:
        if message.source == self.source:
            return
        if message.kind == "news":
            self.pages.tell((message.data or b"").decode())
            return
        if message.kind == "rights":
            self.start(self.ask_anew(list(message.documents)))
            return
        if not (room := self.open_room(message.documents[0])):
            return
        if message.kind == "written":
            if not room.heard(message.first, message.last, message.data):
                self.start(self._catch_up(room))
        elif message.kind == "presence":
            room.presence.hear(presence.read(message.data or b"\0"))
        elif message.kind == "asking":
            self._tell_others(room, room.people_here())

    async def _catch_up(self, room: Room) -> None:
        """Read from the log what was not heard. Everything is, if compaction took rows away meanwhile."""
        rows = await self.run(log.rows_after, room.document, room.watermark)
        if rows and log.is_whole(rows, room.watermark, 0):
            room.catch_up([data for _, data in rows], rows[-1][0])
        elif rows:
            stored = await self.run(log.load, room.document)
            room.catch_up(list(stored.parts), stored.seq)

    async def reach(self, room: Room, seq: int) -> None:
        """Until the room has everything up to `seq`, which is committed."""
        if room.watermark < seq:
            await self._catch_up(room)

    def tell_presence(self) -> None:
        for room in self.open_rooms():
            self._tell_others(room, room.tell_presence())

    def _tell_others(self, room: Room, said: presence.Said) -> None:
        for part in presence.parts(said, bus.MAX_DATA):
            self.writer.tell(bus.Message("presence", self.source, (room.document,), data=part))

    # the clock

    async def check(self) -> None:
        """Compare every open room with the database: updates, locks, rights, sessions that ended."""
        rooms = self.open_rooms()
        for room in rooms:
            room.presence.fade()
            for member in [member for member in room.members if member.is_silent]:
                member.close(wire.TOO_SLOW)
        if rooms:
            await self.ask_anew([room.document for room in rooms])

    async def ask_all_anew(self) -> None:
        await self.check()

    async def ask_anew(self, documents: list[UUID]) -> None:
        rooms = {document: room for document in documents if (room := self.open_room(document))}
        if not rooms:
            return
        asked = {document: list(room.members) for document, room in rooms.items()}
        found = await self.run(checking.check, asked)
        for member in found.logged_out:
            member.let_go(wire.NO_RIGHT)
        for document, room in rooms.items():
            state = found.states.get(document)
            if state is None or state.generation != room.stored.generation:
                self.drop(room, wire.SYNC_AGAIN)
                continue
            for member in asked[document]:
                if member in room.members:
                    room.rights_of(member, found.rights.get(member))
            if state.seq > room.watermark:
                await self._catch_up(room)


def _with_connection(function: Callable[..., Answer], *args: Any) -> Answer:
    try:
        return function(*args)
    finally:
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
