"""Starting an export of several reports, cancelling it, and going on with one whose worker ended."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from forum.access import Verdict, require
from forum.models import User
from forum.permissions import RoleContext, can
from journal.record import record
from publications.bulk import parts
from publications.bulk.running import make_next_file
from publications.models import UNDER_WAY, BulkExport
from reports.models import Report

PATIENCE = timedelta(minutes=10)
"""A worker that gave no sign for so long has ended. The longest file takes a minute."""


@transaction.atomic
def start(*, reports: Sequence[Report], languages: Sequence[str], formats: Sequence[str], by: User) -> BulkExport:
    """Hand an export over to the queue. Those that stand still go on, too."""
    go_on_with_all()
    selection = {"reports": [one.pk for one in reports], "languages": list(languages), "formats": list(formats)}
    total = len(reports) * len(languages) * len(formats)
    job = BulkExport.objects.create(by=by, selection=selection, total=total)
    record("bulk_export.started", by=by, target=job, reports=[str(one) for one in reports], files=total)
    make_next_file.enqueue(job.pk)
    return job


def may_cancel(user: User, job: BulkExport) -> Verdict:
    return can(user, "cancel_export", None, RoleContext(is_own=job.by_id == user.pk))


@transaction.atomic
def cancel(*, job: BulkExport, by: User) -> bool:
    """Stop an export. False where it had ended already; the file in work is finished and thrown away.

    Raises forum.access.Forbidden.
    """
    require(may_cancel(by, job))
    under_way = BulkExport.objects.filter(pk=job.pk, state__in=UNDER_WAY)
    if not under_way.update(state=BulkExport.State.CANCELLED, finished_at=timezone.now()):
        return False
    record("bulk_export.cancelled", by=by, target=job)
    transaction.on_commit(lambda: parts.throw_away(job.pk))
    return True


def is_stalled(job: BulkExport, now: datetime | None = None) -> bool:
    return job.is_under_way and job.heartbeat_at < (now or timezone.now()) - PATIENCE


@transaction.atomic
def go_on(job: BulkExport, now: datetime | None = None) -> bool:
    """Put an export whose worker ended back into the queue: once, whoever asks. It begins where it was left."""
    now = now or timezone.now()
    if not is_stalled(job, now):
        return False
    seen = BulkExport.objects.filter(pk=job.pk, state__in=UNDER_WAY, heartbeat_at=job.heartbeat_at)
    if not seen.update(heartbeat_at=now):
        return False
    make_next_file.enqueue(job.pk)
    return True


def go_on_with_all(now: datetime | None = None) -> int:
    """The same for every export that stands still; gives how many."""
    return sum(go_on(job, now) for job in BulkExport.objects.filter(state__in=UNDER_WAY).order_by("pk"))
