"""Reminding those who lead a report before its due date, by themselves; part of daily."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

from forum.roles import COORDINATORS
from notices.writing import tell
from reports.assignments.reminders import day_of_reminder
from reports.models import DueReminder, Report
from reports.signoff.due import DUE
from reports.signoff.notices import holders
from reports.signoff.statuses import HANDED_IN

DAYS = (30, 7)
"""So many days before the due date."""


def remind_before_due(today: date) -> int:
    """Write the reminders of today, each once, to who has not submitted. Gives how many people were told."""
    waiting = Report.objects.alias(day=DUE).filter(version=1, day__gte=today).exclude(stage__in=HANDED_IN)
    told = 0
    for report in waiting.select_related("country", "campaign").order_by("pk"):
        day = day_of_reminder(report.due, DAYS, localdate(report.opened_at), today)
        if day is not None:
            told += remind_of(report, day)
    return told


@transaction.atomic
def remind_of(report: Report, day: date) -> int:
    """The reminder that was wanted on a day; nothing where it is written already, or nobody leads the report."""
    people = holders(report, COORDINATORS)
    if not people or not DueReminder.objects.get_or_create(report=report, day=day)[1]:
        return 0
    address = ("reports:overview", [report.country.code, report.campaign.year])
    tell("reports.due_soon", to=people, about={"report": report}, address=address)
    return len(people)
