"""Signing: a look at what is signed, a statement, and a second factor shown a moment ago."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum.access import require
from forum.second_factor import ask, confirmed_recently
from questionnaires.kinds import KINDS
from reports.checks.problem import Level
from reports.checks.running import check_report
from reports.content.entries import ReportContent
from reports.content.loading import load
from reports.models import Report
from reports.rights.access import report_or_404
from reports.rights.permissions import can
from reports.signoff import stage_views
from reports.signoff.fingerprints import fingerprint, text_fingerprint
from reports.signoff.forum_review import review_of
from reports.signoff.guards import of_check
from reports.signoff.snapshots import freeze
from reports.signoff.workflow import Blocked, StaleStage, StaleText, apply_transition
from reports.stages import Stage


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """What is signed; a post asks for the second factor where it was not shown a moment ago, and signs where it was."""
    report = report_or_404(request.user, country, year)
    if report.stage != Stage.SIGN_OFF and request.method != "POST":
        return stage_views.page(request, report, closed=True)
    require(can(request.user, "sign", report))
    method = confirmed_recently(request) or ""
    if request.method != "POST":
        return page(request, report, method)
    if not method:
        return ask(request, reverse("reports:sign", args=[country, year]))
    if not request.POST.get("statement"):
        problem = {"message": _("Confirm the statement before you sign."), "href": "#statement"}
        return page(request, report, method, problems=[problem], status=422)
    try:
        apply_transition(
            report=report, name="sign", by=request.user, method=method, seen_hash=request.POST.get("sha256", "")
        )
    except StaleText:
        problem = {"message": _("The text, the people or the forum’s answers have changed since you opened this page.")}
        return page(request, report, method, problems=[problem], status=409)
    except StaleStage:
        messages.warning(
            request, _("Somebody else was faster; nothing has been signed. This is where the report stands.")
        )
        return redirect("reports:stage", country, year)
    except Blocked as blocked:
        problems = [{"message": one.message, "href": one.href} for one in blocked.problems]
        return page(request, report, method, problems=problems, status=422)
    messages.success(request, _("The report is signed and submitted."))
    return redirect("reports:stage", country, year)


def page(
    request: HttpRequest, report: Report, method: str, *, problems: list | None = None, status: int = 200
) -> HttpResponse:
    content, found, frozen = load(report), check_report(report), freeze(report)
    context = {
        "report": report,
        "content": content,
        "words": words_of(content),
        "method": method,
        "problems": problems or [],
        "blocking": [of_check(report, problem) for problem in found if problem.level is Level.ERROR],
        "warnings": sum(problem.level is Level.WARNING for problem in found),
        "review": review_of(report),
        "sha256": fingerprint(frozen),
        "text_sha256": text_fingerprint(frozen),
        "proposed": report.stage_changes.filter(to_stage=report.stage).order_by("-at", "-pk").first(),
    }
    return render(request, "reports/signoff/sign.html", context, status=status)


def words_of(content: ReportContent) -> list[tuple[str, int]]:
    """How many words are signed in each of the country's languages."""
    counts = dict.fromkeys(content.report.country.languages, 0)
    for entry in content.entries():
        if entry.per_language and entry.is_asked:
            for language, answer in entry.filled.items():
                text = KINDS[entry.question.kind].text(answer.value, entry.options, language)
                counts[language] = counts.get(language, 0) + len(text.split())
    return list(counts.items())
