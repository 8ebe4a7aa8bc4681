"""Reading the forum's review: the frozen text, the groups that are asked, and what each of them has answered."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from forum.models import Country, Membership, User, WorkingGroup
from forum.roles import Role
from reports.models import ForumAnswer, Report, Snapshot


@dataclass
class GroupLine:
    """A working group in a review. One without a chair cannot answer, and holds nobody up."""

    group: WorkingGroup
    chairs: list[User] = field(default_factory=list)
    answer: ForumAnswer | None = None
    earlier: ForumAnswer | None = None
    """What it answered last to a text before this one."""

    @property
    def is_silent(self) -> bool:
        """Asked, and without an answer."""
        return bool(self.chairs) and self.answer is None


@dataclass
class Round:
    """A text that was frozen for the forum, and what groups answered to it. `snapshot` comes without its content."""

    snapshot: Snapshot
    answers: list[ForumAnswer]


@dataclass
class Review:
    """The newest review of a report. `snapshot` comes without its content."""

    snapshot: Snapshot
    lines: list[GroupLine]
    earlier: list[Round] = field(default_factory=list)
    """The texts before it that were answered, those of earlier versions too, the newest first."""

    @property
    def answers(self) -> list[ForumAnswer]:
        return [line.answer for line in self.lines if line.answer]

    @property
    def silent(self) -> list[GroupLine]:
        return [line for line in self.lines if line.is_silent]

    def line_of(self, group: WorkingGroup) -> GroupLine:
        return next(line for line in self.lines if line.group.pk == group.pk)


def review_of(report: Report) -> Review | None:
    """The newest review of a report, open or closed; None where it never was with the forum. Three queries."""
    snapshots = report.snapshots.filter(occasion=Snapshot.Occasion.REVIEW)
    snapshot = snapshots.order_by("-number").defer("content").first()
    if snapshot is None:
        return None
    lines = {line.group.pk: line for line in groups_of(report)}
    earlier: dict[int, Round] = {}
    for answer in answers_until(snapshot, report):
        group = answer.working_group_id
        if answer.snapshot_id == snapshot.pk:
            lines.setdefault(group, GroupLine(answer.working_group)).answer = answer
            continue
        earlier.setdefault(answer.snapshot_id, Round(answer.snapshot, [])).answers.append(answer)
        if group in lines and lines[group].earlier is None:
            lines[group].earlier = answer
    in_order = sorted(lines.values(), key=lambda line: (line.group.position, line.group.pk))
    return Review(snapshot, in_order, list(earlier.values()))


def answers_until(snapshot: Snapshot, report: Report) -> QuerySet[ForumAnswer]:
    """What was answered to a frozen text, and to those before it: in this version of the report and in earlier ones."""
    given = ForumAnswer.objects.filter(
        snapshot__report__country=report.country_id,
        snapshot__report__campaign=report.campaign_id,
        snapshot__report__version__lte=report.version,
        snapshot__taken_at__lte=snapshot.taken_at,
    )
    found = given.select_related(
        "working_group", "organisation", "given_by", "snapshot__report__campaign", "snapshot__report__country"
    )
    found = found.defer("snapshot__content", "snapshot__supplement")
    return found.order_by("-snapshot__taken_at", "-snapshot__pk", "working_group__position", "working_group__pk")


def round_of(snapshot: Snapshot) -> Round:
    """A frozen text with what was answered to it."""
    given = snapshot.answers.select_related("working_group", "organisation", "given_by")
    return Round(snapshot, list(given.order_by("working_group__position", "working_group__pk")))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of an observation in one language: what empty lines part."""
    return [" ".join(part.split()) for part in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")) if part.strip()]


def asked_groups(country: Country) -> QuerySet[WorkingGroup]:
    """The groups that a report is sent to: those that are not retired."""
    return country.working_groups.filter(retired_on=None).order_by("position", "pk")


def groups_of(report: Report) -> list[GroupLine]:
    """The country's working groups with those who chair them today. Two queries."""
    groups = {group.pk: GroupLine(group) for group in asked_groups(report.country)}
    for chair in chairs_of(groups):
        line = groups[chair.working_group_id]
        if chair.user not in line.chairs:
            line.chairs.append(chair.user)
    return list(groups.values())


def chairs_of(groups: Iterable[int]) -> list[Membership]:
    held = Membership.objects.current().filter(role=Role.GROUP_CHAIR, working_group__in=list(groups))
    return list(held.filter(user__is_active=True).select_related("user").order_by("user__name", "pk"))
