"""The focal point hands over: what passes over, the successor, a page to check it, the act."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

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
def hand_over(request: HttpRequest, country: str) -> HttpResponse:
    """The button of the check page is named `hand_over`, the way back `back`."""
    place = place_or_404(request.user, country)
    if place is None:
        raise Http404
    outgoing = may_be_handed_over(request, place)
    if not outgoing:
        raise Forbidden(reason(request, place))
    is_own = all(held.user_id == request.user.pk for held in outgoing)
    form = HandoverForm(
        request.POST if request.method == "POST" else None,
        country=place,
        outgoing=outgoing,
        is_own=is_own,
        initial={"day": today(), "language": place.languages[0], "outgoing": str(outgoing[0].pk)},
    )
    status = 200
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        try:
            return checked_or_done(request, place, outgoing, form)
        except (ValidationError, Forbidden) as error:
            status = show_error(form, error)
    context = place_context(place) | {
        "form": form,
        "is_own": is_own,
        "waiting": handing_over.waiting_in(outgoing[0]),
        "passes_over": passes_over(place, outgoing),
    }
    return render(request, "forum/handover.html", context, status=status)


def reason(request: HttpRequest, place: Country) -> str:
    verdict = can(request.user, "hand_over", place)
    return verdict.reason or _("This country has no focal point who could hand over. Invite one instead.")


def passes_over(place: Country, outgoing: list[Membership]) -> dict[str, list]:
    """What the successor takes over, in three lists: things of the rooms above, accesses, open invitations."""
    person = outgoing[0].user if len(outgoing) == 1 else None
    leaving = {held.pk for held in outgoing}
    accesses = [held for held in memberships_in(place) if not held.is_over and held.pk not in leaving]
    return {
        "responsibilities": responsibilities_of(place, person),
        "signatories": [held for held in accesses if held.role == Role.SIGNATORY],
        "accesses": [held for held in accesses if held.role != Role.SIGNATORY],
        "invitations": open_invitations(place),
    }


def checked_or_done(
    request: HttpRequest, place: Country, outgoing: list[Membership], form: HandoverForm
) -> HttpResponse:
    """The page to check the handover on; the act itself once it was sent from there."""
    cleaned = form.cleaned_data
    held = next(held for held in outgoing if str(held.pk) == cleaned["outgoing"])
    act = {name: cleaned[name] for name in ("day", "stays_as")} | {"reason": cleaned.get("reason", "")}
    successor = cleaned["successor"]
    person = {name: cleaned[name] for name in ("email", "name", "language")}
    if "hand_over" not in request.POST:
        handing_over.check(outgoing=held, **act, by=request.user)
        name = str(successor) if successor else person["name"]
        context = place_context(place) | {
            "form": form,
            "held": held,
            "successor": name,
            "is_invited": successor is None,
            "is_own": held.user_id == request.user.pk,
            "email": person["email"],
            "day": cleaned["day"],
            "reason": act["reason"],
            "stays_as": Role(act["stays_as"]).label if act["stays_as"] else "",
        }
        return render(request, "forum/check_handover.html", context)
    if successor is None:
        handing_over.offer(outgoing=held, **person, **act, by=request.user)
        said = _("The invitation is on its way to %(email)s. The handover takes effect when it is accepted.")
        messages.success(request, said % {"email": person["email"]})
    else:
        handing_over.hand_over(outgoing=held, successor=successor, **act, by=request.user)
        messages.success(request, _("Handed over to %(person)s.") % {"person": successor})
    # the person who handed over may have no role here any more
    return redirect("home") if held.user_id == request.user.pk else redirect("forum:people", place.code)
