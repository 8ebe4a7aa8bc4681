"""For other apps: a text is made, read, replaced, closed, gathered; its owner hears of each change once."""

from io import StringIO

import pytest
from django.core.management import call_command

from coediting import compaction, locking, log, owners, rendering, writing
from coediting.convert import fragment_of, value_of
from coediting.models import Document, Hand, Update
from coediting.tasks import gather_logs
from notices.daily import run_daily
from richtext.build import bold, doc, paragraph, text
from richtext.schema import InvalidDocument
from tests.coediting import owner
from tests.coediting.test_log import entries
from tests.factories.forum import UserFactory

pytestmark = pytest.mark.django_db


def lines(*texts: str) -> dict:
    return doc(*(paragraph(text(one)) for one in texts))


def test_a_text_is_made():
    user = UserFactory()
    made = writing.create(lines("One two", "three"), owner=owner.NAME, by=user)
    made.refresh_from_db()
    assert (made.value, made.words, made.seq, made.rendered_seq) == (lines("One two", "three"), 3, 1, 1)
    assert rendering.current(made) == made.value
    assert list(Update.objects.values_list("author", flat=True)) == [user.pk]
    assert list(Hand.objects.values_list("author", flat=True)) == [user.pk]
    assert owner.told == []


def test_what_the_schema_does_not_know_is_not_made():
    with pytest.raises(InvalidDocument):
        writing.create({"type": "doc", "content": [{"type": "script"}]}, owner=owner.NAME, by=None)
    assert Document.objects.count() == 0


def test_a_text_is_replaced():
    user = UserFactory()
    made = owner.document("One", "Two")
    assert writing.replace(made, lines("One", "Two and a half"), by=user)
    made.refresh_from_db()
    assert (made.value, made.words, made.seq) == (lines("One", "Two and a half"), 5, 2)
    assert owner.told == [(made.pk, made.value, [user.pk])]
    assert not writing.replace(made, made.value, by=user)
    assert len(owner.told) == 1


def test_a_closed_text_is_not_replaced():
    made = owner.document("One")
    locking.lock([made.pk])
    with pytest.raises(writing.Locked):
        writing.replace(made, lines("Two"), by=None)
    locking.unlock([made.pk])
    assert writing.replace(made, lines("Two"), by=None)


def test_the_owner_is_told_once_of_who_wrote():
    ada, bob = UserFactory(), UserFactory()
    made = owner.document("One")
    a, b, c = entries(made, "a", "b", "c")
    by = [(a, bob), (b, ada), (c, ada)]
    log.append([log.LogEntry(made.pk, entry.data, user.pk) for entry, user in by])
    assert rendering.render(made.pk)
    assert not rendering.render(made.pk)
    assert owner.told == [(made.pk, lines("Oneabc"), [ada.pk, bob.pk])]
    assert not rendering.render(Document().pk)


def test_a_log_is_gathered():
    made = owner.document("One")
    log.append(entries(made, "a", "b", "c"))
    before = log.read(made.pk)[0]
    assert compaction.compact(made.pk) == 4
    assert compaction.compact(made.pk) == 0
    made.refresh_from_db()
    assert (made.seq, made.snapshot_seq, made.rendered_seq, Update.objects.count()) == (4, 4, 4, 0)
    assert rendering.current(made) == value_of(before) == lines("Oneabc")
    assert owner.told == [(made.pk, lines("Oneabc"), [])]
    log.append(entries(made, "d"))
    assert rendering.current(made) == lines("Oneabcd")


def test_rows_whose_authors_nobody_was_told_of_stay(monkeypatch):
    made = owner.document("One")
    log.append(entries(made, "a", "b"))
    monkeypatch.setattr(rendering, "render", lambda document: False)
    assert compaction.compact(made.pk) == 1  # what the text was made of
    assert Update.objects.count() == 2
    assert rendering.current(made) == lines("Oneab")
    monkeypatch.undo()
    assert compaction.compact(made.pk) == 2
    assert rendering.current(made) == lines("Oneab")


def test_the_command_and_the_daily_task(run_tasks):
    made, _ = owner.document("One"), owner.document("Two")
    log.append(entries(made, "a"))
    out = StringIO()
    call_command("compact_documents", stdout=out)
    assert out.getvalue() == "Gathered 3 updates of 2 texts.\n"
    log.append(entries(made, "b"))
    assert "coediting.compacted" in run_daily()[0]
    run_tasks()
    assert Update.objects.count() == 0
    gather_logs.func()


@pytest.mark.long
def test_a_text_of_twenty_thousand_words_stays_small():
    """A hundred thousand edits, most of them undone: stored is at most three times the text."""
    made = owner.document(*(" ".join(f"mot{word}" for word in range(100)) for _ in range(200)))
    one, _ = log.read(made.pk)
    before = one.get_state()
    with one.transaction():
        for number in range(50_000):
            line = fragment_of(one).children[number % 200].children[0]
            line.insert(len(line), "x")
            if number % 10:
                size = len(line)
                del line[size - 1 : size]
    log.append([log.LogEntry(made.pk, one.get_update(before), None)])
    compaction.compact(made.pk)
    made.refresh_from_db()
    assert made.words == 20_000
    words = sum(len(block["content"][0]["text"]) for block in made.value["content"])
    assert len(bytes(made.snapshot)) <= 3 * words, (len(bytes(made.snapshot)), words)


def test_a_formatted_text_there_and_back():
    value = doc(paragraph(text("a "), text("b", bold)))
    made = writing.create(value, owner=owner.NAME, by=None)
    assert rendering.current(made) == value


def test_one_owner_of_each_name():
    with pytest.raises(ValueError, match="registered twice"):
        owners.register(owner.NAME, rights=owner.rights, changed=owner.changed)


def test_a_text_whose_owner_nobody_knows_is_nobodys():
    made = writing.create(lines("One"), owner="tests.unknown", by=None)
    user = UserFactory()
    assert not owners.rights_of(made.pk, made.owner, False, user).read


def test_in_a_closed_text_nobody_writes():
    made, user = owner.document("One"), UserFactory()
    owner.give(user, "write", made)
    owner.give(user, "suggest", made)
    open_, closed = (owners.rights_of(made.pk, made.owner, locked, user) for locked in (False, True))
    assert (open_.may, open_.why) == ("write", "")
    assert (closed.may, closed.why) == ("read", "This text is closed: nothing can be written in it now.")
