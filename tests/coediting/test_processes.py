"""Two server processes on one database: what is written in one is seen in the other."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from coediting import log, rendering, wire
from coediting.convert import value_of
from coediting.models import Update
from tests.coediting.pages import PATIENCE
from tests.coediting.running import database_away
from tests.coediting.test_http import Asking

pytestmark = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="one process serves the pages on SQLite: nobody tells another one"
)


@pytest.fixture
def second(new_server):
    """Another process beside the first."""
    other = new_server("log-2")
    yield other
    if other.process.poll() is None:
        other.stop()


def test_editors_on_two_processes_converge(visit, second, document):
    ada, bob = visit(), visit(server=second)
    for turn in range(20):
        ada.type(f"a{turn} ", 0)
        bob.type(f"b{turn} ", 0)
    for one in (ada, bob):
        one.until_acknowledged()
        one.until(lambda one=one: one.lines[0].count("a") == one.lines[0].count("b") == 20)
    assert ada.value == bob.value == rendering.current(document)


def test_within_a_second(visit, second, request):
    ada, bob = visit(), visit(server=second)
    took = []
    for turn in range(30 if request.config.option.long else 12):
        start = time.monotonic()
        ada.type(f"[{turn}]")
        bob.until(lambda turn=turn: f"[{turn}]" in bob.lines[0])
        took.append(time.monotonic() - start)
    assert statistics.quantiles(took, n=20)[-1] < 1


def test_what_is_too_long_for_a_message(visit, second):
    ada, bob = visit(), visit(server=second)
    ada.type("long " * 20_000)
    ada.until_acknowledged()
    bob.until(lambda: bob.lines == ada.lines, 3)


def test_they_see_each_other(visit, second, document, somebody):
    ada, bob = visit(user=somebody("write", document, name="Ada")), visit(server=second)
    ada.be_here(5, {"cursor": 1})
    bob.until(lambda: 5 in bob.others)
    assert bob.others[5]["user"]["name"] == "Ada"
    ada.close()
    bob.until(lambda: bob.others[5] is None)


def test_who_comes_to_a_process_sees_who_is_at_the_other(visit, second):
    ada = visit()
    ada.be_here(5, {"cursor": 1})
    late = visit(server=second)
    late.until(lambda: 5 in late.others, 3)


@pytest.mark.long
def test_a_line_that_breaks_is_mended(visit, second, document):
    ada, bob = visit(), visit(server=second)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()"
        )
    for number in range(5):
        ada.type(str(number))
        ada.until_acknowledged()
    bob.until(lambda: bob.lines == ada.lines, 8)
    bob.hear_for(2)
    bob.type("!")
    assert ada.until(lambda: "!" in ada.lines[0], 8) < 2  # heard again, not found by the clock
    assert value_of(log.read(document.pk)[0]) == ada.value == bob.value


def test_a_database_that_goes_away_for_a_moment(visit, document):
    """Every connection is cut while somebody writes: nothing acknowledged is missing, nothing is written twice."""
    ada = visit()
    for number in range(30):
        ada.type(f"[{number}]")
        if number == 15:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
    ada.until_acknowledged(PATIENCE)
    assert value_of(log.read(document.pk)[0]) == ada.value
    assert Update.objects.filter(document=document).count() == 31


def test_a_question_that_waits_is_answered_when_somebody_writes_elsewhere(visit, second, document, somebody):
    ada, asking = visit(), Asking(second, document, somebody("write", document))
    asking.ask()
    with ThreadPoolExecutor(1) as thread:
        start = time.monotonic()
        waiting = thread.submit(asking.ask, wait=20_000)
        time.sleep(0.5)
        assert not waiting.done()
        ada.type(" news")
        waiting.result(PATIENCE)
    assert time.monotonic() - start < 3
    assert value_of(asking.doc) == ada.value


def test_a_database_that_stays_away(visit, server_with, document, somebody):
    """Who waits for it too long is told to come again, and brings what could not be taken."""
    server = server_with(TRIES="2")
    user = somebody("write", document)
    ada = visit(user=user, server=server)
    ada.type(" before")
    ada.until_acknowledged()
    with database_away():
        ada.type(" meanwhile")
        assert ada.until_closed() == wire.TRY_LATER
        assert ada.acknowledged == ada.sent - 1
    again = visit(user=user, server=server, doc=ada.doc)
    again.until_acknowledged()
    assert again.lines == ["One before meanwhile", "Two"]
    assert rendering.current(document) == again.value


def test_a_process_that_is_told_to_end_writes_what_it_has(visit, second, document):
    bob = visit(server=second)
    for number in range(50):
        bob.type(f"[{number}]")
    assert second.stop() in {0, -15}
    assert bob.until_closed() in {wire.GOING_AWAY, 1012}
    text = str(rendering.current(document))
    assert all(f"[{number - 1}]" in text for number in range(1, bob.acknowledged))
