"""The site as a process of its own, with the owner of the tests: python -m tests.coediting.site prints its port."""

import os
import socket
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathfinder.settings")

import uvicorn
from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created

from pathfinder.asgi import application  # sets Django up
from tests.coediting import owner


def bind() -> socket.socket:
    bound = socket.socket(proto=socket.IPPROTO_TCP)  # only then asyncio lets no small message wait
    bound.bind(("127.0.0.1", 0))
    bound.listen(128)  # who connects before the server runs waits
    return bound


def serve(bound: socket.socket) -> None:
    from coediting import conversation, writer

    owner.register()
    with_limits_of_sqlite()
    conversation.SILENCE = float(os.environ.get("SILENCE", conversation.SILENCE))
    writer.TRIES = int(os.environ.get("TRIES", writer.TRIES))
    config = uvicorn.Config(application, log_level="warning", ws_max_size=4 * 1024 * 1024, timeout_graceful_shutdown=2)
    uvicorn.Server(config).run(sockets=[bound])


def with_limits_of_sqlite() -> None:
    """LOCKED are seconds that are waited for a lock; while there is a file FULL, the database cannot grow."""
    if connection.vendor != "sqlite":
        return
    settings.DATABASES["default"]["OPTIONS"]["timeout"] = float(os.environ.get("LOCKED", 20))
    if full := os.environ.get("FULL"):

        def limit(execute, sql, params, many, context):
            pages = 1 if Path(full).exists() else 2**30  # fewer than there are means as many as there are
            context["connection"].connection.execute(f"PRAGMA max_page_count = {pages}").close()
            return execute(sql, params, many, context)

        connection_created.connect(lambda connection, **_: connection.execute_wrappers.append(limit), weak=False)


def main() -> None:
    bound = bind()
    print(bound.getsockname()[1], flush=True)  # noqa: T201
    serve(bound)


if __name__ == "__main__":
    sys.exit(main())
