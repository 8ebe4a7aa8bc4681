"""The database is away, held or full while people write: everything arrives afterwards, once, by whichever client.

OUTAGE=20 ./test tests/coediting/test_outage.py plays it as long as that many seconds.
"""

import os
import time
from collections.abc import Callable, Iterator
from urllib.error import HTTPError

import pytest
from django.db import connection

from coediting import rendering, wire
from coediting.models import Update
from coediting.rooms import MAX_DEPTH
from tests.coediting.pages import session_of, status_of
from tests.coediting.running import database_away, disk_full
from tests.coediting.stock import Stock
from tests.coediting.test_http import Asking, changed

OUTAGE = float(os.environ.get("OUTAGE", "3"))
EVERY = 20
"""Milliseconds between two paragraphs: far more wait than elements may stand within each other."""
SOON = {"TRIES": "2", "LOCKED": "0.2"}
"""A server that sends its pages away after a second or two, of which it waits ten or more otherwise."""


def lines(document):
    return [
        "".join(run.get("text", "") for run in one.get("content", [])) for one in rendering.current(document)["content"]
    ]


@pytest.fixture
def full(servers):
    return servers["folder"] / "full"


@pytest.fixture(params=["away", "full"])
def trouble(request, full) -> Callable:
    return database_away if request.param == "away" else lambda: disk_full(full)


@pytest.fixture(params=[pytest.param({}, marks=pytest.mark.long), SOON], ids=["waits", "sends away"])
def stressed(request, server_with, full):
    return server_with(FULL=str(full), **request.param)


@pytest.fixture
def stock(document, somebody) -> Iterator[Callable[..., Stock]]:
    opened = []

    def open_one(server, user=None) -> Stock:
        opened.append(Stock(server, document, session_of(user or somebody("write", document))))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


def test_everything_that_y_websocket_wrote_meanwhile_arrives(stressed, stock, document, trouble):
    ada, bob = stock(stressed), stock(stressed)
    ada.writes(EVERY)
    bob.writes(EVERY)
    with trouble():
        time.sleep(OUTAGE)
    time.sleep(0.5)
    written = [ada.stops(), bob.stops()]
    wanted = sorted(["One", "Two", *written[0], *written[1]])
    print(f"{len(wanted) - 2} paragraphs in {OUTAGE} s; {ada.ask()['closed']}, {bob.ask()['closed']}")  # noqa: T201
    assert min(map(len, written)) > MAX_DEPTH
    ada.until(lambda: sorted(lines(document)) == wanted)
    for one, own in ((ada, written[0]), (bob, written[1])):
        one.until(lambda one=one: one.ask()["paragraphs"] == lines(document))
        told = one.ask()
        assert [line for line in told["paragraphs"] if line in own] == own
        assert [code for code in told["closed"] if code is not None and code >= 4000] == []
        assert not told["gaveUp"]


@pytest.mark.long
def test_our_own_page_is_told_to_come_again_and_brings_it(server_with, full, visit, document, somebody, trouble):
    server = server_with(FULL=str(full), **SOON)
    user = somebody("write", document)
    ada = visit(user=user, server=server)
    with trouble():
        for number in range(MAX_DEPTH):
            ada.type(f"[{number}]" * 100)  # more than the pages that there are can hold
        assert ada.until_closed() == wire.TRY_LATER
        assert ada.of_type("refused") == []
    again = visit(user=user, server=server, doc=ada.doc)
    again.until_acknowledged()
    assert rendering.current(document) == again.value
    assert again.lines == ada.lines


def test_a_question_is_answered_try_again(server_with, full, document, somebody, trouble):
    """And what it brought is taken when it comes again."""
    server = server_with(FULL=str(full), **SOON)
    asking = Asking(server, document, somebody("write", document))
    asking.ask()
    update = changed(asking.doc, " more" * 2000)
    with trouble():
        with pytest.raises(HTTPError) as error:
            asking.ask(update)
        with error.value as answer:
            assert (answer.code, answer.headers["Retry-After"]) == (503, "5")
    assert asking.ask(update).rest["committed"]
    assert lines(document) == ["One" + " more" * 2000, "Two"]
    assert Update.objects.filter(document=document).count() == 2


@pytest.mark.skipif(connection.vendor == "sqlite", reason="who holds a file keeps nobody from reading it")
def test_who_comes_meanwhile_is_told_to_come_again(server, document, somebody):
    headers = {
        "Cookie": f"sessionid={session_of(somebody('write', document))}",
        "Origin": f"http://127.0.0.1:{server.port}",
    }
    with database_away():
        assert status_of(server, f"/ws/documents/{document.pk}/?schema=1", headers) == 503


def test_what_is_wrong_in_itself_is_refused_for_good(server_with, full, visit, document, trouble):
    """However the database is."""
    server = server_with(FULL=str(full))
    eve = visit(server=server)
    with trouble():
        eve.send(wire.update(b"\xff" * 20))
        assert eve.until_closed() == wire.BAD_MESSAGE
