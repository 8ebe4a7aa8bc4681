"""Handing out parts of a report: assign, change, do, open again, end. Each act tells those whom it concerns."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forum.access import Forbidden, Verdict, require
from forum.models import User, WorkingGroup
from journal.record import record
from reports.answers import documents
from reports.assignments.notices import coordinators, readers, tell_about, writing
from reports.content.loading import load
from reports.content.places import Place, places_in
from reports.models import Assignment, Report
from reports.models.assignments import usual_reminders
from reports.rights.permissions import can
from reports.rights.writers import groups_of


class CannotWrite(ValueError):
    """The group or the person writes in no report of this country, or does so no longer."""


class NoSuchPlace(ValueError):
    """The report does not have this place, or has it no longer."""


class AlreadyAssigned(Exception):
    """The same place is assigned to the same group or person already. `current` is that assignment."""

    def __init__(self, current: Assignment) -> None:
        super().__init__(current.pk)
        self.current = current


@transaction.atomic
def assign(
    *,
    report: Report,
    place: Place,
    to: User | WorkingGroup,
    by: User | None,
    due_on: date | None = None,
    note: str = "",
    remind_days: Iterable[int] | None = None,
) -> Assignment:
    """Ask a working group, or a person, to write a part of the report; without `remind_days`, on the usual days.

    Raises forum.access.Forbidden, AlreadyAssigned, CannotWrite and NoSuchPlace: what the page offered may be gone.
    """
    if by is not None:
        require(can(by, "assign", report))
    if to not in assignees(report):
        raise CannotWrite(f"{to} writes in no report of {report.country}")
    section = load(report, text=False).section(place.section)
    if section is None or place not in list(places_in(section)):
        raise NoSuchPlace(f"{report} has no place {place.code}")
    assignee = {"group": to} if isinstance(to, WorkingGroup) else {"user": to}
    where = {"section": place.section, "slot": place.slot, "item": place.item}
    days = usual_reminders() if remind_days is None else in_order(remind_days)
    try:
        with transaction.atomic():
            assignment = Assignment.objects.create(
                report=report, **where, **assignee, due_on=due_on, note=note, remind_days=days, assigned_by=by
            )
    except IntegrityError:
        current = Assignment.objects.current().filter(report=report, **where, **assignee).first()
        if current is None:
            raise
        raise AlreadyAssigned(current) from None
    note_act("assignment.made", assignment, by)
    tell_about("reports.assigned", assignment, readers(assignment), by)
    return assignment


@transaction.atomic
def change_assignment(
    *, assignment: Assignment, due_on: date | None, note: str, remind_days: Iterable[int], by: User
) -> Assignment:
    """Another due date, another note, other days of reminders. The same ones change nothing.

    The assignee is told of the date and the note; the days of the reminders are for who assigns.
    """
    require(can(by, "assign", assignment.report))
    days = in_order(remind_days)
    before = {"due_on": str(assignment.due_on or ""), "note": assignment.note, "remind_days": assignment.remind_days}
    is_news = (assignment.due_on, assignment.note) != (due_on, note)
    if not is_news and assignment.remind_days == days:
        return assignment
    current = Assignment.objects.current().filter(pk=assignment.pk)
    require_moved(current.update(due_on=due_on, note=note, remind_days=days))
    assignment.due_on, assignment.note, assignment.remind_days = due_on, note, days
    note_act("assignment.changed", assignment, by, before=before, remind_days=days)
    if is_news:
        tell_about("reports.assignment_changed", assignment, readers(assignment), by)
    return assignment


def in_order(days: Iterable[int]) -> list[int]:
    """Days before the due date, each once, the earliest reminder first."""
    return sorted(set(days), reverse=True)


@transaction.atomic
def mark_done(*, assignment: Assignment, by: User) -> None:
    """Say that the part is written. Whoever assigned it, and the coordinators, are told."""
    require(may_mark(by, assignment))
    now = timezone.now()
    require_moved(Assignment.objects.open().filter(pk=assignment.pk).update(done_at=now, done_by=by))
    assignment.done_at, assignment.done_by = now, by
    note_act("assignment.done", assignment, by)
    tell_about("reports.assignment_done", assignment, coordinators(assignment.report), by)


@transaction.atomic
def reopen_assignment(*, assignment: Assignment, by: User) -> None:
    """Say that the part is not written after all: its assignee goes on, or is asked to."""
    require(may_mark(by, assignment))
    done = Assignment.objects.current().filter(pk=assignment.pk).exclude(done_at=None)
    require_moved(done.update(done_at=None, done_by=None))
    assignment.done_at = assignment.done_by = None
    note_act("assignment.reopened", assignment, by)
    tell_about("reports.assignment_reopened", assignment, readers(assignment), by)


@transaction.atomic
def end_assignment(*, assignment: Assignment, by: User) -> None:
    """Take the part back. What was written stays."""
    require(can(by, "assign", assignment.report))
    now = timezone.now()
    require_moved(Assignment.objects.current().filter(pk=assignment.pk).update(ended_at=now))
    assignment.ended_at = now
    note_act("assignment.ended", assignment, by)
    tell_about("reports.assignment_ended", assignment, readers(assignment), by)


def require_moved(rows: int) -> None:
    """A change that found no row came too late: somebody else was quicker."""
    if not rows:
        raise Forbidden(_("Somebody else has just changed this assignment. Look at it again."))


def may_mark(user: User, assignment: Assignment) -> Verdict:
    """Who may say that it is done, or not after all: the assignee, a member of the group, and the coordinators."""
    return can(user, "mark_assignment", assignment.report, is_own=is_theirs(user, assignment))


def is_theirs(user: User, assignment: Assignment) -> bool:
    if assignment.user_id:
        return assignment.user_id == user.pk
    return assignment.group_id in groups_of(user, assignment.report.country)


def assignees(report: Report) -> list[WorkingGroup | User]:
    """The country's working groups that are not retired, then the people who write there, by name."""
    people = User.objects.filter(pk__in=writing(report).values("user")).order_by("name", "pk")
    return [*report.country.working_groups.filter(retired_on=None).order_by("position", "pk"), *people]


def without_writer(report: Report, assignments: Iterable[Assignment]) -> set[int]:
    """Those of the assignments, by primary key, that nobody can write today: a role has ended, a group is empty."""
    people, groups = set(), set()
    for person, group in writing(report).values_list("user", "working_group"):
        people.add(person)
        groups.add(group)
    return {one.pk for one in assignments if one.user_id not in people and (one.user_id or one.group_id not in groups)}


def note_act(action: str, assignment: Assignment, by: User | None, **data) -> None:
    """The line of the journal: which place, to whom, until when; and open pages ask anew what may be written."""
    documents.rights_changed(assignment.report)
    record(
        action,
        by=by,
        target=assignment.report,
        country=assignment.report.country.code,
        assignment=assignment.pk,
        place=Place.of(assignment).code,
        to=str(assignment.assignee),
        due_on=str(assignment.due_on or ""),
        **data,
    )
