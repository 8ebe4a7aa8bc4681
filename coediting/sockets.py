"""What all our WebSockets share: they ask the database on the threads of the hub, and turn away in one way."""

import asyncio
import contextlib
import logging
from typing import Any

from channels.consumer import get_handler_name
from channels.generic.websocket import AsyncWebsocketConsumer

from coediting import hub

CLOSED_WITHIN = 5

logger = logging.getLogger(__name__)


class HubConsumer(AsyncWebsocketConsumer):
    hub: "hub.Hub"

    async def dispatch(self, message: dict[str, Any]) -> None:
        """As Channels does it, which first goes to the one thread of all connections, to close what it did not open.

        The hub's threads look after the connections to the database of this consumer.
        """
        handler = getattr(self, get_handler_name(message), None)
        if handler is None:
            raise ValueError(f"no handler for {message['type']}")
        await handler(message)

    async def turn_away(self, status: int) -> None:
        """Answer before a connection is made; a server that cannot say 404 says 403."""
        logger.warning("refused %s user=%s websocket %s", status, self.scope["user"].pk or "-", self.scope["path"])
        if "websocket.http.response" in self.scope.get("extensions", {}):
            headers = [(b"content-type", b"text/plain"), (b"cache-control", b"private, no-store")]
            await self.base_send({"type": "websocket.http.response.start", "status": status, "headers": headers})
            await self.base_send({"type": "websocket.http.response.body", "body": b""})
        else:
            await self.close()

    def hang_up(self, code: int) -> None:
        """Close without waiting: a page that does not read would keep us."""
        self.hub.start(self._hang_up(code))

    async def _hang_up(self, code: int) -> None:
        with contextlib.suppress(Exception):  # the line may be broken already: then it is closed
            await asyncio.wait_for(self.close(code), CLOSED_WITHIN)
