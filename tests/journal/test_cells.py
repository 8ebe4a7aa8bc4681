"""Cells of the tables that go out."""

import ast
import csv
from io import StringIO

import pytest

from journal.cells import csv_line, guarded, unguarded
from tests.tree import ROOT, imports, modules, named, parsed

FORMULAS = ["=1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x", " =1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert guarded(text) == f"'{text}"


def test_any_other_cell_stays():
    texts = ["a=1", "", "1.1", "'", "'quoted'", "it's", "« - »"]
    assert [guarded(text) for text in texts] == texts
    assert [guarded(value) for value in (None, 7)] == ["", "7"]


@pytest.mark.parametrize("text", [*FORMULAS, "'=1", "''=1", "'x", "''", "x", "", "'\tx"])
def test_a_guarded_cell_comes_back_as_it_was(text):
    (cells,) = csv.reader(StringIO(csv_line([text]), newline=""))
    assert [unguarded(cell) for cell in cells or [""]] == [text]


def test_a_cell_that_was_never_guarded_stays():
    texts = ["x", "=1", "'x", "'", "l'école"]
    assert [unguarded(text) for text in texts] == texts


def calls(module: str, name: str) -> list[str]:
    """The modules that call it, as csv.writer or by its name alone."""
    return sorted(
        {
            named(path)
            for path in modules()
            for node in ast.walk(parsed(path))
            if isinstance(node, ast.Call) and ast.unparse(node.func) in (f"{module}.{name}", name)
            if module in {one.split(".")[0] for one in imports(path)}
        }
    )


def test_every_table_is_written_in_one_place():
    writers = {name: calls("csv", name) for name in ("writer", "DictWriter")}
    writers |= {name: calls("openpyxl", name) for name in ("Workbook", "WriteOnlyCell")}
    writers["text/csv"] = sorted(named(path) for path in modules() if "text/csv" in path.read_text(encoding="utf-8"))
    assert [path for path in writers["text/csv"] if "import csv_line" not in (ROOT / path).read_text()] == []
    assert writers == {
        "writer": ["journal/cells.py"],
        "DictWriter": [],
        "Workbook": ["publications/workbook.py"],
        "WriteOnlyCell": ["publications/workbook.py"],
        "text/csv": ["journal/exporting.py", "pathfinder/desk/files.py", "roadmaps/views/reading.py"],
    }
