"""An unmodified y-websocket client, as it behaves: no control messages, no slash, and what it hears it repeats.

benchmarks/coediting runs the real one.
"""

import time

import pytest
from django.conf import settings

from coediting import wire
from coediting.conversation import QUIET, Conversation
from coediting.presence import encode
from richtext.schema import VERSION
from tests.coediting.pages import session_of, status_of
from tests.coediting.running import run_apart
from tests.coediting.test_conversation import WRITER, writer  # noqa: F401
from tests.factories.forum import UserFactory


def test_the_address_ends_with_the_name_of_the_text(server, document, somebody):
    cookie = f"{settings.SESSION_COOKIE_NAME}={session_of(somebody('write', document))}"
    headers = {"Cookie": cookie, "Origin": f"http://127.0.0.1:{server.port}"}
    assert status_of(server, f"/ws/documents/{document.pk}?schema={VERSION}", headers) == 101


def test_it_writes_and_is_written_to(visit, document):
    plain, ours = visit(control=False), visit()
    plain.type(" plain")
    ours.until(lambda: ours.lines == ["One plain", "Two"])
    ours.type("!")
    plain.until(lambda: plain.lines == ["One plain!", "Two"])
    assert plain.told == []


def test_what_it_repeats_of_others_is_passed_over(visit):
    """However many they are."""
    others = [visit() for _ in range(3)]
    plain = visit(control=False)
    plain.be_here(100, {"cursor": 0})
    for number, one in enumerate(others):
        one.be_here(number, {"cursor": number})
    plain.until(lambda: plain.others.keys() == {0, 1, 2})
    crowd = [(number, 9, {"cursor": 666, "long": "x" * 1000}) for number in range(60)]
    plain.send(wire.presence(encode(crowd)))
    plain.be_here(100, {"cursor": 1}, clock=2)
    others[0].until(lambda: others[0].others.get(100, {}).get("cursor") == 1)
    assert {number: one["cursor"] for number, one in others[0].others.items()} == {1: 1, 2: 2, 100: 1}


def test_it_repeats_another_window_of_the_same_person(visit, document, somebody):
    """And takes nothing over: the other one is there when it leaves."""
    user = somebody("write", document)
    first, second, ben = visit(user=user, control=False), visit(user=user, control=False), visit()
    first.be_here(5, {"cursor": 1})
    second.be_here(6, {"cursor": 2})
    ben.until(lambda: ben.others.keys() == {5, 6})
    first.send(wire.presence(encode([(6, 7, {"cursor": 2})])))
    first.close()
    ben.until(lambda: ben.others[5] is None)
    ben.hear_for(0.2)
    assert ben.others[6]["cursor"] == 2


@pytest.mark.parametrize("quiet, heard", [(QUIET + 1, [wire.presence(encode([]))]), (QUIET - 5, [])])
def test_it_hears_something_when_it_says_that_it_is_there(db, writer, quiet, heard):  # noqa: F811
    page = Conversation(writer.room, UserFactory(), "session", WRITER, control=False, run=None, hang_up=None)
    page.begin()
    page.outbox.clear()
    page.said_at = time.monotonic() - quiet
    run_apart(page.take(wire.presence(encode([(5, 1, {"cursor": 1})]))))
    assert list(page.outbox.waiting) == heard
