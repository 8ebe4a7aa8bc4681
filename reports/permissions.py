"""Who may do what with a report: pure functions of the person's roles and the report's stage, each with a reason."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from forum.access import ALLOWED, Verdict, denied, roles_in
from forum.models import User
from forum.roles import COORDINATORS, Role
from reports.models import Report
from reports.stages import EDITABLE


def may_view(roles: frozenset[Role], stage: str) -> Verdict:
    return ALLOWED if roles else denied(_("You have no role in this country."))


def may_write(roles: frozenset[Role], stage: str) -> Verdict:
    if stage not in EDITABLE:
        return denied(_("This report is no longer a draft; its answers cannot be changed."))
    if roles & COORDINATORS:
        return ALLOWED
    return denied(_("Only the national focal point and the deputy write in this report."))


RULES: dict[str, Callable[[frozenset[Role], str], Verdict]] = {
    "view": may_view,
    "export": may_view,
    "write": may_write,
    "import": may_write,
}


def can(user: User, act: str, report: Report) -> Verdict:
    """Whether the person may do this with the report; when not, why."""
    return RULES[act](roles_in(user, report.country), report.stage)
