"""The WebSocket of a page: who may come in, and what closes it."""

import asyncio
import logging
from urllib.parse import parse_qs
from uuid import UUID

from channels.exceptions import StopConsumer

from coediting import entry, hub, wire
from coediting.conversation import Closing, Conversation
from coediting.models import Document
from coediting.sockets import HubConsumer

logger = logging.getLogger(__name__)


class DocumentConsumer(HubConsumer):
    conversation: Conversation | None = None
    sending: asyncio.Task | None = None

    async def connect(self) -> None:
        user = self.scope["user"]
        if not user.is_authenticated:
            await self.turn_away(403)
            return
        self.hub = hub.running()
        document = self.scope["url_route"]["kwargs"]["document"]
        try:
            entered = await self.hub.run(entry.enter, document, user.pk)
        except entry.NotAllowed:
            await self.turn_away(404)
            return
        query = parse_qs(self.scope["query_string"].decode("latin-1"))
        await self.accept()
        if query.get("schema") != [str(entered.schema)]:
            await self.close(wire.OTHER_SCHEMA)
            return
        await self.begin(document, entered, control=query.get("control") == ["1"])

    async def begin(self, document: UUID, entered: entry.Entered, *, control: bool) -> None:
        try:
            room = await self.hub.room(document)
        except Document.DoesNotExist:
            await self.close(wire.SYNC_AGAIN)
            return
        session = self.scope["session"]
        self.conversation = Conversation(
            room,
            entered.user,
            session.session_key or "",
            entered.rights,
            control=control,
            run=self.hub.run,
            hang_up=self.hang_up,
        )
        self.conversation.begin()
        self.sending = asyncio.create_task(self.conversation.outbox.send_all(self.transmit))
        # What changed between the question who may and now was told to nobody here.
        self.hub.start(self.hub.ask_anew([document]))

    async def transmit(self, data: bytes) -> None:
        await self.send(bytes_data=data)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if self.conversation is None or self.conversation.is_closed:
            return
        try:
            if bytes_data is None:
                raise Closing(wire.BAD_MESSAGE, "text")
            await self.conversation.take(bytes_data)
        except Closing as closing:
            logger.warning(
                "closed the connection of %s to %s: %s", self.scope["user"].pk, self.conversation.room.document, closing
            )
            self.conversation.close(closing.code)

    async def disconnect(self, code: int) -> None:
        if self.sending:
            self.sending.cancel()
        if self.conversation:
            self.conversation.end()
            self.hub.left(self.conversation.room)
        raise StopConsumer

    def hang_up(self, code: int) -> None:
        if self.sending:
            self.sending.cancel()
        super().hang_up(code)
