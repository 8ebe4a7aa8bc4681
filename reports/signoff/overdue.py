"""Reminding the people whose report is late: first as a preview, then sent; once a day and report at most."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forum.models import User
from journal.record import record
from notices.writing import tell
from reports.content.entries import ReportContent
from reports.content.loading import load_all
from reports.models import DueReminder, Report
from reports.signoff.letters import Letter, coordinators, letter
from reports.signoff.statuses import HANDED_IN

KIND = "reports.late_reminder"


@dataclass
class Reminder:
    """A report with the people to be reminded; `reason` says why nobody is."""

    content: ReportContent
    people: list[User] = field(default_factory=list)
    reason: str = ""

    @property
    def report(self) -> Report:
        return self.content.report

    def about(self, by: User) -> dict[str, Any]:
        """What the text of the mail speaks of, beside its reader."""
        return {
            "report": self.report,
            "done": self.content.answered_count,
            "total": self.content.asked_count,
            "sender": by,
        }

    def letters(self, by: User) -> list[Letter]:
        return [letter(KIND, person, self.about(by)) for person in self.people]


def plan_reminders(reports: Sequence[Report], today: date | None = None) -> list[Reminder]:
    """Who would be reminded of which report; the queries do not grow with their number."""
    today = today or timezone.localdate()
    holders = coordinators()
    reminded = set(DueReminder.objects.filter(report__in=reports, day=today).values_list("report_id", flat=True))
    submitted = handed_in(reports)
    plan = []
    for content in load_all(reports, text=False):
        report = content.report
        people = holders[report.country_id]
        if today <= report.due or (report.country_id, report.campaign_id) in submitted:
            plan.append(Reminder(content, reason=_("This report is not late.")))
        elif report.pk in reminded:
            plan.append(Reminder(content, reason=_("A reminder has been sent today already.")))
        elif not people:
            plan.append(Reminder(content, reason=_("The country has neither a focal point nor a deputy to write to.")))
        else:
            plan.append(Reminder(content, people))
    return plan


def handed_in(reports: Iterable[Report]) -> set[tuple[int, int]]:
    """The countries and campaigns of these reports in which some version was submitted."""
    countries, campaigns = {one.country_id for one in reports}, {one.campaign_id for one in reports}
    found = Report.objects.filter(country__in=countries, campaign__in=campaigns, stage__in=HANDED_IN)
    return set(found.values_list("country_id", "campaign_id"))


@transaction.atomic
def remind(*, reports: Sequence[Report], by: User, today: date | None = None) -> list[Reminder]:
    """Write to the focal points and deputies of the reports that are late; gives what was done and what not."""
    today = today or timezone.localdate()
    plan = plan_reminders(reports, today)
    for reminder in plan:
        if reminder.reason:
            continue
        _row, is_new = DueReminder.objects.get_or_create(report=reminder.report, day=today, defaults={"sent_by": by})
        if not is_new:  # somebody else reminds in the same instant
            reminder.people, reminder.reason = [], _("A reminder has been sent today already.")
            continue
        report = reminder.report
        address = ("reports:overview", [report.country.code, report.campaign.year])
        tell(KIND, to=reminder.people, about=reminder.about(by), address=address, by=by)
        people = [person.pk for person in reminder.people]
        record("report.reminded", by=by, target=report, country=report.country.code, people=people)
    return plan
