"""Numbers of a spreadsheet in the formats that a roadmap's codes get."""

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from roadmaps.importing.numbers import shown


@pytest.mark.parametrize(
    "raw,number_format,text",
    [
        ("1", "General", "1"),
        ("1.1000000000000001", "General", "1.1"),
        ("2.0", "General", "2"),
        ("1.1", "0.00", "1.10"),
        ("1.1", "0.0", "1.1"),
        ("1.1", "#,##0.00", "1.10"),
        ("1.1", "0.0#", "1.1"),
        ("1.12", "0.0#", "1.12"),
        ("1.1", '0.00"."', "1.10."),
        ("1.1", "0.00_-", "1.10"),
        ("1.1", "[$-40C]0.00", "1.10"),
        ("1.1", '_-* #,##0.00\\ "€"_-', "1.10 €"),
        ("1.1", "0.00;[Red]-0.00", "1.10"),
        ("-1.1", "0.00;[Red]-0.00", "-1.10"),
        ("-1.1", "0.00", "-1.10"),
        ("0", '0.00;-0.00;"-"', "-"),
        ("110", '0"."00', "1.10"),
        ("1", "00", "01"),
        ("7", '"M"0', "M7"),
        ("126", "\\M0", "M126"),
        ("1234567.5", "#,##0", "1,234,568"),
        ("0.5", "#.0", ".5"),
        ("0.125", "0%", "13%"),
        ("0.5", "# ?/?", "0.5"),
        ("12000", "0.0E+00", "12000"),
        ("1.1", "@", "1.1"),
        ("1.1", ";;;", ""),
        ("45352", "d-mmm", "2024-03-01"),
        ("45352.5", "dd/mm/yyyy hh:mm", "2024-03-01"),
        ("0.5", "h:mm", "12:00:00"),
        ("1e15", "General", "1000000000000000"),
        ("1.1", "0." + "0" * 300, "1.1" + "0" * 252),
        ("1.1", '"' * 255 + "[" * 255, '"'),
    ],
)
def test_a_number_is_read_as_it_is_shown(raw, number_format, text):
    assert shown(raw, number_format, CALENDAR_WINDOWS_1900) == text


def test_days_are_counted_from_the_beginning_that_the_workbook_has():
    assert shown("43890", "d-mmm", CALENDAR_MAC_1904) == "2024-03-01"


@pytest.mark.parametrize("raw,number_format", [("x", "0"), ("1e999", "d-mmm"), ("nan", "0"), ("1e12", "d-mmm")])
def test_what_is_no_number_or_no_day_is_refused(raw, number_format):
    with pytest.raises((ValueError, ArithmeticError)):
        shown(raw, number_format, CALENDAR_WINDOWS_1900)
