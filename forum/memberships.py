"""Giving, changing and ending roles. Nothing is deleted: a role that ended stays as history.

Acts on one country's people follow one another: each holds the country until it is done.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from forum.access import require
from forum.fingerprints import Stale, of_membership
from forum.models import Country, Invitation, Membership, Organisation, User, WorkingGroup
from forum.permissions import RoleContext, can
from forum.role_changes import tell_role_changed
from forum.roles import ALLIANCE_ROLES, DESCRIPTIONS, IN_A_GROUP, Role
from forum.vacancy import has_focal_point, never_vacant
from journal.record import record
from notices.writing import tell


def hold(country: Country | None) -> None:
    """Keep everybody else from changing the people of a country, or of the Alliance, until the transaction ends.

    SQLite has one writer at a time and needs no lock.
    """
    if country is not None:
        Country.objects.select_for_update(no_key=True).get(pk=country.pk)
    else:
        list(Membership.objects.select_for_update(no_key=True).filter(country=None).order_by("pk"))


def code_of(country: Country | None) -> str:
    return country.code if country else ""


def check_place(
    *, role: Role | str, country: Country | None, working_group: WorkingGroup | None, organisation: Organisation | None
) -> None:
    """A role, its group and its organisation belong to one country, and to a role that may have them."""
    if (role in ALLIANCE_ROLES) != (country is None):
        raise ValidationError({"role": _("This role is not given here.")})
    if working_group is not None and role not in IN_A_GROUP:
        raise ValidationError({"working_group": _("This role is held for the whole country, not in a working group.")})
    if working_group is None and role == Role.GROUP_CHAIR:
        raise ValidationError({"working_group": _("Choose the working group that is chaired.")})
    if working_group is not None and working_group.country_id != country.pk:
        raise ValidationError({"working_group": _("This working group belongs to another country.")})
    if organisation is not None and (country is None or organisation.country_id != country.pk):
        raise ValidationError({"organisation": _("This organisation belongs to another country.")})


def check_period(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise ValidationError({"until": _("A role lasts for one day at least: it cannot end before it began.")})


def same_role(
    *,
    user: User,
    role: Role | str,
    country: Country | None,
    working_group: WorkingGroup | None,
    since: date,
    until: date | None,
) -> QuerySet[Membership]:
    """The same role of the same person, held on one of the same days."""
    held = Membership.objects.lasting()
    held = held.filter(user=user, role=role, country=country, working_group=working_group)
    if until is not None:
        held = held.filter(since__lte=until)
    return held.filter(Q(until=None) | Q(until__gte=since)).order_by("since", "pk")


def refuse_overlap(others: QuerySet[Membership]) -> None:
    if (other := others.first()) is not None:
        raise ValidationError(_("%(person)s holds this role already in that time.") % {"person": other.user})


@transaction.atomic
def give_role(
    *,
    user: User,
    role: Role | str,
    country: Country | None,
    working_group: WorkingGroup | None = None,
    organisation: Organisation | None = None,
    since: date | None = None,
    until: date | None = None,
    by: User | None,
) -> Membership:
    """Give a person a role, from today on unless said otherwise, and tell them."""
    hold(country)
    require(can(by, "give", country, RoleContext(Role(role), has_focal_point(country))))
    check_place(role=role, country=country, working_group=working_group, organisation=organisation)
    if working_group is not None and working_group.retired_on:
        raise ValidationError({"working_group": _("This working group is retired.")})
    membership = start(
        user=user,
        role=role,
        country=country,
        working_group=working_group,
        organisation=organisation,
        since=since or timezone.localdate(),
        until=until,
        by=by,
    )
    if user != by:
        about = {"membership": membership, "description": DESCRIPTIONS[Role(role)]}
        tell("forum.role_given", to=[user], about=about, address=("home", []), by=by)
    return membership


def start(
    *,
    user: User,
    role: Role | str,
    country: Country | None,
    working_group: WorkingGroup | None = None,
    organisation: Organisation | None = None,
    since: date,
    until: date | None = None,
    by: User | None,
    **told,
) -> Membership:
    """Write down a role that begins. Whether it may be given is the caller's business, who holds the country."""
    check_period(since, until)
    same = {"user": user, "role": role, "country": country, "working_group": working_group}
    refuse_overlap(same_role(**same, since=since, until=until))
    membership = Membership.objects.create(**same, organisation=organisation, since=since, until=until)
    record("membership.given", by=by, target=membership, country=code_of(country), role=str(role), **told)
    tell_role_changed(user, country)
    return membership


def held_now(membership: Membership) -> Membership:
    """The role as it stands in the database, its country held."""
    hold(membership.country)
    return Membership.objects.select_related("user", "country", "working_group", "organisation").get(pk=membership.pk)


@transaction.atomic
def change_membership(
    *,
    membership: Membership,
    working_group: WorkingGroup | None,
    organisation: Organisation | None,
    since: date,
    until: date | None,
    seen: str,
    by: User | None,
) -> Membership:
    """Move somebody to another group or organisation, or correct the dates. Raises Stale where `seen` is gone."""
    current = held_now(membership)
    role, country = Role(current.role), current.country
    require(can(by, "change", country, RoleContext(role)))
    refuse_history(current)
    if of_membership(current) != seen:
        raise Stale(current)
    check_place(role=role, country=country, working_group=working_group, organisation=organisation)
    if working_group is not None and working_group != current.working_group and working_group.retired_on:
        raise ValidationError({"working_group": _("This working group is retired.")})
    check_period(since, until)
    wanted = {"working_group": working_group, "organisation": organisation, "since": since, "until": until}
    before = {field: getattr(current, field) for field in wanted}
    changed = sorted(field for field, value in wanted.items() if before[field] != value)
    if not changed:
        return current
    same = {"user": current.user, "role": role, "country": country, "working_group": working_group}
    refuse_overlap(same_role(**same, since=since, until=until).exclude(pk=current.pk))
    with never_vacant(role, country):
        for field, value in wanted.items():
            setattr(current, field, value)
        current.save(update_fields=list(wanted))
    told = {field: [named(before[field]), named(wanted[field])] for field in changed}
    record("membership.changed", by=by, target=current, country=code_of(country), changes=told)
    tell_role_changed(current.user, country)
    return current


def refuse_history(membership: Membership) -> None:
    if membership.is_over:
        raise ValidationError(_("This role has ended; it stays as it was."))


def named(value: object) -> str:
    return "" if value is None else str(value)


@transaction.atomic
def end_membership(*, membership: Membership, last_day: date, by: User | None) -> Membership:
    """End a role with this day, or at once with yesterday, and tell the person. The last focal point hands over."""
    current = held_now(membership)
    require(can(by, "change", current.country, RoleContext(Role(current.role))))
    refuse_history(current)
    with never_vacant(current.role, current.country):
        close(current, last_day=last_day, by=by)
    if current.user != by:
        tell("forum.role_ended", to=[current.user], about={"membership": current}, address=("home", []), by=by)
    return current


def close(membership: Membership, *, last_day: date, by: User | None, **told) -> None:
    """Write down that a role ends. The caller holds the country.

    Yesterday is at once, also for a role that has only begun or is still to come: it was given by mistake.
    """
    at_once = last_day == timezone.localdate() - timedelta(days=1)
    if at_once:
        withdraw(ending_with(membership), by)
    if last_day < membership.since:
        if not at_once:
            raise ValidationError({"last_day": _("A role cannot end before it began. You can end it immediately.")})
        membership.ended_at = timezone.now()
    membership.until = max(last_day, membership.since)
    membership.save(update_fields=["until", "ended_at"])
    country = code_of(membership.country)
    told |= {"at_once": True} if at_once else {}
    record("membership.ended", by=by, target=membership, country=country, last_day=str(membership.until), **told)
    tell_role_changed(membership.user, membership.country)


def ending_with(membership: Membership) -> list[Invitation]:
    """The open invitations that end with a role that ends at once: the one to the successor in a handover that waits,
    and those which its holder sent since it was given by mistake. What was sent in office stays."""
    ends = Q(handover__outgoing=membership)
    if membership.since >= timezone.localdate():
        sent = Q(invited_by=membership.user, created_at__date__gte=membership.since)
        ends |= sent & Q(country=membership.country) if membership.country else sent
    return list(Invitation.objects.open().filter(ends).select_related("country").order_by("pk"))


def withdraw(invitations: Iterable[Invitation], by: User | None) -> None:
    """Take open invitations back; with that of a successor goes the handover. The caller holds the country."""
    for invitation in invitations:
        invitation.cancelled_at = timezone.now()
        invitation.save(update_fields=["cancelled_at"])
        record("invitation.cancelled", by=by, target=invitation, country=code_of(invitation.country))
