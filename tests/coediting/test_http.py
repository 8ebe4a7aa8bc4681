"""The same document without WebSockets: under WSGI at once, under ASGI with waiting and presence."""

import json
import time
import urllib.request
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError

import pytest
from django.conf import settings
from django.test import Client
from pycrdt import Doc

from coediting import lib0, locking, presence, rendering
from coediting.convert import fragment_of, value_of
from coediting.lib0 import Reader
from coediting.models import Document, Update
from richtext.schema import VERSION
from tests.coediting import owner
from tests.coediting.pages import raw, session_of
from tests.factories.forum import UserFactory

PATH = "/documents/{}/sync/?schema={}{}"


@dataclass
class Answered:
    state: bytes
    update: bytes
    others: dict[int, Any]
    rest: dict[str, Any] = field(default_factory=dict)


def answered(content: bytes) -> Answered:
    reader = Reader(content)
    state, update = reader.bytes(), reader.bytes()
    others = {client: said for client, _, said in presence.read(reader.bytes())}
    rest = json.loads(reader.text())
    reader.end()
    return Answered(state, update, others, rest)


def question(doc: Doc, update: bytes = b"", said: bytes = b"", wait: int = 0) -> bytes:
    return raw(doc.get_state(), update, said, wait)


def ask(client: Client, document: Any, body: bytes, schema: Any = VERSION, more: str = "") -> Any:
    path = PATH.format(document.pk, schema, more)
    return client.post(
        path, body, content_type="application/octet-stream", headers={"X-Requested-With": "XMLHttpRequest"}
    )


@pytest.fixture
def text(db):
    return owner.document("One", "Two")


@pytest.fixture
def writer(text):
    user = UserFactory()
    owner.give(user, "write", text)
    return user


@pytest.fixture
def doc(client_for, writer, text):
    """What a page has after its first question."""
    doc = Doc()
    doc.apply_update(answered(ask(client_for(writer), text, question(doc)).content).update)
    return doc


def changed(doc: Doc, words: str = "!") -> bytes:
    before = doc.get_state()
    written = fragment_of(doc).children[0].children[0]
    written.insert(len(written), words)
    return doc.get_update(before)


def test_what_a_page_lacks_comes(doc, text):
    assert value_of(doc) == text.value


def test_what_it_brings_is_committed_and_rendered(client_for, writer, text, doc):
    update = changed(doc)
    got = answered(ask(client_for(writer), text, question(doc, update)).content)
    assert got.rest == {
        "type": "hello",
        "may": "write",
        "why": "",
        "user": {"id": writer.pk, "name": str(writer), "colour": writer.pk % 12},
        "generation": 1,
        "seq": 2,
        "committed": True,
        "refused": None,
    }
    assert got.state == doc.get_state()
    assert rendering.current(text) == value_of(doc)
    text.refresh_from_db()
    assert text.value == value_of(doc)
    assert owner.told == [(text.pk, value_of(doc), [writer.pk])]


def test_the_same_again_changes_nothing(client_for, writer, text, doc):
    update = changed(doc)
    for _ in range(2):
        assert answered(ask(client_for(writer), text, question(doc, update)).content).rest["committed"]
    assert Update.objects.count() == 2


def test_what_leans_on_something_missing_is_not_taken(client_for, writer, text, doc):
    first, second = changed(doc), changed(doc, "?")
    client = client_for(writer)
    got = answered(ask(client, text, question(doc, second)).content)
    assert (got.rest["committed"], got.rest["refused"], Update.objects.count()) == (False, None, 1)
    whole = doc.get_update(got.state)
    assert answered(ask(client, text, question(doc, whole)).content).rest["committed"]
    assert value_of(doc) == rendering.current(text)
    assert first != second


def test_a_reader_is_refused_with_the_reason(client_for, text, doc):
    reader = UserFactory()
    owner.give(reader, "read", text)
    got = answered(ask(client_for(reader), text, question(doc, changed(doc))).content)
    assert (got.rest["may"], got.rest["committed"], got.rest["refused"]) == (
        "read",
        False,
        "Your role does not allow it.",
    )
    assert Update.objects.count() == 1


def test_a_closed_text_is_not_written(client_for, writer, text, doc):
    locking.lock([text.pk])
    got = answered(ask(client_for(writer), text, question(doc, changed(doc))).content)
    assert got.rest["refused"] == "This text is closed: nothing can be written in it now."
    assert Update.objects.count() == 1


@pytest.mark.parametrize(
    "body, schema, more, status",
    [
        (b"", VERSION, "", 400),
        (b"\xff" * 20, VERSION, "", 400),
        (raw(b"\0", b"garbage", b"", 0), VERSION, "", 400),
        (raw(b"\0", b"", b"garbage", 0), VERSION, "", 400),
        (raw(b"garbage", b"", b"", 0), VERSION, "", 400),
        (raw(b"\0", b"", b"", 0) + b"more", VERSION, "", 400),
        (raw(b"\0", b"", b"", 0), VERSION + 1, "", 426),
        (raw(b"\0", b"", b"", 0), "", "", 426),
        (raw(b"\0", b"", b"", 0), VERSION, "&generation=2", 409),
        (raw(b"\0", b"", b"", 0), VERSION, "&generation=1&seq=x", 200),
        (raw(b"\0", b"x" * (2 * 1024 * 1024 + 1), b"", 0), VERSION, "", 413),
        (b"x" * (3 * 1024 * 1024), VERSION, "", 413),
    ],
)
def test_what_no_page_of_ours_sends(client_for, writer, text, body, schema, more, status):
    assert ask(client_for(writer), text, body, schema, more).status_code == status
    assert Update.objects.count() == 1


def test_who_may_ask(client, client_for, text):
    body = raw(b"\0", b"", b"", 0)
    assert ask(client, text, body).status_code == 401
    stranger = client_for(UserFactory())
    assert ask(stranger, text, body).status_code == 404
    assert ask(stranger, Document(), body).status_code == 404
    assert stranger.get(f"/documents/{text.pk}/sync/").status_code == 405


def test_only_with_the_token_of_the_site(writer, text):
    client = Client(enforce_csrf_checks=True)
    client.force_login(writer)
    assert ask(client, text, raw(b"\0", b"", b"", 0)).status_code == 403


class Asking:
    """A page that asks a real server."""

    def __init__(self, server: Any, document: Any, user: Any) -> None:
        self.server, self.document, self.doc, self.seq = server, document, Doc(), 0
        token = "a" * 32
        self.headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session_of(user)}; csrftoken={token}",
            "X-CSRFToken": token,
            "X-Requested-With": "XMLHttpRequest",
            "Content-Type": "application/octet-stream",
        }

    def ask(self, update: bytes = b"", said: bytes = b"", wait: int = 0) -> Answered:
        path = PATH.format(self.document.pk, VERSION, f"&seq={self.seq}")
        body = question(self.doc, update, said, wait)
        request = urllib.request.Request(f"http://127.0.0.1:{self.server.port}{path}", body, self.headers)
        with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310  the address is our own server's
            got = answered(response.read())
        self.doc.apply_update(got.update)
        self.seq = got.rest["seq"]
        return got


@pytest.fixture
def asking(server, document, somebody):
    return Asking(server, document, somebody("write", document))


def test_a_socket_and_questions_meet(visit, asking):
    ada = visit()
    asking.ask()
    got = asking.ask(changed(asking.doc, " asked"))
    assert got.rest["committed"]
    ada.until(lambda: ada.lines == ["One asked", "Two"], 2)

    ada.type("!")
    start = time.monotonic()
    asking.ask(wait=10_000)
    assert value_of(asking.doc) == ada.value
    assert time.monotonic() - start < 3


def test_a_question_waits_for_news_and_not_longer(visit, asking):
    asking.ask()
    start = time.monotonic()
    assert asking.ask(wait=300).rest["committed"]
    assert 0.25 < time.monotonic() - start < 3


def test_deletions_are_news(visit, asking):
    asking.ask()
    ada = visit()
    del ada.text()[0:1]
    ada.send_changes()
    ada.until_acknowledged()
    start = time.monotonic()
    asking.ask(wait=10_000)
    assert value_of(asking.doc) == ada.value
    assert time.monotonic() - start < 3


def test_both_see_each_other(visit, asking, somebody, document):
    user = somebody("write", document, name="Bob")
    bob = visit(user=user)
    bob.be_here(77, {"cursor": 1})
    said = presence.encode([(99, 1, {"cursor": 5, "user": {"name": "Somebody else"}})])
    asking.ask(said=said)
    bob.until(lambda: 99 in bob.others)
    assert bob.others[99]["cursor"] == 5
    assert bob.others[99]["user"]["name"] != "Somebody else"
    assert asking.ask(wait=2000).others == {
        77: {"cursor": 1, "user": {"id": user.pk, "name": "Bob", "colour": user.pk % 12}}
    }
    asking.ask(said=presence.encode([(99, 2, None)]))
    bob.until(lambda: bob.others[99] is None)


def test_the_server_says_no_too(asking):
    asking.document = Document()
    with pytest.raises(HTTPError) as refused:
        asking.ask()
    with refused.value:
        assert refused.value.code == 404


def test_lib0_is_what_yjs_writes():
    assert lib0.number(300) == b"\xac\x02"
    assert lib0.text("é") == b"\x02\xc3\xa9"
