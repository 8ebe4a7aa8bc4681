"""A refusal leaves one line in the log: who was refused what, and why. No names, and no link that opens anything."""

import logging
from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)

LEVELS = {403: logging.WARNING, 404: logging.INFO}
SECRETS = frozenset({"token", "uidb64"})
"""The arguments of routes that open something for whoever knows them."""
LONGEST_SEGMENT, LONGEST_PATH, LONGEST_REASON = 20, 200, 200
HIDDEN = "…"


class RefusalsLogged:
    """Writes the line. Django's own lines for the same, with their tracebacks, are turned off in the settings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        level = LEVELS.get(response.status_code)
        if level and not request.path_info.startswith(settings.STATIC_URL):
            who = getattr(getattr(request, "user", None), "pk", None) or "-"
            why = " ".join((getattr(request, "refused_because", "") or response.reason_phrase).split())
            told = (response.status_code, who, request.method, path_of(request), why[:LONGEST_REASON])
            logger.log(level, "refused %s user=%s %s %s: %s", *told)
        return response


def path_of(request: HttpRequest) -> str:
    """The path without its query, and without what is secret in it.

    Where no route fits, a long segment may be half a secret: it is left out.
    """
    match = request.resolver_match
    secrets = {str(value) for name, value in match.kwargs.items() if name in SECRETS} if match else set()
    shown = [
        HIDDEN if one in secrets or (match is None and len(one) > LONGEST_SEGMENT) else quote(one)
        for one in request.path.split("/")
    ]
    return "/".join(shown)[:LONGEST_PATH]
