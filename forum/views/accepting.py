"""The page behind the link of an invitation. Open to whoever has the link; it is never kept by a cache.

The page's address holds the token. `strict-origin` keeps it out of the Referer of whatever the page asks for;
`no-referrer` would do so too, but takes the Origin away, without which the form is refused.
"""

from django.contrib.auth import authenticate, login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from forum.accepting import accept, is_for, join
from forum.access import Forbidden
from forum.invitations import InvitationGone, find, handover_of
from forum.models import Invitation, User
from forum.people_forms import JoinForm, show_error
from forum.roles import DESCRIPTIONS, NEEDS_SECOND_FACTOR, Role


@login_not_required
@sensitive_post_parameters("password", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    response = answer(request, token)
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def answer(request: HttpRequest, token: str) -> HttpResponse:
    found = find(token)
    if found is None or state_of(found) != "open":
        return no_longer(request, found)
    try:
        if request.user.is_authenticated:
            return for_somebody(request, found)
        if User.objects.filter(email__iexact=found.email).exists():
            return page(request, found, "log_in")
        return for_somebody_new(request, found)
    except InvitationGone:
        return no_longer(request, find(token))


def state_of(found: Invitation) -> str:
    if found.accepted_at:
        return "accepted"
    if found.cancelled_at:
        return "cancelled"
    return "expired" if found.has_expired else "open"


def no_longer(request: HttpRequest, found: Invitation | None) -> HttpResponse:
    """410 for a link that worked once, 404 for one that we do not know; both say how to get a new one."""
    state = state_of(found) if found else "unknown"
    context = {"state": state, "offer": found, "is_yours": found is not None and found.accepted_by == request.user}
    return render(request, "forum/invitation_gone.html", context, status=410 if found else 404)


def for_somebody(request: HttpRequest, found: Invitation) -> HttpResponse:
    """One button for the person who was invited; for anybody else a way to log out."""
    if not is_for(found, request.user):
        return page(request, found, "somebody_else")
    if request.method != "POST":
        return page(request, found, "accept")
    try:
        accept(invitation=found, by=request.user)
    except (ValidationError, Forbidden) as error:
        reason = str(error) if isinstance(error, Forbidden) else " ".join(error.messages)
        return page(request, found, "accept", problems=[{"message": reason}])
    return redirect(home_of(request.user))


def for_somebody_new(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = JoinForm(
        request.POST if request.method == "POST" else None,
        email=found.email,
        initial={"name": found.name, "language": translation.get_language()},
    )
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in ("name", "language", "password")}
        try:
            user = join(invitation=found, **fields)
        except ValidationError as error:
            show_error(form, error)
        else:
            known = authenticate(request, username=user.email, email=user.email, password=fields["password"])
            if known is None:  # this site lets people in some other way
                return redirect("login")
            login(request, known)
            return redirect(home_of(known))
    return page(request, found, "join", form=form)


def home_of(user: User) -> str:
    with translation.override(user.language):
        return reverse("home")


def page(request: HttpRequest, found: Invitation, act: str, *, form: JoinForm | None = None, problems=()):
    role = Role(found.role)
    context = {
        "offer": found,
        "act": act,
        "form": form,
        "problems": list(problems),
        "handover": handover_of(found),
        "description": DESCRIPTIONS[role],
        "needs_second_factor": role in NEEDS_SECOND_FACTOR,
        "inviter": str(found.invited_by or _("The Alliance secretariat")),
    }
    return render(request, "forum/invitation.html", context)
