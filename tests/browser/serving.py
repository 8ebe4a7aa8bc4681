"""The live server of the browser tests.

ASGI, so that WebSockets work; in a thread of the run, so that what a test changes for the site (settings, the outbox)
holds for it too.
"""

import asyncio
import socket
import threading
import time

import uvicorn
from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from django.test.utils import modify_settings

from coediting import hub

PATIENCE = 30
"""Seconds."""


class LiveServer:
    """As pytest-django's, which its helper uses by these names."""

    def __init__(self) -> None:
        from pathfinder.asgi import application

        bound = socket.socket(proto=socket.IPPROTO_TCP)  # only then asyncio lets no small message wait
        bound.bind(("127.0.0.1", 0))
        bound.listen(128)
        self.url = f"http://127.0.0.1:{bound.getsockname()[1]}"
        self._live_server_modified_settings = modify_settings(ALLOWED_HOSTS={"append": "127.0.0.1"})
        config = uvicorn.Config(ASGIStaticFilesHandler(application), log_level="warning", log_config=None)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [bound]}, daemon=True)
        self.thread.start()
        limit = time.monotonic() + PATIENCE
        while not self.server.started:
            assert time.monotonic() < limit, "the server did not start"
            time.sleep(0.01)

    def __str__(self) -> str:
        return self.url

    def be_quiet(self) -> None:
        """Once the pages are closed: what is written together is put down, and the database let go."""
        from pathfinder.asgi import THREADS, Pages

        state = self.server.server_state
        limit = time.monotonic() + PATIENCE
        while (state.connections or state.tasks) and time.monotonic() < limit:
            time.sleep(0.01)
        # A page that is closed ends its question, and not the thread that answers it: each has to be free once.
        free = threading.Barrier(THREADS + 1)
        for _each in range(THREADS):
            Pages.threads.submit(free.wait, PATIENCE)
        free.wait(PATIENCE)
        running = hub.of_this_process()
        if running is not None:
            asyncio.run_coroutine_threadsafe(running.end(), running.loop).result(PATIENCE)
            hub._hub = None

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(PATIENCE)
