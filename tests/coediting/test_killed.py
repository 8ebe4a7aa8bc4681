"""Fifty writers, and a server that is killed at random moments: every acknowledged change is there afterwards."""

import asyncio
import json
import random
from contextlib import suppress
from typing import Any

import pytest
from django.conf import settings
from pycrdt import Doc, XmlElement, XmlText
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from coediting import rendering, wire
from coediting.convert import fragment_of
from coediting.lib0 import Reader
from richtext.schema import VERSION
from tests.coediting import owner
from tests.coediting.pages import session_of
from tests.coediting.running import Server, run_apart
from tests.factories.forum import UserFactory

WRITERS = 50
KILLS, KILLS_WITH_LONG = 5, 20
DOCUMENTS = 5


class Writer:
    """Types words that nobody else types into a paragraph of its own, and remembers which were acknowledged."""

    def __init__(self, name: str, document: Any, session: str) -> None:
        self.name, self.document, self.session = name, document, session
        self.sent: list[str] = []
        self.acknowledged = 0

    async def write(self, server: Server) -> None:
        """Until the server is gone."""
        address = f"ws://127.0.0.1:{server.port}/ws/documents/{self.document.pk}/?schema={VERSION}&control=1"
        cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={self.session}"}
        origin = f"http://127.0.0.1:{server.port}"
        with suppress(WebSocketException, OSError, TimeoutError):
            how = {"origin": origin, "ping_interval": None, "open_timeout": None}  # fifty at once may take their time
            async with connect(address, additional_headers=cookie, **how) as socket:
                hearing = asyncio.create_task(self.hear(socket))
                try:
                    await self.type(socket)
                finally:
                    await hearing

    async def type(self, socket: Any) -> None:
        doc = Doc()
        text = fragment_of(doc).children.append(XmlElement("paragraph")).children.append(XmlText(""))
        state = b"\0"
        while True:
            word = f"<{self.name}.{len(self.sent)}>"
            text.insert(len(text), word)
            self.sent.append(word)
            await socket.send(wire.update(doc.get_update(state)))
            state = doc.get_state()
            await asyncio.sleep(0.1)

    async def hear(self, socket: Any) -> None:
        with suppress(WebSocketException):
            async for data in socket:
                if data[0] == wire.CONTROL:
                    message = json.loads(Reader(data[1:]).text())
                    assert message["type"] in {"hello", "ack"}
                    self.acknowledged = message.get("n", self.acknowledged)


async def kill_one(server: Server, writers: list[Writer], seconds: float) -> None:
    writing = [asyncio.create_task(one.write(server)) for one in writers]
    async with asyncio.timeout(120):
        while sum(one.acknowledged > 0 for one in writers) < len(writers) // 2:
            await asyncio.sleep(0.02)
    await asyncio.sleep(seconds)
    server.kill()
    await asyncio.wait_for(asyncio.gather(*writing), 20)


@pytest.fixture
def people(database):
    """Fifty people who may write, each in one of a few documents."""
    documents = [owner.document("") for _ in range(DOCUMENTS)]
    found = []
    for number in range(WRITERS):
        user = UserFactory()
        owner.give(user, "write", documents[number % DOCUMENTS])
        found.append((documents[number % DOCUMENTS], session_of(user)))
    return found


@pytest.mark.long
def test_every_acknowledged_change_is_there(new_server, people, pytestconfig):
    kills = KILLS_WITH_LONG if pytestconfig.option.long else KILLS
    documents = {document.pk for document, _ in people}
    chance = random.Random()
    sent, acknowledged = 0, set()
    for kill in range(kills):
        server = new_server("log-killed")
        writers = [Writer(f"{kill}.{number}", *one) for number, one in enumerate(people)]
        run_apart(kill_one(server, writers, chance.uniform(0, 0.4)))
        sent += sum(len(one.sent) for one in writers)
        acknowledged |= {word for one in writers for word in one.sent[: one.acknowledged]}
        text = "".join(str(rendering.current(document)) for document in documents)
        assert [word for word in acknowledged if word not in text] == []
    print(f"{kills} kills, {WRITERS} writers: {sent} changes sent, {len(acknowledged)} acknowledged, 0 missing")  # noqa: T201
    assert len(acknowledged) > kills * WRITERS // 2
