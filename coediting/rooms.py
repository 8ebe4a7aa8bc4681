"""A document that somebody has open here: its live Doc, who is in it, and how far the log is known.

The Doc holds what is committed and nothing else: an update goes to the writer first, and only when it has its number
is it applied here, passed on and acknowledged. All of this happens on the event loop's thread.
"""

import logging
from collections.abc import Callable, Iterable
from itertools import count
from typing import Protocol
from uuid import UUID

import pycrdt
from pycrdt import Doc, XmlElement, XmlFragment

from coediting import log, wire
from coediting.convert import fragment_of
from coediting.lib0 import BadMessage
from coediting.log import LogEntry, Stored
from coediting.owners import NONE, Rights
from coediting.presence import Presence, Said, encode_one, together
from coediting.updates import Contents, Known, read_update
from coediting.writer import Work

MAX_DEPTH = 60
"""How deep elements may stand within each other, whoever put them there. The schema allows 12; the native library
follows them with its stack, and thousands would end the process."""

logger = logging.getLogger(__name__)
epochs = count(1)


class Member(Protocol):
    """A connection in a room."""

    user: object
    session: str
    rights: Rights
    is_silent: bool

    def send(self, data: bytes) -> None: ...
    def settled(self, work: Work) -> None: ...
    def again(self) -> None: ...
    def given(self, rights: Rights) -> None: ...
    def close(self, code: int) -> None: ...
    def let_go(self, code: int) -> None: ...


class Room:
    def __init__(self, document: UUID, submit: Callable[[Work], None]) -> None:
        self.document = document
        self.submit = submit
        self.members: set[Member] = set()
        self.presence = Presence()
        self.epoch = next(epochs)
        self.on_the_way: dict[Work, None] = {}  # in the order in which they lean on each other
        self.beyond: set[int] = set()
        self.holders: dict[str, object] = {}

    def open(self, stored: Stored) -> None:
        self.stored = stored
        self.doc: Doc = log.build(stored.parts)
        self.watermark = stored.seq
        self._count_anew()

    def _count_anew(self) -> None:
        """What will be known when everything on its way is written; from the document itself."""
        state = self.doc.get_state()
        self.known = Known(state, self.doc.get_update(state))
        self.ahead: Doc | None = None
        self.depth = depth_of(fragment_of(self.doc))
        for work in self._coming():
            self.known.add(work.contents)
            self.depth += work.contents.nesting

    def _coming(self) -> list[Work]:
        """What is on its way and not refused already: with an update, all is refused that was sent in its epoch."""
        return [work for work in self.on_the_way if work.epoch == self.epoch]

    def _measure(self) -> None:
        """How deep elements will stand when everything on its way is written.

        `depth` adds up the updates as if each stood within the one before. Where that is too much, they are applied to
        a copy, none of which is shown or said to anybody, and it is looked at how deep they really stand: the limit is
        for the tree of the document, however much waits while the database is away.
        """
        coming = self._coming()
        if not coming:
            self.ahead = None
        elif self.ahead is None:
            self.ahead = log.build([self.doc.get_update(), *(work.entry.data for work in coming)])
        self.depth = depth_of(fragment_of(self.ahead or self.doc))

    # what comes in

    def has(self, contents: Contents) -> bool:
        return contents.is_empty or self.known.has(contents)

    def lacks(self, contents: Contents) -> bool:
        return self.known.lacks(contents)

    def write(self, data: bytes, contents: Contents, author: int, context: object) -> Work:
        """Send an update on its way. It holds something new and lacks nothing."""
        if self.depth + contents.nesting > MAX_DEPTH:
            self._measure()
            if self.depth + contents.nesting > MAX_DEPTH:
                raise BadMessage("elements are nested too deep")
        clients = contents.clients
        entry = LogEntry(
            document=self.document,
            data=data,
            author=author,
            client=clients[0] if clients else None,
            new_clients=tuple(client for client in clients if client not in self.known.clocks),
            generation=self.stored.generation,
        )
        work = Work(entry, self.epoch, contents, context)
        self.known.add(contents)
        self.depth += contents.nesting
        if self.ahead is not None:
            log.apply(self.ahead, data)
        self.on_the_way[work] = None
        self.submit(work)
        return work

    # what comes back from the writer, and from other processes

    def written(self, works: list[Work]) -> None:
        """A commit of ours, or a refusal."""
        refused = [work for work in works if work.seq is None]
        kept = [work for work in works if work.seq is not None]
        for work in kept:
            if work not in self.on_the_way:  # sent by a room that was closed meanwhile
                self.known.add(work.contents)
                self.depth += work.contents.nesting
                self.ahead = None
        is_ours = any(work in self.on_the_way for work in refused)
        for work in works:
            self.on_the_way.pop(work, None)
        self._apply(kept)
        if is_ours:
            self.epoch = next(epochs)
            self._count_anew()
        if kept:
            self._publish(kept)
        for work in works:
            if work.context is not None:
                work.context.settled(work)
        for member in list(self.members):
            member.again()

    def heard(self, first: int, last: int, data: bytes | None) -> bool:
        """Another process wrote; False if its updates have to be read from the log."""
        if data is None:
            return last <= self.watermark
        if all(seq in self.beyond or seq <= self.watermark for seq in range(first, last + 1)):
            return True
        # Applied whatever else is missing: applying is idempotent, and order is the document's own business.
        contents = read_update(data)
        is_complete = not self.known.lacks(contents)
        log.apply(self.doc, data)
        self._send_to_all(wire.update(data))
        if is_complete:
            self.known.add(contents)
            self.depth += contents.nesting
            self.ahead = None
            self._reach(range(first, last + 1))
        return is_complete and last <= self.watermark

    def catch_up(self, parts: list[bytes], seq: int) -> None:
        """Apply what the log holds up to `seq`; what is known already changes nothing."""
        if seq <= self.watermark:
            return
        before = self.doc.get_state()
        for part in parts:
            log.apply(self.doc, part)
        self._reach(range(self.watermark + 1, seq + 1))
        self._count_anew()
        self._send_to_all(wire.update(self.doc.get_update(before)))

    def _apply(self, works: list[Work]) -> None:
        for work in works:
            log.apply(self.doc, work.entry.data)
        self._reach(work.seq for work in works)

    def _reach(self, numbers: Iterable[int]) -> None:
        self.beyond.update(number for number in numbers if number > self.watermark)
        while self.watermark + 1 in self.beyond:
            self.watermark += 1
            self.beyond.discard(self.watermark)

    # what goes out

    def _publish(self, works: list[Work]) -> None:
        """Pass a commit on. Who wrote nothing of it gets it in one message, the others what they did not write."""
        writers = {work.context for work in works}
        whole = [work.entry.data for work in works]
        message = wire.update(whole[0] if len(whole) == 1 else pycrdt.merge_updates(*whole))
        for member in list(self.members):
            if member not in writers:
                member.send(message)
                continue
            for work in works:
                if work.context is not member:
                    member.send(wire.update(work.entry.data))

    def _send_to_all(self, message: bytes) -> None:
        for member in list(self.members):
            member.send(message)

    def tell_presence(self) -> Said:
        """Tell everybody who came, moved and went; gives what other processes are to be told of those who are here."""
        news = self.presence.news()
        if not news:
            return []
        encoded = {one[0]: encode_one(one) for one in news}  # once: where many are, everybody is told of everybody
        whole = wire.presence(together(list(encoded.values())))
        own = self.presence.own(encoded)
        for member in list(self.members):
            if member not in own:
                member.send(whole)
            elif told := [one for client, one in encoded.items() if client not in own[member]]:
                member.send(wire.presence(together(told)))
        return self._of_here(news)

    def holder_of(self, session: str) -> object:
        """Who holds the presence of pages without a socket, from question to question."""
        return self.holders.setdefault(session, object())

    def people_here(self) -> Said:
        """Who is connected to this process."""
        return self._of_here(self.presence.everybody())

    def _of_here(self, said: Said) -> Said:
        return [one for one in said if self.presence.here[one[0]].holder is not None]

    # who is in it

    def rights_of(self, member: Member, rights: Rights | None) -> None:
        rights = rights or NONE
        if not rights.read:
            member.close(wire.NO_RIGHT)
        elif (rights.may, rights.why) != (member.rights.may, member.rights.why):
            member.given(rights)
        else:
            member.rights = rights

    def close(self, code: int) -> None:
        for member in list(self.members):
            member.close(code)


def depth_of(fragment: XmlFragment) -> int:
    """How deep elements stand within each other."""
    depth, level = 0, [fragment]
    while level:
        depth += 1
        level = [child for parent in level for child in parent.children if isinstance(child, XmlElement | XmlFragment)]
    return depth
