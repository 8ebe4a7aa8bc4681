"""What a person has to do in the reports, what they wait for, and the reports themselves: the home page, and the list
that the digest sends. A constant number of queries, however many countries, years and roles."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language

from forum.access import countries_of, is_secretariat, memberships
from forum.models import Country, User, WorkingGroup
from forum.roles import ALLIANCE_ROLES, COORDINATORS, Role
from reports.assignments.board import BoardLine, assigned_to
from reports.content.entries import ReportContent
from reports.content.loading import load_all
from reports.models import Assignment, Proposal, Report, StageChange
from reports.rights.access import reports_of
from reports.rights.permissions import can
from reports.rights.writers import read_assignments, writer
from reports.secretariat.messages import questions_to
from reports.signoff.next_actor import Turn, turns
from reports.signoff.statuses import HANDED_IN
from reports.stages import EDITABLE, OPEN, Stage
from reports.tasks.rules import Situation, Task, answer_message, tasks_in, write_part


@dataclass(frozen=True)
class Waiting:
    """A report in which others have to do something: whose turn it is, if not the person's own, and how many parts that
    are assigned to others are not done."""

    report: Report
    turn: Turn
    parts: int = 0
    late: int = 0


@dataclass(frozen=True)
class Tasks:
    """All that the home page says to one person."""

    tasks: list[Task]
    """The most urgent first."""
    waiting: list[Waiting]
    reports: list[ReportContent]
    """Those of their own countries that are on their way, and the newest of each country."""
    unseen: list[Report]
    """Those on their way that are not open to them yet."""


def tasks_of(user: User) -> Tasks:
    """What the person has to do today. The secretariat finds the other reports on its desk."""
    today = timezone.localdate()
    versions = list(reports_of(own_countries(user)))
    newest, seen = newest_of_each(versions), newest_of_each(one for one in versions if can(user, "view", one))
    assigned = list(assigned_to(user))
    shown = shown_of(seen.values())
    read = {one.pk: one for one in [*shown, *submitted_reports(user), *(each.report for each in assigned)]}
    contents = {one.report.pk: one for one in load_all(read.values(), text=False)} if read else {}
    held: dict[int, set[str]] = defaultdict(set)
    for one in memberships(user):
        held[one.country_id].add(one.role)
    handed_in = {place(one) for one in versions if one.stage in HANDED_IN}
    open_ones = [one for one in read.values() if is_on_its_way(one)]
    turn_of, changes = turns(open_ones), last_changes(open_ones)
    groups = WorkingGroup.objects.filter(retired_on=None, country__in={one.country_id for one in open_ones})
    with_groups = set(groups.values_list("country", flat=True))
    proposals = proposals_to_decide(user, [contents[one.pk] for one in open_ones])
    situations = [
        Situation(
            content=contents[report.pk],
            turn=turn_of[report.pk],
            mine=frozenset(one.role for one in turn_of[report.pk].people if one.user == user.pk),
            leads=bool(held[report.country_id] & COORDINATORS),
            translates=Role.TRANSLATOR in held[report.country_id],
            has_groups=report.country_id in with_groups,
            due_on=None if place(report) in handed_in else report.due,
            change=changes.get(report.pk),
            proposals=proposals[report.pk],
        )
        for report in open_ones
    ]
    lines = [BoardLine.of(one, contents[one.report_id], today) for one in assigned]
    tasks = [
        *(write_part(line) for line in lines if line),
        *(answer_message(one) for one in questions_to(user)),
        *(task for one in situations for task in tasks_in(one, today)),
    ]
    return Tasks(
        sorted(tasks, key=lambda task: task.urgency),
        waiting_of([one for one in situations if one.report.pk in {each.pk for each in shown}], assigned, today),
        [contents[report.pk] for report in shown],
        [one for where, one in newest.items() if where not in seen and is_on_its_way(one)],
    )


def in_words(user: User) -> list[tuple[str, str]]:
    """The same tasks for a mail: each in a line, with the address of its button."""
    return [
        (
            " – ".join(part for part in (name_of(task), task.title, task.due.words if task.due else "") if part),
            task.act.address,
        )
        for task in tasks_of(user).tasks
    ]


def name_of(task: Task) -> str:
    return f"{task.report.country.name.in_language(get_language() or 'en')} {task.report.campaign.year}"


def own_countries(user: User) -> list[Country]:
    """The countries in which the person has a role of their own."""
    if not is_secretariat(user):
        return countries_of(user)
    return list({one.country_id: one.country for one in memberships(user) if one.role not in ALLIANCE_ROLES}.values())


def place(report: Report) -> tuple[int, int]:
    """What the versions of one report have in common."""
    return report.country_id, report.campaign_id


def newest_of_each(versions: Iterable[Report]) -> dict[tuple[int, int], Report]:
    """The newest version of each report, of versions in the order of `reports_of`."""
    newest: dict[tuple[int, int], Report] = {}
    for report in versions:
        newest.setdefault(place(report), report)
    return newest


def is_on_its_way(report: Report) -> bool:
    return report.stage in OPEN and report.superseded_at is None


def shown_of(reports: Collection[Report]) -> list[Report]:
    """The reports that are on their way, and the newest of each country."""
    latest: dict[int, Report] = {}
    for report in reports:
        latest.setdefault(report.country_id, report)
    return [one for one in reports if is_on_its_way(one) or one is latest[one.country_id]]


def submitted_reports(user: User) -> list[Report]:
    """For who accepts them: what the countries have signed, the oldest first."""
    if Role.SECRETARIAT not in {one.role for one in memberships(user)}:
        return []
    waiting = Report.objects.filter(stage=Stage.SUBMITTED, superseded_at=None)
    return list(waiting.select_related("country", "campaign", "roadmap").order_by("campaign__year", "country__code"))


def last_changes(reports: Collection[Report]) -> dict[int, StageChange]:
    """How each of the reports came to its stage, where it was at another one before. One query."""
    found: dict[int, StageChange] = {}
    for change in StageChange.objects.filter(report__in=reports).order_by("at", "pk"):
        found[change.report_id] = change
    return found


def proposals_to_decide(user: User, contents: Collection[ReportContent]) -> Counter[int]:
    """By report: how many open proposals of others the person may decide. Two queries."""
    drafts = [one for one in contents if can(user, "read_open_proposals", one.report)]
    reports = [one.report for one in drafts]
    read_assignments([user], reports)
    rights = {one.pk: writer(user, one) for one in reports}
    entries = {entry.slot.pk: entry for one in drafts for entry in one.entries()}
    waiting = Proposal.objects.open().filter(slot__report__in=reports).exclude(author=user)
    return Counter(
        report
        for slot, report, language in waiting.order_by("pk").values_list("slot", "slot__report", "language")
        if slot in entries and rights[report].may(entries[slot], language)
    )


def waiting_of(situations: Collection[Situation], own: Collection[Assignment], today: date) -> list[Waiting]:
    """What others have to do; who leads a draft sees how many parts are not done. One query."""
    led = [one.report for one in situations if one.leads and one.report.stage in EDITABLE]
    others = Assignment.objects.open().filter(report__in=led).exclude(pk__in=[one.pk for one in own]).order_by("pk")
    parts, late = Counter(), Counter()
    for report, due_on in others.values_list("report", "due_on"):
        parts[report] += 1
        late[report] += bool(due_on and due_on < today)
    return [
        Waiting(one.report, Turn() if one.mine else one.turn, parts[one.report.pk], late[one.report.pk])
        for one in situations
        if not one.mine or parts[one.report.pk]
    ]
