"""How what is written together is parted into versions."""

from datetime import datetime, timedelta

import pytest

from reports.answers.sessions import goes_on

NOON = datetime(2026, 11, 24, 12, 0)


def at(minutes: float | None) -> datetime | None:
    return None if minutes is None else NOON + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "began,last,now,expected",
    [
        (0, 0, 1, True),
        (0, 5, 14.9, True),  # without a pause
        (0, 0, 10, True),  # just no pause yet
        (0, 0, 10.1, False),  # a pause
        (0, 14, 15, True),
        (0, 14, 15.1, False),  # no pause, but long enough
        (0, 14, 30, False),
        (None, 5, 6, True),  # begun before that was noted
        (None, 5, 15.1, False),
    ],
)
def test_a_version_goes_on_until_a_pause_or_a_quarter_of_an_hour(began, last, now, expected):
    assert goes_on(at(began), at(last), at(now)) is expected
