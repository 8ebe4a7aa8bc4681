"""The versions of a report: each as it was signed, to be read; and what a correction changed, word by word."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.content.entries import QuestionEntry, ReportContent
from reports.content.loading import load, load_all
from reports.review.threads import Counts
from reports.rights.access import report_or_404, version_or_404, versions_open_to
from reports.signoff.forum_review import review_of
from reports.stages import Stage


@require_safe
def version(request: HttpRequest, country: str, year: int, version: int) -> HttpResponse:
    """One version whole, to be read; the frozen text while it is with the forum."""
    report = version_or_404(request.user, country, year, version)
    context = {
        "report": report,
        "content": load(report),
        "comments": Counts(report, request.user),
        "versions": versions_open_to(request.user, report),
        "review": review_of(report) if report.stage != Stage.DRAFT else None,
        "signature": report.signatures.order_by("-signed_at", "-pk").first(),
    }
    return render(request, "reports/history/version.html", context)


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


@dataclass(frozen=True)
class Change:
    """An answer that is not the same in both versions; `old` or `new` is None where there is none."""

    entry: QuestionEntry
    language: str
    old: Any
    new: Any


def changes(before: ReportContent, after: ReportContent) -> Iterator[Change]:
    """What is not the same, in the order of the newer version; then what is no longer there."""
    earlier = {(entry.key, entry.identity): entry for entry in before.entries()}
    for entry in after.entries():
        yield from changes_of(entry, earlier.pop((entry.key, entry.identity), None), entry)
    for entry in earlier.values():
        yield from changes_of(entry, entry, None)


def changes_of(shown: QuestionEntry, old: QuestionEntry | None, new: QuestionEntry | None) -> Iterator[Change]:
    values = [values_of(entry) for entry in (old, new)]
    for language in dict.fromkeys([*values[1], *values[0]]):
        was, now = (found.get(language) for found in values)
        if was != now:
            yield Change(shown, language, was, now)


def values_of(entry: QuestionEntry | None) -> dict[str, Any]:
    """What is printed of an entry, by language."""
    if entry is None or not entry.is_asked:
        return {}
    return {language: answer.value for language, answer in entry.filled.items()}
