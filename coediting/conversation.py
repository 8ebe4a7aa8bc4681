"""What a page and a room say to each other, message by message. The consumer carries it; it knows no sockets.

Every message is judged by the rights that hold when it comes. Numbers count the updates of this connection in the order
in which they came; `ack n` says that all up to n are settled: committed, or nothing new, or refused and told so.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from coediting import lib0, presence, wire
from coediting.identity import rights_message, shown
from coediting.lib0 import BadMessage, Reader
from coediting.outbox import Outbox
from coediting.owners import Rights
from coediting.presence import Said
from coediting.rooms import Room
from coediting.updates import Contents, read_state, read_update
from coediting.writer import Work

MAX_MESSAGE = 2 * 1024 * 1024
MAX_HELD = 64
MAX_HELD_BYTES = 1024 * 1024
MAX_ON_THE_WAY = 4 * 1024 * 1024
LONG = 32 * 1024
"""An update so long is read on another thread."""
SILENCE = 45
QUIET = 10
"""Seconds after which a y-websocket client that says it is there is answered: it gives up a line on which it heard
nothing for thirty."""

logger = logging.getLogger(__name__)


class Closing(Exception):
    """The connection is to be closed with this code."""

    def __init__(self, code: int, reason: str = "") -> None:
        super().__init__(reason)
        self.code = code


class Held(NamedTuple):
    """An update that leans on one which has not come yet."""

    number: int
    data: bytes
    contents: Contents


class Conversation:
    def __init__(
        self,
        room: Room,
        user: Any,
        session: str,
        rights: Rights,
        *,
        control: bool,
        run: Callable,
        hang_up: Callable[[int], None],
    ) -> None:
        self.room = room
        self.user = user
        self.session = session
        self.rights = rights
        self.control = control
        self.run = run
        self.hang_up = hang_up
        self.outbox = Outbox()
        self.is_closed = False
        self.heard_at = self.said_at = time.monotonic()
        self.page: int | None = None  # the number of a page without control messages
        self.count = 0
        self.acknowledged = 0
        self.settled_numbers: set[int] = set()
        self.numbers: dict[Work, int] = {}
        self.held: list[Held] = []
        self.echoes: list[tuple[Held, Work, int]] = []
        self.on_the_way = 0  # bytes that wait for the writer
        self.has_room = asyncio.Event()

    def begin(self) -> None:
        """Greet, and ask for what the page has. It will ask for what it lacks."""
        self.room.members.add(self)
        self.tell(
            type="hello",
            **rights_message(self.rights, self.user),
            user=shown(self.user),
            generation=self.room.stored.generation,
            seq=self.room.watermark,
        )
        if not self.rights.write:
            self._deny()
        self.send(wire.step_1(self.room.doc.get_state()))
        if here := self.room.presence.everybody():
            self.send(wire.presence(presence.encode(here)))

    def end(self) -> None:
        """The page is gone, or let go. What it sent is written all the same."""
        self.is_closed = True
        self.room.members.discard(self)
        self.room.presence.leave(self)
        self.outbox.clear()
        self.has_room.set()

    # to the page

    def send(self, data: bytes) -> None:
        if not self.is_closed and not self.outbox.put(data):
            logger.warning("%s does not read what it is sent of %s", self.user.pk, self.room.document)
            self.let_go(wire.TOO_SLOW)
        self.said_at = time.monotonic()

    def tell(self, **message: Any) -> None:
        if self.control:
            self.send(wire.control(message))

    def close(self, code: int) -> None:
        if not self.is_closed:
            self.end()
            self.hang_up(code)

    def let_go(self, code: int) -> None:
        """Close a page that is welcome to come again: an unmodified client takes our own numbers for a last word."""
        self.close(code if self.control else wire.TRY_LATER)

    def given(self, rights: Rights) -> None:
        """Rights have changed. With the right to write comes the question what the page has."""
        before, self.rights = self.rights, rights
        self.tell(type="may", **rights_message(rights, self.user))
        if not rights.write:
            self._deny()
        elif not before.write:
            self.send(wire.step_1(self.room.doc.get_state()))

    def _deny(self) -> None:
        if not self.control:
            self.send(wire.denied(rights_message(self.rights, self.user)["why"]))

    # from the page

    async def take(self, data: bytes) -> None:
        """One message. Closing for what no page of ours would send."""
        self.heard_at = time.monotonic()
        if len(data) > MAX_MESSAGE:
            raise Closing(wire.TOO_LARGE, "too large")
        try:
            await self._take(Reader(data))
        except BadMessage as error:
            raise Closing(wire.BAD_MESSAGE, str(error)) from error

    async def _take(self, reader: Reader) -> None:
        kind = reader.number()
        if kind == wire.SYNC:
            step, payload = reader.number(), reader.bytes()
            reader.end()
            if step == wire.STEP_1:
                read_state(payload)
                self.send(wire.step_2(self.room.doc.get_update(payload)))
            elif step in (wire.STEP_2, wire.UPDATE):
                await self._update(payload)
            else:
                raise BadMessage("an unknown step")
        elif kind == wire.PRESENCE:
            said = self._own(reader.bytes())
            reader.end()
            self.room.presence.say(self, shown(self.user), said)
        elif kind == wire.ASK_PRESENCE:
            self.send(wire.presence(presence.encode(self.room.presence.everybody(but=self))))
        elif kind == wire.CONTROL and self.control:
            self._control(reader.text())
        else:
            raise BadMessage("an unknown message")

    def _own(self, data: bytes) -> Said:
        """What a page says of itself. y-websocket repeats all that it hears of the others: that is passed over."""
        if self.control:
            return presence.read_from_a_page(data)
        if time.monotonic() - self.said_at > QUIET:
            self.send(wire.presence(presence.encode([])))
        if self.page is not None and lib0.number(self.page) not in data:
            return []  # without reading it: where many are, it is a lot
        said = presence.read(data)
        if self.page is None and len(said) == 1 and self.room.presence.is_free(said[0][0], self.user.pk):
            self.page = said[0][0]
        own = [one for one in said if one[0] == self.page]
        return presence.read_from_a_page(presence.encode(own))

    def _control(self, text: str) -> None:
        try:
            message = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise BadMessage("no JSON") from error
        if message != {"type": "ping"}:
            raise BadMessage("an unknown question")
        self.tell(type="pong")

    async def _update(self, data: bytes) -> None:
        self.count += 1
        number = self.count
        contents = await self.run(read_update, data) if len(data) > LONG else read_update(data)
        if self.is_closed:
            return
        self._judge(Held(number, data, contents))
        while self.held and self._tried_again():
            pass
        while self.on_the_way > MAX_ON_THE_WAY and not self.is_closed:
            self.has_room.clear()
            await self.has_room.wait()

    def _judge(self, update: Held) -> None:
        if self.room.has(update.contents):
            # It may be known only by what is on its way, which is neither committed nor sure to be: then it waits too.
            if update.contents.is_empty or not self.room.on_the_way:
                self._settle(update.number)
            else:
                self.echoes.append((update, next(reversed(self.room.on_the_way)), self.room.epoch))
                self.on_the_way += len(update.data)
        elif not self.rights.write:
            self._refuse(update.number)
        elif self.room.lacks(update.contents):
            self._hold(update)
        else:
            self._write(update)

    def _write(self, update: Held) -> None:
        work = self.room.write(update.data, update.contents, self.user.pk, self)
        self.numbers[work] = update.number
        self.on_the_way += len(update.data)

    def _hold(self, update: Held) -> None:
        """Keep it until what it leans on has come, and ask for that."""
        self.held.append(update)
        if len(self.held) > MAX_HELD or sum(len(one.data) for one in self.held) > MAX_HELD_BYTES:
            raise Closing(wire.SYNC_AGAIN if self.control else wire.TRY_LATER, "too much is missing")
        self.send(wire.step_1(self.room.doc.get_state()))

    def _tried_again(self) -> bool:
        """Judge the held ones again; False if none of them got further."""
        ready = [one for one in self.held if not self.room.lacks(one.contents) or not self.rights.write]
        self.held = [one for one in self.held if one not in ready]
        for one in ready:
            self._judge(one)
        return bool(ready)

    def again(self) -> None:
        """Something was committed or refused: what repeated it can be judged."""
        echoes, self.echoes = self.echoes, []
        for update, last, epoch in echoes:
            if last in self.room.on_the_way:  # what is on its way arrives in its order
                self.echoes.append((update, last, epoch))
                continue
            self._arrived(update.data)
            if epoch == self.room.epoch:  # nothing was refused, so all of it is committed
                self._settle(update.number)
                continue
            try:
                self._judge(update)
            except (BadMessage, Closing):
                self.let_go(wire.SYNC_AGAIN)

    def settled(self, work: Work) -> None:
        """The room says what became of an update."""
        self._arrived(work.entry.data)
        number = self.numbers.pop(work)
        if work.seq is None:
            held, self.held = self.held, []
            for one in [number, *(one.number for one in held)]:
                self._refuse(one)
        else:
            self._settle(number)

    def _arrived(self, data: bytes) -> None:
        self.on_the_way -= len(data)
        self.has_room.set()

    def _refuse(self, number: int) -> None:
        self.tell(type="refused", n=number, why=rights_message(self.rights, self.user)["why"])
        self._settle(number)

    def _settle(self, number: int) -> None:
        self.settled_numbers.add(number)
        before = self.acknowledged
        while self.acknowledged + 1 in self.settled_numbers:
            self.acknowledged += 1
            self.settled_numbers.discard(self.acknowledged)
        if self.acknowledged > before:
            self.tell(type="ack", n=self.acknowledged)

    @property
    def is_silent(self) -> bool:
        return self.control and time.monotonic() - self.heard_at > SILENCE
