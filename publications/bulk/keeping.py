"""How long the ZIP files stay: seven days. What was exported remains written down."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from publications.bulk.acts import go_on_with_all
from publications.models import BulkExport

KEPT = timedelta(days=7)


def look_after_exports(day: date) -> None:
    """Once a day: go on with the exports whose worker ended, and delete the files that are not kept any more."""
    go_on_with_all()
    delete_old_files()


def delete_old_files(now: datetime | None = None) -> int:
    """Delete the files of exports that finished more than seven days ago; gives how many."""
    limit = (now or timezone.now()) - KEPT
    old = BulkExport.objects.filter(finished_at__lt=limit).exclude(file="").order_by("pk")
    for job in old:
        job.file.storage.delete(job.file.name)
        BulkExport.objects.filter(pk=job.pk).update(file="")
    return len(old)
