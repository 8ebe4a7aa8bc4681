"""What an answer said at an earlier time, as well as it is known."""

from datetime import datetime, timedelta

import pytest

from reports.history.baselines import Baseline, Written, baseline

NOON = datetime(2026, 11, 24, 12, 0)


def at(minutes: float | None) -> datetime | None:
    return None if minutes is None else NOON + timedelta(minutes=minutes)


def versions(*written: tuple) -> list[Written]:
    """(number, began, changed), the newest first."""
    return [Written(number, at(began), at(changed)) for number, began, changed in written]


THREE = versions((5, 100, 110), (3, 50, 60), (1, 0, 10))


@pytest.mark.parametrize(
    "given,time,place,is_exact",
    [
        (THREE, 120, 0, True),  # nothing since
        (THREE, 110, 0, True),
        (THREE, 80, 1, True),  # between two bursts
        (THREE, 105, 1, False),  # somebody was writing
        (THREE, 30, 2, True),
        (THREE, 55, 2, False),
        (THREE, -5, None, True),  # before the first word
        (THREE, 5, None, False),
        (versions((2, None, 60), (1, None, 10)), 30, 1, False),  # nobody noted when it was begun
        (versions((4, 0, 10), (3, 40, 40)), 30, 0, True),  # 3 was set aside at 40 and never stood
        (versions((4, 0, 10), (3, 40, 40), (1, -20, -10)), 5, 2, False),
        ([], 5, None, True),
    ],
)
def test_the_version_of_a_time(given, time, place, is_exact):
    assert baseline(given, at(time)) == Baseline(place, is_exact)
