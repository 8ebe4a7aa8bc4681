"""The database is away for a while: a page goes on, says so, comes back by itself and brings what was written."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import connection
from playwright.sync_api import expect

from tests.browser.coedit.conftest import warm
from tests.browser.coedit.writer import stored, together
from tests.coediting import owner
from tests.coediting.running import Server, database_away, shared_database

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="a file does not go away"),
]


@pytest.fixture
def server(transactional_db, together) -> Iterator[Server]:
    """One that soon gives up what it cannot write, and closes the line."""
    owner.register()
    with shared_database(together["folder"]) as environment:
        log = {"LOG": str(together["folder"] / f"log-{uuid4()}")}
        started = Server(environment | log | {"TRIES": "2"}, "tests.browser.coedit.site")
        warm(started)
        yield started
        started.stop()


@pytest.fixture
def expected_in_console() -> list[str]:
    return ["WebSocket connection to|Failed to load resource"]


@pytest.mark.parametrize("sockets", [True, False], ids=["sockets", "questions"])
def test_what_is_written_while_the_database_is_away_is_kept_and_arrives(server, document, open_text, sockets):
    anna, ben = open_text(document, sockets=sockets).joined(), open_text(document, sockets=sockets).joined()
    with database_away():
        anna.at("end").press("> four").says("offline")
        anna.press("> five")
        ben.at("start").press(">Zero ").says("offline")
        for writer, words in ((anna, "four five"), (ben, "Zero")):
            expect(writer.state).to_contain_text("You can go on writing; it is tried again by itself.")
            writer.kept(writer.waiting).sees(words)
            expect(writer.page.get_by_role("dialog")).to_have_count(0)
    if sockets:  # the line did not break: the server closed it
        assert "updates could not be written, try 2 of 2" in server.log.read_text()
    assert together(anna, ben) == stored(document) == "Zero One two three four five"
    for writer in (anna, ben):
        writer.kept(0)
        expect(writer.offered).to_have_count(0)
