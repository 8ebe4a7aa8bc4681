from datetime import date

import pytest

from forum.vacancy import first_gap

D = date.fromisoformat
TODAY = D("2026-06-10")


@pytest.mark.parametrize(
    "periods,gap",
    [
        ([], "2026-06-10"),
        ([("2020-01-01", None)], None),
        ([("2026-06-10", None)], None),
        ([("2026-06-11", None)], "2026-06-10"),
        ([("2020-01-01", "2026-06-09")], "2026-06-10"),
        ([("2020-01-01", "2026-06-10")], "2026-06-11"),
        ([("2020-01-01", "2026-06-30"), ("2026-07-01", None)], None),
        ([("2026-07-01", None), ("2020-01-01", "2026-06-30")], None),
        ([("2020-01-01", "2026-06-30"), ("2026-07-02", None)], "2026-07-01"),
        ([("2020-01-01", "2027-01-01"), ("2020-01-01", "2026-12-01")], "2027-01-02"),
    ],
)
def test_the_first_day_without_anybody(periods, gap):
    given = [(D(since), until and D(until)) for since, until in periods]
    assert first_gap(given, TODAY) == (gap and D(gap))
