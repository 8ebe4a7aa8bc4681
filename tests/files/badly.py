"""Functions that behave badly, for the process in which files are read."""

import ctypes
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from files.archives import checked
from files.checks import Refused


def work_for_ever() -> dict[str, Any]:
    while True:
        pass


def sleep_for_ever() -> dict[str, Any]:
    time.sleep(600)
    return {}


def take_memory() -> dict[str, Any]:
    return {"length": len(bytearray(200_000_000))}


def say_too_much() -> dict[str, Any]:
    return {"said": "x" * 200_000}


def call_itself() -> dict[str, Any]:
    return call_itself()


def nest_the_result() -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for _level in range(100_000):
        nested = {"inside": nested}
    return nested


def divide() -> dict[str, Any]:
    return {"result": 1 / 0}


def crash() -> dict[str, Any]:
    ctypes.string_at(0)
    return {}


def say_what_is_no_json() -> dict[str, Any]:
    return {"said": {1, 2}}


def chatter() -> dict[str, Any]:
    sys.stdout.write("a library says hello")
    sys.stdout.flush()
    os.write(1, b"and once more")
    return {"said": "this"}


def leave_somebody_behind(path: str) -> dict[str, Any]:
    other = subprocess.Popen(["/bin/sleep", "600"])
    Path(path).write_text(str(other.pid))
    other.wait()
    return {}


def look_around() -> dict[str, Any]:
    from django.apps import apps
    from django.db import connections

    return {
        "databases": [connections[name].settings_dict["ENGINE"] for name in connections],
        "apps": [one.name for one in apps.get_app_configs()],
        "secret": [name for name, value in os.environ.items() if "secret" in value],
    }


def refusal_of(filename: str, content: bytes) -> dict[str, Any]:
    """A refusal that is no refusal, so that what it took is told."""
    try:
        checked(content, "docx")
    except Refused as refused:
        return {"refused": refused.message}
    return {}


def say_how_far_it_gives_way() -> dict[str, Any]:
    session = Path("/proc/self/autogroup")
    return {"nice": os.nice(0), "session": session.read_text() if session.exists() else ""}
