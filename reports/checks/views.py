"""What the checks before sign-off find in a report, errors first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.checks.problem import Level, Problem
from reports.checks.registry import Check, checks_for
from reports.checks.running import check_report
from reports.rights.access import report_or_404
from roadmaps.naming import are_usual


@require_safe
def checks(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """Everyone who may see the report may see what the checks find in it."""
    report = report_or_404(request.user, country, year)
    problems = check_report(report)
    table = checks_for(are_usual(report.roadmap.levels.order_by("position")))
    context = {
        "report": report,
        "problems": problems,
        "errors": [problem for problem in problems if problem.level is Level.ERROR],
        "warnings": [problem for problem in problems if problem.level is Level.WARNING],
        "error_groups": groups(table, problems, Level.ERROR),
        "warning_groups": groups(table, problems, Level.WARNING),
        "checks": table,
    }
    return render(request, "reports/checks/checks.html", context)


def groups(table: tuple[Check, ...], problems: list[Problem], level: Level) -> list[tuple[Check, list[Problem]]]:
    """The checks of this level that found something, each with what it found."""
    found = [(check, [problem for problem in problems if problem.check == check.name]) for check in table]
    return [(check, these) for check, these in found if these and check.level is level]
