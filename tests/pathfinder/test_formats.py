"""Dates and times in both languages."""

from datetime import date, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format


@pytest.mark.parametrize(
    "language, day, moment",
    [
        ("en", "31 July 2023", "31 July 2023, 14:05"),
        ("fr", "31 juillet 2023", "31 juillet 2023 14:05"),
    ],
)
def test_dates_are_written_as_the_readers_write_them(language, day, moment):
    with translation.override(language):
        written = date_format(date(2023, 7, 31)), date_format(datetime(2023, 7, 31, 14, 5), "DATETIME_FORMAT")

    assert written == (day, moment)
