"""The real y-websocket as a process, and the troubles that a database may have while it writes."""

import json
import subprocess
import time
from pathlib import Path
from typing import Any

from django.conf import settings

from richtext.schema import VERSION
from tests.browser.conftest import node
from tests.coediting.pages import PATIENCE

PROGRAM = Path(__file__).with_name("stock.mjs")


class Stock:
    """A writer with an unmodified y-websocket, in a text that it is given the address and the schema of."""

    def __init__(self, server: Any, document: Any, session: str) -> None:
        given = {
            "url": f"ws://127.0.0.1:{server.port}/ws/documents",
            "document": str(document.pk),
            "schema": str(VERSION),
            "headers": {
                "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}",
                "Origin": f"http://127.0.0.1:{server.port}",
            },
        }
        self.process = subprocess.Popen(
            [node(), "--no-warnings", PROGRAM, json.dumps(given)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.until(lambda: self.ask()["synced"])

    def ask(self, **order: Any) -> dict[str, Any]:
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def writes(self, every: int) -> None:
        """A paragraph every so many milliseconds, from now on."""
        self.ask(write=every)

    def stops(self) -> list[str]:
        """Give the paragraphs that it wrote, in their order."""
        told = self.ask(stop=True)
        return [f"<{told['client']}.{number}>" for number in range(told["written"])]

    @staticmethod
    def until(is_so: Any, seconds: float = 3 * PATIENCE) -> None:
        end = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < end, f"it did not come about in {seconds} s"
            time.sleep(0.05)

    def close(self) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(PATIENCE)
