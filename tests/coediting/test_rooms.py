"""Many at once, one that does not read, one that is silent, and what is gathered while people write."""

import socket
import time

import pytest

from coediting import compaction, log, rendering, wire
from coediting.conversation import SILENCE
from coediting.convert import fragment_of, value_of
from coediting.models import Document, Hand, Update
from coediting.writing import replace
from richtext.build import doc, paragraph, text


def test_many_at_once_converge(visit, document):
    pages = [visit() for _ in range(8)]
    for turn in range(10):
        for one in pages:
            one.type(f"[{turn}]", turn % 2)
    for one in pages:
        one.until_acknowledged()
    for one in pages:
        one.until(lambda one=one: sum(line.count("[") for line in one.lines) == 80)
    assert len({str(one.value) for one in pages}) == 1
    assert rendering.current(document) == pages[0].value
    seqs = list(Update.objects.filter(document=document).order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, 82))
    assert Hand.objects.filter(document=document).count() == 9


@pytest.mark.long
def test_a_page_that_does_not_read_is_let_go(visit, server, document):
    """And the memory of the server stays bounded; the others go on."""
    stalled = visit()
    # Its own thread stops reading from the socket when sixteen messages wait that nobody takes; the system takes few.
    stalled.socket.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
    ada = visit()
    before = server.memory
    start = time.monotonic()
    for number in range(120):
        ada.type(str(number % 10) * 200_000)
        del ada.text()[3 : len(ada.text())]
        ada.send_changes()
        ada.until_acknowledged(20)
        if time.monotonic() - start > 25:
            break
    assert server.memory - before < 150 * 1024 * 1024
    assert stalled.until_closed(30) in {wire.TOO_SLOW, 1006}


@pytest.mark.long
def test_a_page_that_says_nothing_is_let_go(visit, server_with, document):
    """45 seconds, which are two here. A page that asks stays, and so does one that cannot ask."""
    assert SILENCE == 45
    server = server_with(SILENCE="2")
    silent, asking, plain = visit(server=server), visit(server=server), visit(server=server, control=False)
    end = time.monotonic() + 8
    while time.monotonic() < end:
        asking.send(wire.control({"type": "ping"}))
        asking.hear_for(0.5)
    assert silent.until_closed(1) == wire.TOO_SLOW
    assert len(asking.of_type("pong")) > 10
    plain.type(" is still here")
    plain.hear_for(0.1)
    asking.until(lambda: asking.lines == ["One is still here", "Two"])


def test_compaction_while_people_write(visit, document):
    ada, bob = visit(), visit()
    for number in range(30):
        ada.type(f"{number} ")
        if number % 10 == 5:
            ada.until_acknowledged()
            assert compaction.compact(document.pk) > 0
    ada.until_acknowledged()
    bob.until(lambda: bob.lines == ada.lines)
    assert visit("read").lines == ada.lines
    assert value_of(log.read(document.pk)[0]) == ada.value


def test_a_text_that_another_process_wrote(visit, document):
    """This process has no room: it writes through the log, and the pages see it."""
    ada = visit()
    replace(document, doc(paragraph(text("One")), paragraph(text("Two")), paragraph(text("Three"))), by=None)
    ada.until(lambda: ada.lines == ["One", "Two", "Three"], 2)


def test_what_was_not_heard_is_read_from_the_log(visit, document):
    """Rows that nobody was told of, as after a line that broke: the clock finds them."""
    ada = visit()
    one, stored = log.read(document.pk)
    before = one.get_state()
    line = fragment_of(one).children[0].children[0]
    line.insert(len(line), " more")
    update = one.get_update(before)
    Update.objects.create(document=document, seq=stored.seq + 1, data=update)
    Document.objects.filter(pk=document.pk).update(seq=stored.seq + 1)
    ada.until(lambda: ada.lines == ["One more", "Two"], 8)
    ada.type("!")
    ada.until_acknowledged()
    assert value_of(log.read(document.pk)[0]) == ada.value


def test_the_text_is_rendered_soon(visit, document):
    ada = visit()
    ada.type(" words more")
    ada.until_acknowledged()
    end = time.monotonic() + 8
    while time.monotonic() < end:
        document.refresh_from_db()
        if document.rendered_seq == document.seq:
            break
        time.sleep(0.2)
    assert (document.value, document.words) == (ada.value, 4)


@pytest.mark.long
def test_when_everybody_has_left_the_log_is_gathered(visit, server, document):
    ada = visit()
    ada.type("!")
    ada.until_acknowledged()
    ada.close()
    end = time.monotonic() + 20
    while Update.objects.filter(document=document).exists() and time.monotonic() < end:
        time.sleep(0.5)
    document.refresh_from_db()
    assert (document.snapshot_seq, document.seq) == (2, 2)
    assert rendering.current(document) == ada.value


@pytest.mark.parametrize("number", range(3))
def test_a_text_that_is_opened_and_left_at_once(visit, document, number):
    for _ in range(10):
        visit(join=False).close()
    assert visit().lines == ["One", "Two"]
