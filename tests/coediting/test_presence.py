"""Who is here: the name comes from the session, whatever the page says."""

import json

import pytest

from coediting import presence
from coediting.lib0 import BadMessage, number, text
from coediting.presence import Presence

ADA, BOB = {"id": 1, "name": "Ada", "colour": 1}, {"id": 2, "name": "Bob", "colour": 2}


def test_a_name_that_is_not_ones_own(visit, document, somebody):
    user = somebody("write", document, name="Ada")
    ada, bob = visit(user=user), visit()
    ada.be_here(5, {"user": {"name": "The minister", "id": 1}, "cursor": {"at": 3}})
    bob.until(lambda: 5 in bob.others)
    assert bob.others == {5: {"user": {"id": user.pk, "name": "Ada", "colour": user.pk % 12}, "cursor": {"at": 3}}}
    # who comes later sees who is here, and oneself is not told
    assert visit().others.keys() == {5}
    assert ada.others == {}


def test_nobody_speaks_for_another(visit):
    ada, bob, eve = visit(), visit(), visit()
    ada.be_here(5, {"cursor": 1})
    bob.until(lambda: 5 in bob.others)
    eve.be_here(5, {"cursor": 666}, clock=100)
    eve.be_here(5, None, clock=101)
    eve.be_here(6, {"cursor": 2})
    bob.until(lambda: 6 in bob.others)
    assert bob.others[5]["cursor"] == 1


def test_who_goes_is_gone(visit):
    ada, bob = visit(), visit()
    ada.be_here(5, {"cursor": 1})
    bob.until(lambda: bob.others.get(5))
    ada.close()
    bob.until(lambda: bob.others[5] is None, 2)


def test_the_same_page_comes_again_with_its_old_clock(visit, document, somebody):
    user = somebody("write", document)
    ada, bob = visit(user=user), visit()
    ada.be_here(5, {"cursor": 1}, clock=7)
    bob.until(lambda: bob.others.get(5))
    ada.close()
    bob.until(lambda: bob.others[5] is None)
    again = visit(user=user)
    again.be_here(5, {"cursor": 2}, clock=7)
    bob.until(lambda: bob.others[5])


def test_movements_are_gathered(visit):
    ada, bob = visit(), visit()
    for cursor in range(200):
        ada.be_here(5, {"cursor": cursor}, clock=cursor)
    heard = 0
    while (bob.others.get(5) or {}).get("cursor") != 199:
        assert bob.hear(5)
        heard += 1
    assert heard < 50


def said(*states: object, client: int = 5) -> bytes:
    return number(len(states)) + b"".join(number(client) + number(1) + text(json.dumps(one)) for one in states)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x01",
        number(2**40),
        said([]),
        said("name"),
        said(*[{}] * 9),
        said({"long": "x" * 20_000}),
        said({"a": float("inf")}),
        said({"a": float("nan")}),
        number(1) + number(5) + number(1) + text('{"a":1e999}'),
        number(1) + number(5) + number(1) + text("{"),
        number(1) + number(5) + number(1) + text('{"a":' + "[" * 7000 + "]" * 7000 + "}"),
        number(1) + number(5) + number(1) + text('{"a":' + "[" * 40 + "]" * 40 + "}"),
        said({}) + b"more",
    ],
)
def test_what_is_no_presence(data):
    with pytest.raises(BadMessage):
        presence.read_from_a_page(data)


def test_half_a_character_is_passed_on():
    one = presence.read_from_a_page(number(1) + number(5) + number(1) + text('{"a":"\\ud800"}'))
    assert presence.read(presence.encode(one)) == one


def test_one_page_is_not_many():
    here = Presence()
    here.say("ada", ADA, [(client, 1, {}) for client in range(10)])
    assert sorted(here.of("ada")) == [0, 1, 2, 3]


def test_a_page_that_begins_anew_beside_its_old_connection():
    here = Presence()
    here.say("old", ADA, [(5, 1, {"cursor": 1})])
    here.say("new", ADA, [(5, 1, {"cursor": 2})])
    here.leave("old")
    assert here.everybody() == [(5, 2, {"cursor": 2, "user": ADA})]
    here.say("bob", BOB, [(5, 9, {"cursor": 3})])
    assert here.everybody() == [(5, 2, {"cursor": 2, "user": ADA})]


def test_who_is_not_heard_of_fades(monkeypatch):
    here = Presence()
    here.say("ada", ADA, [(5, 1, {})])
    here.hear([(6, 1, {"user": BOB})])
    assert [client for client, _, _ in here.news()] == [5, 6]
    monkeypatch.setattr(presence, "FADES", -1)
    here.fade()
    assert here.news() == [(5, 2, None), (6, 2, None)]
    here.fade()
    assert here.here == {}


def test_in_parts():
    states = [(client, 1, {"a": "x" * 100}) for client in range(20)] + [(99, 1, {"a": "x" * 900})]
    parts = presence.parts(states, 500)
    assert all(len(part) <= 510 for part in parts)
    assert [one for part in parts for one in presence.read(part)] == states[:20]
