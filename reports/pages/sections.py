"""A section of a report: read it, write in it. The same address takes the whole form and what changed of it alone."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum.access import Forbidden, require
from forum.models import User
from reports.answers import documents as answers_documents
from reports.answers.fields import initial
from reports.answers.languages import CHOSEN, writing_language
from reports.answers.merge_messages import what_was_merged
from reports.assignments.board import lines_in
from reports.content.entries import QuestionEntry, ReportContent, SectionContent
from reports.content.loading import load, reread
from reports.history.changes import PartChanged, by_part, changed_since
from reports.history.visits import visits_of
from reports.models import Report
from reports.pages import page_state
from reports.pages.fragments import fragments
from reports.pages.posted import Choice, Outcome, Result, save_posted
from reports.pages.section_form import SectionForm
from reports.review.suggestion_display import AtQuestions
from reports.review.threads import Counts
from reports.rights.access import removed_steps, report_or_404
from reports.rights.permissions import can
from reports.rights.writers import may_post, writer
from reports.signoff.next_actor import turn_of
from richtext.schema import VERSION
from roadmaps.queries import items_for_editor

YEAR = 365 * 24 * 3600
"""In seconds."""
SOCKETS, DOCUMENTS = "/ws/documents/", "/documents/"
"""Where the script finds a document: over a WebSocket, and without one (coediting.routing, coediting.urls)."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, country: str, year: int, key: str) -> HttpResponse:
    report = report_or_404(request.user, country, year)
    if request.method == "POST":
        content = load(report, section=key)
        return save(request, content, section_form(request, content, key, data=request.POST))
    content = load(report)
    response = page(request, content, section_form(request, content, key))
    if (chosen := request.GET.get("write")) in report.country.languages:
        response.set_cookie(CHOSEN, chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response


def save(
    request: HttpRequest,
    content: ReportContent,
    form: SectionForm,
    act: Callable[[], None] | None = None,
    about: str = "",
) -> HttpResponse:
    """Take what was posted; once all of it is saved, `act`, on the answer `about` or on the list of next steps.

    A script gets back the parts of the page that changed; a form gets the page.
    """
    report, key = content.report, form.section.key
    require(may_post(form.writer))
    if request.POST.get("writer", str(request.user.pk)) != str(request.user.pk):
        raise Forbidden(_("This page was opened by somebody else, who is no longer logged in. Nothing has been saved."))
    before = shown(form.section)
    choices = [choice for name in ("keep", "take") if (choice := Choice.read(name, request.POST.get(name, "")))]
    token = request.POST.get("page", "")[:40]
    outcomes = save_posted(form, report=report, by=request.user, page=token, choices=choices)
    is_whole = all(outcome.result is Result.SAVED for outcome in outcomes)
    is_done = act is not None and is_whole
    if is_done:
        act()
    if request.htmx:
        after = load(report, section=key) if is_done else reread(content, (outcome.entry for outcome in outcomes))
        fresh = section_form(request, after, key)
        fresh.outcomes = form.outcomes
        whole = {choice.name for choice in choices if choice.act == "take"} | ({about} if is_done else set())
        return fragments(
            report, request.user, fresh, outcomes, before=before, whole=whole, with_group=is_done and not about
        )
    if not is_whole:
        stale = any(outcome.result is Result.STALE for outcome in outcomes)
        after = load(report)
        return page(request, after, typed_again(request, after, form), status=409 if stale else 422)
    messages.success(request, _("Everything on this page has been saved."))
    for outcome in outcomes:
        if outcome.merged:
            messages.warning(
                request, _("%(label)s: %(error)s") % {"label": label(outcome), "error": what_was_merged(outcome.merged)}
            )
    return redirect(f"{address(report, key)}?{form.query}")


def section_form(request: HttpRequest, content: ReportContent, key: str, data: QueryDict | None = None) -> SectionForm:
    """The form of a section of this report; 404 for one that the edition does not have."""
    found = content.section(key)
    if found is None:
        raise Http404
    report, language = content.report, writing_language(request, content.report)
    return SectionForm(
        found,
        language,
        languages=report.country.languages,
        removed=removed_steps(report) if any(entry.is_group for entry in found.entries) else (),
        writer=writer(request.user, report),
        together=together_in(report, language),
        proposals=AtQuestions(report, request.user, language, plain="plain" in request.GET),
        plain="plain" in request.GET,
        comments=Counts(report, request.user),
        data=data,
    )


def together_in(report: Report, language: str) -> Callable[[QuestionEntry], dict[str, str]]:
    """Where the script of a long text finds its document ("" where nobody has written there yet), and has it made."""
    documents = answers_documents.addresses(report, language)

    def attributes(entry: QuestionEntry) -> dict[str, str]:
        document = documents.get(entry.slot.pk, "")
        place = [report.country.code, report.campaign.year, entry.name, language]
        schema = str(VERSION)
        return {"data-document": str(document), "data-open": reverse("reports:text", args=place), "data-schema": schema}

    return attributes


def typed_again(request: HttpRequest, content: ReportContent, form: SectionForm) -> SectionForm:
    """The form with what was typed and could not be saved still in it; what could stands there as it was saved."""
    data = form.data.copy()
    for entry in section_form(request, content, form.section.key).answerable():
        outcome = form.outcomes.get(entry.name)
        if outcome is None or outcome.result is Result.SAVED:
            for name, value in initial(entry, form.language, form.plain).items():
                data.setlist(name, value if isinstance(value, list) else [] if value is None else [str(value)])
    again = section_form(request, content, form.section.key, data=data)
    again.outcomes = form.outcomes
    return again


def shown(section: SectionContent) -> set[str]:
    """The names of the questions that stand on the page."""
    return {entry.name for entry in section.entries if entry.is_asked}


def page(request: HttpRequest, content: ReportContent, form: SectionForm, status: int = 200) -> HttpResponse:
    """The whole page of a section."""
    report = content.report
    standing = [section for section in content.sections if section.asked]
    keys = [section.key for section in standing]
    at = keys.index(form.section.key) if form.section.key in keys else -1
    made_at = timezone.now()
    news = part_changed(content, form, request.user)
    suggests = form.suggests
    writes_texts = suggests or any("data-rich-text" in field.widget.attrs for field in form.fields.values())
    context = {
        "report": report,
        "turn": turn_of(report),
        "section": form.section,
        "lines": lines_in(content, form.section, form.writer.assignments),
        "number": at + 1,
        "total": len(standing),
        "previous": standing[at - 1] if at > 0 else None,
        "following": standing[at + 1] if 0 <= at < len(standing) - 1 else None,
        "form": form,
        "made_at": made_at,
        "news": news,
        "may_read_history": can(request.user, "read_history", report),
        "may_suggest": can(request.user, "suggest", report),
        "language": form.language,
        "asked_in": form.asked_in,
        "problems": problems(form),
        "writes_texts": writes_texts,
        "is_live": not form.plain and (suggests or not form.locked),
        "roadmap_items": items_for_editor(report.roadmap, form.language) if writes_texts else {},
        "page_token": str(uuid.uuid4()),
        "socket_address": SOCKETS,
        "sync_address": DOCUMENTS,
        "save_url": f"{address(report, form.section.key)}?{form.query}",
        "plain_url": f"{address(report, form.section.key)}?write={form.language}&plain=1",
        "live_url": live_address(report, form),
        "standing": standing_shown(content, form, request.user),
    }
    if request.method == "POST":
        context["page_address"] = context["save_url"]
    return render(request, "reports/pages/section.html", context, status=status)


def standing_shown(content: ReportContent, form: SectionForm, reader: User) -> page_state.PageState:
    """How the part stands that is about to be shown."""
    proposed = form.proposals.versions(form.standing())
    return page_state.shown(content, form.section, {}, form.removed, form.writer, reader, proposed)


def part_changed(content: ReportContent, form: SectionForm, reader: User) -> PartChanged | None:
    """What others changed in this part since the reader was last here; the form tells it at each question too."""
    if not can(reader, "read_history", content.report):
        return None
    here = {key: at for key, at in visits_of(reader, content.report).items() if key == form.section.key}
    changes = changed_since(content, here, but=reader)
    for one in changes:
        form.changed.setdefault(one.entry.name, []).append(one)
    return by_part(content, changes).get(form.section.key)


def problems(form: SectionForm) -> list[dict[str, Any]]:
    """What could not be saved, each with the way to its question."""
    return [
        {
            "message": _("%(label)s: %(error)s") % {"label": label(outcome), "error": reason(outcome)},
            "href": f"#q-{outcome.entry.name}",
        }
        for outcome in form.outcomes.values()
        if outcome.result is not Result.SAVED
    ]


def label(outcome: Outcome) -> str:
    words = outcome.entry.label.plain(translation.get_language() or "en")
    return f"{outcome.entry.number}. {words}" if outcome.entry.number else words


def reason(outcome: Outcome) -> str:
    return outcome.message or _("somebody else changed this answer; choose between the two versions.")


def address(report: Report, key: str) -> str:
    return reverse("reports:section", args=[report.country.code, report.campaign.year, key])


def live_address(report: Report, form: SectionForm) -> str:
    """Where an open page hears what others save, and says where its reader is."""
    place = reverse("reports:live", args=[report.country.code, report.campaign.year, form.section.key])
    return f"{place}?write={form.language}"
