"""Sending a notice's mail: once, however many workers try; again later, when the mail server is away.

A try begins by moving `due_at` into the future in one UPDATE: who changed the row may send, for as long as the lease
lasts. A worker that dies in between leaves a notice that is due again, and `manage.py send_notices` takes it up.
Between the mail server's yes and our own note of it no database can help: the second mail has the same Message-ID then.
"""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

from django.db.models import F, QuerySet
from django.utils import timezone
from django_tasks import task

from notices.mail import message_for, site_url
from notices.models import Notice

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
"""Longer than any try takes: EMAIL_TIMEOUT is 30 seconds."""

BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60)]
"""How long to wait after the first try that failed, the second …; after the last one it is given up."""

MOST_ATTEMPTS = len(BACK_OFF) + 1


@task(priority=10)
def send_notice(notice: int) -> bool:
    """Send the mail of a notice, if it is due. Gives whether it was sent now."""
    return send(notice)


def send(pk: int) -> bool:
    site_url()  # where it is not set nothing can be sent, and no attempt is used up
    if not claim(pk):
        return False
    notice = Notice.objects.select_related("to", "by").get(pk=pk)
    if notice.to is not None and not notice.to.is_active:
        give_up(notice, "the account is closed")
        return False
    try:
        message_for(notice).send()
    except SMTPRecipientsRefused as refused:
        codes = [code for code, _words in refused.recipients.values()]
        if all(code >= 500 for code in codes):
            give_up(notice, reason_of(refused))  # there is no such address, and there will be none in an hour
        else:
            put_off(notice, reason_of(refused))
        return False
    except ValueError as error:
        give_up(notice, reason_of(error))  # an address that no mail can carry
        return False
    except (SMTPException, OSError) as error:
        put_off(notice, reason_of(error))
        return False
    Notice.objects.filter(pk=pk, sent_at=None).update(sent_at=timezone.now(), due_at=None, last_error="")
    return True


def claim(pk: int) -> bool:
    now = timezone.now()
    mine = Notice.objects.filter(pk=pk, due_at__lte=now, attempts__lt=MOST_ATTEMPTS)
    return mine.update(due_at=now + LEASE, attempts=F("attempts") + 1) == 1


def put_off(notice: Notice, error: str) -> None:
    """Try again later, or give up after the last try."""
    if notice.attempts >= MOST_ATTEMPTS:
        give_up(notice, error)
        return
    due_at = timezone.now() + BACK_OFF[notice.attempts - 1]
    Notice.objects.filter(pk=notice.pk, sent_at=None).update(due_at=due_at, last_error=error)
    send_notice.using(run_after=due_at).enqueue(notice.pk)


def give_up(notice: Notice, error: str) -> None:
    logger.warning("notice %s is not sent: %s", notice.pk, error)
    Notice.objects.filter(pk=notice.pk, sent_at=None).update(due_at=None, last_error=error)


def reason_of(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]


# ---- what no task of the queue will send any more


def left_behind(before: datetime) -> QuerySet[Notice]:
    """What should have been sent by then: a worker died over it, or its task was lost."""
    return Notice.objects.filter(due_at__lte=before).order_by("due_at", "pk")


def send_left_behind(*, waited: timedelta) -> tuple[int, int]:
    """Send what has been due for as long, here and now. Gives how many were sent, and how many remain."""
    late = left_behind(timezone.now() - waited)
    late.filter(attempts__gte=MOST_ATTEMPTS).update(due_at=None, last_error="every try was cut short")
    sent = sum(send(pk) for pk in list(late.values_list("pk", flat=True)))
    return sent, left_behind(timezone.now() - waited).count()
