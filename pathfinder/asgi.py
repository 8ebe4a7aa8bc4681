"""Pages and WebSockets in one application. Pages alone can be served by wsgi.py (docs/running.md)."""

import os
from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import sync_to_async
from django import setup
from django.core.handlers.asgi import ASGIHandler
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponseBase

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathfinder.settings")
setup(set_prefix=False)

from channels.auth import AuthMiddlewareStack  # noqa: E402  models are there only now
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402

from coediting import routing as texts  # noqa: E402
from pathfinder.sockets import Elsewhere, SecondFactorRequired, TryLater, lifespan  # noqa: E402
from reports.pages import routing as pages_live  # noqa: E402

THREADS = 16
"""Pages answered at the same time, each by a thread that keeps its connection to the database."""


class Pages(ASGIHandler):
    """Django's handler with one change of thread for an answer, where its own has two for every middleware.

    Nothing between a request and its view waits for anything but the database. A thread of Django's own lasts one
    request, and takes its connection to the database with it when it ends.
    """

    threads = ThreadPoolExecutor(THREADS, thread_name_prefix="page")

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        return await sync_to_async(self.answer, thread_sensitive=False, executor=self.threads)(request)

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        close_old_connections()
        try:
            return self.get_response(request)
        finally:
            close_old_connections()


routes = URLRouter([*texts.websocket_urlpatterns, *pages_live.websocket_urlpatterns])

application = ProtocolTypeRouter(
    {
        "http": Pages(),
        "websocket": AllowedHostsOriginValidator(
            TryLater(AuthMiddlewareStack(SecondFactorRequired(Elsewhere(routes))))
        ),
        "lifespan": lifespan,
    }
)
