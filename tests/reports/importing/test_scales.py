import pytest

from reports.importing.scales import read_scale
from tests.reports.importing.shapes import units


def read(frame, markdown):
    return read_scale(units(markdown), frame.edition.question("overall_progress"))


@pytest.mark.parametrize(
    "markdown",
    [
        "7",
        "7/10",
        "Note : 7 sur 10",
        "Aucun progrès 0 1 2 3 4 5 6 \\[7\\] 8 9 10 Beaucoup de progrès",
        "0 1 2 3 4 5 6 7x 8 9 10",
        "0 1 2 3 4 5 6 ☒7 8 9 10",
        "☐ 5 ☐ 6 ☒ 7",
        "5 ☐ 6 ☐ 7 ☒",
        "Aucun progrès\n\n7\n\nBeaucoup de progrès",
        "| 5 | 6 | 7 |\n|---|---|---|\n|   |   | x |",
    ],
)
def test_a_figure_on_the_scale(france_frame, markdown):
    read_ = read(france_frame, markdown)
    assert (read_.value, read_.reason, read_.free) == (7, "", [])


@pytest.mark.parametrize(
    ("markdown", "reason", "suggestion"),
    [
        ("Aucun progrès\n\nBeaucoup de progrès", "no_tick", []),
        ("0 1 2 3 4 5 6 **7** 8 9 10", "no_tick", [7]),
        ("0 1 \\[2\\] 3 \\[4\\]", "several_ticked", [2, 4]),
        ("5 6 ☒ 7 8", "several_ticked", [6, 7]),
    ],
)
def test_a_scale_that_cannot_be_read(france_frame, markdown, reason, suggestion):
    read_ = read(france_frame, markdown)
    assert (read_.value, read_.reason, read_.suggestion) == (None, reason, suggestion)


@pytest.mark.parametrize("markdown", ["14", "En 2023, 7 inspecteurs.", "7/20"])
def test_other_figures_are_text(france_frame, markdown):
    read_ = read(france_frame, markdown)
    assert (read_.value, len(read_.free)) == (None, 1)
