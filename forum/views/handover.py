"""The focal point hands over: what passes over, the successor, a page to check it, the act."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from forum import handing_over
from forum.access import Forbidden
from forum.models import Country, Membership
from forum.people_forms import HandoverForm, show_error, today
from forum.permissions import can
from forum.queries import memberships_in, open_invitations, place_or_404
from forum.responsibilities import responsibilities_of
from forum.roles import Role
from forum.views.people import may_be_handed_over, place_context


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: HttpRequest, country: str) -> HttpResponse:
    """Choose the successor. POST comes back from the page to check, with what was typed."""
    place, outgoing = place_and_outgoing(request, country)
    return form_page(request, place, outgoing, form_of(request, place, outgoing))


@never_cache
@require_POST
def check(request: HttpRequest, country: str) -> HttpResponse:
    """The page to check the handover on; nothing is changed yet."""
    return answer_to(request, country, checked)


@never_cache
@require_POST
def hand_over(request: HttpRequest, country: str) -> HttpResponse:
    """To somebody who is known; to somebody who is not, it is offered by an invitation."""
    return answer_to(request, country, done)


def place_and_outgoing(request: HttpRequest, country: str) -> tuple[Country, list[Membership]]:
    place = place_or_404(request.user, country)
    if place is None:
        raise Http404
    outgoing = may_be_handed_over(request, place)
    if not outgoing:
        raise Forbidden(reason(request, place))
    return place, outgoing


def form_of(request: HttpRequest, place: Country, outgoing: list[Membership]) -> HandoverForm:
    return HandoverForm(
        request.POST if request.method == "POST" else None,
        country=place,
        outgoing=outgoing,
        is_own=all(held.user_id == request.user.pk for held in outgoing),
        initial={"day": today(), "language": place.languages[0], "outgoing": str(outgoing[0].pk)},
    )


def answer_to(
    request: HttpRequest,
    country: str,
    act: Callable[[HttpRequest, Country, Membership, HandoverForm], HttpResponse],
) -> HttpResponse:
    """What a valid form leads to; otherwise the form again, with what is wrong."""
    place, outgoing = place_and_outgoing(request, country)
    form = form_of(request, place, outgoing)
    status = 200
    if form.is_valid():
        held = next(held for held in outgoing if str(held.pk) == form.cleaned_data["outgoing"])
        try:
            return act(request, place, held, form)
        except (ValidationError, Forbidden) as error:
            status = show_error(form, error)
    return form_page(request, place, outgoing, form, status)


def form_page(
    request: HttpRequest, place: Country, outgoing: list[Membership], form: HandoverForm, status: int = 200
) -> HttpResponse:
    context = context_of(request, place) | {
        "form": form,
        "is_own": all(held.user_id == request.user.pk for held in outgoing),
        "waiting": handing_over.waiting_in(outgoing[0]),
        "passes_over": passes_over(place, outgoing),
    }
    return render(request, "forum/handover.html", context, status=status)


def context_of(request: HttpRequest, place: Country) -> dict[str, object]:
    context = place_context(place)
    if request.method == "POST":
        context["page_address"] = reverse("forum:handover", args=[place.code])
    return context


def reason(request: HttpRequest, place: Country) -> str:
    verdict = can(request.user, "hand_over", place)
    return verdict.reason or _("This country has no focal point who could hand over. Invite one instead.")


def passes_over(place: Country, outgoing: list[Membership]) -> dict[str, list]:
    """What the successor takes over, in three lists: things of the apps above, accesses, open invitations."""
    person = outgoing[0].user if len(outgoing) == 1 else None
    leaving = {held.pk for held in outgoing}
    accesses = [held for held in memberships_in(place) if not held.is_over and held.pk not in leaving]
    return {
        "responsibilities": responsibilities_of(place, person),
        "signatories": [held for held in accesses if held.role == Role.SIGNATORY],
        "accesses": [held for held in accesses if held.role != Role.SIGNATORY],
        "invitations": open_invitations(place),
    }


def act_in(form: HandoverForm) -> dict[str, Any]:
    cleaned = form.cleaned_data
    return {"day": cleaned["day"], "stays_as": cleaned["stays_as"], "reason": cleaned.get("reason", "")}


def checked(request: HttpRequest, place: Country, held: Membership, form: HandoverForm) -> HttpResponse:
    act, successor = act_in(form), form.cleaned_data["successor"]
    handing_over.check(outgoing=held, **act, by=request.user)
    context = context_of(request, place) | {
        "form": form,
        "held": held,
        "successor": str(successor) if successor else form.cleaned_data["name"],
        "is_invited": successor is None,
        "is_own": held.user_id == request.user.pk,
        "email": form.cleaned_data["email"],
        "day": act["day"],
        "reason": act["reason"],
        "stays_as": Role(act["stays_as"]).label if act["stays_as"] else "",
    }
    return render(request, "forum/check_handover.html", context)


def done(request: HttpRequest, place: Country, held: Membership, form: HandoverForm) -> HttpResponse:
    act, successor = act_in(form), form.cleaned_data["successor"]
    if successor is None:
        person = {name: form.cleaned_data[name] for name in ("email", "name", "language")}
        handing_over.offer(outgoing=held, **person, **act, by=request.user)
        said = _("The invitation is on its way to %(email)s. The handover takes effect when it is accepted.")
        messages.success(request, said % {"email": person["email"]})
    else:
        handing_over.hand_over(outgoing=held, successor=successor, **act, by=request.user)
        messages.success(request, _("Handed over to %(person)s.") % {"person": successor})
    # the person who handed over may have no role here any more
    return redirect("home") if held.user_id == request.user.pk else redirect("forum:people", place.code)
