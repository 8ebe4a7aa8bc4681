"""Who has a page open, and where on it they are: the page of anything, by the name of its channel.

Kept in the database, so that every process, with WebSockets or without, says the same. A page says now and then that it
is there; one that says nothing any more is gone.
"""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from coediting.identity import shown
from coediting.models import Visit

FADES = timedelta(seconds=75)
"""Pages say every twenty-five seconds that they are there; one in the background may say so only once a minute."""
FORGOTTEN = timedelta(hours=1)


def be_here(*, channel: str, page: str, at: str, by: Any) -> None:
    """A page, known by its token, is open at `at` (the name of a place on it, "" for none)."""
    now = timezone.now()
    rows = Visit.objects.filter(channel=channel, page=page, user=by)
    if rows.update(at=at, seen_at=now):
        return
    Visit.objects.filter(seen_at__lt=now - FORGOTTEN).delete()
    try:
        with transaction.atomic():
            Visit.objects.create(channel=channel, page=page, user=by, at=at, seen_at=now)
    except IntegrityError:  # it said so twice in the same instant
        rows.update(at=at, seen_at=now)


def leave(*, channel: str, page: str, by: Any) -> None:
    """The page is closed."""
    Visit.objects.filter(channel=channel, page=page, user=by).delete()


def others(channel: str, reader: Any) -> list[dict[str, Any]]:
    """Everybody else who is here, each once, with the places where they are. One query."""
    visits = Visit.objects.filter(channel=channel, seen_at__gte=timezone.now() - FADES, user__is_active=True)
    found: dict[int, dict[str, Any]] = {}
    for visit in visits.exclude(user=reader).select_related("user").order_by("user", "pk"):
        person = found.setdefault(visit.user_id, {**shown(visit.user), "at": []})
        if visit.at and visit.at not in person["at"]:
            person["at"].append(visit.at)
    return list(found.values())
