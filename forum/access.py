"""A verdict says whether something may be done and, when not, why: the sentence is shown to the person."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from forum.models import Country, Membership, User
from forum.roles import ALLIANCE_ROLES, Role


@dataclass(frozen=True)
class Verdict:
    """True or false, with the reason of a refusal."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(True)


def denied(reason: str) -> Verdict:
    return Verdict(False, reason)


class Forbidden(PermissionDenied):
    """An act that the rules refuse. Its text is the reason, in the reader's language; it is shown on the 403 page."""


def require(verdict: Verdict) -> None:
    if not verdict:
        raise Forbidden(verdict.reason)


def memberships(user: User) -> list[Membership]:
    """The memberships that hold today; read once a request and kept on the user."""
    if not hasattr(user, "current_memberships"):
        user.current_memberships = list(
            Membership.objects.current().filter(user=user).select_related("country").order_by("country__code", "pk")
        )
    return user.current_memberships


def read_memberships(users: Collection[User]) -> None:
    """The memberships of many people at once, read anew and kept on each as `memberships` keeps them. One query."""
    held: dict[int, list[Membership]] = defaultdict(list)
    current = Membership.objects.current().filter(user__in={user.pk for user in users})
    for membership in current.select_related("country").order_by("country__code", "pk"):
        held[membership.user_id].append(membership)
    for user in users:
        user.current_memberships = held[user.pk]


def roles_in(user: User, country: Country) -> frozenset[Role]:
    """The roles that a person holds for a country, those for the whole Alliance included."""
    return frozenset(
        Role(membership.role)
        for membership in memberships(user)
        if membership.country_id == country.pk or membership.role in ALLIANCE_ROLES
    )


def is_secretariat(user: User) -> bool:
    """Whether the person works for the Alliance as a whole, and so sees every country."""
    return any(membership.role in ALLIANCE_ROLES for membership in memberships(user))


def alliance_or_404(user: User) -> None:
    """404 for everybody who has no role in the Alliance: their pages are nobody else's business."""
    if not is_secretariat(user):
        raise Http404


def has_role(user: User, roles: frozenset[Role]) -> bool:
    """Whether the person holds one of these roles anywhere today."""
    return any(membership.role in roles for membership in memberships(user))


def countries_of(user: User) -> list[Country]:
    """The countries that a person may see, by name in English; the secretariat sees them all."""
    if is_secretariat(user):
        return list(Country.objects.order_by("code"))
    return list({m.country_id: m.country for m in memberships(user) if m.country_id}.values())


def country_or_404(user: User, code: str) -> Country:
    """The country, or 404 for one that does not exist and for one that is not the reader's business alike.

    From here on its time is told (pathfinder.middleware.OneClock ends that with the request).
    """
    for country in countries_of(user):
        if country.code == code:
            timezone.activate(country.clock)
            return country
    raise Http404
