"""What stands on the page when something is wrong. Nothing that was typed disappears behind an error."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404

from coediting.log import is_trouble
from forum.resume import is_script

LONGEST_KEPT_FIELD = 200_000
OF_THE_PAGE = {"csrfmiddlewaretoken", "page", "writer", "keep", "take", "direction", "outcome", "open", "next"}
"""Fields that nobody typed; those that end in --revision or --shown are a section's own."""


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of a form that could not be taken, without its secrets, so that the page can give them back."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if value and is_typed(name) and len(value) <= LONGEST_KEPT_FIELD
    ]


def is_typed(name: str) -> bool:
    return not ("password" in name or name in OF_THE_PAGE or name.endswith(("--revision", "--shown")))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    request.refused_because = str(exception or "")
    return render(request, "403.html", {"reason": str(exception or ""), "typed": typed(request)}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    request.refused_because = "no such address" if isinstance(exception, Resolver404) else str(exception or "")
    return render(request, "404.html", status=404)


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    """A form of a page that was opened before the site was renewed, sent to an address that takes none any more."""
    return render(request, "405.html", {"typed": typed(request)}, status=405)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """allauth's limits on tries end here."""
    return render(request, "429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without the request's context: whatever broke must not break this page too.

    A database that is away, full or locked for long is 503: the same request may come again. A script shows no page.
    """
    error = sys.exc_info()[1]
    page = "" if is_script(request) else render_to_string("500.html")
    if isinstance(error, Exception) and is_trouble(error):
        return HttpResponse(page, status=503, headers={"Retry-After": "5"})
    return HttpResponse(page, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open while somebody logged in again elsewhere: what was typed is shown, to be sent once more."""
    request.refused_because = reason
    return render(request, "403_csrf.html", {"typed": typed(request)}, status=403)
