"""The measurement of benchmarks/importing/run: /healthz while twenty people write, without imports and with them."""

import argparse
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psycopg2

from benchmarks.coediting.measure import (
    DURABLE,
    ROOT,
    Plan,
    Running,
    busy,
    environment_of,
    machine,
    measure,
    start_ours,
)
from benchmarks.coediting.report import Load
from tests import pg

WRITERS = Load("20 people, 2 texts", documents=2, editors=10, rate=4)
TEXTS = 200
PAUSE = 0.05
"""Seconds between two questions to /healthz."""
LONGEST = 45 * 60
MOST = 3
"""How many times as long the 95th percentile may be."""
ADDRESS = "postgresql://postgres@/pathfinder?host={}"


class Asking(threading.Thread):
    """Asks /healthz until it is told to stop; keeps how long each answer took, in milliseconds."""

    def __init__(self, origin: str) -> None:
        super().__init__(daemon=True)
        self.url, self.took, self.on = f"{origin}/healthz", [], True

    def run(self) -> None:
        while self.on:
            began = time.perf_counter()
            with urllib.request.urlopen(self.url, timeout=60) as answer:  # noqa: S310  our own server
                answer.read()
            self.took.append((time.perf_counter() - began) * 1000)
            time.sleep(PAUSE)


def phase(server: Running, until: Callable[[], bool]) -> tuple[list[float], list[float]]:
    """While people write, until it is over: milliseconds of /healthz, and of keystrokes on their way (p95 a round)."""
    asking, keys = Asking(server.origin), []
    asking.start()
    plan = Plan(1, 15, 2, [], [])
    while not until():
        keys.append(measure(server, WRITERS, plan)["p95"])
    asking.on = False
    asking.join()
    return asking.took, keys


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def left(address: str) -> int:
    connection = psycopg2.connect(address)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM files_upload WHERE state IN ('waiting', 'reading')")
            return cursor.fetchone()[0]
    finally:
        connection.close()


def after(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def main() -> None:
    words = argparse.ArgumentParser(prog="benchmarks/importing/run")
    words.add_argument("--imports", type=int, default=100)
    words.add_argument("--seconds", type=float, default=60, help="without imports, before and after")
    given = words.parse_args()
    pg.OPTIONS |= DURABLE
    url = pg.start()
    socket = url.split("host=")[1]
    connection = psycopg2.connect(url)
    connection.autocommit = True
    connection.cursor().execute("CREATE DATABASE pathfinder")
    connection.close()
    address = ADDRESS.format(socket)
    with tempfile.TemporaryDirectory(prefix="pathfinder-benchmark-") as place:
        folder = Path(place)
        server = start_ours("postgresql", folder, socket, TEXTS)
        environment = environment_of("postgresql", address, folder, "for the worker")
        worker = None
        try:
            worked = busy()
            before, keys_before = phase(server, after(given.seconds))
            stage = [sys.executable, "-m", "benchmarks.importing.stage", str(given.imports)]
            subprocess.run(stage, env=environment, cwd=ROOT, check=True)
            command = [sys.executable, "manage.py", "db_worker", "--queue-name", "*"]
            with (folder / "worker").open("wb") as log:
                worker = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
            began, too_long = time.monotonic(), after(LONGEST)
            during, keys_during = phase(server, lambda: left(address) == 0 or too_long())
            took = time.monotonic() - began
            waiting = left(address)
            later, keys_later = phase(server, after(given.seconds))
            has_worked = busy()
        finally:
            for process in filter(None, (worker, server.process)):
                process.terminate()
                process.wait(60)
    without, with_imports = p95(before + later), p95(during)
    share = (has_worked[0] - worked[0]) / (has_worked[1] - worked[1])
    sys.stdout.write(
        f"{machine()}; the cores were busy for {share:.0%} of the time\n"
        f"{given.imports - waiting} imports in {took:.0f} s\n"
        f"/healthz, p95: {without:.1f} ms without imports, {with_imports:.1f} ms with: × {with_imports / without:.2f}\n"
        f"keystrokes, p95: {max(keys_before + keys_later):.0f} ms without, {max(keys_during):.0f} ms with\n"
    )
    sys.exit(0 if waiting == 0 and with_imports <= MOST * without else 1)


if __name__ == "__main__":
    main()
