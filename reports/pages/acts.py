"""What the small buttons of a section do once everything typed has been saved."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from reports.answers.next_steps import SOURCE, add_next_step, bring_back_next_step, move_next_step, remove_next_step
from reports.answers.saving import set_original
from reports.content.entries import ReportContent
from reports.content.loading import load
from reports.models import Answer, Occurrence, Report
from reports.pages.sections import save, section_form
from reports.rights.access import report_or_404


@never_cache
@require_POST
def add_step(request: HttpRequest, country: str, year: int, key: str) -> HttpResponse:
    def act(content: ReportContent, language: str) -> None:
        add_next_step(report=content.report, by=request.user)

    return save_and(request, country, year, key, act)


@never_cache
@require_POST
def move_step(request: HttpRequest, country: str, year: int, key: str, step: UUID) -> HttpResponse:
    """Up or down in the list, as `direction` says. A step that has been removed meanwhile stays removed."""

    def act(content: ReportContent, language: str) -> None:
        occurrence = occurrence_or_404(content.report, step)
        if occurrence.removed_at is None:
            move_next_step(occurrence=occurrence, up=request.POST.get("direction") == "up", by=request.user)

    return save_and(request, country, year, key, act)


@never_cache
@require_POST
def remove_step(request: HttpRequest, country: str, year: int, key: str, step: UUID) -> HttpResponse:
    def act(content: ReportContent, language: str) -> None:
        remove_next_step(occurrence=occurrence_or_404(content.report, step), by=request.user)

    return save_and(request, country, year, key, act)


@never_cache
@require_POST
def bring_back_step(request: HttpRequest, country: str, year: int, key: str, step: UUID) -> HttpResponse:
    def act(content: ReportContent, language: str) -> None:
        bring_back_next_step(occurrence=occurrence_or_404(content.report, step), by=request.user)

    return save_and(request, country, year, key, act)


@never_cache
@require_POST
def make_original(request: HttpRequest, country: str, year: int, key: str, name: str) -> HttpResponse:
    """The answer `name` was first written in the language of the page."""

    def act(content: ReportContent, language: str) -> None:
        entry = next((entry for entry in content.entries() if entry.name == name and entry.per_language), None)
        if entry is None:
            raise Http404
        try:
            set_original(report=content.report, entry=entry, language=language, by=request.user)
        except Answer.DoesNotExist:
            raise Http404 from None

    return save_and(request, country, year, key, act, about=name)


def save_and(
    request: HttpRequest, country: str, year: int, key: str, act: Callable[[ReportContent, str], None], about: str = ""
) -> HttpResponse:
    content = load(report_or_404(request.user, country, year))
    form = section_form(request, content, key, data=request.POST)
    return save(request, content, form, lambda: act(content, form.language), about)


def occurrence_or_404(report: Report, step: UUID) -> Occurrence:
    steps = report.occurrences.filter(source=SOURCE, next_step__identity=step)
    occurrence = steps.select_related("next_step", "report__country", "report__campaign").first()
    if occurrence is None:
        raise Http404
    return occurrence
