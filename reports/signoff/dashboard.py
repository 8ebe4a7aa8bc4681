"""The rows of the desk: how far each report is, who must act, what was done last.

`rows_of` reads the reports of some rows in four queries, two more while one of them is with the forum, without their
content; `read_contents` adds what is answered, in six more. Both take the same queries for three rows and for thirty.
Which rows there are says `selection`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from forum.models import Country, Membership
from forum.roles import COORDINATORS, Role
from journal.erasing import shown
from journal.models import Entry
from reports.content.entries import ReportContent
from reports.content.loading import load_all
from reports.models import Answer, Campaign, Report
from reports.review.comment_journal import without_inside
from reports.signoff.next_actor import AFTER_THE_FORUM, Turn, people, turns
from reports.signoff.statuses import HANDED_IN, Status, status_of
from reports.stages import Stage
from roadmaps.models import Roadmap

CHANGE_NOTHING = frozenset({"report.exported", "report.reminded"})
"""Acts on a report after which it is what it was before."""

VERSIONS = Report.objects.filter(country=OuterRef("country"), campaign=OuterRef("campaign"))
IS_HANDED_IN = Exists(VERSIONS.filter(stage__in=HANDED_IN))
ANSWERS = Answer.objects.filter(slot__report=OuterRef("pk")).order_by("-changed_at", "-pk")
IS_BEGUN = Exists(ANSWERS.filter(is_blank=False))
ACTS = (
    without_inside(Entry.objects.filter(target_type=Report._meta.label_lower))
    .filter(target_id=Cast(OuterRef("pk"), CharField()))
    .exclude(action__in=CHANGE_NOTHING)
    .order_by("-at", "-pk")
)
"""What is asked about a report within a query: its versions, its answers, the acts on it, the latest first."""


@dataclass
class Row:
    """A country in a year. `report` is the newest version, None where no report is open; `accepted` is the number of
    the version that is published, where that is another."""

    country: Country
    campaign: Campaign
    report: Report | None = None
    status: Status = Status.NOT_STARTED
    is_late: bool = False
    changed_at: datetime | None = None
    changed_by: str = ""
    turn: Turn = field(default_factory=Turn)
    content: ReportContent | None = None
    accepted: int | None = None
    has_roadmap: bool = True

    @property
    def name(self) -> str:
        return f"{self.country.code} {self.campaign.year}"

    @property
    def waits_for(self) -> str:
        """The roles whose turn it is, in words."""
        return capfirst(_(" or ").join(str(role.label) for role in self.turn.roles))

    @property
    def has_no_coordinator(self) -> bool:
        """Whether nobody is there who could write the report."""
        return self.turn.is_nobody and self.turn.roles == AFTER_THE_FORUM


def rows_of(keys: Sequence[int], today: date) -> list[Row]:
    """The rows of these reports, in this order."""
    found = reports_with_what_was_done_last().in_bulk(keys)
    rows = [row_of(found[key], today) for key in keys if key in found]
    add_last_changes(rows)
    turn_of = turns(row.report for row in rows)
    for row in rows:
        row.turn = turn_of[row.report.pk]
    return rows


def rows_without_report(campaign: Campaign, countries: Collection[Country]) -> list[Row]:
    """The rows of countries that have no report in a campaign; whoever leads the country must act. Two queries."""
    with_roadmap = set(Roadmap.objects.filter(country__in=countries, is_draft=False).values_list("country", flat=True))
    leading: dict[int | None, list[Membership]] = defaultdict(list)
    for membership in current_holders(COORDINATORS).filter(country__in=countries):
        leading[membership.country_id].append(membership)
    return [
        Row(
            country,
            campaign,
            turn=Turn(AFTER_THE_FORUM, people(leading[country.pk])),
            has_roadmap=country.pk in with_roadmap,
        )
        for country in countries
    ]


def reports_with_what_was_done_last() -> QuerySet[Report]:
    """Every report with the keys of its last act and of the answer changed last, and what its row says of it."""
    accepted = VERSIONS.filter(stage=Stage.PUBLISHED, version__lt=OuterRef("version")).order_by("-version")
    return Report.objects.select_related("country", "campaign", "roadmap").annotate(
        last_act=Subquery(ACTS.values("pk")[:1]),
        last_answer=Subquery(ANSWERS.values("pk")[:1]),
        is_begun=IS_BEGUN,
        is_handed_in=IS_HANDED_IN,
        accepted=Subquery(accepted.values("version")[:1]),
    )


def row_of(report: Report, today: date) -> Row:
    is_late = today > report.due and not report.is_handed_in
    status = status_of(report.stage, report.is_begun)
    return Row(report.country, report.campaign, report, status, is_late, accepted=report.accepted)


def add_last_changes(rows: list[Row]) -> None:
    """When something was last done to each report, and by whom: an act of the journal, or an answer still in work."""
    reports = [row.report for row in rows]
    acts = Entry.objects.in_bulk({report.last_act for report in reports if report.last_act})
    written = Answer.objects.select_related("changed_by").only("changed_at", "changed_by__name", "changed_by__email")
    answers = written.in_bulk({report.last_answer for report in reports if report.last_answer})
    for row in rows:
        act, answer = acts.get(row.report.last_act), answers.get(row.report.last_answer)
        if act:
            row.changed_at, row.changed_by = act.at, shown(act.actor_name)
        if answer and (row.changed_at is None or answer.changed_at > row.changed_at):
            row.changed_at, row.changed_by = answer.changed_at, str(answer.changed_by or "")


def current_holders(roles: Iterable[Role]) -> QuerySet[Membership]:
    """The memberships of those who hold one of these roles today and may log in, by name."""
    held = Membership.objects.current().filter(role__in=roles, user__is_active=True)
    return held.select_related("user").order_by("user__name", "user_id", "pk")


def read_contents(rows: Iterable[Row]) -> None:
    """Put what is asked and answered beside these rows."""
    with_report = [row for row in rows if row.report]
    for row, content in zip(with_report, load_all([row.report for row in with_report], text=False), strict=True):
        row.content = content
