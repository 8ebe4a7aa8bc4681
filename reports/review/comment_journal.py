"""Who reads the journal's lines about comments, proposals and files: whoever reads these themselves.

Every list of the journal's lines about reports goes through here.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from forum.models import User
from journal.models import Entry
from reports.models import Report
from reports.rights.permissions import can

INSIDE = Q(*(("action__startswith", f"{kind}.") for kind in ("comments", "proposal", "word", "file")), _connector=Q.OR)
"""The lines about what a country says among its own people."""


def readable_by(user: User, entries: QuerySet[Entry], reports: Iterable[Report]) -> QuerySet[Entry]:
    """The lines that the person may read: of what is said inside only that of these reports where they read it."""
    open_to = [str(report.pk) for report in reports if can(user, "read_comments", report)]
    of_these = Q(target_type=Report._meta.label_lower, target_id__in=open_to)
    return entries.exclude(INSIDE & ~of_these)


def without_inside(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The lines about anything else, for lists of many countries."""
    return entries.exclude(INSIDE)
