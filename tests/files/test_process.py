"""Foreign files are read in a process of their own, with limits; the site goes on whatever happens in there."""

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation

from files import process
from files.checks import Refused
from files.child import AUTOGROUP, NICE
from files.process import measured, read_apart
from reports.importing.apart import plan_file
from tests.files import badly
from tests.reports.importing.broken import lying, zipped
from tests.reports.importing.conftest import FRANCE

TIME = "The file takes too long to read"
MEMORY = "Reading the file takes too much memory"
OUTPUT = "The file holds far more text than a report can"
NESTED = "The file is nested far deeper than a report"
FAULT = "The file could not be read because of an error on our side, which has been recorded."


pytestmark = pytest.mark.apart


@pytest.fixture
def limits(monkeypatch):
    """limits(seconds=1): stricter ones."""
    return lambda **stricter: monkeypatch.setattr(process, "LIMITS", replace(process.LIMITS, **stricter))


def refusal(function, *args) -> str:
    with pytest.raises(Refused) as refused:
        read_apart(function, *args)
    return refused.value.message


@pytest.mark.long
def test_the_plan_of_a_file_is_the_same_there_as_here_and_takes_far_less_than_it_may(france_frame, france_plan):
    plan, used = measured(plan_file, FRANCE.name, FRANCE.read_bytes(), france_frame)
    assert plan == france_plan.to_json()
    assert used.seconds < process.LIMITS.seconds / 2
    assert used.memory < process.LIMITS.memory / 2


@pytest.mark.parametrize(("language", "sentence"), [("en", "The file is empty."), ("fr", "Le fichier est vide.")])
def test_a_refusal_comes_back_in_the_reader_s_language(france_frame, language, sentence):
    with translation.override(language):
        assert refusal(plan_file, "a.md", b" ", france_frame) == sentence


def test_it_gives_way_to_whoever_waits_for_a_page():
    """Among the processes of its session, and among sessions where Linux shares the processor between these."""
    said, _used = measured(badly.say_how_far_it_gives_way)
    assert said["nice"] == min(os.nice(0) + NICE, 19)
    if said["session"] and os.access(AUTOGROUP, os.W_OK) and os.geteuid() == 0:  # others may have to wait for it
        assert said["session"].endswith(f" nice {NICE}\n")


@pytest.mark.parametrize(
    ("function", "stricter", "sentence"),
    [
        (badly.work_for_ever, {"seconds": 1}, TIME),
        pytest.param(badly.sleep_for_ever, {"wall": 3}, TIME, marks=pytest.mark.long),
        (badly.take_memory, {"memory": 100_000_000}, MEMORY),
        (badly.say_too_much, {"output": 100_000}, OUTPUT),
        (badly.call_itself, {}, NESTED),
        pytest.param(badly.nest_the_result, {}, NESTED, marks=pytest.mark.long),
    ],
)
def test_too_much_is_refused_by_what_it_is_too_much_of(limits, function, stricter, sentence):
    limits(**stricter)
    assert refusal(function)[: len(sentence)] == sentence


@pytest.mark.long
@pytest.mark.parametrize(
    ("function", "line"),
    [
        (badly.divide, "divide ended with 70: ZeroDivisionError: division by zero at divide (badly.py:"),
        (badly.crash, "crash ended with -11: without a word"),
        (badly.say_what_is_no_json, "say_what_is_no_json ended with 70: TypeError: Object of type set is not JSON"),
    ],
)
def test_a_fault_is_one_line_in_the_log_and_a_sentence_for_the_person(error_log, function, line):
    assert refusal(function)[: len(FAULT)] == FAULT
    assert [said[: len(line)] for said in error_log] == [line]
    assert "\n" not in error_log[0]


def test_what_it_prints_is_no_result():
    assert read_apart(badly.chatter) == {"said": "this"}


@pytest.mark.long
def test_what_it_started_is_killed_with_it(limits, tmp_path):
    limits(wall=10)
    assert refusal(badly.leave_somebody_behind, str(tmp_path / "pid"))[: len(TIME)] == TIME
    pid = int((tmp_path / "pid").read_text())
    until = time.monotonic() + 30
    while running(pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not running(pid)


def running(pid: int) -> bool:
    """Whether it does anything still: one that was killed may wait to be asked for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_it_knows_no_password_and_no_database(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    monkeypatch.setenv("EMAIL_PASSWORD", "secret")
    found = read_apart(badly.look_around)
    assert found == {"databases": ["django.db.backends.dummy"], "apps": [], "secret": []}


def test_an_archive_that_lies_about_its_size_costs_next_to_nothing():
    """A directory that says 1,000 bytes, and a gibibyte behind it."""
    content = lying(1000, 1024**3)
    held = resident()
    spent = time.process_time()
    told, used = measured(badly.refusal_of, "a.docx", content)
    assert time.process_time() - spent < 2
    assert resident() - held < 50_000_000
    assert told["refused"].startswith("The file is damaged or is no text document")
    assert used.seconds < 2
    assert used.memory < 200_000_000


def resident() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_an_archive_of_archives_is_refused(france_frame):
    inner = zipped(word__document_dot_xml=b"<a/>")
    for _level in range(5):
        inner = zipped(inner_dot_zip=inner)
    assert refusal(plan_file, "a.docx", inner, france_frame).startswith("The file is damaged or is no text document")
