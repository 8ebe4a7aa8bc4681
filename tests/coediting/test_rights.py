"""Who gets in, and what each may do: asked of the server for every message, and again while the page is open."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from coediting import locking, rendering, wire
from coediting.models import Document, Update
from forum.roles import Role
from richtext.schema import VERSION
from tests.coediting import owner
from tests.coediting.pages import session_of, status_of
from tests.factories.forum import CountryFactory, UserFactory

CLOSED = "This text is closed: nothing can be written in it now."
NOT_YOURS = "Your role does not allow it."


@pytest.fixture
def answer(server, document):
    """answer(user): the status that a connection is answered with."""

    def ask(user=None, origin=None, path=None) -> int:
        headers = {"Origin": origin or f"http://127.0.0.1:{server.port}"}
        if user:
            headers["Cookie"] = f"{settings.SESSION_COOKIE_NAME}={session_of(user)}"
        return status_of(server, path or f"/ws/documents/{document.pk}/?schema={VERSION}", headers)

    return ask


def test_the_door(answer, document, somebody):
    writer = somebody("write", document)
    assert answer(writer) == 101
    assert answer(somebody("read", document)) == 101
    assert answer() == 403
    assert answer(UserFactory()) == 404
    assert answer(writer, path=f"/ws/documents/{Document().pk}/?schema={VERSION}") == 404
    assert answer(writer, origin="https://elsewhere.example.org") == 403
    assert answer(writer, path="/ws/elsewhere/") == 403
    assert answer(writer, path="/ws/documents/x/") == 403


def test_who_needs_a_second_factor_has_one(answer, document, somebody):
    role = (Role.SIGNATORY, CountryFactory())
    assert answer(somebody("write", document, holds=role, second_factor=False)) == 403
    assert answer(somebody("write", document, holds=role)) == 101


@pytest.mark.parametrize("schema", [None, "", VERSION + 1, VERSION - 1, "x"])
def test_an_old_page_is_told_to_load_anew(visit, document, schema):
    one = visit(join=False, schema=schema)
    assert one.until_closed() == wire.OTHER_SCHEMA
    assert one.told == []


@pytest.mark.parametrize("what", ["read", "suggest"])
def test_who_may_not_write_reads(visit, document, somebody, what):
    ada, reader = visit(), visit(what)
    assert reader.of_type("hello")[0] | {"user": None, "seq": None, "generation": None} == {
        "type": "hello",
        "may": what,
        "why": NOT_YOURS,
        "user": None,
        "generation": None,
        "seq": None,
    }
    number = reader.type("?")
    reader.until_acknowledged()
    assert reader.of_type("refused") == [{"type": "refused", "n": number, "why": NOT_YOURS}]
    ada.type("!")
    reader.until(lambda: "!" in reader.lines[0])
    ada.hear_for(0.2)
    assert ada.lines == ["One!", "Two"]
    assert Update.objects.filter(document=document).count() == 2


def test_the_reason_is_in_the_language_of_the_reader(visit, document, somebody):
    reader = visit("read", user=somebody("read", document, language="fr"))
    assert reader.of_type("hello")[0]["may"] == "read"


def test_a_plain_client_is_told_by_the_protocol(visit):
    reader = visit("read", control=False)
    reader.until(lambda: reader.denied)
    assert (reader.denied, reader.told) == ([NOT_YOURS], [])


def test_a_right_that_is_lost_is_lost_on_open_pages(visit, document, somebody):
    user = somebody("write", document)
    somebody("read", document)
    owner.give(user, "read", document)
    ada = visit(user=user)
    owner.take(user, "write", document)
    locking.rights_changed([document.pk])
    assert ada.until(lambda: ada.of_type("may")) < 2
    assert ada.of_type("may") == [{"type": "may", "may": "read", "why": NOT_YOURS}]
    ada.type("!")
    ada.until_acknowledged()
    assert len(ada.of_type("refused")) == 1

    owner.give(user, "write", document)
    locking.rights_changed([document.pk])
    # the server asks again what the page has, and the answer brings what was refused
    ada.until(lambda: ada.of_type("may")[-1]["may"] == "write")
    ada.until(lambda: rendering.current(document) == ada.value or not ada.hear(0.2))
    assert "One!" in str(rendering.current(document))


def test_the_right_to_read_is_lost(visit, document, somebody):
    user = somebody("write", document)
    ada, bob = visit(user=user), visit()
    owner.take(user, "write", document)
    locking.rights_changed([document.pk])
    assert ada.until_closed(3) == wire.NO_RIGHT
    bob.type("!")
    bob.until_acknowledged()


def test_a_right_that_is_taken_silently_is_noticed(visit, document, somebody):
    user = somebody("write", document)
    ada = visit(user=user)
    owner.take(user, "write", document)
    assert ada.until_closed(8) == wire.NO_RIGHT


def test_a_session_that_ends_closes_the_page(visit, document, somebody):
    user = somebody("write", document)
    ada = visit(user=user)
    Session.objects.all().delete()
    locking.rights_changed([document.pk])
    assert ada.until_closed(3) == wire.NO_RIGHT


def test_a_client_that_is_not_ours_may_come_again_once_somebody_has_logged_in(visit, document, somebody):
    """Logging in again in another window ends the session that was: 4403 would keep y-websocket away for good."""
    user = somebody("write", document)
    plain = visit(user=user, control=False)
    Session.objects.all().delete()
    locking.rights_changed([document.pk])
    assert plain.until_closed(3) == wire.TRY_LATER
    other = visit(user=user, control=False)
    owner.take(user, "write", document)
    locking.rights_changed([document.pk])
    assert other.until_closed(3) == wire.NO_RIGHT


def test_an_account_that_is_closed_closes_the_page(visit, document, somebody):
    user = somebody("write", document)
    ada = visit(user=user)
    user.is_active = False
    user.save()
    locking.rights_changed([document.pk])
    assert ada.until_closed(3) == wire.NO_RIGHT


def test_a_closed_text(visit, document):
    ada, bob = visit(), visit()
    locking.lock([document.pk])
    assert ada.until(lambda: ada.of_type("may")) < 2
    assert ada.of_type("may") == [{"type": "may", "may": "read", "why": CLOSED}]
    ada.type("!")
    ada.until_acknowledged()
    assert len(ada.of_type("refused")) == 1
    bob.hear_for(0.2)
    assert bob.lines == ["One", "Two"]
    locking.unlock([document.pk])
    ada.until(lambda: ada.of_type("may")[-1] == {"type": "may", "may": "write", "why": ""})
    ada.hear(1)  # it is asked what it has, and says it
    bob.until(lambda: bob.lines == ["One!", "Two"])


def test_a_lock_that_stands_in_the_database_alone(visit, document):
    """No process was told: the statement that writes refuses by itself."""
    ada, bob = visit(), visit()
    Document.objects.filter(pk=document.pk).update(locked=True)
    number = ada.type("!")
    ada.type("?")
    ada.until_acknowledged()
    refused = {one["n"] for one in ada.of_type("refused")}
    assert refused == set(range(number, ada.sent + 1))  # and what repeated them, where the server asked again
    ada.until(lambda: ada.of_type("may"))
    bob.until(lambda: bob.of_type("may"))
    assert bob.lines == ["One", "Two"]
    assert Update.objects.filter(document=document).count() == 1
    # who comes now gets what is committed, not what was refused
    assert visit("read").lines == ["One", "Two"]


def test_another_generation_is_another_document(visit, document):
    ada = visit()
    Document.objects.filter(pk=document.pk).update(generation=2)
    locking.rights_changed([document.pk])
    assert ada.until_closed(3) == wire.SYNC_AGAIN
    assert visit().of_type("hello")[0]["generation"] == 2


def test_a_document_that_is_gone(visit, document):
    ada = visit()
    Document.objects.filter(pk=document.pk).delete()
    assert ada.until_closed(8) == wire.SYNC_AGAIN
