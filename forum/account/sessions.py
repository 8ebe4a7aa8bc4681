"""The sessions that a person has open, in this browser and elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from forum.account.browsers import browser_and_system
from journal.record import record


@dataclass(frozen=True)
class OpenSession:
    began: datetime
    address: str
    browser: str
    system: str
    is_this: bool


def open_sessions(request: HttpRequest) -> list[OpenSession]:
    """This one first, then the newest. Reading only: what has run out is left out here, and removed at a log-in."""
    this = request.session.session_key
    sessions = [
        OpenSession(one.created_at, one.ip, *browser_and_system(one.user_agent), is_this=one.session_key == this)
        for one in alive(request)
    ]
    return sorted(sessions, key=lambda one: (not one.is_this, -one.began.timestamp()))


def alive(request: HttpRequest) -> Iterable[UserSession]:
    """Sessions that would still let somebody in: kept by the server, not run out."""
    known = list(UserSession.objects.filter(user=request.user).order_by("pk"))
    keys = {one.session_key for one in known}
    kept = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    alive_keys = set(kept.values_list("session_key", flat=True).order_by("pk"))
    return [one for one in known if one.session_key in alive_keys]


@transaction.atomic
def end_other_sessions(request: HttpRequest) -> int:
    """Log the person out everywhere but here. Gives how many sessions that were."""
    others = [one for one in alive(request) if one.session_key != request.session.session_key]
    for one in others:
        one.end()
    if others:
        record("account.sessions_ended", by=request.user, target=request.user, count=len(others))
    return len(others)
