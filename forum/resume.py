"""Going on after the session has ended: a form that was sent too late is kept, and sent again after the log-in; a
script is told, and goes on by itself.
"""

from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from forum.account.provider import way
from forum.forms import LogInForm

PATH, BODY = "resume_path", "resume_body"
KEPT = "kept_form"
LEFT_OUT = {"csrfmiddlewaretoken", PATH, BODY}


def is_script(request: HttpRequest) -> bool:
    """Whether a script of the page asks: it is answered in JSON or by a status, for it shows no page."""
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def sent(request: HttpRequest) -> dict[str, str]:
    """The form that could not be taken, as it is kept."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name not in LEFT_OUT]
    return {PATH: request.get_full_path(), BODY: urlencode(fields)}


def ask_to_log_in(request: HttpRequest) -> HttpResponse:
    """The log-in page, with the form that could not be taken kept in it."""
    context = {
        "form": LogInForm(request),
        "next": request.get_full_path(),
        "single_sign_on": way(),
    } | sent(request)
    return render(request, "registration/login.html", context, status=401)


def kept(request: HttpRequest) -> dict[str, str]:
    """The kept form of a log-in that failed: it stays in the page for the next try."""
    return {name: request.POST[name] for name in (PATH, BODY) if name in request.POST}


def keep(request: HttpRequest) -> None:
    """Keep the form in the session while the log-in goes on elsewhere: at its second step, or with another service."""
    form = kept(request)
    if form.get(PATH):
        request.session[KEPT] = form


def keep_sent(request: HttpRequest) -> None:
    """Keep the form that was just sent in the session, until `resumed` gives it back."""
    request.session[KEPT] = sent(request)


def resumed(request: HttpRequest) -> HttpResponse | None:
    """After the log-in: the kept form as a page with one button, or None where nothing was kept."""
    form = request.session.pop(KEPT, None) or kept(request)
    path, body = form.get(PATH, ""), form.get(BODY, "")
    if not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return None
    fields = parse_qsl(body, keep_blank_values=True)
    return render(request, "registration/resume.html", {"action": path, "fields": fields})
