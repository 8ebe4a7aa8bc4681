"""Reminding the chairs of groups whose answer is missing, before and after the day until which the forum answers."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

from forum.models import User
from notices.writing import tell
from reports.assignments.reminders import day_of_reminder
from reports.models import Report, ReviewReminder
from reports.signoff.forum_review import Review, review_of
from reports.stages import Stage

DAYS = (7, 1, -1, -7)
"""So many days before that day; after it, where they are negative."""


def remind_chairs(today: date) -> int:
    """Write the reminders of today, each once. Gives how many people were told."""
    with_forum = Report.objects.filter(stage=Stage.FORUM_REVIEW, forum_due_on__isnull=False)
    told = 0
    for report in with_forum.select_related("country", "campaign").order_by("pk"):
        review = review_of(report)
        day = day_of_reminder(report.forum_due_on, DAYS, localdate(review.snapshot.taken_at), today)
        if day is not None:
            told += remind_of(report, review, day, today)
    return told


@transaction.atomic
def remind_of(report: Report, review: Review, day: date, today: date) -> int:
    """The reminder that was wanted on a day; nothing where it is written already, or nobody is waited for."""
    chairs: list[User] = list(dict.fromkeys(chair for line in review.silent for chair in line.chairs))
    if not chairs or not ReviewReminder.objects.get_or_create(snapshot=review.snapshot, day=day)[1]:
        return 0
    tell(
        "reports.review_due",
        to=chairs,
        about={"report": report, "is_late": today > report.forum_due_on},
        address=("reports:review", [report.country.code, report.campaign.year]),
    )
    return len(chairs)
