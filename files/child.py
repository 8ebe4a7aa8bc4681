"""`python -m files.child`, started by files.process alone: reads one file within its limits, says what is in it, ends.

What it is given on standard input is pickled by the process that started it. On standard output goes one object of
JSON: the result, or why the file is refused. A fault is one line on standard error.
"""

import json
import os
import pickle
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import django
from django.utils import translation

from files.checks import Refused

NICE = 15
"""Whoever writes at the moment comes first."""
AUTOGROUP = Path("/proc/self/autogroup")
"""Where Linux shares the processor among sessions, the niceness of one stands here; that of a process says nothing."""
FAULT = 70


def main() -> None:
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no result
    give_way()
    django.setup()
    given = pickle.load(sys.stdin.buffer)  # noqa: S301  from the process that started this one
    language, limits, function, args = given
    limit(**limits)
    with translation.override(language):
        answer = attempt(function, args)
    if len(answer) > limits["output"]:
        answer = json.dumps({"cause": "output"}).encode()
    out.write(answer)
    out.flush()


def give_way() -> None:
    os.nice(NICE)
    with suppress(OSError):
        AUTOGROUP.write_text(str(NICE))


def attempt(function: Callable[..., dict[str, Any]], args: tuple[Any, ...]) -> bytes:
    """The answer in JSON."""
    spent, held = seconds(), size("VmHWM")
    try:
        result = function(*args)
        used = {"seconds": seconds() - spent, "memory": size("VmHWM") - held}
        return json.dumps({"result": result, "used": used}, allow_nan=False).encode()
    except Refused as refused:
        return json.dumps({"refused": refused.message}).encode()
    except RecursionError:
        return json.dumps({"cause": "nested"}).encode()
    except MemoryError:
        return json.dumps({"cause": "memory"}).encode()


def limit(*, seconds: int, wall: int, memory: int, output: int) -> None:
    """Processor time and memory are counted from now on. Only the soft limits move: pandoc has stricter ones of its
    own, and a process cannot raise the hard ones again."""
    spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    soft(resource.RLIMIT_CPU, int(spent) + 1 + seconds)
    soft(resource.RLIMIT_AS, size("VmSize") + memory)
    soft(resource.RLIMIT_FSIZE, output + 1024 * 1024)
    soft(resource.RLIMIT_CORE, 0)
    signal.alarm(wall)  # should the process that waits for this one be gone


def soft(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def seconds() -> float:
    """Of processor time, with that of processes which ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def size(name: str) -> int:
    """A figure of this process in bytes: VmHWM, the most that it held at once, or VmSize, its address space."""
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


if __name__ == "__main__":
    try:
        main()
    except Exception as error:  # noqa: BLE001  whatever it is, the person is told, and the log has its place
        trace = traceback.extract_tb(error.__traceback__)
        places = [f"{place.name} ({Path(place.filename).name}:{place.lineno})" for place in trace]
        said = " ".join(f"{type(error).__name__}: {error}".split())[:500]
        sys.stderr.write(f"{said} at {' < '.join(reversed(places[-6:]))}")
        sys.exit(FAULT)
