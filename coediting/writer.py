"""The thread that writes the log for the rooms of a process, with a connection of its own.

What arrives while a commit is on its way goes into the next one together: under load a commit holds many updates, and
nobody waits for a clock. Nothing else is done on this thread.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import Error, connection

from coediting import bus, log
from coediting.log import LogEntry
from coediting.updates import Contents

TRIES = 20
PAUSE = 0.5
"""A database that restarts is waited for this many times so many seconds; then the pages are told to come again."""

logger = logging.getLogger(__name__)


@dataclass(eq=False)
class Work:
    """An update on its way. `epoch` is the room's: after a refusal the room begins a new one.

    What was sent before the room knew of the refusal may lean on what was refused, so it is refused too.
    """

    entry: LogEntry
    epoch: int
    contents: Contents
    context: Any = None
    seq: int | None = None


class UpdateWriter:
    """`submit` may be called from any thread; `done(works)` is called on the writer's thread after each commit.

    A work without a number was refused: its document is closed. `failed(works)` is called for what could not be written
    at all: nothing is wrong with that, and the pages bring it again.
    """

    def __init__(self, source: str, done: Callable[[list[Work]], None], failed: Callable[[list[Work]], None]) -> None:
        self.source = source
        self.done = done
        self.failed = failed
        self.waiting: list[Work] = []
        self.messages: list[bus.Message] = []
        self.refused: dict[UUID, int] = {}
        self.condition = threading.Condition()
        self.is_ending = False
        self.thread = threading.Thread(target=self._run, name="coediting-writer", daemon=True)
        self.thread.start()

    def submit(self, work: Work) -> None:
        with self.condition:
            self.waiting.append(work)
            self.condition.notify()

    def tell(self, message: bus.Message) -> None:
        """Say something to other processes, in order with what is written."""
        with self.condition:
            self.messages.append(message)
            self.condition.notify()

    def end(self) -> None:
        """Write what waits, then end."""
        with self.condition:
            self.is_ending = True
            self.condition.notify()
        self.thread.join()

    def _run(self) -> None:
        try:
            while True:
                with self.condition:
                    while not (self.waiting or self.messages or self.is_ending):
                        self.condition.wait()
                    works, self.waiting = self.waiting, []
                    messages, self.messages = self.messages, []
                    if not works and not messages:
                        return
                self._write(works)
                self._say(messages)
        finally:
            connection.close()

    def _write(self, works: list[Work]) -> None:
        works = self._without_followers(works)
        if not works:
            return
        for attempt in range(TRIES):
            try:
                numbers = log.append([work.entry for work in works], self.source)
            except Exception as error:  # whatever it is, the thread goes on: everybody's writing hangs on it
                if log.is_trouble(error):
                    logger.warning("updates could not be written, try %d of %d: %s", attempt + 1, TRIES, error)
                    connection.close()
                    if self.is_ending:
                        break
                    time.sleep(PAUSE)
                    continue
                if len(works) == 1:
                    logger.exception("an update of %s cannot be written", works[0].entry.document)
                    break
                for work in works:  # the others are not to suffer
                    self._write([work])
                return
            else:
                for work, seq in zip(works, numbers, strict=True):
                    work.seq = seq
                    if seq is None:
                        self.refused[work.entry.document] = work.epoch
                self.done(works)
                return
        self._fail(works)

    def _without_followers(self, works: list[Work]) -> list[Work]:
        """Without those that came after a refusal and before the room knew of it; they are refused with it."""
        followers = {work for work in works if self.refused.get(work.entry.document, -1) >= work.epoch}
        if followers:
            self.done([work for work in works if work in followers])
        return [work for work in works if work not in followers]

    def _fail(self, works: list[Work]) -> None:
        for work in works:
            self.refused[work.entry.document] = work.epoch
        self.failed(works)

    def _say(self, messages: list[bus.Message]) -> None:
        try:
            bus.send(messages)
        except Error as error:  # who is here is said again soon
            logger.warning("other processes could not be told: %s", error)
            connection.close()
