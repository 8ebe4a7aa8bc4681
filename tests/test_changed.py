import pytest

from tests.changed import reaching
from tests.tree import ROOT, named


def touched(*names: str) -> set[str]:
    return {named(path) for path in reaching({ROOT / name for name in names})}


IN_FOLDERS = {
    "tests/bilingual/test_text.py",
    "tests/journal/test_cells.py",
    "tests/reports/checks/test_figures.py",
    "tests/roadmaps/test_codes.py",
    "tests/richtext/test_cleaning.py",
}


@pytest.mark.parametrize(
    "changed, reach",
    [
        ("README.md", set()),
        ("reports/checks/figures.py", {"tests/reports/checks/test_figures.py"}),
        ("reports/templates/reports/checks/checks.html", {"tests/reports/checks/test_figures.py"}),
        ("roadmaps/codes.py", {"tests/reports/checks/test_figures.py", "tests/roadmaps/test_codes.py"}),
        ("tests/roadmaps/test_codes.py", {"tests/roadmaps/test_codes.py"}),
        ("roadmaps/models.py", IN_FOLDERS),
        ("tests/factories/forum.py", IN_FOLDERS),
        ("pathfinder/settings.py", IN_FOLDERS),
    ],
)
def test_a_test_runs_where_a_file_that_it_reaches_has_changed(changed, reach):
    assert touched(changed) & IN_FOLDERS == reach


def test_the_tests_of_the_whole_run_with_every_change():
    assert {"tests/test_routes.py", "tests/browser/test_section.py"} <= touched("README.md")


def test_nothing_runs_where_nothing_has_changed():
    assert touched() == set()
