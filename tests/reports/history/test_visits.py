"""When somebody was last here."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from forum.access import Forbidden
from forum.roles import Role
from reports.history.visits import after_visit, last_here, mark_as_read, note_visit, visits_of
from reports.models import LastVisit
from tests.factories.forum import UserFactory

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def at(minutes: float | None) -> datetime | None:
    return None if minutes is None else NOON + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "seen,before,now,expected",
    [
        (0, -500, 30, -500),  # still here
        (0, -500, 60, -500),
        (0, -500, 61, 0),  # came back
        (0, None, 30, None),  # the first visit
        (0, None, 300, 0),
    ],
)
def test_the_visit_before_this_one(seen, before, now, expected):
    assert last_here(at(seen), at(before), at(now)) == at(expected)


@pytest.mark.parametrize(
    "seen,before,now,expected",
    [
        (0, -500, 30, (30, -500)),
        (0, -500, 90, (90, 0)),
        (0, None, 30, (30, None)),
        (0, -500, -10, (0, -500)),  # a page that was opened before another one says so after it
    ],
)
def test_what_is_kept_after_a_page_was_seen(seen, before, now, expected):
    assert after_visit(at(seen), at(before), at(now)) == tuple(map(at, expected))


@pytest.fixture
def reader(report):
    return UserFactory(focal_point_of=report.country)


def kept() -> list[tuple]:
    return list(LastVisit.objects.order_by("section").values_list("section", "seen_at", "before"))


def test_visits_are_of_one_person_one_report_and_one_part(report, reader):
    other = UserFactory(holds=(Role.DEPUTY, report.country))
    for section, minutes in (("progress", 0), ("overall", 5), ("progress", 90)):
        note_visit(report=report, section=section, at=at(minutes), by=reader)
    note_visit(report=report, section="progress", at=at(3), by=other)

    own = LastVisit.objects.filter(user=reader).order_by("section").values_list("section", "seen_at", "before")
    assert list(own) == [("overall", at(5), None), ("progress", at(90), at(0))]
    assert visits_of(reader, report) == {"overall": at(5), "progress": at(90)}
    assert visits_of(other, report) == {"progress": at(3)}


def test_the_first_visit_is_no_time_to_compare_with_while_it_lasts(report, reader):
    now = timezone.now()
    note_visit(report=report, section="progress", at=now, by=reader)

    assert (visits_of(reader, report), kept()) == ({}, [("progress", now, None)])


def test_a_time_to_come_counts_as_now(report, reader):
    note_visit(report=report, section="progress", at=timezone.now() + timedelta(days=9), by=reader)

    assert LastVisit.objects.get().seen_at <= timezone.now()


def test_what_is_marked_as_read_is_compared_with_from_then_on(report, reader):
    note_visit(report=report, section="progress", at=at(0), by=reader)
    now = timezone.now()

    mark_as_read(report=report, sections=["overall", "progress"], at=now, by=reader)

    assert kept() == [("overall", now, now), ("progress", now, now)]
    assert visits_of(reader, report) == {"overall": now, "progress": now}


def test_who_does_not_read_the_history_has_no_visits(report):
    observer = UserFactory(holds=(Role.OBSERVER, report.country))

    with pytest.raises(Forbidden):
        note_visit(report=report, section="progress", at=at(0), by=observer)
    with pytest.raises(Forbidden):
        mark_as_read(report=report, sections=["progress"], at=at(0), by=observer)
    assert kept() == []
