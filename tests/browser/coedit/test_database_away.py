"""The database is away or full for a while: a page goes on, says so, comes back and brings what was written."""

import time
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.db import connection
from playwright.sync_api import expect

from tests.browser.coedit.conftest import warm
from tests.browser.coedit.writer import stored, together
from tests.browser.writing import kept_changes, wait_until
from tests.coediting import owner
from tests.coediting.running import Server, database_away, disk_full, shared_database

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server(transactional_db, together) -> Iterator[Server]:
    """One that soon gives up what it cannot write, and closes the line."""
    owner.register()
    with shared_database(together["folder"]) as environment:
        log = {"LOG": str(together["folder"] / f"log-{uuid4()}"), "FULL": str(together["folder"] / "full")}
        started = Server(environment | log | {"TRIES": "2", "LOCKED": "0.2"}, "tests.browser.coedit.site")
        warm(started)
        yield started
        started.stop()


@pytest.fixture
def expected_in_console(request) -> list[str]:
    """Nothing where a socket can be made again at once: it is closed with a word."""
    comes_in = "trouble" in request.fixturenames and request.node.callspec.params["sockets"]
    return [] if comes_in else ["WebSocket connection to|Failed to load resource"]


@pytest.mark.long
@pytest.mark.skipif(connection.vendor != "postgresql", reason="a file does not go away")
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


HELD = pytest.param(
    "held", marks=pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL is away, see above")
)


@pytest.fixture(params=[HELD, "full"])
def trouble(request, together) -> Callable:
    """Reading goes on, writing does not."""
    return database_away if request.param == "held" else lambda: disk_full(together["folder"] / "full")


@pytest.mark.long
@pytest.mark.parametrize("sockets", [True, False], ids=["sockets", "questions"])
def test_what_is_written_while_nothing_can_be_stored_is_kept_and_arrives(server, document, open_text, sockets, trouble):
    """The page comes and is let in, and goes again with what it brought, until there is room."""
    anna, ben = open_text(document, sockets=sockets).joined(), open_text(document, sockets=sockets).joined()
    long = "four " * 1500  # more than there is room for in what the database holds already
    with trouble():
        anna.at("end").press("> ")
        anna.page.keyboard.insert_text(long)
        wait_until(anna.page, lambda: kept_changes(anna.page, anna.user))
        server_says(
            server, "updates could not be written, try 2 of 2" if sockets else "Service Unavailable: /documents/"
        )
        expect(anna.page.get_by_role("dialog")).to_have_count(0)
    assert together(anna, ben) == stored(document)
    assert stored(document).split() == ["One", "two", "three", *long.split()]
    anna.kept(0)
    expect(anna.offered).to_have_count(0)


def server_says(server: Server, words: str) -> None:
    end = time.monotonic() + 30
    while words not in server.log.read_text():
        assert time.monotonic() < end, server.log.read_text()
        time.sleep(0.1)
