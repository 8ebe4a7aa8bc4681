"""A page as a plain client of y-protocols: a Doc of its own, and a WebSocket with a session."""

import contextlib
import json
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.test import Client
from pycrdt import Doc, XmlText
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from coediting import presence, wire
from coediting.convert import fragment_of, value_of
from coediting.lib0 import Reader, number, sized
from richtext.schema import VERSION

PATIENCE = 10


def session_of(user: Any) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def status_of(server: Any, path: str, headers: dict[str, str]) -> int:
    """What a connection is answered before it is one; 101 if it is."""
    try:
        with connect(f"ws://127.0.0.1:{server.port}{path}", additional_headers=headers):
            return 101
    except InvalidStatus as error:
        return error.response.status_code


class Page:
    """`control=False` is an unmodified y-websocket client that was given the schema number as a parameter."""

    def __init__(
        self,
        server: Any,
        document: Any,
        session: str = "",
        *,
        control: bool = True,
        schema: Any = VERSION,
        doc: Doc | None = None,
    ) -> None:
        self.doc = doc or Doc()
        self.told: list[dict[str, Any]] = []
        self.others: dict[int, Any] = {}
        self.denied: list[str] = []
        self.sent = 0
        self.is_synced = False
        query = "&".join([*([f"schema={schema}"] if schema else []), *(["control=1"] if control else [])])
        self.open = contextlib.ExitStack()
        connection = connect(
            f"ws://127.0.0.1:{server.port}/ws/documents/{document.pk}/?{query}",
            additional_headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"},
            origin=f"http://127.0.0.1:{server.port}",
            compression=None,
            max_size=None,
            ping_interval=None,
        )
        self.socket = self.open.enter_context(connection)
        self.state = self.doc.get_state()

    def close(self) -> None:
        self.open.close()

    def __enter__(self) -> "Page":
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()

    def join(self) -> "Page":
        """Say what is here, ask for what is missing, and wait until it has come."""
        self.send(wire.step_1(self.doc.get_state()))
        self.until(lambda: self.is_synced)
        return self

    # what it says

    def send(self, data: bytes) -> None:
        self.socket.send(data)

    def send_update(self, update: bytes) -> int:
        self.send(wire.update(update))
        self.sent += 1
        return self.sent

    def send_changes(self) -> int:
        """What was changed in the Doc since the last time; gives the number of the update."""
        update, self.state = self.doc.get_update(self.state), self.doc.get_state()
        return self.send_update(update)

    def type(self, text: str, block: int = 0) -> int:
        """Type at the end of a block."""
        written = self.text(block)
        written.insert(len(written), text)
        return self.send_changes()

    def text(self, block: int = 0) -> XmlText:
        element = fragment_of(self.doc).children[block]
        if not len(element.children):
            element.children.append(XmlText(""))
        return element.children[0]

    def be_here(self, client: int, state: dict[str, Any] | None, clock: int = 1) -> None:
        self.send(wire.presence(presence.encode([(client, clock, state)])))

    # what it hears

    def hear(self, seconds: float) -> bool:
        """Take one message; False if none came in time."""
        try:
            data = self.socket.recv(timeout=seconds)
        except TimeoutError:
            return False
        self._take(Reader(data))
        return True

    def _take(self, reader: Reader) -> None:
        kind = reader.number()
        if kind == wire.SYNC:
            step, payload = reader.number(), reader.bytes()
            if step == wire.STEP_1:
                self.send(wire.step_2(self.doc.get_update(payload)))
                self.sent += 1
            else:
                self.doc.apply_update(payload)
                self.is_synced = self.is_synced or step == wire.STEP_2
                self.state = self.doc.get_state()
        elif kind == wire.PRESENCE:
            for client, _, state in presence.read(reader.bytes()):
                self.others[client] = state
        elif kind == wire.AUTH:
            assert reader.number() == 0
            self.denied.append(reader.text())
        elif kind == wire.CONTROL:
            self.told.append(json.loads(reader.text()))
        reader.end()

    def until(self, is_so: Callable[[], Any], seconds: float = PATIENCE) -> float:
        """Hear until something is so; gives how long it took."""
        start = time.monotonic()
        while not is_so():
            left = start + seconds - time.monotonic()
            if left < 0 or not self.hear(left):
                raise AssertionError(f"it did not come about in {seconds} s; heard {self.told}, {self.value}")
        return time.monotonic() - start

    def hear_for(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.hear(left)

    def until_acknowledged(self, seconds: float = PATIENCE) -> float:
        return self.until(lambda: self.acknowledged == self.sent, seconds)

    def until_closed(self, seconds: float = PATIENCE) -> int:
        """The code that the server closed with."""
        with contextlib.suppress(ConnectionClosed):
            self.hear_for(seconds)
        assert self.socket.close_code is not None, "the connection is open"
        return self.socket.close_code

    @property
    def acknowledged(self) -> int:
        return max((one["n"] for one in self.told if one["type"] == "ack"), default=0)

    def of_type(self, kind: str) -> list[dict[str, Any]]:
        return [one for one in self.told if one["type"] == kind]

    @property
    def value(self) -> dict[str, Any]:
        return value_of(self.doc)

    @property
    def lines(self) -> list[str]:
        return ["".join(run.get("text", "") for run in block.get("content", [])) for block in self.value["content"]]


def raw(*parts: int | bytes) -> bytes:
    """A message from its parts: numbers, and bytes with their length."""
    return b"".join(number(part) if isinstance(part, int) else sized(part) for part in parts)
