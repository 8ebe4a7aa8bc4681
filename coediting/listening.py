"""The ear of a hub: what other processes say about documents, on the event loop's thread."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

import psycopg2
from django.db import DEFAULT_DB_ALIAS, connection, connections

from coediting import bus

PAUSE = 1

logger = logging.getLogger(__name__)


class Ear:
    """`heard(message)` is called for each message, `missed()` after a time in which some may have been lost."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        heard: Callable[[bus.Message], None],
        missed: Callable[[], Coroutine],
    ) -> None:
        self.loop = loop
        self.heard = heard
        self.missed = missed
        self.wire: Any = None
        self.file = -1
        self.task: asyncio.Task | None = None

    def begin(self) -> None:
        if connection.vendor == "postgresql":
            self.task = self.loop.create_task(self._connect())
        else:
            bus.listeners.append(self._from_a_thread)

    def end(self) -> None:
        if self.task:
            self.task.cancel()
        self._hang_up()
        if self._from_a_thread in bus.listeners:
            bus.listeners.remove(self._from_a_thread)

    def _from_a_thread(self, message: bus.Message) -> None:
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._take, message)

    async def _connect(self) -> None:
        """A connection of its own, which must be a direct one: a pooler of transactions does not pass notices on."""
        while True:
            try:
                self.wire = await self.loop.run_in_executor(None, _open)
            except psycopg2.Error as error:
                logger.warning("other processes cannot be heard: %s", error)
                await asyncio.sleep(PAUSE)
            else:
                break
        self.file = self.wire.fileno()  # a broken connection does not tell it any more
        self.loop.add_reader(self.file, self._read)
        await self.missed()

    def _read(self) -> None:
        try:
            self.wire.poll()
        except psycopg2.Error as error:
            logger.warning("the line to other processes broke: %s", error)
            self._hang_up()
            self.task = self.loop.create_task(self._connect())
            return
        while self.wire.notifies:
            try:
                message = bus.decoded(self.wire.notifies.pop(0).payload)
            except ValueError:
                logger.warning("something else was said on the channel %s", bus.CHANNEL)
            else:
                self._take(message)

    def _take(self, message: bus.Message) -> None:
        try:
            self.heard(message)
        except Exception:  # one that is wrong keeps nobody from the next
            logger.exception("a message of another process could not be taken")

    def _hang_up(self) -> None:
        if self.wire is not None:
            self.loop.remove_reader(self.file)
            self.wire.close()
            self.wire = None


def _open() -> Any:
    wrapper = connections.create_connection(DEFAULT_DB_ALIAS)
    parameters = wrapper.get_connection_params()
    raw = wrapper.get_new_connection(parameters)
    raw.set_session(autocommit=True)
    with raw.cursor() as cursor:
        cursor.execute(f"LISTEN {bus.CHANNEL}")
    return raw
