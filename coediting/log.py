"""The one way into the log, and out of it. What `append` gave a number for is committed with the caller's transaction.

Any process may write: it needs no open room, the rooms hear of it. The caller has read each update with
`updates.read_update` and knows that it leans on nothing that is missing.
"""

import asyncio
import logging
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

import pycrdt
from django.db import (
    DataError,
    Error,
    IntegrityError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    transaction,
)
from django.db.models import BigIntegerField, Case, F, When
from django.utils import timezone
from pycrdt import Doc

from coediting import bus
from coediting.models import Document, Hand, Update

logger = logging.getLogger(__name__)


def is_trouble(error: Exception) -> bool:
    """Whether the engine has a trouble of its own: away, full, locked, read-only, a line that broke in the middle.

    It says nothing about what was to be written: the same is tried again, and never refused for it.
    """
    of_the_statement = DataError | IntegrityError | ProgrammingError | NotSupportedError
    return isinstance(error, Error) and not isinstance(error, of_the_statement)


@dataclass(frozen=True)
class LogEntry:
    """An update that is to be written. `new_clients` are the pages that write in this document for the first time."""

    document: UUID
    data: bytes
    author: int | None
    client: int | None = None
    new_clients: tuple[int, ...] = ()
    generation: int = 1


@dataclass(frozen=True)
class Stored:
    """A document as it lies in the database: a snapshot and what came after it."""

    document: UUID
    owner: str
    schema: int
    generation: int
    locked: bool
    seq: int
    parts: tuple[bytes, ...]


def append(entries: list[LogEntry], source: str = "") -> list[int | None]:
    """Write updates, all in one transaction; gives the number of each, None for one that its document refuses.

    A document refuses all or nothing of a batch: it is locked, or of another generation, or gone. Its row is held from
    the question to the commit, so a lock that anybody set a moment ago holds.
    """
    places: dict[tuple[UUID, int], list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        places[entry.document, entry.generation].append(place)
    numbers: list[int | None] = [None] * len(entries)
    with transaction.atomic():
        rows, hands, messages = [], [], []
        for document, last, batch in _counted(places):
            for seq, place in enumerate(batch, last - len(batch) + 1):
                numbers[place] = seq
                entry = entries[place]
                rows.append(
                    Update(document_id=document, seq=seq, data=entry.data, author_id=entry.author, client=entry.client)
                )
                hands += [Hand(document_id=document, client=one, author_id=entry.author) for one in entry.new_clients]
            data = _together([entries[place].data for place in batch])
            messages.append(bus.written(document, last - len(batch) + 1, last, data, source))
        Update.objects.bulk_create(rows)
        if hands:
            Hand.objects.bulk_create(hands, ignore_conflicts=True)
        bus.send(messages)
    return numbers


def _counted(places: dict[tuple[UUID, int], list[int]]) -> Iterator[tuple[UUID, int, list[int]]]:
    """Take the next numbers of all the documents, in two queries however many there are; gives the last of each.

    The rows are held in one order everywhere, so that two transactions never wait for each other. SQLite holds nothing:
    there a transaction of ours is the only one that writes, from its beginning.
    """
    held = Document.objects.select_for_update(no_key=True).filter(pk__in={document for document, _ in places})
    taken = {
        document: (seq, places[document, generation])
        for document, seq, generation, locked in held.order_by("pk").values_list("pk", "seq", "generation", "locked")
        if not locked and (document, generation) in places
    }
    if not taken:
        return
    more = [When(pk=document, then=len(batch)) for document, (_, batch) in taken.items()]
    counting = F("seq") + Case(*more, output_field=BigIntegerField())
    written = Document.objects.filter(pk__in=taken, locked=False).update(seq=counting, changed_at=timezone.now())
    if written != len(taken):
        raise OperationalError("a text was closed while it was held")
    for document, (seq, batch) in taken.items():
        yield document, seq + len(batch), batch


def _together(updates: list[bytes]) -> bytes | None:
    if sum(map(len, updates)) > bus.MAX_DATA:
        return None
    return updates[0] if len(updates) == 1 else pycrdt.merge_updates(*updates)


def load(document: UUID) -> Stored:
    """A document with everything that is committed; Document.DoesNotExist if there is none."""
    while True:
        row = (
            Document.objects.filter(pk=document)
            .values("owner", "schema", "generation", "locked", "seq", "snapshot", "snapshot_seq")
            .get()
        )
        after = rows_after(document, row["snapshot_seq"])
        # Compaction may have moved rows into the snapshot between the two queries: then they are read again.
        if is_whole(after, row["snapshot_seq"], row["seq"]):
            break
    parts = [unpacked(row["snapshot"])] if row["snapshot"] else []
    return Stored(
        document=document,
        owner=row["owner"],
        schema=row["schema"],
        generation=row["generation"],
        locked=row["locked"],
        seq=after[-1][0] if after else row["seq"],
        parts=tuple(parts + [data for _, data in after]),
    )


def read_all(documents: Collection[UUID]) -> dict[UUID, Doc]:
    """Many documents with everything that is committed; those that there are. Two queries."""
    rows = Document.objects.filter(pk__in=documents).order_by("pk").values_list("pk", "seq", "snapshot", "snapshot_seq")
    rows = list(rows)
    after: dict[UUID, list[tuple[int, bytes]]] = {document: [] for document, *_row in rows}
    updates = Update.objects.filter(document__in=after).order_by("document", "seq")
    for document, seq, data in updates.values_list("document", "seq", "data"):
        after[document].append((seq, bytes(data)))
    found = {}
    for document, seq, snapshot, start in rows:
        new = [(number, data) for number, data in after[document] if number > start]
        if is_whole(new, start, seq):
            found[document] = build([*([unpacked(snapshot)] if snapshot else []), *(data for _number, data in new)])
        else:  # compaction came between the two queries
            found[document] = read(document)[0]
    return found


def packed(snapshot: bytes) -> bytes:
    """As a snapshot is stored: what many small edits leave behind is much the same again and again."""
    return zlib.compress(snapshot)


def unpacked(stored: bytes | memoryview) -> bytes:
    return zlib.decompress(stored)


def rows_after(document: UUID, seq: int) -> list[tuple[int, bytes]]:
    rows = Update.objects.filter(document=document, seq__gt=seq).order_by("seq").values_list("seq", "data")
    return [(number, bytes(data)) for number, data in rows]


def is_whole(rows: list[tuple[int, bytes]], start: int, end: int) -> bool:
    """Whether no number is missing between `start` and `end`, or what was written since."""
    return [number for number, _ in rows] == list(range(start + 1, start + len(rows) + 1)) and start + len(rows) >= end


def build(parts: Iterable[bytes]) -> Doc:
    """The document that a snapshot and updates make. One that cannot be applied is left out, everywhere the same."""
    parts = list(parts)
    doc = Doc()
    if all(apply(doc, part) for part in parts):
        return doc
    kept: list[bytes] = []
    for part in parts:  # a failure may leave half of an update behind, so each is tried on a fresh document
        if apply(Doc(), part) and _apply_all([*kept, part]):
            kept.append(part)
    return _apply_all(kept) or Doc()


def _apply_all(parts: list[bytes]) -> Doc | None:
    doc = Doc()
    return doc if all(apply(doc, part) for part in parts) else None


def apply(doc: Doc, data: bytes) -> bool:
    """Apply an update; False if the native library cannot. The gate lets nothing through of which that is known."""
    try:
        doc.apply_update(data)
    except (KeyboardInterrupt, SystemExit, asyncio.CancelledError):
        raise
    except BaseException:  # a panic of the native library is no Exception
        logger.exception("an update of %d bytes cannot be applied", len(data))
        return False
    return True


def read(document: UUID) -> tuple[Doc, Stored]:
    """A document of one's own, with everything that is committed."""
    stored = load(document)
    return build(stored.parts), stored
