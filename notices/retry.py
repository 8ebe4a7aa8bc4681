"""Mails that were given up: which they are, and trying them again from the first attempt on."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from notices.models import Delivery, Notice
from notices.sending import send_notice


def given_up() -> QuerySet[Notice]:
    """What was to be sent and will not be any more: every try failed, or the address was refused."""
    failed = Notice.objects.filter(delivery=Delivery.NOW, due_at=None, sent_at=None).exclude(last_error="")
    return failed.select_related("to").order_by("-written_at", "-pk")


@transaction.atomic
def try_again(keys: Iterable[int]) -> list[int]:
    """Put these mails back into the queue; gives those that had been given up. The error stays until it is sent."""
    again = []
    for key in sorted(set(keys)):
        if given_up().filter(pk=key).order_by().update(due_at=timezone.now(), attempts=0):
            send_notice.enqueue(key)
            again.append(key)
    return again
