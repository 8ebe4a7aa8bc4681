"""The worker of the queue in a thread beside the server, so that a first try needs one terminal.

A real site runs `manage.py db_worker` as a process of its own.
"""

import logging
import threading

from django.db import OperationalError, connections
from django_tasks_db.management.commands.db_worker import Worker

from notices.keepalive import KeepAlive

logger = logging.getLogger(__name__)

PATIENCE = 5
"""Seconds that the end of the demonstration waits for what is being done."""


class WorkerBeside:
    """Runs what is put into the queue until `stop`, or until the process ends: the thread never keeps it alive."""

    def __init__(self) -> None:
        self.worker = Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0.5,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="demonstration",
        )
        self.thread = threading.Thread(target=self.work, name="worker", daemon=True)

    def start(self) -> None:
        self.thread.start()

    def stop(self) -> None:
        self.worker.running = False
        if self.thread.is_alive():
            self.thread.join(PATIENCE)

    def work(self) -> None:
        with KeepAlive():
            while self.worker.running:
                try:
                    self.worker.run()
                except OperationalError as error:  # somebody held SQLite's lock for too long
                    logger.warning("the worker begins again: %s", error)
                finally:
                    connections.close_all()
