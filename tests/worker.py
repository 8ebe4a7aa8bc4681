"""The worker as a real site runs it: a process of its own, on the database of the test."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

from django.db import connection

from tests.tree import ROOT


def work_in_a_process(tmp_path: Path, *command: str, **environment: str) -> str:
    """Run `manage.py db_worker --batch`, or another command, on what the test has committed; gives what it printed.

    SQLite's database of the tests is in memory: the process gets a copy of it in a file, and what it made of it is
    copied back.
    """
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "pathfinder.settings", "DATA_DIR": str(tmp_path)} | environment
    file = tmp_path / "pathfinder.sqlite3"
    if connection.vendor == "sqlite":
        env.pop("DATABASE_URL", None)
        copy(connection.connection, file)
    else:
        env["DATABASE_URL"] = address()
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *(command or ("db_worker", "--batch", "--no-startup-delay"))],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(file)) as changed:
            changed.backup(connection.connection)
    return done.stdout


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[subprocess.Popen]:
    """A worker that goes on until it is killed, on a database that the test shares with it (environment)."""
    command = [sys.executable, str(ROOT / "manage.py"), "db_worker", "--no-startup-delay", "--interval=0.2"]
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait(20)


def waited_for(is_so: Callable[[], bool], seconds: int = 240) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def copy(database: sqlite3.Connection, file: Path) -> None:
    with closing(sqlite3.connect(file)) as target:
        database.backup(target)


def address() -> str:
    """The database of the test as a URL: not the one that DATABASE_URL names, beside which it was made."""
    of = connection.settings_dict
    account = ":".join(quote(of[part], safe="") for part in ("USER", "PASSWORD") if of[part])
    where = {"host": of["HOST"], "port": of["PORT"]} | of.get("OPTIONS", {})
    query = urlencode({name: value for name, value in where.items() if value})
    return f"postgresql://{account}@/{quote(of['NAME'])}?{query}"
