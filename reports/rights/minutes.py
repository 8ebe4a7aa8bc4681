"""Who enters the minutes of a meeting, and for whom."""

from forum.access import Verdict, memberships
from forum.models import User, WorkingGroup
from reports.models import Report
from reports.rights.permissions import can


def may_speak_for(user: User, report: Report, group: WorkingGroup | None) -> Verdict:
    """Whether the person enters minutes for this group; for the forum as a whole, which is no group."""
    if group is None:
        return can(user, "speak_for_forum", report)
    return can(user, "speak_for_group", report, is_own=group.pk in groups_of(user, report))


def groups_of(user: User, report: Report) -> set[int]:
    held = memberships(user)
    return {one.working_group_id for one in held if one.country_id == report.country_id and one.working_group_id}


def may_enter(user: User, report: Report) -> Verdict:
    """Whether the person enters minutes at all."""
    return can(user, "enter_minutes", report, is_own=bool(groups_of(user, report)))
