"""The same road without WebSockets: a page asks again and again, and each answer may wait until there is news.

The log is the truth, so no room is needed: under WSGI, where there is none, a question is answered at once. Where rooms
are (ASGI), one is opened: then the question can wait, and who asks is seen by the others and sees them.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from coediting import entry, hub, lib0, log, presence, rendering, wire
from coediting.conversation import MAX_MESSAGE
from coediting.convert import fragment_of
from coediting.identity import rights_message, shown
from coediting.lib0 import BadMessage, Reader
from coediting.log import LogEntry
from coediting.models import Document
from coediting.owners import NONE, Rights
from coediting.presence import Said
from coediting.rooms import MAX_DEPTH, Room, depth_of
from coediting.updates import EMPTY, Contents, Known, read_state, read_update

MAX_BODY = MAX_MESSAGE + 64 * 1024
LONGEST_WAIT = 25
GATHERED = 1
"""Seconds in which the movements of the others are gathered into one answer."""
BYTES = "application/octet-stream"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Question:
    """`state` is what the page has, `update` what it brings, `said` what it says of itself.

    `seq` is that of the last answer, if the page tells: deletions do not show in `state`.
    """

    state: bytes
    update: bytes
    said: Said
    wait: float
    seq: int | None


@dataclass
class Answer:
    entered: entry.Entered
    seq: int
    state: bytes = b""
    update: bytes = b""
    others: Said = field(default_factory=list)
    committed: bool = False
    refused: bool = False
    written: int | None = None

    def encoded(self) -> bytes:
        user, rights = self.entered.user, rights_message(self.entered.rights, self.entered.user)
        rest = {
            "type": "hello",
            **rights,
            "user": shown(user),
            "generation": self.entered.generation,
            "seq": self.seq,
            "committed": self.committed,
            "refused": rights["why"] if self.refused else None,
        }
        return b"".join(
            [
                lib0.sized(self.state),
                lib0.sized(self.update),
                lib0.sized(presence.encode(self.others)),
                lib0.text(json.dumps(rest, separators=(",", ":"), ensure_ascii=False)),
            ]
        )


class Refused(Exception):
    def __init__(self, status: int, **data: Any) -> None:
        self.response = JsonResponse(data, status=status)


class Visitor:
    """A question that waits, as the room sees it: what is sent to it only says that there is something to send."""

    def __init__(self, room: Room, entered: entry.Entered, session: str) -> None:
        self.room = room
        self.user = entered.user
        self.rights = entered.rights
        self.session = session
        self.news = asyncio.Event()
        self.urgent = asyncio.Event()
        self.is_silent = False

    def send(self, data: bytes) -> None:
        self.news.set()
        if data[0] != wire.PRESENCE:
            self.urgent.set()

    def settled(self, work: Any) -> None:
        """Nothing: it writes by itself."""

    def again(self) -> None:
        """Nothing either."""

    def given(self, rights: Rights) -> None:
        self.rights = rights
        self.urgent.set()
        self.news.set()

    def close(self, code: int) -> None:
        self.room.members.discard(self)
        self.rights = NONE
        self.urgent.set()
        self.news.set()

    def let_go(self, code: int) -> None:
        self.close(code)

    async def wait(self, seconds: float) -> None:
        """Until there is news; a movement of somebody's cursor may wait for what else comes."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.news.wait()
                async with asyncio.timeout(GATHERED):
                    await self.urgent.wait()


@require_POST
@never_cache
def sync(request: HttpRequest, document: UUID) -> HttpResponseBase:
    try:
        entered = _enter(request, document)
        question = _read(request)
        has_rooms = isinstance(request, ASGIRequest)
        answer = _write(document, question, entered, has_rooms=has_rooms)
    except Refused as refused:
        return refused.response
    except BadMessage as error:
        logger.warning("refused what %s sent of %s: %s", request.user.pk, document, error)
        return JsonResponse({"why": str(error)}, status=400)
    if has_rooms:
        session = request.session.session_key or ""
        return StreamingHttpResponse(_with_a_room(document, question, answer, session), content_type=BYTES)
    if answer.written:
        rendering.render(document)
    return HttpResponse(answer.encoded(), content_type=BYTES)


def _enter(request: HttpRequest, document: UUID) -> entry.Entered:
    try:
        entered = entry.enter(document, request.user.pk)
    except entry.NotAllowed as error:
        raise Refused(404) from error
    if request.GET.get("schema") != str(entered.schema):
        raise Refused(426, schema=entered.schema)
    if request.GET.get("generation", str(entered.generation)) != str(entered.generation):
        raise Refused(409, generation=entered.generation)
    return entered


def _read(request: HttpRequest) -> Question:
    if int(request.headers.get("Content-Length") or 0) > MAX_BODY:
        raise Refused(413)
    reader = Reader(request.body)
    state, update, said = reader.bytes(), reader.bytes(), reader.bytes()
    wait = reader.number() / 1000
    reader.end()
    read_state(state)
    if len(update) > MAX_MESSAGE:
        raise Refused(413)
    known = request.GET.get("seq", "")
    return Question(
        state=state,
        update=update,
        said=presence.read_from_a_page(said) if said else [],
        wait=min(wait, LONGEST_WAIT),
        seq=int(known) if known.isdecimal() and len(known) < 16 else None,
    )


def _write(document: UUID, question: Question, entered: entry.Entered, *, has_rooms: bool) -> Answer:
    """Take what the page brings; committed when this returns. What the page lacks a room knows, if there is one."""
    contents = read_update(question.update or EMPTY)
    if contents.is_empty and has_rooms:
        return Answer(entered, seq=0, committed=True)
    doc, stored = log.read(document)
    answer = Answer(entered, stored.seq)
    state = doc.get_state()
    known = Known(state, doc.get_update(state))
    if contents.is_empty or known.has(contents):
        answer.committed = True
    elif not entered.rights.write:
        answer.refused = True
    elif not known.lacks(contents):  # what leans on something else comes again, with that
        if depth_of(fragment_of(doc)) + contents.nesting > MAX_DEPTH:
            raise BadMessage("elements are nested too deep")
        answer.written = append_one(document, question.update, contents, known, entered)
        if answer.written:
            answer.committed, answer.seq = True, answer.written
            log.apply(doc, question.update)
        else:
            answer.refused, answer.entered = True, entry.enter(document, entered.user.pk)
    answer.state, answer.update = doc.get_state(), doc.get_update(question.state)
    return answer


def append_one(document: UUID, update: bytes, contents: Contents, known: Known, entered: entry.Entered) -> int | None:
    """Write one update that was judged; gives its number, None if the text was closed meanwhile."""
    clients = contents.clients
    one = LogEntry(
        document=document,
        data=update,
        author=entered.user.pk,
        client=clients[0] if clients else None,
        new_clients=tuple(client for client in clients if client not in known.clocks),
        generation=entered.generation,
    )
    return log.append([one])[0]


async def _with_a_room(document: UUID, question: Question, answer: Answer, session: str) -> AsyncIterator[bytes]:
    """The answer out of the room: with the others' presence, and after waiting if there is nothing to say yet."""
    running = hub.running()
    if answer.written:
        running.changed(document, 1)
    try:
        room = await running.room(document)
    except Document.DoesNotExist:
        yield answer.encoded()
        return
    visitor = Visitor(room, answer.entered, session)
    room.members.add(visitor)
    try:
        room.presence.say(room.holder_of(session), shown(visitor.user), question.said)
        await running.reach(room, answer.seq)
        is_known = question.seq is None or question.seq >= room.watermark
        if not question.update and is_known and _holds(question.state, room.doc.get_state()):
            await visitor.wait(question.wait)
        answer.entered = replace(answer.entered, rights=visitor.rights)
        answer.seq = room.watermark
        answer.state, answer.update = room.doc.get_state(), room.doc.get_update(question.state)
        answer.others = room.presence.everybody(but=room.holder_of(session))
    finally:
        room.members.discard(visitor)
        running.left(room)
    yield answer.encoded()


def _holds(state: bytes, other: bytes) -> bool:
    have = read_state(state)
    return all(have.get(client, 0) >= clock for client, clock in read_state(other).items())
