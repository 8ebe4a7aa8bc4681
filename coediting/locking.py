"""Telling the rooms (coediting.rooms) that something changed around a text: who may, and whether anybody may."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from coediting import bus
from coediting.models import Document


def rights_changed(documents: Iterable[UUID]) -> None:
    """Ask anew, for all open pages of these documents, as soon as the transaction commits."""
    bus.send(bus.rights(set(documents)))


def lock(documents: Iterable[UUID]) -> None:
    """Close texts, in the transaction of the act that closes them.

    When this returns, everything acknowledged is in what `rendering.current` gives in the same transaction, and nothing
    more will be: who writes at the same moment waits for the transaction, and is refused.
    """
    _set(documents, locked=True)


def unlock(documents: Iterable[UUID]) -> None:
    _set(documents, locked=False)


def _set(documents: Iterable[UUID], *, locked: bool) -> None:
    keys = set(documents)
    with transaction.atomic():
        # Held in the order in which the writers take them, so that nobody waits for each other.
        list(Document.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
        Document.objects.filter(pk__in=keys).update(locked=locked)
        rights_changed(keys)
