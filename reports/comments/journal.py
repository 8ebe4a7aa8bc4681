"""Who reads the journal's lines about comments: whoever reads the comments themselves.

Every list of the journal's lines about reports goes through here.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from forum.models import User
from journal.models import Entry
from reports.models import Report
from reports.permissions import can

OF_COMMENTS = Q(action__startswith="comments.")


def told_to(user: User, entries: QuerySet[Entry], reports: Iterable[Report]) -> QuerySet[Entry]:
    """The lines that the person may read: of comments only those on these reports whose comments they read."""
    open_to = [str(report.pk) for report in reports if can(user, "read_comments", report)]
    of_these = Q(target_type=Report._meta.label_lower, target_id__in=open_to)
    return entries.exclude(OF_COMMENTS & ~of_these)


def without_comments(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The lines about anything else, for lists of many countries."""
    return entries.exclude(OF_COMMENTS)
