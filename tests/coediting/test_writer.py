"""The thread that commits: what the engine says of itself is tried again, and what is acknowledged is on the disk."""

from threading import Event

import pytest
from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    ProgrammingError,
    connection,
)

from coediting import bus, log, rendering, writer
from coediting.log import LogEntry, is_trouble
from coediting.models import Update
from coediting.updates import read_update
from coediting.writer import UpdateWriter, Work
from tests.coediting import owner
from tests.coediting.test_log import typed


@pytest.mark.parametrize("error", [OperationalError, InterfaceError, InternalError, DatabaseError])
def test_a_trouble_of_the_engine(error):
    assert is_trouble(error("disk full, locked, read-only, or a line that broke"))


@pytest.mark.parametrize("error", [DataError, IntegrityError, ProgrammingError, ValueError])
def test_no_trouble_of_the_engine(error):
    assert not is_trouble(error("the statement is wrong"))


class Writing:
    """A writer of a process, and what it says."""

    def __init__(self) -> None:
        self.done, self.failed, self.seen, self.said = [], [], [], Event()
        self.writer = UpdateWriter("test", self._done, self._failed)

    def _done(self, works) -> None:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:  # on the thread, and by the connection, that committed
                self.seen.append(cursor.execute("PRAGMA synchronous").fetchone()[0])
        self.done += works
        self.said.set()

    def _failed(self, works) -> None:
        self.failed += works
        self.said.set()

    def write(self, document, *words: str) -> list[Work]:
        works = works_of(document, *words)
        self.write_all(works)
        return works

    def write_all(self, works: list[Work]) -> None:
        """Together, and wait until something is said of them."""
        self.said.clear()
        with self.writer.condition:
            for work in works:
                self.writer.submit(work)
        assert self.said.wait(20)


def works_of(document, *words: str) -> list[Work]:
    return [Work(LogEntry(document.pk, update, None), 1, read_update(update)) for update in typed(document, *words)]


@pytest.fixture
def document(transactional_db):
    return owner.document("One", "Two")


@pytest.fixture
def writing(transactional_db, monkeypatch):
    monkeypatch.setattr(writer, "PAUSE", 0.01)
    one = Writing()
    yield one
    one.writer.end()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL writes its log to the disk by itself")
def test_what_is_acknowledged_survives_a_power_cut(writing, document):
    """FULL is 2: the log is on the disk when the commit returns. NORMAL, 1, would write it some time later."""
    writing.write(document, "a")
    assert (len(writing.done), writing.seen) == (1, [2])


def failing(monkeypatch, *errors: Exception) -> None:
    """The next tries to append end with these."""
    append, left = log.append, list(errors)

    def broken(entries, source=""):
        if left:
            raise left.pop(0)
        return append(entries, source)

    monkeypatch.setattr(log, "append", broken)


@pytest.mark.parametrize("error", [OperationalError, InterfaceError, InternalError, DatabaseError])
def test_it_is_tried_again_whatever_the_trouble_is(writing, document, monkeypatch, error):
    failing(monkeypatch, error("away"), error("away"))
    works = writing.write(document, "a", "b")
    assert (writing.done, writing.failed, [work.seq for work in works]) == (works, [], [2, 3])


def test_a_commit_whose_yes_was_lost_is_in_the_text_once(writing, document, monkeypatch):
    """The line breaks in the middle of the commit: nobody knows whether it was one."""
    append = log.append

    def lost(entries, source=""):
        numbers = append(entries, source)
        monkeypatch.setattr(log, "append", append)
        raise OperationalError(f"the line broke after {numbers}")

    monkeypatch.setattr(log, "append", lost)
    works = writing.write(document, "a")
    assert [work.seq for work in works] == [3]
    assert str(rendering.current(document)).count("Onea") == 1


def test_what_cannot_be_written_for_long_is_never_refused(writing, document, monkeypatch):
    monkeypatch.setattr(writer, "TRIES", 3)
    failing(monkeypatch, *[OperationalError("full")] * 3)
    works = writing.write(document, "a")
    assert (writing.done, writing.failed, works[0].seq) == ([], works, None)
    assert Update.objects.filter(document=document).count() == 1


def test_one_that_is_wrong_keeps_nobody_else_from_writing(writing, document, monkeypatch, error_log):
    failing(monkeypatch, ProgrammingError("all at once"), ProgrammingError("the first"))
    other = owner.document("Other")
    works = [*works_of(document, "a"), *works_of(other, "b")]
    writing.write_all(works)
    writing.writer.end()
    assert (writing.failed, writing.done, [work.seq for work in works]) == (works[:1], works[1:], [None, 2])
    assert len(error_log) == 1


def test_a_broken_line_to_the_others_does_not_end_the_writer(writing, document, monkeypatch):
    send, left = bus.send, [InterfaceError("connection already closed")]
    monkeypatch.setattr(bus, "send", lambda messages: send(messages) if not left else (_ for _ in ()).throw(left.pop()))
    writing.writer.tell(bus.rights([document.pk])[0])
    assert writing.write(document, "a")[0].seq == 2
