"""Who enters the minutes of a meeting, and for whom."""

from django.utils.translation import gettext as _

from forum.access import ALLOWED, Verdict, denied, memberships, roles_in
from forum.models import User, WorkingGroup
from forum.roles import COORDINATORS
from reports.models import Report
from reports.rights.permissions import can


def may_speak_for(user: User, report: Report, group: WorkingGroup | None) -> Verdict:
    """Whether the person enters minutes for this group; for the forum as a whole, which is no group."""
    if not (verdict := can(user, "suggest", report)):
        return verdict
    if roles_in(user, report.country) & COORDINATORS:
        return ALLOWED
    if group is None:
        return denied(_("Only the national focal point and the deputy enter minutes of the forum as a whole."))
    if group.pk in groups_of(user, report):
        return ALLOWED
    return denied(_("You enter minutes for the working groups of which you are a member."))


def groups_of(user: User, report: Report) -> set[int]:
    held = memberships(user)
    return {one.working_group_id for one in held if one.country_id == report.country_id and one.working_group_id}


def may_enter(user: User, report: Report) -> Verdict:
    """Whether the person enters minutes at all."""
    verdict = can(user, "suggest", report)
    if not verdict or roles_in(user, report.country) & COORDINATORS or groups_of(user, report):
        return verdict
    return denied(_("You enter minutes for the working groups of which you are a member; you are in none."))
