"""Addresses that belong to the whole site."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forum import second_factor


@login_not_required
@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def to_language(request: HttpRequest) -> HttpResponse:
    """From the bare address to the home page in the reader's language."""
    if request.user.is_authenticated:
        return redirect(f"/{request.user.language}/")
    return redirect(f"/{get_language()}/")


@login_not_required
@require_safe
@never_cache
def session_state(request: HttpRequest) -> JsonResponse:
    """Who is logged in or half-way in, and a fresh token for the forms of a page that has been open for long.

    Who must set up a second factor first gets in nowhere, and so counts as half-way in.
    """
    user = request.user
    must_set_up = user.is_authenticated and second_factor.is_missing(user)
    state = {
        "user": user.pk if user.is_authenticated and not must_set_up else None,
        "token": get_token(request),
        "second_step": second_factor.is_awaited(request),
        "set_up": must_set_up,
    }
    return JsonResponse(state)
