"""Writing notices: in the language of who reads them, inside the act that they tell of."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from notices.kinds import KINDS, UnknownKind
from notices.models import Delivery, Notice
from notices.preferences import ways
from notices.sending import send_notice

Address = tuple[str, Sequence[Any]]
"""The name of a route and its arguments; the language is the reader's."""


@transaction.atomic
def tell(kind: str, *, to: Iterable, about: dict[str, Any], address: Address | None = None, by=None) -> list[Notice]:
    """Write a notice of a kind to each of these users, once each. `about` is what the template reads beside `reader`;
    `by` is the person whom an answer to the mail reaches.

    Call it in the transaction of the act; it goes out after the commit, in the way that each reader chose.
    """
    readers = {user.pk: user for user in to}
    chosen = ways(known(kind), readers)
    return [
        write(
            kind,
            email=user.email,
            language=user.language,
            about=about | {"reader": user},
            address=address,
            to=user,
            by=by,
            delivery=chosen[user.pk] if user.email else Delivery.PAGE,
        )
        for user in readers.values()
    ]


def tell_address(
    kind: str, *, email: str, language: str, about: dict[str, Any], address: Address | None = None, by=None
) -> Notice:
    """Write a notice to somebody who has no account yet."""
    return write(kind, email=email, language=language, about=about, address=address, by=by)


@transaction.atomic
def write(
    kind: str,
    *,
    email: str,
    language: str,
    about: dict[str, Any],
    address: Address | None = None,
    to=None,
    by=None,
    delivery: str = Delivery.NOW,
) -> Notice:
    """Keep the notice, and put its mail into the queue: both commit with the act, or neither does."""
    subject, body = worded(kind, language=language, about=about)
    with translation.override(language):
        path = reverse(address[0], args=address[1]) if address else ""
    notice = Notice.objects.create(
        kind=kind,
        to=to,
        by=by,
        email=email,
        language=language,
        subject=subject,
        body=body,
        address=path,
        delivery=delivery,
        due_at=timezone.now() if delivery == Delivery.NOW else None,
    )
    if delivery == Delivery.NOW:
        send_notice.enqueue(notice.pk)
    return notice


def worded(kind: str, *, language: str, about: dict[str, Any]) -> tuple[str, str]:
    """The subject and the text that a notice would have: what a preview shows. `about` holds the `reader`, too."""
    app, _dot, name = known(kind).partition(".")
    with translation.override(language):
        text = render_to_string(f"{app}/notices/{name}.txt", about)
    subject, _line, body = text.strip().partition("\n")
    return " ".join(subject.split())[:200], body.strip()


def known(kind: str) -> str:
    if kind not in KINDS:
        raise UnknownKind(kind)
    return kind
