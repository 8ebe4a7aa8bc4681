"""The log in the database: numbers without gaps, all or nothing, refused where a text is closed."""

import pytest
from django.db import IntegrityError, transaction

from coediting import bus, locking, log, rendering
from coediting.convert import fragment_of, value_of
from coediting.log import LogEntry
from coediting.models import Document, Update, UpdateIsAppendOnly
from tests.coediting import owner

pytestmark = pytest.mark.django_db


def typed(document, *words: str) -> list[bytes]:
    """Updates, each of which types a word."""
    one, _ = log.read(document.pk)
    updates = []
    for word in words:
        before = one.get_state()
        line = fragment_of(one).children[0].children[0]
        line.insert(len(line), word)
        updates.append(one.get_update(before))
    return updates


def entries(document, *words: str, **attributes) -> list[LogEntry]:
    return [LogEntry(document.pk, update, None, **attributes) for update in typed(document, *words)]


def test_several_texts_in_one_transaction(django_assert_num_queries):
    one, other = owner.document("One"), owner.document("Other")
    a, b, c = entries(one, "a", "b", "c")
    d, e = entries(other, "d", "e")
    with django_assert_num_queries(5 if bus.connection.vendor == "sqlite" else 6):
        assert log.append([a, d, b, c, e]) == [2, 2, 3, 4, 3]
    assert str(rendering.current(one)).count("Oneabc") == 1
    assert str(rendering.current(other)).count("Otherde") == 1


def test_one_that_is_closed_keeps_no_other_from_being_written():
    one, other = owner.document("One"), owner.document("Other")
    both = [*entries(one, "a"), *entries(other, "b")]
    locking.lock([one.pk])
    assert log.append(both) == [None, 2]
    lines = Update.objects.order_by("pk").values_list("document", "seq")
    assert list(lines) == [(one.pk, 1), (other.pk, 1), (other.pk, 2)]


def test_one_of_another_generation_or_of_no_text():
    one = owner.document("One")
    gone = Document()
    update = typed(one, "a")[0]
    assert log.append([LogEntry(one.pk, update, None, generation=2), LogEntry(gone.pk, update, None)]) == [None, None]
    assert log.append([]) == []


def test_what_is_rolled_back_was_never_there():
    one = owner.document("One")
    batch = entries(one, "a")
    with transaction.atomic():
        log.append(batch)
        transaction.set_rollback(True)
    assert log.load(one.pk).seq == 1
    assert log.append(batch) == [2]


def test_reading_in_the_transaction_sees_what_it_wrote():
    one = owner.document("One")
    with transaction.atomic():
        log.append(entries(one, "a"))
        locking.lock([one.pk])
        assert str(rendering.current(one)).count("Onea") == 1


def test_lines_are_not_changed():
    one = owner.document("One")
    line = Update.objects.get(document=one)
    with pytest.raises(UpdateIsAppendOnly):
        line.save()
    with pytest.raises(UpdateIsAppendOnly):
        Update.objects.update(seq=9)


@pytest.mark.parametrize(
    "wrong",
    [{"snapshot_seq": 2}, {"rendered_seq": 2}, {"snapshot_seq": -1}, {"rendered_seq": -1}, {"owner": ""}],
)
def test_what_the_database_does_not_let_stand(wrong):
    one = owner.document("One")
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=one.pk).update(**wrong)


@pytest.mark.parametrize("seq", [0, 1])
def test_numbers_count_from_one_and_each_is_one(seq):
    one = owner.document("One")
    with pytest.raises(IntegrityError), transaction.atomic():
        Update.objects.create(document=one, seq=seq, data=b"\0\0")


def test_an_update_that_cannot_be_applied_is_left_out(error_log):
    """The gate lets none through; should one be there, the text is readable all the same."""
    one = owner.document("One")
    a, b = entries(one, "a", "b")
    log.append([a])
    log.append([LogEntry(one.pk, b"\xff\xff\xff", None)])
    log.append([b])
    doc, stored = log.read(one.pk)
    assert stored.seq == 4
    assert str(value_of(doc)).count("Oneab") == 1
    assert error_log


def test_messages():
    one, other = owner.document("One"), owner.document("Other")
    message = bus.written(one.pk, 2, 3, b"\x00\xff data", "me")
    assert bus.decoded(message.encoded()) == message
    assert bus.written(one.pk, 2, 3, b"x" * 6000).data is None
    (rights,) = bus.rights({one.pk, other.pk})
    assert bus.decoded(rights.encoded()) == rights
    many = bus.rights([Document().pk for _ in range(500)])
    assert [len(message.documents) for message in many] == [180, 180, 140]
    assert all(len(message.encoded()) < 8000 for message in many)
