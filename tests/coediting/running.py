"""Servers for tests: processes on a database that the test shares with them."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections

from tests.coediting.nursery import Nursery
from tests.tree import ROOT
from tests.worker import address


@contextmanager
def shared_database(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of a process that sees what this test commits.

    SQLite's database of the tests is in memory, where no other process sees it: the test works on a copy in a file.
    """
    if connection.vendor != "sqlite":
        yield {"DATABASE_URL": address()}
        return
    file = folder / "pathfinder.sqlite3"
    in_memory = connections[DEFAULT_DB_ALIAS]
    in_memory.ensure_connection()
    with closing(sqlite3.connect(file)) as target:
        in_memory.connection.backup(target)
    in_file = connections.create_connection(DEFAULT_DB_ALIAS)
    in_file.settings_dict = {**in_file.settings_dict, "NAME": str(file)}
    connections[DEFAULT_DB_ALIAS] = in_file
    with in_file.cursor() as cursor:
        cursor.execute("VACUUM")  # what earlier tests freed is no room in a database that is to be full
    try:
        yield {"DATA_DIR": str(folder)}
    finally:
        in_file.close()
        connections[DEFAULT_DB_ALIAS] = in_memory


@contextmanager
def database_away() -> Iterator[None]:
    """PostgreSQL takes no connection to the database of the test and has ended those there were, but for our own.

    A file does not go away: on SQLite somebody holds it, and nobody else can write.
    """
    of = connection.settings_dict
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(of["NAME"], isolation_level=None)) as holder:
            holder.execute("BEGIN EXCLUSIVE")
            yield
        return
    connection.ensure_connection()
    mine = connection.connection.info.backend_pid
    other = psycopg2.connect(address(), dbname="postgres")
    other.autocommit = True
    with closing(other), other.cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{of["NAME"]}" ALLOW_CONNECTIONS false')
        try:
            end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> %s"
            cursor.execute(end, [of["NAME"], mine])
            yield
        finally:
            cursor.execute(f'ALTER DATABASE "{of["NAME"]}" ALLOW_CONNECTIONS true')


@contextmanager
def disk_full(mark: Path) -> Iterator[None]:
    """The database takes no update more. A server on SQLite looks whether the file `mark` is there (site.py)."""
    if connection.vendor == "sqlite":
        mark.touch()
        try:
            yield
        finally:
            mark.unlink()
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$;"
            "CREATE TRIGGER full_disk BEFORE INSERT ON coediting_update EXECUTE FUNCTION full_disk()"
        )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER full_disk ON coediting_update; DROP FUNCTION full_disk()")


def of_the_site(environment: dict[str, str]) -> dict[str, str]:
    """All variables of a process of the site on the database of `environment`."""
    plain = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DATA_DIR"}}
    plain |= {"DJANGO_SETTINGS_MODULE": "pathfinder.settings", "SECRET_KEY": settings.SECRET_KEY}
    return plain | environment


class Server:
    """The site with the owner of the tests, as a process; from a nursery it has no program to read first."""

    def __init__(
        self, environment: dict[str, str], module: str = "tests.coediting.site", nursery: Nursery | None = None
    ) -> None:
        self.module, self.nursery = module, nursery
        self.environment = of_the_site(environment)
        self.log = Path(environment.get("LOG", os.devnull))
        self.start()

    def start(self) -> None:
        self._port = 0
        if self.nursery:
            self.process, self._port = self.nursery.start(self.environment)
            return
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", self.module],
                env=self.environment,
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    @property
    def port(self) -> int:
        """Known when it has started: asking waits for that."""
        if not self._port:
            line = self.process.stdout.readline()
            assert line.strip().isdigit(), self.log.read_text() if self.log.is_file() else line
            self._port = int(line)
        return self._port

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self._ended()

    def stop(self) -> int:
        """As a service manager would; gives the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self._ended()

    def _ended(self) -> int:
        if not self.nursery:
            self.process.stdout.close()
        return self.process.wait(20)

    @property
    def memory(self) -> int:
        """Its resident memory, in bytes."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        raise AssertionError("the server has ended")


def run_apart(coroutine: Coroutine[Any, Any, None]) -> None:
    """Run it on a thread of its own: after a browser test there is a loop on the thread of the tests."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, coroutine).result()
