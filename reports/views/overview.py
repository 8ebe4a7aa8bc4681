"""The list of reports, and a report at a glance: its sections, what is missing, and where to go on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forum.access import countries_of
from journal.queries import latest_acts
from reports.content import load
from reports.permissions import can
from reports.queries import report_or_404, reports_of

LATEST_ACTS = 8


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """Every report that the reader may see, newest year first."""
    countries = countries_of(request.user)
    return render(request, "reports/list.html", {"reports": reports_of(countries), "countries": countries})


@require_safe
def overview(request: HttpRequest, country: str, year: int) -> HttpResponse:
    report = report_or_404(request.user, country, year)
    content = load(report, text=False)
    waiting = [section for section in content.sections if section.asked and section.state != "done"]
    context = {
        "report": report,
        "content": content,
        "go_on": waiting[0] if waiting else None,
        "may_write": can(request.user, "write", report),
        "history": latest_acts(report, LATEST_ACTS),
    }
    return render(request, "reports/overview.html", context)
