"""The line in which files wait to be read: its order, its limits, and what becomes of a worker that dies."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from files import line, purposes
from files.checks import Refused
from files.keeping import forget_files_of, tidy
from files.models import Upload
from forum.erasing import erase_person
from notices.keepalive import DEAD, take_up
from tests.factories.forum import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
State = Upload.State


@pytest.fixture(autouse=True)
def read(monkeypatch) -> list[str]:
    """Files of the purpose "test" are read by taking down their names; what begins with "no" is refused."""
    done: list[str] = []

    def read_one(upload, content: bytes) -> str:
        done.append(f"{upload.filename} {translation.get_language()}")
        if content.startswith(b"no"):
            raise Refused("Not this one.")
        if content.startswith(b"fault"):
            raise ValueError("a fault")
        return content.decode()

    purpose = purposes.Purpose(read_one, lambda *given: f"/there/{given[2]}/", lambda upload: "used" not in upload.next)
    monkeypatch.setitem(purposes.PURPOSES, "test", purpose)
    monkeypatch.setattr(line, "SLOTS", 2)
    return done


def hand_in(by, name="a.md", content=b"yes") -> Upload:
    return line.hand_in(purpose="test", about={"is": name}, filename=name, content=content, back="/back/", by=by)


def states() -> list[tuple[str, str, str, str]]:
    return list(Upload.objects.values_list("filename", "state", "next", "refusal"))


def test_a_file_is_read_in_the_language_of_who_handed_it_in_and_thrown_away(run_tasks, read):
    with translation.override("fr"):
        upload = hand_in(UserFactory())
    storage, name = upload.file.storage, upload.file.name
    assert storage.exists(name)
    run_tasks()
    assert (read, states()) == (["a.md fr"], [("a.md", "read", "/there/yes/", "")])
    assert not storage.exists(name)
    upload.refresh_from_db()
    assert (upload.file.name, upload.slot, upload.tries, upload.finished_at is None) == ("", None, 1, False)


def test_a_refusal_stays_with_its_reason_and_the_next_file_is_read(run_tasks):
    person = UserFactory()
    for name, content in (("a.md", b"no"), ("b.md", b"yes")):
        hand_in(person, name, content)
    run_tasks()
    assert states() == [("a.md", "refused", "", "Not this one."), ("b.md", "read", "/there/yes/", "")]


def test_a_fault_of_ours_is_written_down_and_told(run_tasks, error_log):
    hand_in(UserFactory(), content=b"fault")
    run_tasks()
    told = "Something is wrong on our side; it has been written down in the log."
    assert states() == [("a.md", "refused", "", told)]
    assert len(error_log) == 1


def test_of_each_person_one_is_read_at_a_time_and_no_more_than_there_are_slots():
    one, other, third = UserFactory(), UserFactory(), UserFactory()
    for who, name in ((one, "1a"), (one, "1b"), (other, "2"), (third, "3")):
        hand_in(who, name)
    claimed = [line.claim() for _number in range(3)]
    assert [(upload.filename, upload.slot) if upload else None for upload in claimed] == [("1a", 0), ("2", 1), None]
    line.read(claimed[0])
    assert line.claim().filename == "1b"
    line.read(claimed[1])
    assert [line.claim().filename, line.claim()] == ["3", None]


def test_the_database_lets_nobody_past(django_assert_num_queries):
    one, other = UserFactory(), UserFactory()
    first, again, second = hand_in(one), hand_in(one, "b.md"), hand_in(other)
    line.claim()
    now = timezone.now()
    for upload, slot in ((again, 1), (second, 0)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Upload.objects.filter(pk=upload.pk).update(state=State.READING, slot=slot, started_at=now)
    assert line.take(first, 1, now) is None
    assert line.take(second, 0, now) is None
    assert [state for _name, state, *_rest in states()] == ["reading", "waiting", "waiting"]


def test_a_file_whose_worker_died_is_read_by_another_one_and_then_refused(run_tasks, read):
    upload = hand_in(UserFactory())
    now = timezone.now()
    late = line.claim(now)
    assert line.claim(now + line.LEASE) is None
    again = line.claim(now + 1.1 * line.LEASE)
    assert (again.pk, again.tries) == (upload.pk, 2)
    line.read(late)  # it was slow, and not dead: what it has to say counts no more
    assert states() == [("a.md", "reading", "", "")]
    assert line.claim(now + 3 * line.LEASE) is None
    [(_name, state, _next, refusal)] = states()
    assert (state, refusal.startswith("Reading this file was interrupted twice")) == ("refused", True)


def test_whoever_claims_a_file_asks_the_queue_to_look_again_when_the_lease_is_out():
    hand_in(UserFactory())
    now = timezone.now()
    line.claim(now)
    put_off = [one.run_after for one in DBTaskResult.objects.order_by("enqueued_at") if one.run_after]
    assert (now + line.LEASE) in put_off


def test_a_reading_comes_before_the_next_file_of_an_export():
    hand_in(UserFactory())
    assert DBTaskResult.objects.get().priority > 0


def test_who_has_many_in_the_line_hands_in_no_more():
    person = UserFactory()
    for number in range(line.MOST_UNDER_WAY):
        hand_in(person, str(number))
    with pytest.raises(Refused, match="10 of your files are waiting to be read"):
        hand_in(person)
    assert hand_in(person, "0") == Upload.objects.first()
    hand_in(UserFactory())


def test_after_seven_days_nothing_of_it_is_kept():
    old, new = hand_in(UserFactory(), "old"), hand_in(UserFactory(), "new")
    Upload.objects.filter(pk=old.pk).update(sent_at=timezone.now() - timedelta(days=7, minutes=1))
    assert tidy(timezone.localdate()) == 1
    assert [name for name, *_rest in states()] == ["new"]
    assert [old.file.storage.exists(one.file.name) for one in (old, new)] == [False, True]


def test_of_a_person_who_is_erased_nothing_stays():
    person, other = UserFactory(), UserFactory()
    upload = hand_in(person, "mine")
    hand_in(other, "theirs")
    erase_person(user=person, by=None)
    assert [name for name, *_rest in states()] == ["theirs"]
    assert not upload.file.storage.exists(upload.file.name)
    assert forget_files_of(other) == 1


# --- the same file once more


def test_the_same_file_once_more_is_the_one_that_waits_or_was_read(run_tasks, read):
    person = UserFactory()
    first = hand_in(person)
    assert hand_in(person) == first
    line.claim()
    assert hand_in(person) == first
    line.read(line.of(Upload.objects.get()).get())
    assert hand_in(person) == first
    assert (states(), read) == ([("a.md", "read", "/there/yes/", "")], ["a.md en"])


@pytest.mark.parametrize("content", [b"no", b"used"], ids=["refused", "used"])
def test_what_was_refused_or_has_had_its_use_is_read_again(run_tasks, content):
    person = UserFactory()
    first = hand_in(person, content=content)
    run_tasks()
    again = hand_in(person, content=content)
    assert (again == first, again.state) == (False, "waiting")
    assert hand_in(person, content=content) == again


def test_another_file_person_or_matter_is_none_of_it():
    person = UserFactory()
    given = [(person, "a.md", b"1"), (person, "a.md", b"2"), (person, "b.md", b"1"), (UserFactory(), "a.md", b"1")]
    assert len({hand_in(*each).pk for each in given}) == 4


# --- a worker that dies, and a database that is away


def test_a_task_that_the_queue_gives_to_another_worker_goes_on_with_its_file_at_once(run_tasks, read):
    hand_in(UserFactory())
    [row] = DBTaskResult.objects.all()
    line.claim(task=row.task_result.id)  # and the worker was killed
    assert line.claim(task="another") is None
    run_tasks()
    assert (read, states()) == (["a.md en"], [("a.md", "read", "/there/yes/", "")])
    assert Upload.objects.get().tries == 2


def test_while_the_database_is_away_nothing_is_refused(monkeypatch, run_tasks, read, error_log):
    hand_in(UserFactory())
    kept = purposes.PURPOSES["test"].keep
    troubles = [OperationalError("the disk is full")]

    def keep(*given) -> str:
        if troubles:
            raise troubles.pop()
        return kept(*given)

    monkeypatch.setitem(purposes.PURPOSES, "test", replace(purposes.PURPOSES["test"], keep=keep))
    run_tasks()
    assert states() == [("a.md", "reading", "", "")]
    take_up(timezone.now() + 2 * DEAD)
    run_tasks()
    assert states() == [("a.md", "read", "/there/yes/", "")]
    assert len(error_log) == 1  # of the queue


# --- a person who is erased while a file is read


def test_a_file_that_is_forgotten_while_it_is_read_leaves_nothing(run_tasks, read, monkeypatch):
    person = UserFactory()
    upload = hand_in(person)
    kept = []
    purpose = replace(
        purposes.PURPOSES["test"],
        read=lambda upload, content: erase_person(user=person, by=None),
        keep=lambda *given: kept.append(given) or "/there/",
    )
    monkeypatch.setitem(purposes.PURPOSES, "test", purpose)
    run_tasks()
    assert (states(), kept) == ([], [])
    assert not upload.file.storage.exists(upload.file.name)


def test_a_file_that_is_forgotten_before_it_is_opened_is_no_fault():
    person = UserFactory()
    hand_in(person)
    upload = line.claim()
    forget_files_of(person)
    line.read(upload)
    assert states() == []
