"""What middleware does for pages, for WebSockets."""

import logging
from collections.abc import Callable

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.db import Error
from django.urls import Resolver404

from coediting import hub, log, wire
from forum import second_factor
from pathfinder.refusals import logger as refusals

logger = logging.getLogger(__name__)


class Refusal(AsyncWebsocketConsumer):
    """Answers 403 before a connection is made."""

    async def connect(self) -> None:
        refusals.warning("refused 403 user=%s websocket %s", self.scope["user"].pk or "-", self.scope["path"])
        await self.close()


class TryLater:
    """A database that cannot be asked is no answer: who comes meanwhile is told to come again, never to stay away."""

    def __init__(self, application: Callable) -> None:
        self.application = application

    async def __call__(self, scope, receive, send):
        is_open = False

        async def sending(message):
            nonlocal is_open
            is_open = is_open or message["type"] == "websocket.accept"
            await send(message)

        try:
            await self.application(scope, receive, sending)
        except Error as error:
            logger.warning("%s has to come again: %s", scope["path"], error, exc_info=not log.is_trouble(error))
            if is_open or "websocket.http.response" not in scope.get("extensions", {}):
                await send({"type": "websocket.close", "code": wire.TRY_LATER})
            else:
                await send({"type": "websocket.http.response.start", "status": 503, "headers": []})
                await send({"type": "websocket.http.response.body", "body": b""})


class SecondFactorRequired:
    """Whoever needs a second factor and has none gets in nowhere, as forum.middleware says for pages."""

    def __init__(self, application: Callable) -> None:
        self.application = application

    async def __call__(self, scope, receive, send):
        user = scope["user"]
        if user.is_authenticated and await database_sync_to_async(second_factor.is_missing)(user):
            return await Refusal.as_asgi()(scope, receive, send)
        return await self.application(scope, receive, send)


class Elsewhere:
    """An address that no route has is refused, instead of an error in the log."""

    def __init__(self, routes: Callable) -> None:
        self.routes = routes

    async def __call__(self, scope, receive, send):
        known = any(_matches(route, scope["path"].lstrip("/")) for route in self.routes.routes)
        return await (self.routes if known else Refusal.as_asgi())(scope, receive, send)


def _matches(route, path: str) -> bool:
    try:
        return route.pattern.match(path) is not None
    except Resolver404:
        return False


async def lifespan(scope, receive, send) -> None:
    """The server begins and ends: what pages have sent is written before it does."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            if running := hub.of_this_process():
                await running.end()
            await send({"type": "lifespan.shutdown.complete"})
            return
