"""Servers that start at once: a process that has read the program makes each of them by a fork.

Reading the program takes a process some seconds of work, and a test that kills servers starts many. Each server is a
process of its own all the same, with a number to kill, and it opens its database only when it runs.

    python -m tests.coediting.nursery    reads orders as lines of JSON and answers each with one line:
        {"start": {variables}}           the number of the new process, and its port
        {"ended": number, "seconds": n}  its exit status as Popen has it, or null if it still runs after n seconds
"""

import gc
import json
import os
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from tests.pg import end_with_parent
from tests.tree import ROOT

APPEND = os.O_WRONLY | os.O_CREAT | os.O_APPEND


class Nursery:
    """The process that the servers of one database come from."""

    def __init__(self, environment: dict[str, str]) -> None:
        with Path(environment.get("LOG", os.devnull)).open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.coediting.nursery"],
                env=environment,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def order(self, **order: Any) -> Any:
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "the process that starts servers has ended"
        return json.loads(line)

    def start(self, variables: dict[str, str]) -> tuple["Forked", int]:
        """A new server, whose limits and log are in `variables`, and its port."""
        pid, port = self.order(start=variables)
        return Forked(self, pid), port

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(20)


class Forked:
    """One server, to be handled as a Popen."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self.nursery, self.pid = nursery, pid
        self.status: int | None = None

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def poll(self) -> int | None:
        return self.wait(0)

    def wait(self, seconds: float = 20) -> int | None:
        """Its exit status; None while it runs, which is refused where it was to be waited for."""
        if self.status is None:
            self.status = self.nursery.order(ended=self.pid, seconds=seconds)
        if self.status is None and seconds:
            raise subprocess.TimeoutExpired("a server", seconds)
        return self.status


def main() -> None:
    """In the process that servers come from: no thread, no connection and no event loop is there when it forks."""
    from django.urls import get_resolver

    from tests.coediting import site

    assert get_resolver().url_patterns  # read now, with all views, and not by each server again
    gc.freeze()
    for line in sys.stdin:
        order = json.loads(line)
        answer = start(site, order["start"]) if "start" in order else ended(order["ended"], order["seconds"])
        print(json.dumps(answer), flush=True)  # noqa: T201


def start(site: Any, variables: dict[str, str]) -> tuple[int, int]:
    bound = site.bind()
    if pid := os.fork():
        with bound:
            return pid, bound.getsockname()[1]
    status = 1
    try:
        end_with_parent()
        os.environ.update(variables)
        for target, path, how in ((0, os.devnull, os.O_RDONLY), (1, os.devnull, os.O_WRONLY), (2, log(), APPEND)):
            os.dup2(os.open(path, how, 0o644), target)
        site.serve(bound)
        status = 0
    finally:
        if status:
            traceback.print_exc()
        os._exit(status)  # what waits on standard input and output is the other process's


def log() -> str:
    return os.environ.get("LOG", os.devnull)


def ended(pid: int, seconds: float) -> int | None:
    end = time.monotonic() + seconds
    while True:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() >= end:
            return None
        time.sleep(0.01)


if __name__ == "__main__":
    main()
