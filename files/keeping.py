"""How long files that were handed in are kept: what was read is with the app that it was handed in for."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from files.models import Upload

KEPT = timedelta(days=7)


def tidy(day: date) -> int:
    """Once a day: forget what was handed in more than seven days ago, read or not; gives how many."""
    return delete(Upload.objects.filter(sent_at__lt=timezone.now() - KEPT))


def forget_files_of(user: Any) -> int:
    """Of a person who is erased nothing stays."""
    return delete(Upload.objects.filter(by=user))


def delete(uploads: Any) -> int:
    gone = list(uploads.order_by("pk").only("pk", "file"))
    Upload.objects.filter(pk__in=[upload.pk for upload in gone]).delete()
    for upload in gone:
        if upload.file:
            upload.file.storage.delete(upload.file.name)
    return len(gone)
