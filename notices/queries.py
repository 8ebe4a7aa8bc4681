"""Reads: what a person was told."""

from django.core.paginator import Page, Paginator

from notices.kinds import DIGEST
from notices.models import Notice, ShownMail

PER_PAGE = 20


def notices_of(user, page: str) -> Page:
    """The person's notices, newest first. A digest only repeats what stands here already."""
    return Paginator(Notice.objects.filter(to=user).exclude(kind=DIGEST), PER_PAGE).get_page(page)


def shown_mails(page: str) -> Page:
    return Paginator(ShownMail.objects.all(), PER_PAGE).get_page(page)
