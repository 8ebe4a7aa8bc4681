"""Writing notices: in the language of who reads them, inside the act that they tell of."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from notices.kinds import KINDS, UnknownKind
from notices.models import Notice

Address = tuple[str, Sequence[Any]]
"""The name of a route and its arguments; the language is the reader's."""


def tell(kind: str, *, to: Iterable, about: dict[str, Any], address: Address | None = None) -> list[Notice]:
    """Write a notice of a kind to each of these users, once each. `about` is what the template reads beside `reader`.

    Call it in the transaction of the act; it goes out after the commit.
    """
    readers = {user.pk: user for user in to}
    return [
        write(kind, email=user.email, language=user.language, about=about | {"reader": user}, address=address, to=user)
        for user in readers.values()
    ]


def tell_address(
    kind: str, *, email: str, language: str, about: dict[str, Any], address: Address | None = None
) -> Notice:
    """Write a notice to somebody who has no account yet."""
    return write(kind, email=email, language=language, about=about, address=address)


def write(kind: str, *, email: str, language: str, about: dict[str, Any], address: Address | None, to=None) -> Notice:
    if kind not in KINDS:
        raise UnknownKind(kind)
    app, _dot, name = kind.partition(".")
    with translation.override(language):
        text = render_to_string(f"{app}/notices/{name}.txt", about)
        path = reverse(address[0], args=address[1]) if address else ""
    subject, _line, body = text.strip().partition("\n")
    return Notice.objects.create(
        kind=kind, to=to, email=email, language=language, subject=subject.strip()[:200], body=body.strip(), address=path
    )
