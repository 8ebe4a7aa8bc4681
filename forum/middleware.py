"""Who needs a second factor sets it up before anything else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from forum import second_factor
from forum.access import Forbidden
from forum.resume import is_script, keep_sent

OPEN = frozenset(
    "account end_sessions logout password_change password_change_done account_reauthenticate logged_in_again".split()
)
"""Pages around one's own account. Besides them everything that begins with mfa_, and what is open to everyone."""


class SecondFactorRequired:
    """Leads from every other page to the one that explains the second factor and sets it up.

    After the middleware that asks for the log-in. A form that was sent is kept until the set-up is done. A script is
    refused; it asks why (pathfinder.views.session_state), and its page says so in place.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        name = request.resolver_match.view_name
        is_open = name in OPEN or name.startswith("mfa_") or not getattr(view, "login_required", True)
        if is_open or not request.user.is_authenticated or not second_factor.is_missing(request.user):
            return None
        if request.method in {"GET", "HEAD"} and not request.htmx:
            return second_factor.lead_to_set_up(request, request.get_full_path())
        if request.method == "POST" and not request.htmx and not is_script(request):
            keep_sent(request)
            return second_factor.lead_to_set_up(request, reverse("logged_in_again"))
        raise Forbidden(
            _("Your role asks for a second factor. Set one up first, in another window; then send this again.")
        )


def writes_on_get(view: Callable) -> Callable:
    """Marks a view whose GET writes because the protocol it follows asks for it. All others only read."""
    view.writes_on_get = True
    return view
