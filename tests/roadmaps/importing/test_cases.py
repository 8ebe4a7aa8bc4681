"""What Excel in French makes of a roadmap, and files made to bring a reader down: tests/data/cases/roadmap."""

import subprocess
import sys
from pathlib import Path

import pytest

from roadmaps.importing import read_roadmap

CASES = Path("tests/data/cases/roadmap")
ITEMS = {
    "1": {"fr": "Prévenir", "en": "Prevent"},
    "1.1": {"fr": "Former", "en": "Train"},
    "1.1.A": {"fr": "Inspecteurs", "en": "Inspectors"},
    "2": {"fr": "Protéger", "en": "Protect"},
}


@pytest.mark.parametrize("name", ["c-sep-line.csv", "j-title-rows-above.csv", "s-cover-sheet-first.xlsx"])
def test_what_is_plain_is_read(name):
    reading = read_roadmap(name, (CASES / name).read_bytes())
    assert ({str(item.code): dict(item.title) for item in reading.items}, reading.problems) == (ITEMS, ())


REFUSED = {
    "f-date-fr.csv": "Line 3, column 1: the spreadsheet has made the date 01-janv of a code; "
    "give the column the format Text",
    "u-error-cell.xlsx": "Sheet “Sheet”, cell B3: the cell shows the error #REF!",
    "gap-row-1e9.xlsx": "Sheet “a”, cell A1000000000: the table goes on after line 5000, which no roadmap does. "
    "Delete what is there",
    "xfd-5000rows.xlsx": "Sheet “a”, cell XFD2: the table goes on after column 256, which no roadmap does. "
    "Delete what is there",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_is_refused_with_its_cause_and_place(name):
    reading = read_roadmap(name, (CASES / name).read_bytes())
    assert [str(problem) for problem in reading.problems] == [REFUSED[name]]


READ_ALONE = """
import resource, sys, time
import django
django.setup()
from roadmaps.importing import read_roadmap, workbooks
before, started = resource.getrusage(resource.RUSAGE_SELF), time.process_time()
read_roadmap(sys.argv[1], open(sys.argv[1], "rb").read())
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before.ru_maxrss
print(time.process_time() - started, grown / 1024)
"""


@pytest.mark.long
@pytest.mark.parametrize("name", ["gap-row-1e9.xlsx", "xfd-5000rows.xlsx"])
def test_a_file_made_to_bring_a_reader_down_costs_next_to_nothing(name):
    told = subprocess.run(
        [sys.executable, "-c", READ_ALONE, str(CASES / name)], capture_output=True, check=True, text=True
    ).stdout
    seconds, megabytes = map(float, told.split())
    assert (seconds < 5, megabytes < 200) == (True, True)
