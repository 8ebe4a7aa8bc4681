"""Reading people: who holds which role now, who is invited, which groups and organisations there are."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q
from django.http import Http404
from django.utils import timezone

from forum.access import countries_of
from forum.models import Country, Invitation, Membership, Organisation, User, WorkingGroup
from forum.permissions import can
from forum.roles import ALLIANCE_ROLES, Role

ALLIANCE = "alliance"
"""Stands in an address where a country's code does, for the people of the Alliance itself."""
ORDER = {role.value: place for place, role in enumerate(Role)}


def place_or_404(user: User, code: str) -> Country | None:
    """The country, or None for the Alliance; 404 for what is not the reader's business."""
    if code == ALLIANCE:
        if not can(user, "view", None):
            raise Http404
        return None
    country = next((country for country in countries_of(user) if country.code == code), None)
    if country is None:
        raise Http404
    return country


def holders(country: Country | None, roles: Iterable[Role | str]) -> list[User]:
    """Who holds one of these roles today: in the country, or for the Alliance where it is one of its roles."""
    held = Membership.objects.current().filter(role__in=list(roles)).filter(Q(country=country) | Q(country=None))
    return list(User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("name", "pk"))


def chairs(group: WorkingGroup) -> list[User]:
    """Who chairs the group today; several may."""
    held = Membership.objects.current().filter(role=Role.GROUP_CHAIR, working_group=group)
    return list(User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("name", "pk"))


@dataclass
class Person:
    """A person with the roles they hold in a place: now, and from a later day on."""

    user: User
    held: list[Membership] = field(default_factory=list)


@dataclass
class People:
    """The people of a country or of the Alliance: who holds a role, who is invited, and what is over."""

    persons: list[Person]
    ended: list[Membership]
    invitations: list[Invitation]


def memberships_in(country: Country | None):
    held = Membership.objects.filter(country=country).select_related("user", "working_group", "organisation")
    return held.order_by("user__name", "user", "since", "pk")


def people_in(country: Country | None) -> People:
    """Everybody with a role there, by role and name; two queries."""
    persons: dict[int, Person] = {}
    ended = []
    for membership in memberships_in(country):
        if membership.is_over:
            ended.append(membership)
        else:
            persons.setdefault(membership.user_id, Person(membership.user)).held.append(membership)
    for person in persons.values():
        person.held.sort(key=lambda held: (ORDER[held.role], held.since))
    in_order = sorted(persons.values(), key=lambda person: ORDER[person.held[0].role])
    ended.sort(key=lambda membership: membership.until, reverse=True)
    return People(in_order, ended, open_invitations(country))


def open_invitations(country: Country | None) -> list[Invitation]:
    """Those that wait for an answer, the newest first; expired ones can be sent again."""
    related = ("working_group", "organisation", "invited_by")
    return list(Invitation.objects.open().filter(country=country).select_related(*related).order_by("-sent_at", "-pk"))


def known_people(country: Country) -> list[User]:
    """Everybody who holds or held a role in the country."""
    known = Membership.objects.filter(country=country).values("user")
    return list(User.objects.filter(is_active=True, pk__in=known).order_by("name", "pk"))


def present_people(country: Country) -> list[User]:
    """Everybody who holds a role in the country today."""
    present = Membership.objects.current().filter(country=country).values("user")
    return list(User.objects.filter(is_active=True, pk__in=present).order_by("name", "pk"))


def focal_points(country: Country) -> list[Membership]:
    """The roles of focal point that hold today or will, the first to begin first."""
    held = memberships_in(country).lasting().filter(role=Role.FOCAL_POINT)
    today = timezone.localdate()
    return list(held.filter(Q(until=None) | Q(until__gte=today)).order_by("since", "pk"))


def without_focal_point() -> list[Country]:
    """The countries that nobody answers for today."""
    answered = Membership.objects.current().filter(role=Role.FOCAL_POINT, user__is_active=True)
    return list(Country.objects.exclude(pk__in=answered.values("country")).order_by("code"))


def groups_of(country: Country) -> list[WorkingGroup]:
    """The groups in their order, each with `present`: the roles held in it today, the chair first."""
    present = Membership.objects.current().select_related("user", "organisation").order_by("user__name", "pk")
    groups = list(
        country.working_groups.order_by("position", "pk").prefetch_related(
            Prefetch("memberships", queryset=present, to_attr="present")
        )
    )
    for group in groups:
        group.present.sort(key=lambda membership: ORDER[membership.role])
    return groups


def organisations_of(country: Country) -> list[Organisation]:
    return list(country.organisations.order_by("kind", "pk"))


@dataclass
class Overview:
    """A place on the list of countries: how many people hold a role there, who answers for it."""

    country: Country
    number: int
    focal_points: list[User]


def overviews(countries: Iterable[Country]) -> list[Overview]:
    """The countries with the people who hold a role there today; one query."""
    countries = list(countries)
    people: dict[int, set[int]] = {}
    answering: dict[int, list[User]] = {}
    held = Membership.objects.current().filter(country__in=countries).exclude(role__in=ALLIANCE_ROLES)
    for membership in held.select_related("user").order_by("user__name", "pk"):
        people.setdefault(membership.country_id, set()).add(membership.user_id)
        if membership.role == Role.FOCAL_POINT:
            answering.setdefault(membership.country_id, []).append(membership.user)
    return [Overview(country, len(people.get(country.pk, ())), answering.get(country.pk, [])) for country in countries]
