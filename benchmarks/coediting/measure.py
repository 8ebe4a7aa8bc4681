"""The measurement of benchmarks/coediting/run: every load on every server, in rounds that alternate."""

import argparse
import json
import os
import platform
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import playwright

from benchmarks.coediting.report import LOADS, SERVERS, Load, markdown, put_into_readme
from tests import pg

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
COOKIE = "sessionid"
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "max_connections": "100"}
"""PostgreSQL as it is run for real; the tests' own switches these off."""
STAGED_WRITERS = max(load.editors for load in LOADS)
MAX_SECONDS = 90  # for one load on one server


@dataclass
class Plan:
    rounds: int
    seconds: float
    warm: float
    servers: list[str]
    loads: list[Load]


@dataclass
class Running:
    """A server, and how a load reaches it. `take` gives so many texts that nobody has written in."""

    process: subprocess.Popen
    kind: str
    url: str
    origin: str
    take: Callable[[int], list[str]]
    sessions: list[str]
    files: list[Any] = field(default_factory=list)

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()


def node() -> str:
    """Playwright's: new enough for every package, and the same for the servers and the writers."""
    return os.environ.get("PLAYWRIGHT_NODEJS_PATH") or str(Path(playwright.__file__).parent / "driver" / "node")


def on_core(number: int) -> Callable[[], None]:
    """The server on one core, the writers on another; the database where there is room."""
    cores = sorted(os.sched_getaffinity(0))

    def pin() -> None:
        if len(cores) > 1:
            os.sched_setaffinity(0, {cores[number]})

    return pin


def start(command: list[str], environment: dict[str, str], log: Path) -> tuple[subprocess.Popen, int]:
    """A server that prints its port when it listens."""
    with log.open("ab") as file:
        process = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=file, text=True, preexec_fn=on_core(0)
        )
    line = process.stdout.readline().strip()
    if not line.isdigit():
        raise SystemExit(f"{' '.join(command)} did not start:\n{log.read_text()}")
    return process, int(line)


def environment_of(store: str, address: str, folder: Path, key: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DATA_DIR"}}
    plain |= {"DJANGO_SETTINGS_MODULE": "pathfinder.settings", "SECRET_KEY": key, "DATA_DIR": str(folder), "HTTPS": "0"}
    return plain | ({"DATABASE_URL": address} if store == "postgresql" else {})


def start_ours(store: str, folder: Path, socket: str, texts: int, key: str = "") -> Running:
    address = f"postgresql://postgres@/pathfinder?host={socket}"
    environment = environment_of(store, address, folder, key or secrets.token_hex(32))
    stage = [sys.executable, "-m", "benchmarks.coediting.stage", str(texts), str(STAGED_WRITERS)]
    told = subprocess.run(stage, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    staged = json.loads(told.stdout.splitlines()[-1])
    process, port = start([sys.executable, "-m", "tests.coediting.site"], environment, folder / "log")
    documents = iter(staged["documents"])
    return Running(
        process,
        "y-websocket",
        f"ws://127.0.0.1:{port}/ws/documents",
        f"http://127.0.0.1:{port}",
        lambda number: [next(documents) for _ in range(number)],
        staged["sessions"],
    )


def start_hocuspocus(writing: str, store: str, folder: Path, socket: str) -> Running:
    address = socket if store == "postgresql" else str(folder / "texts.sqlite3")
    command = [node(), "--no-warnings", str(HERE / "hocuspocus.mjs"), writing, store, address]
    process, port = start(command, dict(os.environ), folder / "log")
    return Running(
        process,
        "hocuspocus",
        f"ws://127.0.0.1:{port}",
        f"http://127.0.0.1:{port}",
        lambda number: [secrets.token_hex(16) for _ in range(number)],
        ["somebody"] * STAGED_WRITERS,
    )


def measure(server: Running, load: Load, plan: Plan) -> dict[str, Any]:
    documents = [
        {"document": document, "sessions": server.sessions[: load.editors]} for document in server.take(load.documents)
    ]
    asked = {
        "kind": server.kind,
        "url": server.url,
        "origin": server.origin,
        "cookie": COOKIE,
        "pid": server.process.pid,
        "documents": documents,
        "rate": load.rate,
        "warm": plan.warm,
        "seconds": plan.seconds,
    }
    done = subprocess.run(
        [node(), "--no-warnings", str(HERE / "load.mjs")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=MAX_SECONDS,
        preexec_fn=on_core(1),
    )
    if done.returncode:
        raise SystemExit(f"the load failed:\n{done.stderr}")
    if done.stderr.strip():
        sys.stderr.write(done.stderr)
    return json.loads(done.stdout)


def busy() -> tuple[float, float]:
    """Seconds that all cores worked, and all that they had."""
    fields = [int(one) for one in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / 100, sum(fields) / 100


def machine() -> str:
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    version = subprocess.run([node(), "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return f"{len(os.sched_getaffinity(0))} cores ({model}), Python {platform.python_version()}, Node.js {version}"


def main() -> None:
    words = argparse.ArgumentParser(prog="benchmarks/coediting/run")
    words.add_argument("--quick", action="store_true", help="one short round, to see that it works")
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--seconds", type=float, default=6, help="of each load on each server in each round")
    words.add_argument("--only", action="append", choices=SERVERS, help="this server; may be said again")
    words.add_argument(
        "--load", action="append", choices=[load.name for load in LOADS], help="this load; may be said again"
    )
    given = words.parse_args()
    servers = [name for name in SERVERS if not given.only or name in given.only]
    loads = [load for load in LOADS if not given.load or load.name in given.load]
    plan = Plan(1, 3, 1, servers, loads) if given.quick else Plan(given.rounds, given.seconds, 2, servers, loads)

    pg.OPTIONS |= DURABLE
    url = pg.start()
    socket = url.split("host=")[1]
    import psycopg2

    connection = psycopg2.connect(url)
    connection.autocommit = True
    connection.cursor().execute("CREATE DATABASE pathfinder")
    connection.close()

    began = time.monotonic()
    texts = plan.rounds * sum(load.documents for load in LOADS)
    running: dict[str, Running] = {}
    results: dict[tuple[str, str], list[dict[str, Any]]] = {}
    with tempfile.TemporaryDirectory(prefix="pathfinder-benchmark-") as place:
        try:
            for name in plan.servers:
                folder = Path(place) / name
                folder.mkdir()
                whose, writing, store = SERVERS[name]
                running[name] = (
                    start_ours(store, folder, socket, texts)
                    if whose == "ours"
                    else start_hocuspocus(writing, store, folder, socket)
                )
            before = busy()
            for turn in range(plan.rounds):
                for load in plan.loads:
                    # Each round begins with another server, so that none has always the same one before it.
                    for name in [*plan.servers[turn % len(plan.servers) :], *plan.servers[: turn % len(plan.servers)]]:
                        found = measure(running[name], load, plan)
                        results.setdefault((load.name, name), []).append(found)
                        sys.stderr.write(
                            f"round {turn + 1}, {load.name}, {name}: {found['p50']:.1f}/{found['p95']:.1f} ms,"
                            f" {found['delivered']:.1%}, {found['processor']:.0%}\n"
                        )
            after = busy()
        finally:
            for server in running.values():
                server.end()
            if sys.exc_info()[0]:
                for log in Path(place).glob("*/log"):
                    sys.stderr.write(f"{log.parent.name}: {log.read_text()[-2000:]}\n")
    load_of_machine = (after[0] - before[0]) / (after[1] - before[1])
    minutes = (time.monotonic() - began) / 60
    text = markdown(
        results,
        f"{machine()}; {plan.rounds} rounds of {plan.seconds:g} s a row after {plan.warm:g} s of warming up;"
        f" the cores were busy for {load_of_machine:.0%} of the time; it took {minutes:.1f} minutes.",
    )
    sys.stdout.write(text)
    target = ROOT / "var" / "benchmark-coediting.md"
    target.parent.mkdir(exist_ok=True)
    target.write_text(text)
    if not (given.quick or given.only or given.load):
        put_into_readme(HERE / "README.md", text)
    medians = [statistics.median(one["delivered"] for one in its) for its in results.values()]
    sys.exit(0 if min(medians) > 0.999 else 1)


if __name__ == "__main__":
    main()
