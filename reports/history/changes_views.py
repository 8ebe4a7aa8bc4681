"""What changed in a report since a time; and that somebody has seen a part."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from forum.access import require
from questionnaires.loader import edition
from reports.content.loading import load
from reports.history.changes import (
    Changed,
    Difference,
    Times,
    changed_since,
    differences_of,
    everywhere,
    last_frozen,
    since_frozen,
)
from reports.history.diff import words_in
from reports.history.forms import SinceForm
from reports.history.visits import mark_as_read, note_visit, visits_of
from reports.models import Occurrence, Report
from reports.rights.access import removed_steps, report_or_404
from reports.rights.permissions import can

CHANGES_A_PAGE, WORDS_A_PAGE = 15, 6000
"""A page ends with whichever comes first: comparing takes time, and what is compared has to come down a slow line."""


@never_cache
@require_safe
def since(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """Every answer that was changed, one under the other, with the words that came and went."""
    report = report_or_404(request.user, country, year)
    require(can(request.user, "read_history", report))
    made_at = timezone.now()
    content, frozen = load(report), last_frozen(report)
    form = SinceForm(request.GET, content=content, frozen=frozen)
    visits = visits_of(request.user, report)
    removed: list[Occurrence] = []
    if form.chosen == SinceForm.FROZEN and frozen:
        found: Sequence[Changed | Difference] = [
            one for one in since_frozen(content, frozen) if form.wanted in ("", one.changed.entry.section)
        ]
        times = of_part(form.wanted, everywhere(content, frozen.taken_at))
    else:
        times = of_part(form.wanted, visits if form.chosen == SinceForm.VISIT else everywhere(content, form.start()))
        found = changed_since(content, times, but=request.user if form.chosen == SinceForm.VISIT else None)
    for section in content.sections:
        if section.key in times and any(entry.is_group for entry in section.entries):
            removed = [one for one in removed_steps(report) if one.removed_at > times[section.key]]
    page = Paginator(in_pages(found) or [[]], 1).get_page(request.GET.get("page"))
    (on_page,) = page.object_list
    shown = [one for one in on_page if isinstance(one, Difference)]
    shown = shown or differences_of([one for one in on_page if isinstance(one, Changed)])
    context = {
        "report": report,
        "form": form,
        "since": form.chosen,
        "day": form.start(),
        "frozen": frozen,
        "visits": visits,
        "first": min(times.values(), default=None),
        "page": page,
        "total": len(found),
        "differences": [(one, content.section_of(one.changed.entry)) for one in shown],
        "removed": removed,
        "sections": [section.key for section in content.sections if form.wanted in ("", section.key)],
        "made_at": made_at,
    }
    return render(request, "reports/history/since.html", context)


def of_part(part: str, times: Times) -> Times:
    return {key: at for key, at in times.items() if part in ("", key)}


def in_pages(found: Sequence[Changed | Difference]) -> list[list[Changed | Difference]]:
    """The changes parted into pages."""
    pages: list[list[Changed | Difference]] = []
    words = 0
    for one in found:
        changed = one.changed if isinstance(one, Difference) else one
        length = words_in(changed.entry, changed.answer.value).total() if changed.entry.per_language else 0
        if not pages or len(pages[-1]) == CHANGES_A_PAGE or words + length > WORDS_A_PAGE:
            pages.append([])
            words = 0
        pages[-1].append(one)
        words += length
    return pages


@require_POST
def seen(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """A page says that it was looked at: `section`, `at`."""
    report = report_or_404(request.user, country, year)
    (section, *_others), at = parts_and_time(request, report)
    note_visit(report=report, section=section, at=at, by=request.user)
    return HttpResponse(status=204)


@require_POST
def read(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """A person says that they know these parts as they were `at` a time; leads back to one of them, or the report."""
    report = report_or_404(request.user, country, year)
    sections, at = parts_and_time(request, report)
    mark_as_read(report=report, sections=sections, at=at, by=request.user)
    messages.success(request, _("Marked as read. What is changed from now on will be shown as new."))
    key = request.POST.get("back", "")
    if key in sections:
        return redirect("reports:section", country, year, key)
    return redirect("reports:overview", country, year)


def parts_and_time(request: HttpRequest, report: Report) -> tuple[list[str], datetime]:
    """The sections that were sent, at least one, and the time with its zone. Raises Forbidden or BadRequest."""
    require(can(request.user, "read_history", report))
    sections = request.POST.getlist("section")
    at = moment(request.POST.get("at", ""))
    known = {section.key for section in edition(report.campaign.edition).sections}
    if not sections or not known.issuperset(sections) or at is None:
        raise BadRequest("no part of the report, or no time")
    return sections, at


def moment(text: str) -> datetime | None:
    """A time with its zone, as a page wrote it; None for anything else."""
    try:
        at = parse_datetime(text)
    except ValueError:
        return None
    return at if at and timezone.is_aware(at) else None
