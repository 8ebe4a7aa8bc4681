"""Fifty writers, and a server that is killed at random moments: every acknowledged change is there afterwards."""

import random
import threading
import time
from contextlib import suppress
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, WebSocketException

from coediting import rendering
from tests.coediting import owner
from tests.coediting.pages import Page, session_of
from tests.coediting.running import Server
from tests.factories.forum import UserFactory

WRITERS = 50
KILLS = 20
DOCUMENTS = 5


class Writer(threading.Thread):
    """Types words that nobody else types, and remembers which were acknowledged."""

    def __init__(self, name: str, server: Server, document: Any, session: str) -> None:
        super().__init__(daemon=True)
        self.words = name
        self.server, self.document, self.session = server, document, session
        self.sent: dict[int, str] = {}
        self.acknowledged: list[str] = []
        self.is_ready = threading.Event()

    def run(self) -> None:
        with suppress(ConnectionClosed, WebSocketException, OSError, AssertionError):
            page = Page(self.server, self.document, self.session)
            try:
                self.write(page)
            finally:
                self.acknowledged = [word for number, word in self.sent.items() if number <= page.acknowledged]

    def write(self, page: Page) -> None:
        page.join()
        self.is_ready.set()
        for turn in range(10_000):
            word = f"<{self.words}.{turn}>"
            self.sent[page.type(word)] = word
            page.hear_for(0.02)


@pytest.fixture
def writers(database):
    """Documents, and fifty people who may write in them."""
    documents = [owner.document("") for _ in range(DOCUMENTS)]
    people = []
    for number in range(WRITERS):
        user = UserFactory()
        document = documents[number % DOCUMENTS]
        owner.give(user, "write", document)
        people.append((document, session_of(user)))
    return documents, people


def test_every_acknowledged_change_is_there(database, servers, writers, record_property):
    documents, people = writers
    chance = random.Random()
    server = Server(database | {"LOG": str(servers["folder"] / "log-killed")})
    sent = acknowledged = 0
    missing: list[str] = []
    known: list[set[str]] = []
    for kill in range(KILLS):
        running = [
            Writer(f"{kill}.{number}", server, document, session) for number, (document, session) in enumerate(people)
        ]
        for one in running:
            one.start()
        running[0].is_ready.wait(10)
        time.sleep(chance.uniform(0.1, 0.9))
        server.kill()
        for one in running:
            one.join(20)
        server.start()
        known.append({word for one in running for word in one.acknowledged})
        sent += sum(len(one.sent) for one in running)
        acknowledged += len(known[-1])
        text = "".join(str(rendering.current(document)) for document in documents)
        missing += [word for words in known for word in words if word not in text]
        for document in documents:
            document.refresh_from_db()
    server.stop()
    said = f"{KILLS} kills, {WRITERS} writers: {sent} sent, {acknowledged} acknowledged, {len(missing)} missing"
    record_property("killed", said)
    print(said)  # noqa: T201  what the test is asked for
    assert missing == []
    assert acknowledged > KILLS * WRITERS
