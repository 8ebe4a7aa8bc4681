"""Whom a change of stage is told to, and in which notice."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from forum.models import Membership, User
from forum.roles import ALLIANCE_ROLES, COORDINATORS, Role
from notices.kinds import Kind
from notices.writing import tell
from reports.models import ForumAnswer, Report, Snapshot
from reports.stages import EDITORS, Transition

KINDS = {
    "reports.review_asked": Kind(_("A report waits for your working group’s answer"), essential=True),
    "reports.review_due": Kind(_("Your working group’s answer to a report is due soon, or late")),
    "reports.review_answered": Kind(_("A working group has answered")),
    "reports.signature_asked": Kind(_("A report waits for your signature"), essential=True),
    "reports.returned": Kind(_("A report has gone back to the draft"), essential=True),
    "reports.submitted": Kind(_("A report has been signed and submitted"), essential=True),
    "reports.published": Kind(_("A report has been accepted")),
    "reports.corrected": Kind(_("A corrected version of a report is open")),
    "reports.correction_taken_back": Kind(_("A corrected version of a report is taken back")),
    "reports.late_reminder": Kind(_("A report is late"), essential=True),
    "reports.announced": Kind(_("The report of a year is open"), essential=True),
    "reports.due_changed": Kind(_("The due date of a report has changed"), essential=True),
    "reports.due_soon": Kind(_("A report is due soon")),
    "reports.message": Kind(_("A message about a report, from the secretariat or from a country"), essential=True),
}

PAGES = {"review_asked": "reports:review", "signature_asked": "reports:sign"}
"""Where a notice leads; the others lead to the page that says where the report stands."""


def tell_of(transition: Transition, report: Report, *, by: User | None, comment: str) -> None:
    """Tell those whom it concerns. Call it in the transaction of the act."""
    rounds = report.snapshots.filter(occasion=Snapshot.Occasion.REVIEW)
    tell(
        f"reports.{transition.notice}",
        to=others(holders(report, transition.tells), by),
        about={"report": report, "by": by, "comment": comment, "again": rounds.filter(number__gt=1).exists()},
        address=(PAGES.get(transition.notice, "reports:stage"), [report.country.code, report.campaign.year]),
        by=by,
    )


def tell_of_answer(answer: ForumAnswer, report: Report, *, by: User) -> None:
    """Tell those who lead the report that a group has answered, or changed its answer."""
    tell(
        "reports.review_answered",
        to=others(holders(report, COORDINATORS), by),
        about={"report": report, "answer": answer, "by": by},
        address=("reports:stage", [report.country.code, report.campaign.year]),
        by=by,
    )


def tell_of_correction_taken_back(report: Report, *, number: int, by: User, comment: str) -> None:
    """Tell those who were told that the version of that number was open. `report` is the one that stands again."""
    tell(
        "reports.correction_taken_back",
        to=others(holders(report, EDITORS | COORDINATORS), by),
        about={"report": report, "number": number, "by": by, "comment": comment},
        address=("reports:stage", [report.country.code, report.campaign.year]),
        by=by,
    )


def holders(report: Report, roles: frozenset[Role]) -> list[User]:
    """Those who hold one of the roles today: for the country, or for the Alliance."""
    held = Membership.objects.current().filter(role__in=roles, user__is_active=True)
    held = held.exclude(role=Role.GROUP_CHAIR, working_group__retired_on__isnull=False)
    found = held.filter(country=report.country) | held.filter(country=None, role__in=ALLIANCE_ROLES)
    return [membership.user for membership in found.select_related("user").order_by("user__name", "pk")]


def others(people: Iterable[User], by: User | None) -> list[User]:
    return [person for person in people if by is None or person.pk != by.pk]
