"""The versions of a report: each as it was signed, to be read; and what a correction changed, word by word."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reports.content.comparing import changes
from reports.content.loading import load, load_all, read_frozen
from reports.models import Snapshot
from reports.review.threads import Counts
from reports.rights.access import report_or_404, version_or_404, versions_open_to
from reports.signoff.forum_review import review_of, round_of


@require_safe
def version(request: HttpRequest, country: str, year: int, version: int) -> HttpResponse:
    """One version whole, to be read; the frozen text while it is with the forum."""
    report = version_or_404(request.user, country, year, version)
    context = {
        "report": report,
        "content": load(report),
        "comments": Counts(report, request.user),
        "versions": versions_open_to(request.user, report),
        "review": review_of(report),
        "signature": report.signatures.order_by("-signed_at", "-pk").first(),
    }
    return render(request, "reports/history/version.html", context)


@require_safe
def forum_text(request: HttpRequest, country: str, year: int, version: int, number: int) -> HttpResponse:
    """A text as it was frozen for the forum, with what the groups answered to it."""
    report = version_or_404(request.user, country, year, version)
    snapshot = get_object_or_404(report.snapshots, occasion=Snapshot.Occasion.REVIEW, number=number)
    context = {
        "report": report,
        "round": round_of(snapshot),
        "content": read_frozen([(report, snapshot)])[0],
        "comments": None,
    }
    return render(request, "reports/history/forum_text.html", context)


@require_safe
def differences(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """What changed between two versions: ?from=1&to=2, or the newest and the one before it."""
    newest = report_or_404(request.user, country, year)
    versions = versions_open_to(request.user, newest)
    by_number = {report.version: report for report in versions}
    to = number(request, "to", newest.version)
    old, new = by_number.get(number(request, "from", to - 1)), by_number.get(to)
    if old is None or new is None or old.version >= new.version:
        raise Http404
    before, after = load_all([old, new])
    context = {"report": newest, "old": old, "new": new, "changes": list(changes(before, after)), "versions": versions}
    return render(request, "reports/history/differences.html", context)


def number(request: HttpRequest, name: str, default: int) -> int:
    """A number of the address; 404 for one that is none."""
    value = request.GET.get(name, "")
    if value and not (value.isdecimal() and len(value) < 5):
        raise Http404
    return int(value) if value else default
