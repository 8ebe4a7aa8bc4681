"""The line in which files wait to be read: one at a time of each person, and as many as there are slots.

A file that is handed in stands in its own row and has a task in the queue. The task claims whichever file is next, by
compare-and-set, reads it, and asks for the one after it. A worker that dies leaves a row behind. It waits again when
the queue gives the dead worker's task to another one (notices.keepalive), at the latest when its lease has run out:
the task that sees to it is put into the queue with the claim.
"""

import hashlib
import logging
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.crypto import get_random_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks import TaskContext, task

from files.checks import Refused
from files.models import UNDER_WAY, Upload
from files.process import LIMITS
from files.purposes import PURPOSES

log = logging.getLogger(__name__)
State = Upload.State

SLOTS = max(1, (os.cpu_count() or 1) - 1)
"""How many files the site reads at once: one core stays for the pages."""
MOST_UNDER_WAY = 10
"""Files of one person that may wait."""
LEASE = timedelta(seconds=2 * LIMITS.wall + 60)
"""After so long a reading has been given up by its worker: a Word file that comes back is read in two steps."""
MOST_TRIES = 2
FIRST = 50
"""Priority in the queue: somebody waits at the screen. An export of several reports gives way after each file."""


@transaction.atomic
def hand_in(*, purpose: str, about: dict[str, Any], filename: str, content: File | bytes, back: str, by: Any) -> Upload:
    """Put a file into the line. Raises Refused where the person has many in it already.

    The same file for the same once more, by a double click perhaps, is the one that is there: unless it was refused,
    or what was read in it has had its use.
    """
    get_user_model().objects.select_for_update(no_key=True).get(pk=by.pk)  # one file of a person after the other
    file = ContentFile(content) if isinstance(content, bytes) else content
    sha256 = digest(file)
    same = uploads_of(by, purpose, about).filter(sha256=sha256).exclude(state=State.REFUSED).first()
    if same is not None and (same.is_under_way or PURPOSES[purpose].is_open(same)):
        return same
    if Upload.objects.filter(by=by, state__in=UNDER_WAY).count() >= MOST_UNDER_WAY:
        raise Refused(_(
                "%(number)s of your files are waiting to be read. "
                "Upload this one once they have been read."
            ) % {
            "number": MOST_UNDER_WAY
        })  # fmt: skip
    upload = Upload(
        purpose=purpose,
        about=about,
        filename=filename[:200],
        sha256=sha256,
        back=back,
        by=by,
        language=get_language() or "en",
    )
    upload.file.save(get_random_string(32), file, save=False)
    upload.save()
    read_next.enqueue()
    return upload


def digest(file: File) -> str:
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    return found.hexdigest()


def uploads_of(by: Any, purpose: str, about: dict[str, Any]) -> QuerySet[Upload]:
    """What a person handed in for a purpose about this, newest first; `about` may say less than the files' own."""
    those = {f"about__{name}": value for name, value in about.items()}
    return Upload.objects.filter(by=by, purpose=purpose, **those).defer("result").order_by("-pk")


@task(priority=FIRST, takes_context=True)
def read_next(context: TaskContext) -> None:
    """Read the file that is next, if it may be; then see to the one after it."""
    upload = claim(task=context.task_result.id)
    if upload is None:
        return
    with translation.override(upload.language):
        read(upload)
    if Upload.objects.filter(state=State.WAITING).exists():
        read_next.enqueue()


def claim(now: datetime | None = None, task: str = "") -> Upload | None:
    """Take the file that is next: of a person of whom none is being read, into a slot that is free."""
    now = now or timezone.now()
    give_up_on_the_dead(now, task)
    for upload in waiting():
        taken = set(Upload.objects.filter(state=State.READING).values_list("slot", flat=True))
        for slot in sorted(set(range(SLOTS)) - taken):
            if claimed := take(upload, slot, now, task):
                return claimed
    return None


def waiting() -> Iterator[Upload]:
    """The files that may be next, in order; of a person the first."""
    busy = set(Upload.objects.filter(state=State.READING).values_list("by", flat=True))
    for upload in Upload.objects.filter(state=State.WAITING).order_by("pk"):
        if upload.by_id not in busy:
            busy.add(upload.by_id)
            yield upload


def take(upload: Upload, slot: int, now: datetime, task: str = "") -> Upload | None:
    """Claim this file; None where another worker was quicker with it, with the person or with the slot, and where it
    has been forgotten."""
    try:
        with transaction.atomic():
            here = Upload.objects.filter(pk=upload.pk, state=State.WAITING)
            if not here.update(state=State.READING, slot=slot, started_at=now, tries=upload.tries + 1, task=task):
                return None
            read_next.using(run_after=now + LEASE).enqueue()
    except IntegrityError:
        return None
    return Upload.objects.select_related("by").filter(pk=upload.pk).first()


def give_up_on_the_dead(now: datetime, task: str) -> None:
    """Files whose worker has ended wait once more; what has ended two workers is refused.

    A worker has ended whose lease is out, and one whose task, this one, the queue has given to another worker.
    """
    dead = Q(started_at__lt=now - LEASE) | (Q(task=task) & ~Q(task=""))
    for upload in Upload.objects.filter(dead, state=State.READING).order_by("pk"):
        if upload.tries < MOST_TRIES:
            of(upload).update(state=State.WAITING, slot=None)
            continue
        with translation.override(upload.language):
            refuse(
                upload,
                _("Reading this file was interrupted twice. Save the text in a new document and try that one."),
            )


def of(upload: Upload) -> Any:
    """The row, as long as it is this reading's."""
    return Upload.objects.filter(pk=upload.pk, state=State.READING, started_at=upload.started_at)


def read(upload: Upload) -> None:
    """Read a file that was claimed, and keep what is in it, or why it is refused."""
    purpose = PURPOSES[upload.purpose]
    try:
        with upload.file.open("rb") as stored:
            content = stored.read()
        found = purpose.read(upload, content)
        with transaction.atomic():
            if not of(upload).update(state=State.READ, slot=None, finished_at=timezone.now()):
                return  # it took so long that another worker has begun anew
            address = purpose.keep(upload, content, found)
            Upload.objects.filter(pk=upload.pk).update(next=address)
        throw_away_file(upload)
    except Refused as refused:
        refuse(upload, refused.message)
    except PermissionDenied as denied:
        refuse(upload, str(denied))
    except (OperationalError, InterfaceError):  # a database that is away: the queue gives the task out again
        raise
    except Exception:
        if not of(upload).exists():  # forgotten meanwhile, with its file
            return
        log.exception("%s could not be read for %s", upload.pk, upload.purpose)
        refuse(upload, _("Something is wrong on our side; it has been written down in the log."))


def refuse(upload: Upload, reason: str) -> None:
    if of(upload).update(state=State.REFUSED, slot=None, refusal=reason, finished_at=timezone.now()):
        throw_away_file(upload)


def throw_away_file(upload: Upload) -> None:
    upload.file.storage.delete(upload.file.name)
    Upload.objects.filter(pk=upload.pk).update(file="")
