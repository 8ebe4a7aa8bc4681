"""The WebSocket of an open page: news and who is here go out, where its reader is comes in."""

import asyncio
import json
import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from channels.exceptions import StopConsumer

from coediting import hub, visits, wire
from coediting.checking import people
from coediting.entry import NotAllowed
from coediting.open_pages import OpenPage, View
from coediting.outbox import Outbox
from coediting.sockets import HubConsumer

logger = logging.getLogger(__name__)


class PageConsumer(HubConsumer):
    """`look(user, place, query)` gives what a page shows (open_pages.View), by its address and its query."""

    page: OpenPage | None = None
    sending: asyncio.Task | None = None

    def __init__(self, *, look: Callable[..., View]) -> None:
        super().__init__()
        self.look = look

    async def connect(self) -> None:
        user = self.scope["user"]
        if not user.is_authenticated:
            await self.turn_away(403)
            return
        self.hub = hub.running()
        look = partial(self.look, place=self.scope["url_route"]["kwargs"], query=self.scope["query_string"])
        try:
            view = await self.hub.run(_first, look, user.pk)
        except NotAllowed:
            await self.turn_away(404)
            return
        await self.accept()
        self.outbox = Outbox()
        self.sending = asyncio.create_task(self.outbox.send_all(self.transmit))
        session = self.scope["session"].session_key or ""
        self.page = OpenPage(user.pk, session, look, view, send=self.put, close=self.hang_up)
        await self.hub.pages.enter(self.page)

    async def transmit(self, data: bytes) -> None:
        await self.send(text_data=data.decode())

    def put(self, text: str) -> None:
        if not self.outbox.put(text.encode()):
            logger.warning("%s does not read what its page is sent", self.scope["user"].pk)
            self.hang_up(wire.TOO_SLOW)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Where on the page its reader is: {"at": "lessons"}."""
        if self.page is None or self.page not in self.hub.pages.members:
            return
        try:
            at = json.loads(text_data or "")["at"]
            visits.check(at)
        except (ValueError, TypeError, KeyError, RecursionError):
            logger.warning("closed the page of %s: it says what no page says", self.scope["user"].pk)
            self.hang_up(wire.BAD_MESSAGE)
            return
        here = partial(visits.be_here, channel=self.page.view.channel, page=self.page.token, at=at)
        await self.hub.run(partial(here, by=self.scope["user"]))

    async def disconnect(self, code: int) -> None:
        if self.sending:
            self.sending.cancel()
        if self.page and not self.hub.has_ended:
            await self.hub.pages.leave(self.page)
        raise StopConsumer

    def hang_up(self, code: int) -> None:
        if self.sending:
            self.sending.cancel()
        super().hang_up(code)


def _first(look: Any, user: int) -> View:
    if person := people({user}).get(user):
        return look(person)
    raise NotAllowed
