"""Who may do what with a roadmap: pure functions of roles and of the version's state, each with a reason."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from forum.access import ALLOWED, Verdict, denied, roles_in
from forum.models import Country, User
from forum.roles import COORDINATORS, Role

EDITORS = COORDINATORS | {Role.SECRETARIAT, Role.ADMINISTRATOR}


@dataclass(frozen=True)
class VersionContext:
    """What the rules need to know of a version: is it the country's newest, does something use it, is it a draft?"""

    is_newest: bool = True
    is_used: bool = False
    is_draft: bool = False


def may_view(roles: frozenset[Role], context: VersionContext) -> Verdict:
    return ALLOWED if roles else denied(_("You have no role in this country."))


def may_bring_in(roles: frozenset[Role], context: VersionContext) -> Verdict:
    """Import a file or start a new version: what stands already is not touched by it."""
    if not roles & EDITORS:
        return denied(_("The national focal point and the secretariat look after the roadmap."))
    return ALLOWED


def may_start_version(roles: frozenset[Role], context: VersionContext) -> Verdict:
    if not context.is_newest:
        return denied(_("There is a newer version of this roadmap."))
    if not context.is_used:
        return denied(_("No report uses this version yet: it can be changed as it is."))
    return may_bring_in(roles, context)


def may_edit(roles: frozenset[Role], context: VersionContext) -> Verdict:
    if not context.is_newest:
        return denied(_("There is a newer version of this roadmap; earlier ones stay as they are."))
    if context.is_used:
        return denied(_("A report uses this version, so it stays as it is. Start a new version to change it."))
    return may_bring_in(roles, context)


def may_adopt_version(roles: frozenset[Role], context: VersionContext) -> Verdict:
    if not context.is_draft:
        return denied(_("This version is in force already."))
    return may_bring_in(roles, context)


def may_discard_version(roles: frozenset[Role], context: VersionContext) -> Verdict:
    if not context.is_draft:
        return denied(_("This version is in force; only a draft can be discarded."))
    if context.is_used:
        return denied(_("A report uses this version, so it stays as it is."))
    return may_bring_in(roles, context)


def may_choose_replacements(roles: frozenset[Role], context: VersionContext) -> Verdict:
    """Say what became of the items of the version before; the versions themselves stay as they are."""
    if not context.is_newest:
        return denied(_("There is a newer version of this roadmap; earlier ones stay as they are."))
    return may_bring_in(roles, context)


RULES: dict[str, Callable[[frozenset[Role], VersionContext], Verdict]] = {
    "view": may_view,
    "edit": may_edit,
    "start_version": may_start_version,
    "adopt_version": may_adopt_version,
    "discard_version": may_discard_version,
    "import": may_bring_in,
    "choose_replacements": may_choose_replacements,
}


def can(user: User | None, act: str, country: Country, context: VersionContext | None = None) -> Verdict:
    """Whether the person may do this with a version of the country's roadmap; when not, why.

    None stands for the system (a command): it has every role, and the roadmap's state binds it all the same.
    """
    roles = roles_in(user, country) if user else frozenset(Role)
    return RULES[act](roles, context or VersionContext())
