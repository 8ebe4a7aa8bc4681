"""When a report is due: for queries and for one report, how late that is, and changing it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from forum.access import require
from forum.models import User
from forum.permissions import can as can_in
from forum.roles import COORDINATORS
from journal.record import record
from notices.writing import tell
from reports.assignments.board import Lateness
from reports.models import Campaign, Report
from reports.rights.permissions import can
from reports.signoff.notices import holders
from reports.signoff.statuses import HANDED_IN
from reports.stages import Stage

DUE = Coalesce("due_on", "campaign__due_on")

KIND = "reports.due_changed"


def is_handed_in(report: Report) -> bool:
    """Whether this version or one before it was submitted; only then is there a second one."""
    return report.stage in HANDED_IN or report.version > 1


def due_in_words(report: Report, today: date) -> Lateness | None:
    """The due date as it is shown: late where it is, and none of a report that is accepted."""
    if report.stage == Stage.PUBLISHED:
        return None
    return Lateness.of(report.due, date.min if is_handed_in(report) else today)


@transaction.atomic
def change_due(*, report: Report, due_on: date | None, by: User) -> bool:
    """Give a country a due date of its own; None for the campaign's. Gives whether anything changed.

    Raises Forbidden, ValidationError.
    """
    require(can(by, "change_due", report))
    versions = Report.objects.filter(country=report.country, campaign=report.campaign).order_by("pk")
    current = versions.select_for_update(no_key=True, of=("self",)).get(pk=report.pk)
    if current.due_on == due_on:
        return False
    check(report.campaign, due_on)
    before = report.due
    versions.update(due_on=due_on)
    report.due_on = due_on
    days = {"due_on": str(due_on or ""), "before": str(current.due_on or "")}
    record("report.due_changed", by=by, target=report, country=report.country.code, **days)
    if report.due != before:
        tell_of_change(report, before, by)
    return True


@transaction.atomic
def change_campaign_due(*, campaign: Campaign, due_on: date, by: User) -> bool:
    """Change the due date of all countries that have none of their own. Gives whether anything changed.

    Raises Forbidden, ValidationError.
    """
    require(can_in(by, "run_campaigns", None))
    current = Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    if current.due_on == due_on:
        return False
    check(current, due_on)
    before = current.due_on
    Campaign.objects.filter(pk=current.pk).update(due_on=due_on)
    record("campaign.due_changed", by=by, target=current, due_on=str(due_on), before=str(before))
    for report in newest_versions(current):
        if report.due_on is None and not is_handed_in(report):
            tell_of_change(report, before, by)
    return True


def check(campaign: Campaign, due_on: date | None) -> None:
    if due_on and due_on <= campaign.period_end:
        raise ValidationError(_("The due date must lie after the end of the period, in April of that year."))


def newest_versions(campaign: Campaign) -> list[Report]:
    """The report of each country in a campaign, in its newest version; one query."""
    found = Report.objects.filter(campaign=campaign).select_related("country", "campaign", "roadmap")
    return list({report.country_id: report for report in found.order_by("country__code", "version")}.values())


def tell_of_change(report: Report, before: date, by: User) -> None:
    """Tell those who lead the report."""
    tell(
        KIND,
        to=holders(report, COORDINATORS),
        about={"report": report, "before": before, "sender": by},
        address=("reports:overview", [report.country.code, report.campaign.year]),
        by=by,
    )
