"""The site as a process of its own, with the owner of the tests: python -m tests.coediting.site prints its port."""

import os
import socket
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathfinder.settings")

import uvicorn

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
    conversation.SILENCE = float(os.environ.get("SILENCE", conversation.SILENCE))
    writer.TRIES = int(os.environ.get("TRIES", writer.TRIES))
    config = uvicorn.Config(application, log_level="warning", ws_max_size=4 * 1024 * 1024, timeout_graceful_shutdown=2)
    uvicorn.Server(config).run(sockets=[bound])


def main() -> None:
    bound = bind()
    print(bound.getsockname()[1], flush=True)  # noqa: T201
    serve(bound)


if __name__ == "__main__":
    sys.exit(main())
