from typing import Any

from django_tasks_db.management.commands import db_worker

from notices.keepalive import KeepAlive


class Command(db_worker.Command):
    """The worker of the library, which says that it lives and takes up what a dead one left."""

    def handle(self, **options: Any) -> None:
        with KeepAlive():
            super().handle(**options)
