"""A process of its own for each foreign file: what reads it may fail in any way, and the site goes on.

    read_apart(plan_file, filename, content, frame)

runs a function of ours in a fresh interpreter (`files.child`) with limits of processor time, of wall-clock time for
everything that it starts in turn, of memory and of output. What goes in is our own and is pickled; what comes back is
JSON and nothing else. There is no database in there, nor any password of the site.
"""

import copyreg
import json
import logging
import os
import pickle
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from files.checks import Refused

log = logging.getLogger(__name__)


def read_only(mapping: dict[Any, Any]) -> MappingProxyType:
    return MappingProxyType(mapping)


copyreg.pickle(MappingProxyType, lambda mapping: (read_only, (dict(mapping),)))

PASSED_ON = ("HOME", "PATH", "PYPANDOC_PANDOC", "TMPDIR", "TZ")
"""Variables of the environment that the process gets; passwords and addresses are not among them."""
TOLD = 4000
"""How many bytes of what the process complains of are read."""


@dataclass(frozen=True)
class Limits:
    """Of one reading. Starting the interpreter does not count, save for `wall`."""

    seconds: int = 60
    """Of processor time."""
    wall: int = 150
    """Seconds by the clock, after which the process and all that it started are killed."""
    memory: int = 1024 * 1024 * 1024
    """Bytes of address space."""
    output: int = 64 * 1024 * 1024
    """Bytes of the result."""


@dataclass(frozen=True)
class Used:
    """What a reading took: seconds of processor time with pandoc's, and bytes at the highest, both above start-up."""

    seconds: float
    memory: int


LIMITS = Limits()


def read_apart(function: Callable[..., dict[str, Any]], *args: Any) -> dict[str, Any]:
    """What a function of a module says of a file. Raises Refused, in the language that is active."""
    return measured(function, *args)[0]


def measured(function: Callable[..., dict[str, Any]], *args: Any) -> tuple[dict[str, Any], Used]:
    """The same, with what it took."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as result, tempfile.TemporaryFile() as told:
        pickle.dump((get_language(), vars(LIMITS), function, args), given)
        given.seek(0)
        code = run(given, result, told)
        if code:
            told.seek(-min(TOLD, told.tell()), os.SEEK_END)
            raise Refused(reason(code, function.__qualname__, told.read().decode(errors="replace")))
        result.seek(0)
        try:
            answer = json.load(result)
        except RecursionError as error:
            raise Refused(CAUSES["nested"]()) from error
    if "refused" in answer:
        raise Refused(answer["refused"])
    if "cause" in answer:
        raise Refused(CAUSES[answer["cause"]]())
    return answer["result"], Used(**answer["used"])


def run(given: BinaryIO, result: BinaryIO, told: BinaryIO) -> int:
    """Start the process and wait for its end; gives its exit code. Nothing that it started lives on."""
    process = subprocess.Popen(
        [sys.executable, "-m", "files.child"],
        stdin=given,
        stdout=result,
        stderr=told,
        cwd=settings.BASE_DIR,
        env=environment(),
        start_new_session=True,
    )
    try:
        return process.wait(timeout=LIMITS.wall)
    except subprocess.TimeoutExpired:
        return -signal.SIGXCPU
    finally:
        with suppress(ProcessLookupError):  # it has ended, and left nothing behind
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        told.seek(0, os.SEEK_END)


def environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return kept | {
        "DJANGO_SETTINGS_MODULE": settings.READING_SETTINGS,
        "LANG": "C.UTF-8",
        "SECRET_KEY": "guards nothing",
        "UPLOAD_LIMIT": str(settings.UPLOAD_LIMIT),
    }


def reason(code: int, name: str, told: str) -> str:
    """Why a process ended without a result. What is a fault of ours is one line in the log."""
    if code in (-signal.SIGXCPU, -signal.SIGALRM):
        return CAUSES["time"]()
    if code == -signal.SIGKILL:  # the machine itself had no memory left
        return CAUSES["memory"]()
    log.error("%s ended with %s: %s", name, code, " | ".join(told.split("\n")[-1:]) or "without a word")
    return CAUSES["fault"]()


def takes_too_long() -> str:
    return _(
        "The file takes too long to read: it is far larger or more nested than a report. "
        "Save the text in a new document and import that one."
    )


CAUSES: dict[str, Callable[[], str]] = {
    "time": takes_too_long,
    "memory": lambda: _(
        "Reading the file takes too much memory: it is far larger than a report. "
        "Save the text in a new document and import that one."
    ),
    "output": lambda: _(
        "The file holds far more text than a report can. Save what belongs to the report in a new document and "
        "import that one."
    ),
    "nested": lambda: _("The file is nested far deeper than a report. Save the text in a new document."),
    "fault": lambda: _(
        "The file could not be read because of an error on our side, which has been recorded. Nothing was changed. "
        "Save the text in a new document and try that one."
    ),
}
