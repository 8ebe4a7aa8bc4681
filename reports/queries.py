"""Reading reports."""

from collections.abc import Iterable

from django.http import Http404

from forum.access import country_or_404
from forum.models import Country, User
from reports.content import ReportContent, load_all
from reports.models import Occurrence, Report


def reports_of(countries: Iterable[Country]):
    """The reports of these countries, newest year first, ready to be read."""
    return (
        Report.objects.filter(country__in=countries)
        .select_related("country", "campaign", "roadmap")
        .order_by("-campaign__year", "country__code", "-version")
    )


def report_or_404(user: User, country: str, year: int) -> Report:
    """The newest version of a country's report of a year; 404 too where the country is not the reader's business."""
    report = reports_of([country_or_404(user, country)]).filter(campaign__year=year).first()
    if report is None:
        raise Http404
    return report


def removed_steps(report: Report) -> list[Occurrence]:
    """The next steps taken out of the report, which can be brought back, the last one first."""
    removed = report.occurrences.filter(source=Occurrence.Source.NEXT_STEP).exclude(removed_at=None)
    return list(removed.select_related("next_step").order_by("-removed_at", "pk"))


def waiting_for(countries: Iterable[Country]) -> list[ReportContent]:
    """The newest report of each country, read without its long texts."""
    newest: dict[int, Report] = {}
    for report in reports_of(countries):
        newest.setdefault(report.country_id, report)
    return load_all(newest.values(), text=False)


def report_before(report: Report) -> Report | None:
    """The newest version of the country's report of the year before."""
    return reports_of([report.country]).filter(campaign__year=report.campaign.year - 1).first()
