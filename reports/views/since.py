"""What changed in a report since a time; and that somebody has seen a part."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from forum.access import require
from reports.content import load
from reports.forms.since import SinceForm
from reports.models import Occurrence
from reports.permissions import can
from reports.queries import removed_steps, report_or_404
from reports.since import Changed, Difference, changed_since, differences_of, everywhere, last_frozen, since_frozen
from reports.visits import mark_as_read, note_visit, visits_of

CHANGES_A_PAGE = 15


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
        times = everywhere(content, frozen.taken_at)
    else:
        times = visits if form.chosen == SinceForm.VISIT else everywhere(content, form.start())
        times = {key: at for key, at in times.items() if form.wanted in ("", key)}
        found = changed_since(content, times, but=request.user if form.chosen == SinceForm.VISIT else None)
    for section in content.sections:
        if section.key in times and any(entry.is_group for entry in section.entries):
            removed = [one for one in removed_steps(report) if one.removed_at > times[section.key]]
    page = Paginator(found, CHANGES_A_PAGE).get_page(request.GET.get("page"))
    shown = [one for one in page.object_list if isinstance(one, Difference)]
    shown = shown or differences_of([one for one in page.object_list if isinstance(one, Changed)])
    context = {
        "report": report,
        "form": form,
        "since": form.chosen,
        "day": form.start(),
        "frozen": frozen,
        "visits": visits,
        "first": min(times.values(), default=None),
        "page": page,
        "differences": [(one, content.section_of(one.changed.entry)) for one in shown],
        "removed": removed,
        "sections": [section.key for section in content.sections if form.wanted in ("", section.key)],
        "made_at": made_at,
    }
    return render(request, "reports/since.html", context)


@require_POST
def seen(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """A page says that it was looked at (`section`, `at`); with `read` a person says that they know these parts."""
    report = report_or_404(request.user, country, year)
    require(can(request.user, "read_history", report))
    sections = request.POST.getlist("section")
    at = moment(request.POST.get("at", ""))
    known = {section.key for section in load(report, text=False).sections}
    if not sections or not known.issuperset(sections) or at is None:
        raise BadRequest("no part of the report, or no time")
    if "read" not in request.POST:
        note_visit(report=report, section=sections[0], at=at, by=request.user)
        return HttpResponse(status=204)
    mark_as_read(report=report, sections=sections, at=at, by=request.user)
    messages.success(request, _("Marked as read. What is changed from now on will be shown as new."))
    key = request.POST.get("back", "")
    place = [report.country.code, report.campaign.year]
    return redirect(
        reverse("reports:section", args=[*place, key]) if key in known else reverse("reports:overview", args=place)
    )


def moment(text: str) -> datetime | None:
    """A time with its zone, as a page wrote it; None for anything else."""
    try:
        at = parse_datetime(text)
    except ValueError:
        return None
    return at if at and timezone.is_aware(at) else None
