"""Inviting somebody: the form, a page to check it, and only then the mail. Sending again, and taking back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from forum import invitations
from forum.access import Forbidden, require
from forum.invitations import InvitationGone
from forum.models import Country, Invitation
from forum.people_forms import InvitationForm, show_error
from forum.permissions import RoleContext, can, gives
from forum.queries import place_or_404
from forum.roles import DESCRIPTIONS, NEEDS_SECOND_FACTOR, Role
from forum.vacancy import has_focal_point
from forum.views.people import place_context


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, country: str) -> HttpResponse:
    """?role=… and ?group=… choose beforehand. The button of the check page is named `send`, the way back `back`."""
    place = place_or_404(request.user, country)
    require(can(request.user, "manage", place))
    form = InvitationForm(
        request.POST if request.method == "POST" else None,
        country=place,
        offered=gives(request.user, place, has_focal_point(place)),
        initial={
            "role": request.GET.get("role", ""),
            "working_group": request.GET.get("group", ""),
            "language": place.languages[0] if place else request.user.language,
        },
    )
    status = 200
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        try:
            return checked_or_sent(request, place, form)
        except (ValidationError, Forbidden) as error:
            status = show_error(form, error)
    return render(request, "forum/invite.html", place_context(place) | {"form": form}, status=status)


def checked_or_sent(request: HttpRequest, place: Country | None, form: InvitationForm) -> HttpResponse:
    """The page to check the invitation on; the act itself once it was sent from there."""
    person = {name: form.cleaned_data[name] for name in ("email", "name", "language")}
    if "send" in request.POST:
        sent = invitations.invite(**person, **form.place, country=place, by=request.user)
        messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": sent.email})
        return redirect("forum:people", place_context(place)["code"])
    invitations.check_invitation(email=person["email"], **form.place, country=place, by=request.user)
    role = Role(form.cleaned_data["role"])
    context = place_context(place) | {
        "form": form,
        "offer": Invitation(**person, **form.place, country=place),
        "description": DESCRIPTIONS[role],
        "needs_second_factor": role in NEEDS_SECOND_FACTOR,
        "days": invitations.VALID_FOR.days,
    }
    return render(request, "forum/check_invitation.html", context)


def invitation_or_404(place: Country | None, pk: int) -> Invitation:
    found = Invitation.objects.select_related("country", "working_group", "organisation", "invited_by")
    invitation = found.filter(country=place, pk=pk).first()
    if invitation is None:
        raise Http404
    return invitation


@require_POST
def resend(request: HttpRequest, country: str, invitation: int) -> HttpResponse:
    place = place_or_404(request.user, country)
    found = invitation_or_404(place, invitation)
    try:
        sent = invitations.resend(invitation=found, by=request.user)
    except InvitationGone:
        return gone(request, country)
    said = _("A new link is on its way to %(email)s; the old one no longer works.")
    messages.success(request, said % {"email": sent.email})
    return redirect("forum:people", country)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, country: str, invitation: int) -> HttpResponse:
    place = place_or_404(request.user, country)
    found = invitation_or_404(place, invitation)
    require(can(request.user, "change", place, RoleContext(Role(found.role))))
    if request.method == "POST":
        try:
            invitations.cancel(invitation=found, by=request.user)
        except InvitationGone:
            return gone(request, country)
        messages.success(request, _("The invitation of %(name)s is cancelled.") % {"name": found.name})
        return redirect("forum:people", country)
    if found.accepted_at or found.cancelled_at:
        return gone(request, country)
    return render(request, "forum/cancel_invitation.html", place_context(place) | {"offer": found})


def gone(request: HttpRequest, country: str) -> HttpResponse:
    messages.warning(request, _("This invitation has been accepted or cancelled in the meantime. Nothing was changed."))
    return redirect("forum:people", country)
