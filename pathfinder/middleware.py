"""Closed by default, kept by no cache, compressed, and reading that never writes."""

from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.urls import Resolver404, resolve
from django.utils import timezone

from forum.resume import ask_to_log_in, is_script
from pathfinder.errors import method_not_allowed

SAFE = {"GET", "HEAD", "OPTIONS"}
READS = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "PRAGMA", "BEGIN", "EXPLAIN", "WITH")


class LoginRequired(LoginRequiredMiddleware):
    """Django's middleware, except that a request made by a script is answered 401.

    A redirect to the log-in page would be followed in silence and its page taken for the answer; with 401 the page
    keeps what was typed and asks for the password in place.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Callable) -> HttpResponse:
        if request.htmx or is_script(request):
            return HttpResponse(status=401)
        if request.method == "POST":
            return ask_to_log_in(request)
        return super().handle_no_permission(request, view_func)


class CompressedText(GZipMiddleware):
    """Pages, styles and scripts go out compressed, without a proxy too; a PDF or a font is so already."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        kind = response.get("Content-Type", "").partition(";")[0]
        if kind.startswith("text/") or kind in {"application/json", "application/javascript", "image/svg+xml"}:
            return super().process_response(request, response)
        return response


class PrivateAnswers:
    """What somebody who is logged in gets is kept nowhere: not in a proxy, and not in the browser of a shared computer.

    So is what a form gets back, and what is closed. Static files are answered before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user = getattr(request, "user", None)  # not there where the request was refused before it was asked for
        if request.method not in SAFE or (user and user.is_authenticated) or is_closed(request):
            response.headers["Cache-Control"] = "private, no-store"
        return response


class OneClock:
    """A page about a country tells its time (forum.access.country_or_404); the next one begins with the site's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()


def is_closed(request: HttpRequest) -> bool:
    return request.resolver_match is not None and getattr(request.resolver_match.func, "login_required", True)


class FormsGivenBack:
    """Whoever sends a form to an address that takes none gets a page with what was typed, not an empty answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or request.method != "POST" or request.htmx or is_script(request):
            return response
        page = method_not_allowed(request)
        page.headers["Allow"] = response.headers["Allow"]
        return page


class WriteOnRead(Exception):
    """A page that should only read wrote to the database."""


# Sessions renew themselves and log-in stamps are Django's own; neither is the product's data.
HOUSEKEEPING = ("django_session", "django_content_type")


class ReadOnlyGet:
    """Raises when a GET writes. On in tests and in DEBUG."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE or may_write(request):
            return self.get_response(request)
        with connection.execute_wrapper(refuse_writes):
            return self.get_response(request)


def may_write(request: HttpRequest) -> bool:
    """Whether the view says that the protocol it follows makes it write on GET (forum.middleware.writes_on_get)."""
    try:
        return getattr(resolve(request.path_info).func, "writes_on_get", False)
    except Resolver404:
        return False


def refuse_writes(execute, sql, params, many, context):
    if not sql.lstrip(" (").upper().startswith(READS) and not any(table in sql for table in HOUSEKEEPING):
        raise WriteOnRead(sql)
    return execute(sql, params, many, context)
