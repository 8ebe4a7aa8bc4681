"""A worker of the queue says that it lives, and takes up what a dead one left.

The queue marks a task as running when a worker takes it, and looks at it no more. Here `started_at` of a task that runs
is the worker's last sign of life, written every few seconds by a thread beside it; every worker puts what is silent
back among the waiting. So a task may be run twice, which each has to stand (docs/features/notices.md).
"""

import logging
import threading
from datetime import datetime, timedelta
from typing import Any

from django.db import Error, InterfaceError, OperationalError, connection
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished, task_started
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

EVERY = 5  # seconds
DEAD = timedelta(seconds=30)
"""A worker of which so long nothing was heard is dead; a lock on SQLite is waited for 20 seconds."""
MOST_WORKERS = 5
"""A task over which so many died, or that met so many troubles, is left alone: it may be the cause."""
RECENT = timedelta(days=1)
NOT_ITS_FAULT = [f"{one.__module__}.{one.__qualname__}" for one in (OperationalError, InterfaceError, SystemExit)]
"""What ends a task without a word about it: a database that is away or full, a worker that is told to end at once."""


class KeepAlive(threading.Thread):
    """with KeepAlive(): the worker of this process, on the same thread."""

    def __init__(self) -> None:
        super().__init__(name="keepalive", daemon=True)
        self.task: Any = None
        self.has_ended = threading.Event()

    def __enter__(self) -> "KeepAlive":
        task_started.connect(self.began)
        task_finished.connect(self.ended)
        self.start()
        return self

    def __exit__(self, *error: Any) -> None:
        task_started.disconnect(self.began)
        task_finished.disconnect(self.ended)
        self.has_ended.set()
        self.join(EVERY)

    def began(self, *, task_result: Any, **_: Any) -> None:
        self.task = task_result

    def ended(self, **_: Any) -> None:
        self.task = None

    def run(self) -> None:
        try:
            while not self.has_ended.is_set():
                try:
                    if task := self.task:
                        say_alive(task.id, list(task.worker_ids))
                    take_up()
                except Error as error:  # a database that is away is asked again soon
                    logger.warning("the queue cannot be looked after: %s", error)
                    connection.close()
                self.has_ended.wait(EVERY)
        finally:
            connection.close()


def say_alive(task: str, workers: list[str]) -> None:
    running = DBTaskResult.objects.running().filter(pk=task, worker_ids=workers)
    running.update(started_at=timezone.now())


def take_up(now: datetime | None = None) -> int:
    """Put back what is marked as running by a worker that is dead, and what met a trouble. Gives how many tasks."""
    now = now or timezone.now()
    silent = Q(status=TaskResultStatus.RUNNING, started_at__lt=now - DEAD)
    ended = Q(status=TaskResultStatus.FAILED, exception_class_path__in=NOT_ITS_FAULT)
    ended &= Q(finished_at__range=(now - RECENT, now - DEAD))
    count = 0
    for task in DBTaskResult.objects.filter(silent | ended).order_by("pk"):
        seen = DBTaskResult.objects.filter(pk=task.pk, status=task.status, started_at=task.started_at)
        if len(task.worker_ids) < MOST_WORKERS:
            count += seen.update(status=TaskResultStatus.READY, finished_at=None)
        elif task.status == TaskResultStatus.RUNNING and seen.update(
            status=TaskResultStatus.FAILED, finished_at=now, traceback="every worker died over it"
        ):
            logger.error("%d workers died over the task %s %s", MOST_WORKERS, task.pk, task.task_path)
    return count
