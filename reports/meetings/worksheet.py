"""What lies before a working group when it meets: its questions, what stands there, last year's answers, what is
missing, what the checks say, and how much waits to be decided. Reads only."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import get_language

from forum.models import User, WorkingGroup
from reports.assignments.board import with_places
from reports.checks.material import Material
from reports.checks.problem import Problem
from reports.checks.registry import CHECKS
from reports.checks.running import run
from reports.content.entries import QuestionEntry, ReportContent, SectionContent
from reports.content.loading import load_all
from reports.content.places import Place
from reports.models import Assignment, ProposalState, Report
from reports.review.threads import Counts
from reports.rights.access import report_before
from reports.rights.permissions import can


@dataclass
class Sheet:
    """One question with all that the meeting looks at."""

    section: SectionContent
    entry: QuestionEntry
    before: QuestionEntry | None = None
    """The same question of last year's report; of a list of steps, last year's list."""
    problems: list[Problem] = field(default_factory=list)
    proposals: int = 0
    comments: int = 0

    @property
    def missing(self) -> list[QuestionEntry]:
        """What is required of it and not there: itself, or fields of its steps."""
        own = [self.entry] if self.entry.missing else []
        return own + [part for part in self.entry.parts if part.missing]


@dataclass
class Worksheet:
    content: ReportContent
    before: Report | None
    group: WorkingGroup | None
    sheets: list[Sheet]
    is_assigned: bool
    """Whether these are the group's own questions; else it is the whole report, for want of any or on purpose."""


def worksheet(report: Report, reader: User, group: WorkingGroup | None) -> Worksheet:
    """The questions assigned to the group, in the order of the report; without a group, or where nothing is assigned to
    it, all. The same number of queries however many they are."""
    last = report_before(report)
    if last is not None and not can(reader, "view", last):
        last = None
    content, *others = load_all([report, *filter(None, [last])])
    before = others[0] if others else None
    places = places_of(report, group) if group else []
    found = problems_by_entry(run(CHECKS, Material(content, before)))
    proposals, comments = open_proposals(report, reader), open_comments(report, reader)
    sheets = [
        Sheet(
            section,
            entry,
            before=same_question(before, entry) if before else None,
            problems=[
                problem
                for one in (entry, *entry.parts)
                for problem in found[one.name]
                if is_of_what_is_shown(problem, one)
            ],
            proposals=sum(proposals[one.slot.pk] for one in (entry, *entry.parts)),
            comments=sum(comments(one) for one in (entry, *entry.parts)),
        )
        for section in content.sections
        for entry in section.asked
        if not places or any(place.covers(entry) for place in places)
    ]
    return Worksheet(content, last, group, sheets, bool(places))


def places_of(report: Report, group: WorkingGroup) -> list[Place]:
    current = with_places(Assignment.objects.current()).filter(report=report, group=group)
    return [Place.of(assignment) for assignment in current.order_by("pk")]


def same_question(before: ReportContent, entry: QuestionEntry) -> QuestionEntry | None:
    """Last year's entry of the same key, about the same priority; one that was asked and answered."""
    found = before.entry(entry.key, entry.identity)
    return found if found and found.is_asked and found.is_answered else None


def problems_by_entry(problems: list[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        found[problem.question].append(problem)
    return found


def is_of_what_is_shown(problem: Problem, entry: QuestionEntry) -> bool:
    """Whether it is about the text that the meeting looks at: the one in the language of the page, if there is one."""
    shown = entry.answer_in(get_language() or "en")
    return shown is None or problem.language in ("", shown.language)


def open_proposals(report: Report, reader: User) -> Counter:
    """How many proposals wait, by question; none for who reads no proposals."""
    if not can(reader, "read_proposals", report):
        return Counter()
    rows = report.proposals.filter(state=ProposalState.OPEN).order_by()
    return Counter(dict(rows.values_list("slot").annotate(Count("pk"))))


def open_comments(report: Report, reader: User) -> Callable[[QuestionEntry], int]:
    """How many comments are open at an entry; none for who reads no comments."""
    counts = Counts(report, reader)
    return counts.of if counts else lambda entry: 0
