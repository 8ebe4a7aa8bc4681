"""The page of one's own account, and the sessions that are open."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forum import demonstration, second_factor
from forum.account.forms import ProfileForm
from forum.account.sessions import end_other_sessions, open_sessions
from forum.models import User
from forum.profile import change_profile
from forum.resume import resumed


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    person = User.objects.get(pk=request.user.pk)  # a form changes what it is given, and the menu shows the reader
    form = ProfileForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        change_profile(user=person, by=request.user, **form.cleaned_data)
        with translation.override(person.language):
            messages.success(request, _("Your account is saved."))
        return redirect(translate_url(reverse("account"), person.language))
    context = {
        "form": form,
        "sessions": open_sessions(request),
        "has_password": request.user.has_usable_password(),
        "is_set_up": second_factor.is_set_up(request.user),
        "is_needed": second_factor.is_needed(request.user),
        "is_shared": demonstration.is_shared(request.user),
    }
    return render(request, "account/account.html", context)


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    ended = end_other_sessions(request)
    text = ngettext("%(count)d other session is ended.", "%(count)d other sessions are ended.", ended)
    messages.success(request, text % {"count": ended} if ended else _("No other session was open."))
    return redirect("account")


@require_safe
@login_not_required
def logged_in_again(request: HttpRequest) -> HttpResponse:
    """Where the log-in of another window ends, when a page waits for it with text that is not saved yet; and the set-up
    of a second factor, with the form that was sent before it."""
    is_in = request.user.is_authenticated and not second_factor.is_missing(request.user)
    return (is_in and resumed(request)) or render(request, "account/logged_in_again.html")
