"""The second factor of a log-in: who needs one, who has one, and whether it was used a moment ago.

Codes, passkeys and recovery codes are allauth's (forum/account/); the rest of the product asks here and nowhere else.
"""

import time
from datetime import datetime, timedelta

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.stagekit import get_pending_stage
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from forum import demonstration
from forum.access import has_role
from forum.models import User
from forum.roles import NEEDS_SECOND_FACTOR

TYPES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What is a second factor by itself. Recovery codes stand in for one that is lost; alone they are none."""

GO_ON = "second_factor_go_on"
"""In the session: the page that somebody wanted when they were led to setting up a second factor."""


def is_set_up(user: User) -> bool:
    """Whether the person has a second factor. For the reader of a page it is known already: no query."""
    known = getattr(user, "has_second_factor", None)
    return Authenticator.objects.filter(user=user, type__in=TYPES).exists() if known is None else known


def is_needed(user: User) -> bool:
    """Whether a role of the person asks for one; never for the shared log-ins of a demonstration."""
    known = getattr(user, "role_needs_second_factor", None)
    needed = has_role(user, NEEDS_SECOND_FACTOR) if known is None else known
    return needed and not demonstration.is_shared(user)


def is_missing(user: User) -> bool:
    return is_needed(user) and not is_set_up(user)


def may_remove(authenticator: Authenticator) -> bool:
    """Who needs a second factor keeps one: the last is replaced, not taken away. Shared ones stay as they are."""
    if authenticator.type not in TYPES or demonstration.is_shared(authenticator.user):
        return False
    others = Authenticator.objects.filter(user=authenticator.user, type__in=TYPES).exclude(pk=authenticator.pk)
    return not is_needed(authenticator.user) or others.exists()


def half_minute() -> datetime:
    """When the code that a telephone shows now began to be shown."""
    now = timezone.now()
    return now - timedelta(seconds=now.timestamp() % app_settings.TOTP_PERIOD)


def use_up(codes: Authenticator, shown_since: datetime) -> bool:
    """Note that the code shown since then was used; False where one was already, at the set-up too.

    One statement, in the database: of two requests at the same moment one gets it, whichever processes they are in.
    """
    unused = Authenticator.objects.filter(Q(last_used_at=None) | Q(last_used_at__lt=shown_since), pk=codes.pk)
    return unused.update(last_used_at=timezone.now()) == 1


def confirmed_recently(request: HttpRequest, seconds: int = 300) -> str | None:
    """How the person showed a second factor in this session within that time: "totp", "webauthn", "recovery_codes".

    A log-in with the second factor counts, and so does having been asked again; None when it is longer ago.
    """
    if not request.user.is_authenticated:
        return None
    now = time.time()
    for record in reversed(get_authentication_records(request, request.user)):
        if record["method"] == "mfa" and 0 <= now - record["at"] <= seconds:
            return record["type"]
    return None


def ask(request: HttpRequest, next: str) -> HttpResponse:
    """Lead to the page that asks for the second factor, and from there to `next`, a path of this site.

    Who has none yet is led to setting one up first, and finds the way to `next` there.
    """
    path = next if url_has_allowed_host_and_scheme(next, allowed_hosts=None) else reverse("home")
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True).order_by("pk"))
    if not kinds.intersection(TYPES):
        return lead_to_set_up(request, path)
    page = "mfa_reauthenticate" if Authenticator.Type.TOTP in kinds else "mfa_reauthenticate_webauthn"
    query = QueryDict(mutable=True)
    query["next"] = path
    return redirect(f"{reverse(page)}?{query.urlencode()}")


def is_awaited(request: HttpRequest) -> bool:
    """Whether somebody gave the right password in this browser and has yet to show the second factor."""
    return isinstance(get_pending_stage(request), AuthenticateStage)


def lead_to_set_up(request: HttpRequest, path: str) -> HttpResponse:
    request.session[GO_ON] = path
    return redirect("mfa_index")
