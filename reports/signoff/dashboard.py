"""Every country and every year in one table: how far each report is, who must act, what was done last.

`desk_rows` reads the whole table in seven queries, two more while a report is with the forum, without the content of
the reports; `read_contents` adds what is answered to the rows that are shown, in six more. Both take the same queries
for three countries and for thirty.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
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

CHANGE_NOTHING = frozenset({"report.exported", "report.reminded"})
"""Acts on a report after which it is what it was before."""


@dataclass
class Row:
    """A country in a year. `report` is the newest version, None where no report is open; `published` is the one that is
    published, where that is another."""

    country: Country
    campaign: Campaign
    report: Report | None
    status: Status
    is_late: bool
    changed_at: datetime | None = None
    changed_by: str = ""
    turn: Turn = field(default_factory=Turn)
    content: ReportContent | None = None
    published: Report | None = None

    @property
    def name(self) -> str:
        return f"{self.country.code} {self.campaign.year}"

    @property
    def waits_for(self) -> str:
        """The roles whose turn it is, in words."""
        return capfirst(_(" or ").join(str(role.label) for role in self.turn.roles))


def desk_rows(today: date | None = None) -> list[Row]:
    """A row for each country and campaign, newest year first; a country stands there from the year that it joined."""
    today = today or timezone.localdate()
    countries, campaigns = list(Country.objects.order_by("code")), list(Campaign.objects.order_by("-year"))
    versions: dict[tuple[int, int], list[Report]] = defaultdict(list)
    for report in reports_with_what_was_done_last():
        versions[report.country_id, report.campaign_id].append(report)
    rows = []
    for campaign in campaigns:
        for country in countries:
            found = versions[country.pk, campaign.pk]
            if found or not country.pathfinder_since or country.pathfinder_since <= campaign.period_end:
                rows.append(row_of(country, campaign, found, today))
    add_last_changes(rows)
    add_turns(rows)
    return rows


def reports_with_what_was_done_last() -> QuerySet[Report]:
    """Every report, the newest version first, with the keys of its last act and of the answer changed last."""
    of_one = {"target_type": Report._meta.label_lower, "target_id": Cast(OuterRef("pk"), CharField())}
    acts = without_inside(Entry.objects.filter(**of_one))
    acts = acts.exclude(action__in=CHANGE_NOTHING).order_by("-at", "-pk")
    answers = Answer.objects.filter(slot__report=OuterRef("pk"))
    return (
        Report.objects.select_related("country", "campaign", "roadmap")
        .annotate(
            last_act=Subquery(acts.values("pk")[:1]),
            last_answer=Subquery(answers.order_by("-changed_at", "-pk").values("pk")[:1]),
            is_begun=Exists(answers.filter(is_blank=False)),
        )
        .order_by("-campaign__year", "country__code", "-version")
    )


def row_of(country: Country, campaign: Campaign, versions: list[Report], today: date) -> Row:
    report = versions[0] if versions else None
    is_late = bool(versions) and today > versions[0].due and not any(one.stage in HANDED_IN for one in versions)
    is_begun = bool(report and report.is_begun)
    published = next((one for one in versions[1:] if one.stage == Stage.PUBLISHED), None)
    status = status_of(report.stage if report else "", is_begun)
    return Row(country, campaign, report, status, is_late, published=published)


def add_last_changes(rows: list[Row]) -> None:
    """When something was last done to each report, and by whom: an act of the journal, or an answer still in work."""
    reports = [row.report for row in rows if row.report]
    acts = Entry.objects.in_bulk({report.last_act for report in reports if report.last_act})
    written = Answer.objects.select_related("changed_by").only("changed_at", "changed_by__name", "changed_by__email")
    answers = written.in_bulk({report.last_answer for report in reports if report.last_answer})
    for row in rows:
        if row.report is None:
            continue
        act, answer = acts.get(row.report.last_act), answers.get(row.report.last_answer)
        if act:
            row.changed_at, row.changed_by = act.at, shown(act.actor_name)
        if answer and (row.changed_at is None or answer.changed_at > row.changed_at):
            row.changed_at, row.changed_by = answer.changed_at, str(answer.changed_by or "")


def add_turns(rows: list[Row]) -> None:
    """Whom each report waits for; where none is open, whoever leads the country."""
    turn_of = turns(row.report for row in rows if row.report)
    leading: dict[int | None, list[Membership]] = defaultdict(list)
    for membership in current_holders(COORDINATORS):
        leading[membership.country_id].append(membership)
    for row in rows:
        row.turn = turn_of[row.report.pk] if row.report else Turn(AFTER_THE_FORUM, people(leading[row.country.pk]))


def current_holders(roles: Iterable[Role]) -> QuerySet[Membership]:
    """The memberships of those who hold one of these roles today and may log in, by name."""
    held = Membership.objects.current().filter(role__in=roles, user__is_active=True)
    return held.select_related("user").order_by("user__name", "user_id", "pk")


def read_contents(rows: Iterable[Row]) -> None:
    """Put what is asked and answered beside these rows."""
    with_report = [row for row in rows if row.report]
    for row, content in zip(with_report, load_all([row.report for row in with_report], text=False), strict=True):
        row.content = content
