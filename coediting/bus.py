"""What processes tell each other.

Of documents what was written, who is here, that rights are to be asked again; of open pages that there is news.

On PostgreSQL by NOTIFY, which is part of the transaction: what is rolled back was never said. On SQLite there is one
process with open documents; it hears what its own threads say, and looks into the database for the rest.
A message may get lost (a connection breaks); the rooms compare themselves with the database every few seconds.
"""

import base64
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

CHANNEL = "coediting"
MAX_DATA = 5_000
"""PostgreSQL takes 8,000 bytes; the bytes are written in base 64. What is longer is read from the log."""
_IDS_AT_ONCE = 180

logger = logging.getLogger(__name__)
listeners: list[Callable[["Message"], None]] = []
"""What this process hears on SQLite: called from whatever thread committed."""


@dataclass(frozen=True)
class Message:
    """`kind` is written, rights, presence, asking or news; `source` the hub that sent it, if it was one."""

    kind: str
    source: str
    documents: tuple[UUID, ...]
    first: int = 0
    last: int = 0
    data: bytes | None = None

    def encoded(self) -> str:
        data = "-" if self.data is None else base64.b64encode(self.data).decode()
        ids = ",".join(document.hex for document in self.documents)
        return f"{self.kind} {self.source or '-'} {self.first} {self.last} {data} {ids}"


def decoded(payload: str) -> Message:
    kind, source, first, last, data, ids = payload.split(" ")
    return Message(
        kind=kind,
        source="" if source == "-" else source,
        documents=tuple(map(UUID, filter(None, ids.split(",")))),
        first=int(first),
        last=int(last),
        data=None if data == "-" else base64.b64decode(data),
    )


def written(document: UUID, first: int, last: int, data: bytes | None, source: str = "") -> Message:
    """Updates `first` to `last` are in the log; `data` holds them all, if it is short enough."""
    return Message("written", source, (document,), first, last, data if data and len(data) <= MAX_DATA else None)


def rights(documents: Iterable[UUID]) -> list[Message]:
    ids = sorted(documents)
    return [
        Message("rights", "", tuple(ids[start : start + _IDS_AT_ONCE])) for start in range(0, len(ids), _IDS_AT_ONCE)
    ]


def news(topic: str) -> Message:
    """Something is new for the pages that listen to `topic`: a subject (coediting.news), or the channel of a visit."""
    return Message("news", "", (), data=topic.encode())


def send(messages: list[Message]) -> None:
    """Say it when the transaction commits."""
    if not messages:
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_notify(%s, payload) FROM unnest(%s::text[]) AS payload",
                [CHANNEL, [message.encoded() for message in messages]],
            )
    else:
        transaction.on_commit(lambda: _tell_this_process(messages))


def _tell_this_process(messages: list[Message]) -> None:
    for listener in listeners[:]:
        for message in messages:
            listener(message)
