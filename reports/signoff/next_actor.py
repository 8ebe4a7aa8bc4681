"""Who must act next: the roles, and the people who hold them. For any number of reports in one query, in three where
one of them is with the forum."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from forum.models import Membership
from forum.roles import Role
from reports.models import Report, Snapshot
from reports.stages import Stage

NEXT: Mapping[str, tuple[Role, ...]] = {
    Stage.DRAFT: (Role.FOCAL_POINT, Role.DEPUTY),
    Stage.FORUM_REVIEW: (Role.GROUP_CHAIR,),
    Stage.SIGN_OFF: (Role.SIGNATORY,),
    Stage.SUBMITTED: (Role.SECRETARIAT,),
    Stage.PUBLISHED: (),
}
"""Who acts at each stage. With the forum: the chairs of the groups that have not answered, then the focal point."""

AFTER_THE_FORUM = NEXT[Stage.DRAFT]


@dataclass(frozen=True)
class Holder:
    """A person in the role in which they must act."""

    name: str
    role: Role
    user: int


@dataclass(frozen=True)
class Turn:
    """Whom a report waits for; no role at all where nothing more is to be done."""

    roles: tuple[Role, ...] = ()
    people: tuple[Holder, ...] = ()

    @property
    def is_nobody(self) -> bool:
        """Whether somebody must act, and nobody is there who could."""
        return bool(self.roles) and not self.people

    @property
    def role(self) -> Role | None:
        """The role that is named first."""
        held = [holder.role for holder in self.people]
        return next((role for role in self.roles if role in held), self.roles[0] if self.roles else None)


def turn_of(report: Report) -> Turn:
    """Whom one report waits for."""
    return turns([report])[report.pk]


def turns(reports: Iterable[Report]) -> dict[int, Turn]:
    """Whom each of the reports waits for, by its primary key."""
    reports = list(reports)
    silent = silent_chairs(reports)
    held = holders(reports)
    return {report.pk: of_one(report, held, silent.get(report.pk, [])) for report in reports}


def of_one(report: Report, held: list[Membership], silent: list[Membership]) -> Turn:
    if report.superseded_at:
        return Turn()
    roles = NEXT[report.stage]
    if report.stage == Stage.FORUM_REVIEW:
        if silent:
            return Turn(roles, people(silent))
        roles = AFTER_THE_FORUM
    return Turn(
        roles,
        people([one for one in held if one.role in roles and one.country_id in (report.country_id, None)]),
    )


def people(held: Iterable[Membership]) -> tuple[Holder, ...]:
    """Each person once in each role, the focal point before the deputy."""
    order = list(Role)
    named = sorted(held, key=lambda one: (order.index(Role(one.role)), one.user.name, one.pk))
    return tuple(dict.fromkeys(Holder(str(one.user), Role(one.role), one.user_id) for one in named))


def holders(reports: list[Report]) -> list[Membership]:
    """The memberships that may matter: the roles that act next, in the countries of the reports."""
    roles = {role for report in reports for role in NEXT[report.stage] if role != Role.GROUP_CHAIR}
    if any(report.stage == Stage.FORUM_REVIEW for report in reports):
        roles.update(AFTER_THE_FORUM)
    if not roles:
        return []
    held = Membership.objects.current().filter(role__in=roles, user__is_active=True)
    of_theirs = Q(country__in={report.country_id for report in reports}) | Q(country=None)
    return list(held.filter(of_theirs).select_related("user").order_by("pk"))


def silent_chairs(reports: list[Report]) -> dict[int, list[Membership]]:
    """For each report with the forum, the chairs of the groups that have not answered its newest frozen text."""
    with_forum = [report for report in reports if report.stage == Stage.FORUM_REVIEW]
    if not with_forum:
        return {}
    newest: dict[int, int] = {}
    answered: dict[int, set[int]] = defaultdict(set)
    rows = Snapshot.objects.filter(report__in=with_forum, occasion=Snapshot.Occasion.REVIEW).order_by("number")
    for report, number, group in rows.values_list("report", "number", "answers__working_group"):
        if newest.get(report) != number:
            newest[report] = number
            answered[report] = set()
        answered[report].add(group)
    chairs = Membership.objects.current().filter(
        role=Role.GROUP_CHAIR,
        country__in={report.country_id for report in with_forum},
        working_group__retired_on=None,
        user__is_active=True,
    )
    found = list(chairs.select_related("user").order_by("pk"))
    return {
        report.pk: [
            chair
            for chair in found
            if chair.country_id == report.country_id and chair.working_group_id not in answered[report.pk]
        ]
        for report in with_forum
    }
