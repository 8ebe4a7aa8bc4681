"""The measurement of benchmarks/importing/run: /healthz while twenty people write, without imports and with them."""

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, islice
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
from benchmarks.importing.cases import files
from benchmarks.importing.importer import Importer
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
    """Asks /healthz until it is told to stop; keeps when and how long each answer took (milliseconds), or that none
    came."""

    def __init__(self, origin: str) -> None:
        super().__init__(daemon=True)
        self.url, self.on = f"{origin}/healthz", True
        self.took: list[tuple[float, float]] = []
        self.failed: list[str] = []

    def run(self) -> None:
        while self.on:
            began = time.perf_counter()
            try:
                with urllib.request.urlopen(self.url, timeout=60) as answer:  # noqa: S310  our own server
                    answer.read()
            except OSError as error:
                self.failed.append(str(error))
            self.took.append((time.monotonic(), (time.perf_counter() - began) * 1000))
            time.sleep(PAUSE)


@dataclass
class Phase:
    """What was measured while people wrote: milliseconds of /healthz, and of keystrokes on their way (p95 a round)."""

    health: list[float]
    keys: list[float]
    failed: list[str]


def phase(server: Running, until: Callable[[], bool], end: Callable[[], float] = time.monotonic) -> Phase:
    """While people write, until it is over. Writers end their round; what comes after `end` does not count."""
    asking, keys = Asking(server.origin), []
    asking.start()
    plan = Plan(1, 15, 2, [], [])
    while not until():
        keys.append(measure(server, WRITERS, plan)["p95"])
    asking.on = False
    asking.join()
    last = end()
    return Phase([took for at, took in asking.took if at <= last], keys, asking.failed)


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


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
    with tempfile.TemporaryDirectory(prefix="pathfinder-benchmark-") as place:
        folder, key = Path(place), secrets.token_hex(32)
        os.environ["STATIC_ROOT"] = str(folder / "static")
        environment = environment_of("postgresql", ADDRESS.format(socket), folder, key)
        server = start_ours("postgresql", folder, socket, TEXTS, key)
        worker = None
        try:
            stage = [sys.executable, "-m", "benchmarks.importing.stage"]
            told = subprocess.run(stage, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
            sessions = json.loads(told.stdout.splitlines()[-1])
            command = [sys.executable, "manage.py", "db_worker", "--queue-name", "*"]
            with (folder / "worker").open("wb") as log:
                worker = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
            worked = busy()
            before = phase(server, after(given.seconds))
            chosen = list(islice(cycle(files()), given.imports))
            people = [
                Importer(server.origin, session, chosen[number :: len(sessions)])
                for number, session in enumerate(sessions)
            ]
            began, too_long, ended = time.monotonic(), after(LONGEST), []
            for person in people:
                person.start()
            threading.Thread(target=lambda: ended.append(all_done(people)), daemon=True).start()
            during = phase(server, lambda: bool(ended) or too_long(), lambda: (ended or [time.monotonic()])[0])
            took = (ended or [time.monotonic()])[0] - began
            later = phase(server, after(given.seconds))
            has_worked = busy()
        finally:
            for process in filter(None, (worker, server.process)):
                process.terminate()
                process.wait(60)
    without, with_imports = p95(before.health + later.health), p95(during.health)
    outcomes = Counter(outcome for person in people for outcome in person.outcomes)
    failed = before.failed + during.failed + later.failed
    share = (has_worked[0] - worked[0]) / (has_worked[1] - worked[1])
    sys.stdout.write(
        f"{machine()}; the cores were busy for {share:.0%} of the time\n"
        f"{outcomes.total()} imports in {took:.0f} s: {dict(outcomes)}\n"
        f"/healthz, p95: {without:.1f} ms without imports ({len(before.health + later.health)} asked),"
        f" {with_imports:.1f} ms with ({len(during.health)} asked): × {with_imports / without:.2f};"
        f" no answer: {len(failed)}\n"
        f"keystrokes, p95: {max(before.keys + later.keys):.0f} ms without, {max(during.keys):.0f} ms with\n"
    )
    all_came = set(outcomes) <= {"imported", "refused"} and outcomes.total() == given.imports and not failed
    sys.exit(0 if all_came and with_imports <= MOST * without else 1)


def all_done(people: list[Importer]) -> float:
    for person in people:
        person.join()
    return time.monotonic()


if __name__ == "__main__":
    main()
