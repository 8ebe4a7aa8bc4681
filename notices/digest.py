"""The daily digest: what was kept for it, in one mail a person, which is a notice itself and is sent as one."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import override

from notices.kinds import DIGEST, KINDS
from notices.mail import absolute
from notices.models import Delivery, Notice
from notices.preferences import ways
from notices.writing import write

Lister = Callable[[Any], list[tuple[str, str]]]
LISTERS: list[Lister] = []
"""What a person has to do, in the language that is active: each thing in words, with its address."""


def register(lister: Lister) -> None:
    """Let the digest begin with what its reader has to do."""
    LISTERS.append(lister)


def send_digests(day: date) -> None:
    """Write everybody's digest. The day is the daily registry's; what waits goes out, whatever its age."""
    waiting = Notice.objects.filter(delivery=Delivery.DIGEST, digest=None).values("to")
    for user in get_user_model().objects.filter(pk__in=waiting).order_by("pk"):
        write_digest(user)


@transaction.atomic
def write_digest(user) -> Notice | None:
    """Gather what waits for this reader. What they turned down since then stays on the page alone."""
    waiting = waiting_for(user)
    unwanted = {kind for kind in {one.kind for one in waiting} if ways(kind, [user.pk])[user.pk] == Delivery.PAGE}
    if not user.is_active or not user.email:
        unwanted = {one.kind for one in waiting}
    Notice.objects.filter(pk__in=[one.pk for one in waiting if one.kind in unwanted], digest=None).update(
        delivery=Delivery.PAGE
    )
    gathered = [one for one in waiting if one.kind not in unwanted]
    if not gathered:
        return None
    with override(user.language):
        about = {"number": len(gathered), "groups": groups(gathered), "tasks": tasks_of(user)}
    digest = write(DIGEST, email=user.email, language=user.language, about=about, address=("notices:list", []), to=user)
    taken = Notice.objects.filter(pk__in=[one.pk for one in gathered], digest=None).update(digest=digest)
    if taken != len(gathered):
        raise GatheredMeanwhile(user.pk)
    return digest


def waiting_for(user) -> list[Notice]:
    return list(Notice.objects.filter(to=user, delivery=Delivery.DIGEST, digest=None).order_by("written_at", "pk"))


def tasks_of(user) -> list[tuple[str, str]]:
    return [(words, absolute(address)) for lister in LISTERS for words, address in lister(user)]


class GatheredMeanwhile(Exception):
    """Another process gathered the same notices; what this one wrote is undone."""


def groups(notices: list[Notice]) -> list[tuple[str, list[tuple[str, str]]]]:
    """By kind, in the order in which the kinds were registered; in each the oldest first."""
    by_kind: dict[str, list[tuple[str, str]]] = {kind: [] for kind in KINDS}
    for one in notices:
        by_kind.setdefault(one.kind, []).append((one.subject, absolute(one.address) if one.address else ""))
    return [(label(kind), lines) for kind, lines in by_kind.items() if lines]


def label(kind: str) -> Any:
    return str(KINDS[kind].label) if kind in KINDS else kind
