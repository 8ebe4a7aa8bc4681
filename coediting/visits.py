"""Who has a page open, and where on it they are: the page of anything, by the name of its channel.

Kept in the database, so that every process, with WebSockets or without, says the same. A page says now and then that it
is there, or the process to which it is connected says it for all of its pages; one of which nothing is said is gone.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from coediting import bus
from coediting.identity import shown
from coediting.models import Visit

FADES = timedelta(seconds=75)
"""Pages say every twenty-five seconds that they are there; one in the background may say so only once a minute."""
FORGOTTEN = timedelta(hours=1)
LONGEST_PLACE = 120


def check(at: Any) -> None:
    """ValueError for what is no name of a place."""
    if not isinstance(at, str) or len(at) > LONGEST_PLACE:
        raise ValueError("no place on a page")


def be_here(*, channel: str, page: str, at: str, by: Any) -> None:
    """A page, known by its token, is open at `at` (the name of a place on it, "" for none)."""
    now = timezone.now()
    rows = Visit.objects.filter(channel=channel, page=page, user=by)
    if not rows.update(at=at, seen_at=now):
        Visit.objects.filter(seen_at__lt=now - FORGOTTEN).delete()
        try:
            with transaction.atomic():
                Visit.objects.create(channel=channel, page=page, user=by, at=at, seen_at=now)
        except IntegrityError:  # it said so twice in the same instant
            rows.update(at=at, seen_at=now)
    bus.send([bus.news(channel)])


def stay(pages: Collection[str]) -> None:
    """The pages with these tokens are still open, wherever they are. One query."""
    Visit.objects.filter(page__in=pages).update(seen_at=timezone.now())


def leave(*, channel: str, page: str, by: Any) -> None:
    """The page is closed."""
    Visit.objects.filter(channel=channel, page=page, user=by).delete()
    bus.send([bus.news(channel)])


def leave_page(channel: str, page: str) -> None:
    """The same, by the token of a connection alone."""
    Visit.objects.filter(channel=channel, page=page).delete()
    bus.send([bus.news(channel)])


def here(channels: Collection[str]) -> dict[str, list[Visit]]:
    """Everybody who is in each of these channels. One query."""
    since = timezone.now() - FADES
    visits = Visit.objects.filter(channel__in=set(channels), seen_at__gte=since, user__is_active=True)
    found: dict[str, list[Visit]] = {channel: [] for channel in channels}
    for visit in visits.select_related("user").order_by("user", "pk"):
        found[visit.channel].append(visit)
    return found


def but(reader: Any, visits: list[Visit]) -> list[dict[str, Any]]:
    """The others among them, each once, with the places where they are."""
    found: dict[int, dict[str, Any]] = {}
    for visit in visits:
        if visit.user_id == reader.pk:
            continue
        person = found.setdefault(visit.user_id, {**shown(visit.user), "at": []})
        if visit.at and visit.at not in person["at"]:
            person["at"].append(visit.at)
    return list(found.values())


def others(channel: str, reader: Any) -> list[dict[str, Any]]:
    """Everybody else who is in a channel. One query."""
    return but(reader, here([channel])[channel])
