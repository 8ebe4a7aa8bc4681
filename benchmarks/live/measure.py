"""What open pages cost that nobody touches: the processor's time of the server and of the database.

python -m benchmarks.live.measure [--pages 100] [--seconds 60] [--store postgresql] [--by socket|http]
"""

import argparse
import contextlib
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from websockets.sync.client import connect

from benchmarks.coediting.measure import DURABLE, ROOT, environment_of, start
from tests import pg

PARTS = ["progress", "overall", "evaluation", "outlook", "next_steps"]
LOOKS = {"http": 2, "socket": 30}
"""Seconds between two questions of a page: with others on it and no socket, and as a safety net beside one."""
BEAT = 25
TICKS = os.sysconf("SC_CLK_TCK")


def seconds_of(process: int) -> float:
    """Processor time that a process and those that it started have taken, also those that have ended since."""
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended since
            continue
        if int(stat.parent.name) == process or int(fields[1]) == process:
            total += sum(map(int, fields[11:15])) / TICKS
    return total


class Page(threading.Thread):
    """One open page, as the script behaves: it asks, and says where its reader is."""

    def __init__(self, port: int, session: str, part: str, by: str, delay: float, over: threading.Event) -> None:
        super().__init__(daemon=True)
        self.port, self.session, self.part, self.by, self.delay, self.over = port, session, part, by, delay, over
        self.took: list[float] = []

    def ask(self, method: str, query: str = "", body: str = "") -> bytes:
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={'a' * 32}", "X-CSRFToken": "a" * 32}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.monotonic()
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        line.request(method, f"/en/reports/FRA/2023/live/{self.part}/?write=fr{query}", body, headers)
        answer = line.getresponse()
        said = answer.read()
        line.close()
        self.took.append(time.monotonic() - began)
        if answer.status not in {200, 204}:
            raise SystemExit(f"{answer.status}: {said[:200]!r}")
        return said

    def listen(self) -> None:
        address = f"ws://127.0.0.1:{self.port}/ws/en/reports/FRA/2023/live/{self.part}/?write=fr"
        headers = {"Cookie": f"sessionid={self.session}"}
        with connect(address, additional_headers=headers, origin=f"http://127.0.0.1:{self.port}") as socket:
            socket.send('{"at": ""}')
            mark, asked = json.loads(socket.recv())["mark"], time.monotonic()
            while not self.over.is_set():
                with contextlib.suppress(TimeoutError):
                    mark = json.loads(socket.recv(timeout=asked + LOOKS["socket"] - time.monotonic()))["mark"]
                if time.monotonic() > asked + LOOKS["socket"]:
                    asked = time.monotonic()
                    self.ask("GET", f"&connected=1&mark={mark}")

    def run(self) -> None:
        self.over.wait(self.delay)
        if self.by == "socket":
            self.listen()
        mark, beat = "", 0.0
        while not self.over.is_set():
            said = self.ask("GET", f"&mark={mark}")
            mark = json.loads(said)["mark"] if said else mark
            if time.monotonic() - beat > BEAT:
                self.ask("POST", body="page=page&at=")
                beat = time.monotonic()
            self.over.wait(LOOKS[self.by])


def main() -> None:
    words = argparse.ArgumentParser(prog="python -m benchmarks.live.measure")
    words.add_argument("--pages", type=int, default=100)
    words.add_argument("--seconds", type=float, default=60)
    words.add_argument("--store", choices=["postgresql", "sqlite"], default="postgresql")
    words.add_argument("--by", choices=list(LOOKS), default="socket")
    given = words.parse_args()
    pg.OPTIONS |= DURABLE
    url = pg.start()
    import psycopg2

    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE pathfinder")
        cursor.execute("SHOW data_directory")
        postmaster = int((Path(cursor.fetchone()[0]) / "postmaster.pid").read_text().split()[0])
    connection.close()
    with tempfile.TemporaryDirectory(prefix="pathfinder-live-") as place:
        address = f"postgresql://postgres@/pathfinder?host={url.split('host=')[1]}"
        environment = environment_of(given.store, address, Path(place), "k" * 50)
        stage = [sys.executable, "-m", "benchmarks.live.stage", str(given.pages)]
        told = subprocess.run(stage, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
        sessions = json.loads(told.stdout.splitlines()[-1])
        process, port = start([sys.executable, "-m", "tests.coediting.site"], environment, Path(place) / "log")
        over = threading.Event()
        try:
            pages = [
                Page(port, session, PARTS[number % len(PARTS)], given.by, number * 10 / given.pages, over)
                for number, session in enumerate(sessions)
            ]
            for page in pages:
                page.start()
            time.sleep(20)  # all have come, and have been told of the others
            for page in pages:
                page.took.clear()
            before, database, began = seconds_of(process.pid), seconds_of(postmaster), time.monotonic()
            time.sleep(given.seconds)
            lasted = time.monotonic() - began
            server = (seconds_of(process.pid) - before) / lasted
            stored = (seconds_of(postmaster) - database) / lasted
            took = [one for page in pages for one in page.took]
            sys.stdout.write(
                f"{given.pages} idle pages by {given.by}, {given.store}: server {server:.1%} of a core,"
                f" database {stored:.1%}; {len(took) / lasted:.1f} requests a second,"
                f" median {statistics.median(took) * 1000:.0f} ms\n"
            )
        finally:
            over.set()
            process.terminate()
            process.wait(20)


if __name__ == "__main__":
    main()
