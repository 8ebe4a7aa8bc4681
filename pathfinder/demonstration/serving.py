"""Pages and WebSockets on one port, in one process, for a first try."""

import logging.config
import socket
import warnings
from collections.abc import Callable

import uvicorn

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "access": {"()": "uvicorn.logging.AccessFormatter", "fmt": '%(asctime)s "%(request_line)s" %(status_code)s'}
    },
    "handlers": {"access": {"class": "logging.StreamHandler", "formatter": "access"}},
    "loggers": {
        "uvicorn.access": {"handlers": ["access"], "level": "INFO", "propagate": False},
        "uvicorn.error": {"level": "WARNING"},
    },
}


def serve(host: str, port: int, on_bind: Callable[[int], None]) -> None:
    """Until Ctrl+C. OSError or OverflowError for a port that cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # By name, TCP: only then asyncio sends a small message without waiting for the answer to the one before.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as bound:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(128)
        from pathfinder.asgi import application  # sets Django up, which the command has done by now

        # Static files and downloads are read whole before they are sent; for one person on one machine that is enough.
        warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
        logging.config.dictConfig(LOGGING)
        on_bind(bound.getsockname()[1])
        config = uvicorn.Config(
            application, log_config=None, ws_max_size=4 * 1024 * 1024, timeout_graceful_shutdown=2, lifespan="on"
        )
        uvicorn.Server(config).run(sockets=[bound])
