"""Which rows the desk shows, in which order. The database filters, sorts and counts; a slice reads its rows alone."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cached_property

from django.db.models import Case, DateTimeField, Exists, Expression, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from forum.models import Country
from reports.models import Campaign, Report
from reports.signoff.dashboard import ACTS, ANSWERS, IS_BEGUN, IS_HANDED_IN, VERSIONS, Row, rows_of, rows_without_report
from reports.signoff.due import DUE
from reports.signoff.statuses import OF_STAGE, Status
from reports.stages import Stage

LATE = "late"
STAGES = {status: stage for stage, status in OF_STAGE.items()}
NEVER = Value(datetime(1970, 1, 1, tzinfo=UTC), output_field=DateTimeField())

SORTED_BY: dict[str, tuple[Expression | F, ...]] = {
    "country": (F("place"),),
    "year": (F("campaign__year"),),
    "status": (
        Case(
            When(stage=Stage.DRAFT, is_begun=False, then=0),
            *(When(stage=stage, then=number) for number, stage in enumerate(OF_STAGE, start=1)),
        ),
        Case(When(is_late=True, then=0), default=1),
    ),
    "changed": (
        Greatest(
            Coalesce(Subquery(ACTS.values("at")[:1]), NEVER),
            Coalesce(Subquery(ANSWERS.values("changed_at")[:1]), NEVER),
        ),
    ),
}
"""What the rows can be sorted by; "-" in front is the other way round."""


def newest_reports() -> QuerySet[Report]:
    """The newest version of each report."""
    return Report.objects.filter(~Exists(VERSIONS.filter(version__gt=OuterRef("version")))).alias(
        due=DUE, is_begun=IS_BEGUN
    )


def late(today: date) -> Q:
    return Q(~IS_HANDED_IN, due__lt=today)


class Rows:
    """The rows of a campaign, or of all years (None), with a status, in some countries; in the order of `sort`, of the
    years, and in which the countries are given.

    A country that has no report in the campaign has a row behind the reports, and before them where the least advanced
    come first; where all years are shown, it has none.
    """

    def __init__(
        self,
        countries: Sequence[Country],
        *,
        campaign: Campaign | None = None,
        status: str = "",
        sort: str = "",
        today: date | None = None,
    ) -> None:
        self.countries, self.campaign, self.status, self.sort = countries, campaign, status, sort
        self.today = today or timezone.localdate()

    @property
    def reports(self) -> QuerySet[Report]:
        found = newest_reports().filter(country__in=[country.pk for country in self.countries])
        if self.campaign:
            found = found.filter(campaign=self.campaign)
        if self.status == LATE:
            return found.filter(late(self.today))
        if self.status == Status.NOT_STARTED.value:
            return found.filter(stage=Stage.DRAFT, is_begun=False)
        if self.status:
            found = found.filter(stage=STAGES[Status(self.status)])
            return found.filter(is_begun=True) if self.status == Status.WRITING.value else found
        return found

    @cached_property
    def number(self) -> int:
        return self.reports.count()

    @cached_property
    def missing(self) -> list[Country]:
        """The countries without a report in the campaign; one has none to give before the year in which it joined."""
        if self.campaign is None or self.status not in {"", Status.NOT_STARTED.value}:
            return []
        reporting = set(self.campaign.reports.values_list("country", flat=True))
        last = self.campaign.period_end
        found = [
            country
            for country in self.countries
            if country.pk not in reporting and (country.pathfinder_since or last) <= last
        ]
        return found[::-1] if self.sort == "-country" else found

    def __len__(self) -> int:
        return self.number + len(self.missing)

    def __getitem__(self, part: slice) -> list[Row]:
        start, stop, _step = part.indices(len(self))
        before = len(self.missing) if self.sort == "status" else 0
        behind = 0 if before else self.number
        keys = self.in_order.values_list("pk", flat=True)[max(start - before, 0) : max(stop - before, 0)]
        rows = rows_of(list(keys), self.today)
        countries = self.missing[max(start - behind, 0) : max(stop - behind, 0)]
        others = rows_without_report(self.campaign, countries) if countries else []
        return others + rows if before else rows + others

    @property
    def in_order(self) -> QuerySet[Report]:
        places = [When(country=country.pk, then=number) for number, country in enumerate(self.countries)]
        ways = SORTED_BY.get(self.sort.removeprefix("-"), ())
        chosen = [way.desc() if self.sort.startswith("-") else way.asc() for way in ways]
        is_late = Case(When(late(self.today), then=Value(True)), default=Value(False))
        ordered = self.reports.alias(place=Case(*places, default=0), is_late=is_late)
        return ordered.order_by(*chosen, "-campaign__year", "place", "pk")
