"""A section of a report: read it, write in it. The same address takes the whole form and what changed of it alone."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum.access import Forbidden
from reports.content import ReportContent, SectionContent, load
from reports.forms.section import EntryBlock, SectionForm
from reports.models import Report
from reports.permissions import can
from reports.queries import report_or_404
from reports.saving import Outcome, Result, save_posted
from reports.steps import SOURCE, add_next_step, bring_back_next_step, move_next_step, remove_next_step
from roadmaps.queries import items_for_editor


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, country: str, year: int, key: str) -> HttpResponse:
    report = report_or_404(request.user, country, year)
    content = load(report)
    language = writing_language(request, report)
    form = section_form(request, content, key, language, data=request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return page(request, content, form)
    if form.locked:
        raise Forbidden(form.locked)
    asked_before = shown(form.section)
    outcomes = save_posted(form, report=report, by=request.user, page=request.POST.get("page", "")[:40])
    act = request.POST.get("do", "")
    if act and all(outcome.result is Result.SAVED for outcome in outcomes):
        change_steps(report, act, request.user)
    after = load(report)
    fresh = section_form(request, after, key, language)
    fresh.outcomes = form.outcomes
    if request.htmx:
        return fragments(request, after, fresh, outcomes, asked_before, bool(act))
    if any(outcome.result is not Result.SAVED for outcome in outcomes):
        return page(request, after, typed_again(request, after, key, language, form), status=409)
    messages.success(request, _("Everything on this page has been saved."))
    return redirect(f"{request.path}?write={language}")


def writing_language(request: HttpRequest, report: Report) -> str:
    """The language to write in: the one asked for, else the page's, else the country's usual one."""
    languages = report.country.languages
    for wanted in (request.GET.get("write"), translation.get_language()):
        if wanted in languages:
            return wanted
    return languages[0]


def section_form(
    request: HttpRequest, content: ReportContent, key: str, language: str, data: Any = None
) -> SectionForm:
    """The form of a section of this report; 404 for one that the edition does not have."""
    found = content.section(key)
    if found is None:
        raise Http404
    report = content.report
    removed = []
    if any(entry.is_group for entry in found.entries):
        removed = list(
            report.occurrences.filter(source=SOURCE).exclude(removed_at=None).select_related("next_step")
        )
    verdict = can(request.user, "write", report)
    return SectionForm(
        found, language, languages=report.country.languages, removed=removed, locked=verdict.reason, data=data
    )


def typed_again(
    request: HttpRequest, content: ReportContent, key: str, language: str, form: SectionForm
) -> SectionForm:
    """The form with what was typed still in it. What is stale now stands on the newest revision: to save is to choose."""
    data = form.data.copy()
    for outcome in form.outcomes.values():
        if outcome.answer is not None and outcome.answer.pk:
            data[f"{outcome.entry.name}--revision"] = outcome.answer.revision
    again = section_form(request, content, key, language, data=data)
    again.outcomes = form.outcomes
    return again


def shown(section: SectionContent) -> set[str]:
    """The names of the questions that stand on the page."""
    return {entry.name for entry in section.entries if entry.is_asked}


def change_steps(report: Report, act: str, by) -> None:
    """Carry out what a button of the group asked for: add, up:…, down:…, remove:…, restore:…"""
    name, _colon, identity = act.partition(":")
    if name == "add":
        add_next_step(report=report, by=by)
        return
    try:
        step = uuid.UUID(identity)
    except ValueError:
        raise Http404 from None
    occurrence = (
        report.occurrences.filter(source=SOURCE, next_step__identity=step)
        .select_related("next_step", "report__country", "report__campaign")
        .first()
    )
    if occurrence is None or name not in {"up", "down", "remove", "restore"}:
        raise Http404
    if name == "remove":
        remove_next_step(occurrence=occurrence, by=by)
    elif name == "restore":
        bring_back_next_step(occurrence=occurrence, by=by)
    elif occurrence.removed_at is None:
        move_next_step(occurrence=occurrence, up=name == "up", by=by)


def page(request: HttpRequest, content: ReportContent, form: SectionForm, status: int = 200) -> HttpResponse:
    """The whole page of a section."""
    standing = [section for section in content.sections if section.asked]
    keys = [section.key for section in standing]
    at = keys.index(form.section.key) if form.section.key in keys else -1
    context = {
        "report": content.report,
        "content": content,
        "section": form.section,
        "previous": standing[at - 1] if at > 0 else None,
        "following": standing[at + 1] if 0 <= at < len(standing) - 1 else None,
        "form": form,
        "language": form.language,
        "roadmap_items": items_for_editor(content.report.roadmap, form.language),
        "page_token": str(uuid.uuid4()),
        "save_url": f"{section_url(content.report, form.section.key)}?write={form.language}",
    }
    return render(request, "reports/section.html", context, status=status)


def section_url(report: Report, key: str) -> str:
    return reverse("reports:section", args=[report.country.code, report.campaign.year, key])


def fragments(
    request: HttpRequest,
    content: ReportContent,
    form: SectionForm,
    outcomes: list[Outcome],
    before: set[str],
    group_changed: bool,
) -> HttpResponse:
    """What a save changed on the open page: states, revisions, questions that came or went, and the progress."""
    now = shown(form.section)
    context = {"report": content.report, "user": request.user, "form": form, "section": form.section, "swap": True}
    parts = [render_to_string("reports/_outcome.html", context | {"outcome": outcome}) for outcome in outcomes]
    for entry in form.section.entries:
        came_or_went = entry.question.condition and (entry.name in now) != (entry.name in before)
        if came_or_went or (entry.is_group and group_changed):
            parts.append(EntryBlock(entry).render(form, context, swap=True))
    parts.append(render_to_string("reports/_progress.html", context))
    return HttpResponse("".join(parts))
