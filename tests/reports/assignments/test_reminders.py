"""Reminders before the due date: on the chosen days, once each, and made up for where a day was missed."""

from datetime import date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from forum.roles import Role
from notices.models import Notice
from reports.assignments.reminders import day_of_reminder, due_reminders, remind, remind_of
from reports.models import Assignment, AssignmentReminder, Report
from reports.stages import Stage
from tests.factories.forum import UserFactory, WorkingGroupFactory
from tests.factories.reports import AssignmentFactory

pytestmark = pytest.mark.django_db
DUE = date(2023, 7, 20)


def assigned(report, **options):
    """Assigned on the first of July, due on the twentieth."""
    assignment = AssignmentFactory(report=report, due_on=DUE, **options)
    Assignment.objects.filter(pk=assignment.pk).update(created_at=datetime(2023, 7, 1, 9, tzinfo=ZoneInfo("UTC")))
    return assignment


# today → the day of the reminder that is wanted, for one due on the 20th of July and assigned on the first.
DAYS = {1: None, 12: None, 13: 13, 14: 13, 18: 13, 19: 19, 20: 19}


@pytest.mark.parametrize("today", DAYS)
def test_the_last_day_that_wanted_a_reminder_counts(today):
    day = day_of_reminder(DUE, [7, 1], date(2023, 7, 1), date(2023, 7, today))
    assert (day and day.day) == DAYS[today]


def test_what_was_assigned_later_than_the_day_needs_no_reminder_of_it():
    assert day_of_reminder(DUE, [7, 1], date(2023, 7, 14), date(2023, 7, 15)) is None
    assert day_of_reminder(DUE, [], date(2023, 7, 1), DUE) is None


def test_a_reminder_is_written_once_a_day_that_wants_one(report):
    assignment = assigned(report)

    done = {day: remind(date(2023, 7, day)).notices for day in (12, 13, 13, 14, 19, 20, 21)}

    assert done == {12: 0, 13: 0, 14: 0, 19: 1, 20: 0, 21: 0}
    assert list(AssignmentReminder.objects.values_list("day__day", flat=True)) == [13, 19]
    subjects = list(Notice.objects.order_by("pk").values_list("subject", "to"))
    assert subjects == [
        ("France 2023: your part of the report is due in 7 days", assignment.user_id),
        ("France 2023: your part of the report is due in 1 day", assignment.user_id),
    ]


def test_a_day_on_which_nobody_ran_it_is_made_up_for_with_one_reminder(report):
    assigned(report)

    assert remind(DUE).notices == 1
    assert Notice.objects.get().subject == "France 2023: your part of the report is due today"


def test_of_two_runs_at_once_one_writes_it(report):
    assigned(report)
    first, second = due_reminders(DUE), due_reminders(DUE)

    assert [remind_of(first[0], DUE), remind_of(second[0], DUE)] == [1, None]
    assert Notice.objects.count() == 1


def test_another_due_date_wants_reminders_of_its_own(report):
    assignment = assigned(report)
    remind(date(2023, 7, 13))
    Assignment.objects.filter(pk=assignment.pk).update(due_on=date(2023, 7, 30))

    assert [remind(date(2023, 7, day)).notices for day in (20, 23)] == [0, 1]


@pytest.mark.parametrize("what", ["done", "ended", "without a date", "no draft"])
def test_nobody_is_reminded_of_what_does_not_wait(report, what):
    assignment = assigned(report)
    rows = Assignment.objects.filter(pk=assignment.pk)
    if what == "done":
        rows.update(done_at=assignment.created_at)
    elif what == "ended":
        rows.update(ended_at=assignment.created_at)
    elif what == "without a date":
        rows.update(due_on=None)
    else:
        Report.objects.update(stage=Stage.SUBMITTED)

    assert due_reminders(DUE) == []


def test_every_member_of_a_group_is_reminded(report):
    group = WorkingGroupFactory(country=report.country)
    for role in (Role.GROUP_CHAIR, Role.CONTRIBUTOR):
        UserFactory(holds=(role, report.country, group))
    assigned(report, user=None, group=group)

    assert (remind(DUE).assignments, Notice.objects.count()) == (1, 2)


def run(*arguments):
    output = StringIO()
    call_command("remind", *arguments, stdout=output)
    return output.getvalue().strip()


def test_the_command_says_what_it_did(report):
    assigned(report)

    assert [run("--today", "2023-07-19"), run("--today", "2023-07-19")] == [
        "2023-07-19: assignments soon due: 1; reminders written: 1",
        "2023-07-19: assignments soon due: 0; reminders written: 0",
    ]


def test_the_command_refuses_what_is_no_day():
    with pytest.raises(CommandError, match="tomorrow is no day"):
        run("--today", "tomorrow")


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_reminders_takes_the_same_queries_for_every_number(report, count, django_assert_num_queries):
    for _each in range(count):
        assigned(report)

    with django_assert_num_queries(2):
        assert len(due_reminders(DUE)) == count
