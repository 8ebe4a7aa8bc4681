"""That something was done with a subject: every act raises the number that open pages compare.

A subject is the name of anything that pages show, such as "reports.report:17". The number is made of rows that are only
added, each in the transaction of its act: acts on one subject neither wait for each other nor can block each other, in
whatever order they hold the rest. Its value means nothing; another one means that something was done.
"""

from collections.abc import Collection
from datetime import timedelta

from django.db.models import Count, Max
from django.utils import timezone

from coediting import bus
from coediting.models import Change

KEPT = timedelta(days=1)


def changed(*subjects: str) -> None:
    """Raise the number of each, and tell the open pages when the transaction commits."""
    Change.objects.bulk_create([Change(subject=subject) for subject in subjects])
    bus.send([bus.news(subject) for subject in subjects])


def numbers(subjects: Collection[str]) -> dict[str, str]:
    """The change number of each subject. One query, which tells keys that were committed out of order too."""
    rows = Change.objects.filter(subject__in=set(subjects)).order_by().values_list("subject")
    found = {subject: f"{last}.{count}" for subject, last, count in rows.annotate(Max("pk"), Count("pk"))}
    return {subject: found.get(subject, "0") for subject in subjects}


def forget() -> None:
    """Take away the rows that no page needs any more; its numbers become others, and the page asks once in vain."""
    Change.objects.filter(made_at__lt=timezone.now() - KEPT).delete()
