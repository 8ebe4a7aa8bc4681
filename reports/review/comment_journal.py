"""Who reads the journal's lines about comments, proposals, files, messages and notes: whoever reads these themselves.

Every list of the journal's lines about reports goes through here.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from forum.models import User
from journal.models import Entry
from reports.models import Report
from reports.rights.permissions import can

KINDS = {
    "read_comments": ("comments", "proposal", "word", "file"),
    "read_messages": ("message",),
    "read_notes": ("note",),
}
"""Which lines only those read who may do this: what a country says among its own people, what the secretariat and the
country write to each other, what the secretariat notes."""


def lines_of(kinds: Iterable[str]) -> Q:
    return Q(*(("action__startswith", f"{kind}.") for kind in kinds), _connector=Q.OR)


def readable_by(user: User, entries: QuerySet[Entry], reports: Iterable[Report]) -> QuerySet[Entry]:
    """The lines that the person may read: of these kinds only those of these reports where they read it."""
    reports = list(reports)
    for act, kinds in KINDS.items():
        open_to = [str(report.pk) for report in reports if can(user, act, report)]
        of_these = Q(target_type=Report._meta.label_lower, target_id__in=open_to)
        entries = entries.exclude(lines_of(kinds) & ~of_these)
    return entries


def without_inside(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The lines about anything else, for lists of many countries."""
    return entries.exclude(lines_of(kind for kinds in KINDS.values() for kind in kinds))
