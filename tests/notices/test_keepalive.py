"""What a dead worker left is taken up by another one, soon and not more often than is good."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from notices.keepalive import DEAD, EVERY, MOST_WORKERS, KeepAlive, say_alive, take_up

pytestmark = pytest.mark.django_db
READY, RUNNING, FAILED = TaskResultStatus.READY, TaskResultStatus.RUNNING, TaskResultStatus.FAILED
watch = KeepAlive()


@task()
def work() -> list:
    return [watch.task.id, watch.task.worker_ids]


@pytest.fixture
def row():
    return DBTaskResult.objects.get(pk=work.enqueue().id)


def state(row):
    row.refresh_from_db()
    return row.status, len(row.worker_ids)


def test_it_is_within_a_minute():
    assert timedelta(seconds=2 * EVERY) + DEAD < timedelta(minutes=1)


def test_what_a_worker_left_running_waits_again_once_nothing_was_heard_for_long(row):
    row.claim("first")
    at = row.started_at
    assert (take_up(at + DEAD), state(row)) == (0, (RUNNING, 1))
    late = at + DEAD + timedelta(seconds=1)
    assert (take_up(late), take_up(late), state(row)) == (1, 0, (READY, 1))


def test_a_sign_of_life_keeps_it(row):
    row.claim("first")
    DBTaskResult.objects.update(started_at=timezone.now() - 2 * DEAD)
    say_alive(row.pk, ["first"])
    assert (take_up(), state(row)) == (0, (RUNNING, 1))


def test_who_was_taken_for_dead_gives_no_sign_for_another(row):
    row.claim("first")
    row.claim("second")
    DBTaskResult.objects.update(started_at=timezone.now() - 2 * DEAD)
    say_alive(row.pk, ["first"])
    assert (take_up(), state(row)) == (1, (READY, 2))


def test_what_many_died_over_is_left_alone(row, error_log):
    for number in range(MOST_WORKERS):
        row.claim(str(number))
    DBTaskResult.objects.update(started_at=timezone.now() - 2 * DEAD)
    assert (take_up(), take_up(), state(row)) == (0, 0, (FAILED, MOST_WORKERS))
    assert len(error_log) == 1


@pytest.mark.parametrize(
    "error, becomes",
    [
        ("django.db.utils.OperationalError", READY),
        ("builtins.SystemExit", READY),
        ("builtins.ZeroDivisionError", FAILED),
    ],
)
def test_a_task_that_met_a_trouble_is_tried_again_and_a_fault_is_not(row, error, becomes):
    row.claim("first")
    row.set_failed(RuntimeError())
    DBTaskResult.objects.update(exception_class_path=error)
    assert (take_up(), state(row)) == (0, (FAILED, 1))
    take_up(timezone.now() + DEAD + timedelta(seconds=1))
    assert state(row) == (becomes, 1)


def test_a_worker_is_watched_while_it_works(row, run_tasks, monkeypatch):
    # No thread: it would not see what this test has not committed.
    monkeypatch.setattr(watch, "start", lambda: None)
    monkeypatch.setattr(watch, "join", lambda seconds: None)
    with watch:
        run_tasks()
    row.refresh_from_db()
    assert (row.return_value, watch.task) == ([str(row.pk), ["of the test"]], None)
