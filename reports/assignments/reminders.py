"""Reminders before the due date of what is assigned: on the chosen days, once each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from reports.assignments.notices import readers, tell_about
from reports.models import Assignment, AssignmentReminder
from reports.stages import EDITABLE


def due_reminders(today: date) -> list[Assignment]:
    """The open assignments of which a reminder is due and not yet written; each knows its `reminder_day`.

    A day on which nobody ran the command is made up for, until the due date itself. What was assigned later than the
    day of a reminder needs none: its first notice was news enough.
    """
    waiting = (
        Assignment.objects.open()
        .filter(due_on__gte=today, report__stage__in=EDITABLE)
        .select_related("report__country", "report__campaign", "report__roadmap", "group", "user")
        .select_related("slot__occurrence", "item")
        .prefetch_related("reminders")
        .order_by("due_on", "pk")
    )
    found = []
    for assignment in waiting:
        assigned_on = timezone.localdate(assignment.created_at)
        day = day_of_reminder(assignment.due_on, assignment.remind_days, assigned_on, today)
        if day is not None and day not in {reminder.day for reminder in assignment.reminders.all()}:
            assignment.reminder_day = day
            found.append(assignment)
    return found


def day_of_reminder(due_on: date, days: Iterable[int], assigned_on: date, today: date) -> date | None:
    """The last day until today on which a reminder was wanted; None where there was none yet."""
    wanted = [due_on - timedelta(days=number) for number in days]
    return max((day for day in wanted if assigned_on < day <= today), default=None)


@dataclass(frozen=True)
class Reminded:
    assignments: int = 0
    notices: int = 0


def remind(today: date) -> Reminded:
    """Write the reminders of today. However often it is run, and by however many at once, each is written once."""
    told = [number for assignment in due_reminders(today) if (number := remind_of(assignment, today)) is not None]
    return Reminded(len(told), sum(told))


def remind_of(assignment: Assignment, today: date) -> int | None:
    """Give how many people were told; None where another run was quicker."""
    try:
        with transaction.atomic():
            AssignmentReminder.objects.create(assignment=assignment, day=assignment.reminder_day)
            days = (assignment.due_on - today).days
            return tell_about("reports.assignment_due", assignment, readers(assignment), days=days)
    except IntegrityError:
        return None
