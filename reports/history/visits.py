"""When somebody last had a part of a report before them, and what "since you were last here" means.

Reading never writes: the page says by itself, when it has been looked at for some seconds, that it was seen, and as of
when it was made. So nothing that came after counts as seen; at worst something is shown as new a second time.
Whose visit when is for that person alone, and is no act: the journal has no line of it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from forum.access import require
from forum.models import User
from reports.models import LastVisit, Report
from reports.rights.permissions import can

GAP = timedelta(hours=1)
"""Who comes back sooner is still at the same visit."""


def last_here(seen_at: datetime, before: datetime | None, now: datetime) -> datetime | None:
    """When the visit before this one was; None where this is the first."""
    return before if now - seen_at <= GAP else seen_at


def after_visit(seen_at: datetime, before: datetime | None, at: datetime) -> tuple[datetime, datetime | None]:
    """The two times after a page of time `at` was seen."""
    if at <= seen_at:
        return seen_at, before
    return at, last_here(seen_at, before, at)


def visits_of(user: User, report: Report) -> dict[str, datetime]:
    """When somebody was last in each part, before this visit; a part in which they never were is not there."""
    now = timezone.now()
    rows = LastVisit.objects.filter(user=user, report=report).order_by("pk")
    found = {row.section: last_here(row.seen_at, row.before, now) for row in rows}
    return {section: at for section, at in found.items() if at}


@transaction.atomic
def note_visit(*, report: Report, section: str, at: datetime, by: User) -> None:
    """They had this part before them, as it was at this time."""
    require(can(by, "read_history", report))
    at = min(at, timezone.now())
    LastVisit.objects.bulk_create(
        [LastVisit(user=by, report=report, section=section, seen_at=at)], ignore_conflicts=True
    )
    row = LastVisit.objects.get(user=by, report=report, section=section)
    seen_at, before = after_visit(row.seen_at, row.before, at)
    # Of two pages at once the later one stands.
    LastVisit.objects.filter(pk=row.pk, seen_at__lt=seen_at).update(seen_at=seen_at, before=before)


@transaction.atomic
def mark_as_read(*, report: Report, sections: Iterable[str], at: datetime, by: User) -> None:
    """They know these parts as they were at this time: it is what "since you were last here" means from now on."""
    require(can(by, "read_history", report))
    at = min(at, timezone.now())
    rows = [LastVisit(user=by, report=report, section=section, seen_at=at, before=at) for section in sections]
    LastVisit.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["user", "report", "section"],
        update_fields=["seen_at", "before"],
    )
