"""Plain clients of y-protocols against a real server: they converge, and what was acknowledged is in the log."""

from coediting import log
from coediting.convert import value_of
from coediting.models import Update


def test_two_plain_clients_converge(visit, document):
    ada, bob = visit(control=False), visit(control=False)
    assert ada.lines == bob.lines == ["One", "Two"]

    ada.type(" by Ada", 0)
    bob.type(" by Bob", 1)
    ada.until(lambda: ada.lines == ["One by Ada", "Two by Bob"])
    bob.until(lambda: bob.lines == ["One by Ada", "Two by Bob"])


def test_in_the_same_word(visit):
    ada, bob = visit(), visit()
    ada.type("A")
    bob.type("B")
    ada.until(lambda: len(ada.lines[0]) == 5)
    bob.until(lambda: len(bob.lines[0]) == 5)
    assert ada.lines == bob.lines
    assert sorted(ada.lines[0]) == sorted("OneAB")


def test_what_is_acknowledged_is_in_the_log(visit, document, somebody):
    user = somebody("write", document)
    ada = visit(user=user)
    ada.type("!")
    ada.until_acknowledged()
    doc, stored = log.read(document.pk)
    assert value_of(doc) == ada.value
    assert stored.seq == 2
    assert list(Update.objects.order_by("seq").values_list("seq", "author", "client")) == [
        (1, None, Update.objects.get(seq=1).client),
        (2, user.pk, ada.doc.client_id),
    ]
    # the answer to the server's question held nothing new: it is acknowledged, and not written
    assert (ada.sent, ada.acknowledged) == (2, 2)


def test_who_comes_later_gets_everything(visit):
    ada = visit()
    ada.type("!")
    ada.until_acknowledged()
    assert visit().lines == ["One!", "Two"]


def test_what_was_written_offline_comes_with_the_next_connection(visit, document, somebody):
    user = somebody("write", document)
    ada, bob = visit(user=user), visit()
    ada.close()
    ada.text().insert(0, "Offline ")
    bob.type(" online")
    bob.until_acknowledged()

    again = visit(user=user, doc=ada.doc)
    again.until_acknowledged()
    bob.until(lambda: bob.lines == ["Offline One online", "Two"])
    assert again.lines == bob.lines
