"""Notices about assigned parts: their kinds, who gets them and where they lead."""

from django.utils.translation import gettext_lazy

from forum.models import Membership, User
from forum.roles import COORDINATORS
from notices.kinds import Kind
from notices.writing import tell
from reports.content.loading import load
from reports.content.places import Place, stand
from reports.models import Assignment, Report
from reports.rights.writers import ASSIGNABLE

KINDS = {
    "reports.assigned": Kind(gettext_lazy("A part of a report is assigned to you or to your working group")),
    "reports.assignment_changed": Kind(gettext_lazy("The due date or the note of your part changes")),
    "reports.assignment_done": Kind(gettext_lazy("A part of your country’s report is marked as done")),
    "reports.assignment_reopened": Kind(gettext_lazy("Your part of a report is opened again")),
    "reports.assignment_ended": Kind(gettext_lazy("Your part of a report is taken back")),
    "reports.assignment_due": Kind(gettext_lazy("Your part of a report is due soon")),
}


LEADS_TO_THE_PART = frozenset(
    {"reports.assigned", "reports.assignment_changed", "reports.assignment_reopened", "reports.assignment_due"}
)
"""The notices after which one writes; the others lead to the board."""


def writing(report: Report):
    """The memberships of today by which people write in the country."""
    current = Membership.objects.current().filter(country=report.country, user__is_active=True)
    return current.filter(role__in=sorted(ASSIGNABLE))


def readers(assignment: Assignment) -> list[User]:
    """The assignee; of a group its members of today."""
    if assignment.user_id:
        return [assignment.user]
    members = writing(assignment.report).filter(working_group=assignment.group_id)
    return list(User.objects.filter(pk__in=members.values("user")).order_by("pk"))


def coordinators(report: Report) -> list[User]:
    leading = writing(report).filter(role__in=sorted(COORDINATORS))
    return list(User.objects.filter(pk__in=leading.values("user")).order_by("pk"))


def reason_of_correction(report: Report) -> str:
    """Why this version was opened beside a signed one; "" where nobody said so."""
    opened = report.stage_changes.filter(transition="correct").order_by("-pk").first()
    return opened.comment if opened else ""


def tell_about(kind: str, assignment: Assignment, to: list[User], by: User | None = None, **more) -> int:
    """Write a notice to those concerned, but not to who did it. Gives how many there were."""
    report = assignment.report
    told = [user for user in to if by is None or user.pk != by.pk]
    if told:
        about = {
            "assignment": assignment,
            "stand": stand(Place.of(assignment), load(report, text=False)),
            "report": report,
            "by": by,
            "correction": reason_of_correction(report) if report.version > 1 else "",
        }
        year = report.campaign.year
        address = ("reports:board", [report.country.code, year])
        if kind in LEADS_TO_THE_PART:
            address = ("reports:section", [report.country.code, year, assignment.section])
        tell(kind, to=told, about=about | more, address=address, by=by)
    return len(told)
