"""Who may do what with the people of a country, or of the Alliance: a table and pure functions, each with a reason."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum.access import ALLOWED, Verdict, denied, memberships, roles_in
from forum.models import Country, User
from forum.roles import ALLIANCE_ROLES, COORDINATORS, COUNTRY_ROLES, Role

FOR_A_COUNTRY = COUNTRY_ROLES - {Role.DEPUTY, Role.SIGNATORY}
"""What the Alliance fills in for a country. The country alone says who is the deputy and who signs."""

GIVES: dict[Role, frozenset[Role]] = {
    Role.FOCAL_POINT: COUNTRY_ROLES,
    Role.DEPUTY: COUNTRY_ROLES - {Role.FOCAL_POINT, Role.DEPUTY},
    Role.SECRETARIAT: FOR_A_COUNTRY,
    Role.ADMINISTRATOR: FOR_A_COUNTRY | ALLIANCE_ROLES,
}
"""Who gives, changes and ends which roles. The Alliance names a focal point only where a country has none."""

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
ON_BEHALF = frozenset({Role.SECRETARIAT, Role.ADMINISTRATOR})
"""Who replaces a focal point who is not there any more, with a written reason."""


@dataclass(frozen=True)
class RoleContext:
    """What the rules need to know: which role it is about, whether the country has a focal point, whose role it is."""

    role: Role | None = None
    has_focal_point: bool = True
    is_own: bool = False
    offered: frozenset[Role] = COUNTRY_ROLES
    """The roles that there are: a country's, or the Alliance's."""


def givers_of(role: Role) -> list[Role]:
    """Who gives a role, in the order of the roles."""
    return [giver for giver in Role if role in GIVES.get(giver, ())]


def may_view(roles: frozenset[Role], context: RoleContext) -> Verdict:
    return ALLOWED if roles else denied(_("You have no role in this country."))


def may_manage(roles: frozenset[Role], context: RoleContext) -> Verdict:
    """Invite people, and look after groups and organisations."""
    if any(GIVES.get(role, frozenset()) & context.offered for role in roles):
        return ALLOWED
    if context.offered == ALLIANCE_ROLES:
        return denied(_("Administrators look after the people of the Alliance."))
    return denied(_("The national focal point, the deputy and the secretariat look after the people of a country."))


def may_give(roles: frozenset[Role], context: RoleContext) -> Verdict:
    role = context.role
    givers = [giver for giver in givers_of(role) if giver in roles]
    if not givers:
        return denied(_("Your own role does not include giving this one."))
    if role == Role.FOCAL_POINT and Role.FOCAL_POINT not in roles and context.has_focal_point:
        return denied(_("This country has a focal point. To replace somebody who is not there any more, hand over."))
    return ALLOWED


def may_change(roles: frozenset[Role], context: RoleContext) -> Verdict:
    """Change the group, organisation or dates of a role that somebody holds, or end it."""
    if any(context.role in GIVES.get(role, ()) for role in roles):
        return ALLOWED
    return denied(_("Your own role does not include changing this one."))


def may_hand_over(roles: frozenset[Role], context: RoleContext) -> Verdict:
    if roles & ON_BEHALF or (context.is_own and Role.FOCAL_POINT in roles):
        return ALLOWED
    return denied(_("The national focal point hands over, or the Alliance in place of one who is not there any more."))


def only(roles: frozenset[Role], reason: Promise) -> Callable[[frozenset[Role], RoleContext], Verdict]:
    """The rule of an act for which it is enough to hold one of these roles."""
    return lambda held, context: ALLOWED if held & roles else denied(str(reason))


def may_cancel_export(roles: frozenset[Role], context: RoleContext) -> Verdict:
    """Who only reads for the Alliance cancels what they started themselves."""
    if roles & ON_BEHALF or (context.is_own and roles & ALLIANCE_ROLES):
        return ALLOWED
    return denied(_("Only who started this export, an editor or an administrator may cancel it."))


RULES: dict[str, Callable[[frozenset[Role], RoleContext], Verdict]] = {
    "view": may_view,
    "manage": may_manage,
    "give": may_give,
    "change": may_change,
    "hand_over": may_hand_over,
    "read_journal": only(
        COORDINATORS | ALLIANCE_ROLES,
        gettext_lazy("The journal of a country is for its focal point, the deputy and the Alliance secretariat."),
    ),
    "run_campaigns": only(
        frozenset({Role.SECRETARIAT}),
        gettext_lazy("Only the secretariat’s editors open campaigns and send reminders."),
    ),
    "read_unsent_mails": only(
        ADMINISTRATORS, gettext_lazy("Only administrators see the mails that could not be sent.")
    ),
    "read_never_logged_in": only(
        ON_BEHALF, gettext_lazy("Only the secretariat’s editors and administrators see who has never logged in.")
    ),
    "erase_person": only(ADMINISTRATORS, gettext_lazy("Only administrators erase the personal data of a person.")),
    "remove_second_factor": only(
        ADMINISTRATORS, gettext_lazy("Only administrators take the second factor off the account of somebody.")
    ),
    "keep_countries": only(
        ADMINISTRATORS,
        gettext_lazy("Only administrators add countries and change their names, languages and time zones."),
    ),
    "cancel_export": may_cancel_export,
}


def roles_at(user: User | None, country: Country | None) -> frozenset[Role]:
    """The roles that count in a country, or for the Alliance (None). The system (no user) has every role."""
    if user is None:
        return frozenset(Role)
    if country is not None:
        return roles_in(user, country)
    return frozenset(Role(held.role) for held in memberships(user) if held.role in ALLIANCE_ROLES)


def can(user: User | None, act: str, country: Country | None, context: RoleContext | None = None) -> Verdict:
    """Whether the person may do this in the country (None: the Alliance itself); when not, why."""
    offered = COUNTRY_ROLES if country else ALLIANCE_ROLES
    return RULES[act](roles_at(user, country), replace(context or RoleContext(), offered=offered))


def gives(user: User | None, country: Country | None, has_focal_point: bool) -> list[Role]:
    """The roles that the person may give there now, in the order of the roles."""
    offered = COUNTRY_ROLES if country else ALLIANCE_ROLES
    return [role for role in Role if role in offered and can(user, "give", country, RoleContext(role, has_focal_point))]
