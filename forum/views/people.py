"""People as they are read: the countries, the people of one of them or of the Alliance, the roles explained."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forum.access import countries_of
from forum.models import Country, Invitation, Membership
from forum.permissions import RoleContext, can, givers_of
from forum.queries import ALLIANCE, focal_points, overviews, people_in, place_or_404, without_focal_point
from forum.roles import DESCRIPTIONS, NEEDS_SECOND_FACTOR, Role


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Every role with what it is for, who gives it, and whether a second factor is needed."""
    lines = [
        {
            "role": role,
            "description": DESCRIPTIONS[role],
            "givers": [giver.label for giver in givers_of(role)],
            "needs_second_factor": role in NEEDS_SECOND_FACTOR,
            "is_focal_point": role == Role.FOCAL_POINT,
        }
        for role in Role
    ]
    return render(request, "forum/roles.html", {"lines": lines})


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The reader's countries; the people themselves for a reader with one country and nothing else to choose."""
    countries = countries_of(request.user)
    sees_alliance = bool(can(request.user, "view", None))
    if len(countries) == 1 and not sees_alliance:
        return redirect("forum:people", countries[0].code)
    return render(request, "forum/index.html", {"overviews": overviews(countries), "sees_alliance": sees_alliance})


@never_cache
@require_safe
def show(request: HttpRequest, country: str) -> HttpResponse:
    """Who holds a role here, who is invited, and what has ended."""
    place = place_or_404(request.user, country)
    people = people_in(place)
    for membership in (held for person in people.persons for held in person.held):
        mark(request, membership, place)
    for invitation in people.invitations:
        mark(request, invitation, place)
    manages = bool(can(request.user, "manage", place))
    context = place_context(place) | {
        "people": people,
        "manages": manages,
        "hands_over": place is not None and bool(people_who_hand_over(request, place, people.persons)),
        "unanswered": without_focal_point() if place is None and manages else [],
    }
    return render(request, "forum/people.html", context)


def mark(request: HttpRequest, thing: Membership | Invitation, place: Country | None) -> None:
    """Whether the reader may change it; asked for by the template."""
    thing.may_change = bool(can(request.user, "change", place, RoleContext(Role(thing.role))))


def people_who_hand_over(request: HttpRequest, place: Country, persons) -> list[Membership]:
    """The roles of focal point that the reader may hand over."""
    held = [one for person in persons for one in person.held if one.role == Role.FOCAL_POINT]
    return may_be_handed_over(request, place, held)


def may_be_handed_over(request: HttpRequest, place: Country, held: list[Membership] | None = None) -> list[Membership]:
    found = focal_points(place) if held is None else held
    context = {one.pk: RoleContext(Role.FOCAL_POINT, is_own=one.user_id == request.user.pk) for one in found}
    return [one for one in found if can(request.user, "hand_over", place, context[one.pk])]


def place_context(place: Country | None) -> dict:
    """What the templates want to know of the place: the country (None: the Alliance), its name in addresses."""
    code = place.code if place else ALLIANCE
    return {"country": place, "code": code, "back": SimpleLazyObject(lambda: reverse("forum:people", args=[code]))}
