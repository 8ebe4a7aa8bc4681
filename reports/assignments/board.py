"""Reading assignments: what waits for a person, and the board of a report by section."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forum.access import memberships
from forum.models import User
from questionnaires.kinds import KINDS
from reports.assignments.reminder_days import days_in_words
from reports.content.entries import QuestionEntry, ReportContent, SectionContent
from reports.content.places import Place, Stand, stand
from reports.models import Answer, Assignment, Report
from reports.rights.writers import ASSIGNABLE, groups_of
from reports.stages import EDITABLE

SOON = timedelta(days=7)
"""A due date that is no further away stands out."""


@dataclass(frozen=True)
class Lateness:
    """A due date in words, with the tone of its badge."""

    words: str
    tone: str

    @classmethod
    def of(cls, due_on: date | None, today: date) -> "Lateness | None":
        if due_on is None:
            return None
        day = {"day": date_format(due_on, "DATE_FORMAT")}
        if due_on < today:
            return cls(_("late since %(day)s") % day, "problem")
        if due_on == today:
            return cls(_("due today"), "attention")
        return cls(_("due on %(day)s") % day, "attention" if due_on <= today + SOON else "")


@dataclass(frozen=True)
class BoardLine:
    """An assignment with how far its place is, and how late it is while it is open."""

    assignment: Assignment
    stand: Stand
    lateness: Lateness | None

    @classmethod
    def of(cls, assignment: Assignment, content: ReportContent, today: date) -> "BoardLine | None":
        where = stand(Place.of(assignment), content)
        lateness = Lateness.of(assignment.due_on, today) if assignment.is_open else None
        return cls(assignment, where, lateness) if where else None

    @property
    def reminders(self) -> str:
        """On which days its writers are reminded; "" where nothing is due any more, or ever."""
        if not self.assignment.is_open or self.assignment.due_on is None:
            return ""
        return days_in_words(self.assignment.remind_days)


def with_places(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """The assignments with all that a line of them shows."""
    return assignments.select_related(
        "group",
        "user",
        "done_by",
        "assigned_by",
        "item",
        "slot__occurrence__item__level",
        "slot__occurrence__next_step",
    )


def assigned_to(user: User) -> QuerySet[Assignment]:
    """The open assignments of a person and of their working groups, where they still write, the next due first."""
    countries = {membership.country_id for membership in memberships(user) if membership.role in ASSIGNABLE}
    if not countries:
        return Assignment.objects.none()
    theirs = Q(user=user) | Q(group__in=groups_of(user))
    return (
        with_places(Assignment.objects.open())
        .filter(theirs, report__country__in=countries, report__stage__in=EDITABLE)
        .select_related("report__country", "report__campaign", "report__roadmap")
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )


def lines_in(content: ReportContent, section: SectionContent, assignments: Iterable[Assignment]) -> list[BoardLine]:
    """Those of the assignments that are of one section, the next due first."""
    today = timezone.localdate()
    here = [BoardLine.of(assignment, content, today) for assignment in assignments if assignment.section == section.key]
    return sorted((line for line in here if line), key=order)


@dataclass(frozen=True)
class Row:
    """A section on the board."""

    section: SectionContent
    lines: list[BoardLine]
    last: tuple[QuestionEntry, Answer] | None
    words: list[tuple[str, int]]
    """By language, how many words its long answers have."""


def board(content: ReportContent) -> list[Row]:
    """Who writes each section, how far it is, when it was changed last, how long it is. One query."""
    current = with_places(Assignment.objects.current()).filter(report=content.report)
    assignments = list(current.order_by("pk"))
    return [
        Row(
            section,
            lines_in(content, section, assignments),
            last_change(section),
            [(code, words_in(section, code)) for code in content.report.country.languages],
        )
        for section in content.sections
        if section.asked
    ]


def order(line: BoardLine) -> tuple[bool, date, int]:
    """Those still to be done first, the next due before the others."""
    return not line.assignment.is_open, line.assignment.due_on or date.max, line.assignment.pk


def last_change(section: SectionContent) -> tuple[QuestionEntry, Answer] | None:
    """The answer of the section that was changed last, with its entry."""
    changes = [
        (answer.changed_at, answer.pk, entry, answer)
        for one in section.entries
        for entry in (one, *one.parts)
        for answer in entry.answers.values()
    ]
    return max(changes, key=lambda change: change[:2])[2:] if changes else None


def words_in(section: SectionContent, language: str) -> int:
    """How many words the answers of the section have in a language; choices do not count."""
    texts = [
        KINDS[entry.question.kind].text(entry.filled[language].value, entry.options, language)
        for one in section.asked
        for entry in (one, *one.parts)
        if entry.per_language and language in entry.filled
    ]
    return sum(len(text.split()) for text in texts)


def assignment_or_404(report: Report, pk: int) -> Assignment:
    """A current assignment of this report."""
    found = with_places(Assignment.objects.current()).filter(report=report, pk=pk).first()
    if found is None:
        raise Http404
    found.report = report
    return found
