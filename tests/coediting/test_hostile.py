"""What nobody's page sends: refused, told to the log, closed; and nobody else is disturbed."""

import contextlib
import random
from html.parser import HTMLParser

import pytest
from pycrdt import Doc, XmlElement, XmlFragment, XmlText
from websockets.exceptions import ConnectionClosed

from coediting import rendering, wire
from coediting.conversation import MAX_MESSAGE
from coediting.lib0 import number, sized, text
from coediting.models import Update
from coediting.updates import ROOT
from richtext.html import to_html
from richtext.schema import validate
from tests.coediting.pages import raw
from tests.coediting.test_updates import REFUSED

BAD = {
    "nothing": b"",
    "an unknown message": raw(77, b"x"),
    "an unknown step": raw(0, 9, b""),
    "a step without content": bytes([0, 1]),
    "a length that lies": bytes([0, 2]) + number(10**6) + b"x",
    "a length without end": bytes([0, 2]) + b"\xff" * 30,
    "a state that is none": wire.step_1(b"\xff" * 9),
    "a state of a million": wire.step_1(number(10**6)),
    "presence that is none": wire.presence(b"\xff" * 9),
    "presence without end": raw(1, number(10**9)),
    "more behind an update": wire.update(b"\0\0") + b"x",
    "auth from a page": wire.denied("no"),
    "a question that is no JSON": bytes([100]) + text("{"),
    "a question as deep as the sea": bytes([100]) + text("[" * 50_000),
    "a question that nobody asks": wire.control({"type": "hello"}),
    **{f"update: {name}": wire.update(update) for name, update in REFUSED.items() if len(update) < MAX_MESSAGE},
}


@pytest.fixture
def others(visit):
    """Two people who write while somebody else does what should not be done."""
    ada, bob = visit(), visit()

    def go_on() -> None:
        words = str(random.random())
        ada.type(words)
        ada.until_acknowledged()
        bob.until(lambda: words in bob.lines[0], 3)

    return go_on


@pytest.mark.long
def test_bad_messages(visit, document, others, somebody):
    user = somebody("write", document)
    for name, message in BAD.items():
        eve = visit(user=user)
        eve.send(message)
        assert eve.until_closed() == wire.BAD_MESSAGE, name
    others()
    assert Update.objects.filter(document=document).count() == 2


def test_text_instead_of_bytes(visit, others):
    eve = visit()
    eve.socket.send("hello")
    assert eve.until_closed() == wire.BAD_MESSAGE
    others()


def test_too_large(visit, others):
    eve = visit()
    eve.send(wire.update(b"\0" * MAX_MESSAGE))
    assert eve.until_closed() == wire.TOO_LARGE
    others()


def test_control_is_for_who_asked_for_it(visit, others):
    eve = visit(control=False)
    eve.send(wire.control({"type": "ping"}))
    assert eve.until_closed() == wire.BAD_MESSAGE
    others()


def test_a_ping_is_answered(visit):
    ada = visit()
    ada.send(wire.control({"type": "ping"}))
    ada.until(lambda: ada.of_type("pong"))


@pytest.mark.long
def test_noise(visit, document, others, somebody):
    user = somebody("write", document)
    chance = random.Random(1)
    for _ in range(60):
        eve = visit(user=user)
        try:
            for _ in range(20):
                length = chance.randrange(60)
                eve.send(bytes([chance.choice([0, 0, 0, 1, 2, 3, 100])]) + chance.randbytes(length))
        except ConnectionClosed:
            pass
        eve.close()
    others()
    validate(rendering.current(document))


def test_the_same_again(visit, document, others):
    """A replayed update is acknowledged, and written once."""
    ada = visit()
    before = ada.doc.get_state()
    ada.text().insert(0, "x")
    update = ada.doc.get_update(before)
    for _ in range(50):
        ada.send_update(update)
    ada.until_acknowledged()
    assert Update.objects.filter(document=document).count() == 2
    others()


def test_out_of_order(visit, document, others):
    """An update that comes before what it leans on is kept until that has come."""
    ada = visit()
    updates = []
    for letter in "abc":
        before = ada.doc.get_state()
        ada.text().insert(0, letter)
        updates.append(ada.doc.get_update(before))
    done = ada.acknowledged
    for update in reversed(updates):
        ada.send_update(update)
    ada.until_acknowledged()
    assert ada.acknowledged > done
    assert str(rendering.current(document)).count("cbaOne") == 1
    others()


@pytest.mark.long
def test_too_much_out_of_order(visit, others):
    """What nothing came for is kept for a while only."""
    ada = visit()
    ada.text().insert(0, "a")  # never sent
    ada.state = ada.doc.get_state()

    def go_on() -> None:
        for _ in range(200):
            ada.type("b")

    with contextlib.suppress(ConnectionClosed):
        go_on()
    assert ada.until_closed() == wire.SYNC_AGAIN
    others()


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list]] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.found.append((tag, attrs))


SCRIPTS = ["javascript:alert(1)", "<script>alert(1)</script>", '" onmouseover="alert(1)', "data:text/html,x"]


def test_scripts_everywhere(visit, document, others):
    """Every name and value of everything a script: what comes out is the schema's, and safe as HTML."""
    eve = visit()
    before = eve.doc.get_state()
    root = eve.doc.get(ROOT, type=XmlFragment)
    kinds = "script iframe paragraph heading orderedList listItem table tableRow tableCell objective footnote".split()
    for kind in kinds:
        for script in SCRIPTS:
            names = "level start colspan rowspan code marks href src style onclick".split()
            element = root.children.append(XmlElement(kind, dict.fromkeys(names, script)))
            words = element.children.append(XmlText(""))
            link = {"href": script, "onclick": script}
            words.insert(0, script, {"link": link, "bold": {"style": script}, script: {}})
            element.children.append(XmlElement(script, {script: script}))
    eve.send_update(eve.doc.get_update(before))
    eve.until_acknowledged()
    value = rendering.current(document)
    validate(value)
    tags = Tags()
    tags.feed(to_html(value))
    assert not {"script", "iframe"} & {tag for tag, _ in tags.found}
    assert {name for _, attrs in tags.found for name, _ in attrs} <= {"id", "class", "role", "href", "aria-label"}
    assert all(value.startswith("#") for _, attrs in tags.found for name, value in attrs if name == "href")
    others()


def test_deeper_and_deeper(visit, document, others):
    """One update at a time, each within the last: stopped long before it would hurt."""
    eve = visit()
    inner = eve.doc.get(ROOT, type=XmlFragment)
    with contextlib.suppress(ConnectionClosed):
        for _ in range(40):
            for _ in range(5):
                inner = inner.children.append(XmlElement("blockquote"))
            eve.send_changes()
    assert eve.until_closed() == wire.BAD_MESSAGE
    validate(rendering.current(document))
    others()


def test_an_update_of_somebody_elses_document(visit, document, others):
    """It leans on what is not here: it is never taken."""
    stranger = Doc()
    root = stranger.get(ROOT, type=XmlFragment)
    root.children.append(XmlElement("paragraph"))
    before = stranger.get_state()
    root.children.append(XmlElement("paragraph"))
    eve = visit()
    eve.send_update(stranger.get_update(before))
    eve.hear_for(0.5)
    assert Update.objects.filter(document=document).count() == 1
    others()


def test_sized_is_sized():
    assert sized(b"ab") == b"\x02ab"
