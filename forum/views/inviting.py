"""Inviting somebody: the form, a page to check it, and only then the mail. Sending again, and taking back."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
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
    """?role=… and ?group=… choose beforehand. POST comes back from the page to check, with what was typed."""
    place = managed_place(request, country)
    return form_page(request, place, form_of(request, place))


@never_cache
@require_POST
def check(request: HttpRequest, country: str) -> HttpResponse:
    """The page to check the invitation on; nothing is sent yet."""
    return answer_to(request, country, checked)


@never_cache
@require_POST
def send(request: HttpRequest, country: str) -> HttpResponse:
    return answer_to(request, country, sent)


def managed_place(request: HttpRequest, country: str) -> Country | None:
    place = place_or_404(request.user, country)
    require(can(request.user, "manage", place))
    return place


def form_of(request: HttpRequest, place: Country | None) -> InvitationForm:
    return InvitationForm(
        request.POST if request.method == "POST" else None,
        country=place,
        offered=gives(request.user, place, has_focal_point(place)),
        initial={
            "role": request.GET.get("role", ""),
            "working_group": request.GET.get("group", ""),
            "language": place.languages[0] if place else request.user.language,
        },
    )


def answer_to(
    request: HttpRequest,
    country: str,
    act: Callable[[HttpRequest, Country | None, InvitationForm], HttpResponse],
) -> HttpResponse:
    """What a valid form leads to; otherwise the form again, with what is wrong."""
    place = managed_place(request, country)
    form = form_of(request, place)
    status = 200
    if form.is_valid():
        try:
            return act(request, place, form)
        except (ValidationError, Forbidden) as error:
            status = show_error(form, error)
    return form_page(request, place, form, status)


def form_page(request: HttpRequest, place: Country | None, form: InvitationForm, status: int = 200) -> HttpResponse:
    return render(request, "forum/invite.html", context_of(request, place) | {"form": form}, status=status)


def context_of(request: HttpRequest, place: Country | None) -> dict[str, object]:
    context = place_context(place)
    if request.method == "POST":
        context["page_address"] = reverse("forum:invite", args=[context["code"]])
    return context


def person_in(form: InvitationForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("email", "name", "language")}


def sent(request: HttpRequest, place: Country | None, form: InvitationForm) -> HttpResponse:
    made = invitations.invite(**person_in(form), **form.place, country=place, by=request.user)
    messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": made.email})
    return redirect("forum:people", place_context(place)["code"])


def checked(request: HttpRequest, place: Country | None, form: InvitationForm) -> HttpResponse:
    person = person_in(form)
    invitations.check_invitation(email=person["email"], **form.place, country=place, by=request.user)
    role = Role(form.cleaned_data["role"])
    context = context_of(request, place) | {
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
