"""Reading reports."""

from collections.abc import Iterable

from django.db.models import CharField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.http import Http404

from forum.access import country_or_404, require
from forum.models import Country, User
from reports.models import Occurrence, Report
from reports.rights.permissions import can
from reports.stages import Stage


def reports_of(countries: Iterable[Country]):
    """The reports of these countries, newest year first, ready to be read."""
    return (
        Report.objects.filter(country__in=countries)
        .select_related("country", "campaign", "roadmap")
        .order_by("-campaign__year", "country__code", "-version")
    )


def newest_and_published(user: User, countries: Iterable[Country]) -> QuerySet[Report]:
    """The newest version that the person may see of each of their reports (is_newest), and behind it the published one,
    where that is another. In the same order; one query."""
    seen = open_to(user, countries)
    higher = Report.objects.filter(
        country=OuterRef("country"), campaign=OuterRef("campaign"), version__gt=OuterRef("version")
    )
    higher = higher.filter(seen).alias(beside=ExpressionWrapper(OuterRef("stage"), CharField()))
    takes_its_place = Exists(higher.filter(Q(stage=Stage.PUBLISHED) | ~Q(beside=Stage.PUBLISHED)))
    return reports_of(countries).filter(seen, ~takes_its_place).annotate(is_newest=~Exists(higher))


def open_to(user: User, countries: Iterable[Country]) -> Q:
    """What of the reports of these countries the person may see."""
    hidden = Q()
    for country in countries:
        one = Report(country=country)
        if stages := [stage for stage in Stage if not can(user, "view", one, stage=stage)]:
            hidden |= Q(country=country, stage__in=stages)
    return ~hidden if hidden else hidden


def published_of(reports: Iterable[Report]) -> list[Report]:
    """The published version of each of these, whichever of its versions it is; none of one that has none. One query."""
    wanted = {(report.country_id, report.campaign_id) for report in reports}
    published = reports_of({country for country, _campaign in wanted}).filter(stage=Stage.PUBLISHED)
    newest: dict[tuple[int, int], Report] = {}
    for report in published.filter(campaign__in={campaign for _country, campaign in wanted}):
        newest.setdefault((report.country_id, report.campaign_id), report)
    return [report for place, report in newest.items() if place in wanted]


def report_or_404(user: User, country: str, year: int) -> Report:
    """The newest version of a country's report of a year that the reader may see.

    404 too where the country is not the reader's business; Forbidden, with the reason, where no version is open to
    somebody of the country.
    """
    versions = list(reports_of([country_or_404(user, country)]).filter(campaign__year=year))
    if not versions:
        raise Http404
    verdicts = [can(user, "view", report) for report in versions]
    report = next((report for report, verdict in zip(versions, verdicts, strict=True) if verdict), None)
    if report is None:
        require(verdicts[0])
    return report


def version_or_404(user: User, country: str, year: int, number: int) -> Report:
    """One version of a report, by its number; under the same rules."""
    found = reports_of([country_or_404(user, country)]).filter(campaign__year=year, version=number).first()
    if found is None:
        raise Http404
    require(can(user, "view", found))
    return found


def versions_of(report: Report) -> list[Report]:
    """Every version of the report, the newest first."""
    return list(reports_of([report.country]).filter(campaign=report.campaign_id))


def versions_open_to(user: User, report: Report) -> list[Report]:
    """Those of them that the person may see: an observer reads no correction before it is with the forum."""
    return [version for version in versions_of(report) if can(user, "view", version)]


def removed_steps(report: Report) -> list[Occurrence]:
    """The next steps taken out of the report, which can be brought back, the last one first."""
    removed = report.occurrences.filter(source=Occurrence.Source.NEXT_STEP).exclude(removed_at=None)
    return list(removed.select_related("next_step").order_by("-removed_at", "pk"))


def report_before(report: Report) -> Report | None:
    """The newest version of the country's report of the year before."""
    return reports_of([report.country]).filter(campaign__year=report.campaign.year - 1).first()
