"""The cells of tables that go out: no spreadsheet takes one for a formula, and none is changed by going out and back.

Every CSV and every workbook is written through here.
"""

import csv
import re
from collections.abc import Iterable

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
"""How a text begins that a spreadsheet would run."""
GUARD = re.compile(rf"'+(?:{FORMULA.pattern})")


class _Line:
    """What csv.writer writes to: it hands each line on."""

    @staticmethod
    def write(text: str) -> str:
        return text


def csv_line(values: Iterable[object]) -> str:
    """A line of a CSV, each cell guarded."""
    return csv.writer(_Line).writerow([guarded(value) for value in values])


def guarded(value: object) -> str:
    """The text with an apostrophe in front where a spreadsheet would run it, or where it looks guarded already."""
    text = "" if value is None else str(value)
    return f"'{text}" if FORMULA.match(text) or GUARD.match(text) else text


def unguarded(text: str) -> str:
    """What was guarded; a text that never was stays as it is."""
    return text[1:] if GUARD.match(text) else text
