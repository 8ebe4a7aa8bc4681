"""Proposals: what waits in a report, deciding and proposing at one question, and the editor's way to save one."""

import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bilingual.languages import direction
from forum.access import Forbidden, require
from forum.resume import is_script
from questionnaires.kinds import KINDS, InvalidAnswer
from reports.answers.affiliations import ONESELF, Voice, voice_of, voices
from reports.answers.plain_text import from_plain, to_plain
from reports.content.entries import QuestionEntry, ReportContent
from reports.content.loading import load
from reports.models import Outcome, Proposal, Report
from reports.models.proposals import NOTE_LIMIT, REASON_LIMIT
from reports.review.decisions import ChangeIsGone, NeedsReason, NothingWritten, decide
from reports.review.rebasing import RebasedSuggestion, is_proposable, text_of
from reports.review.suggestion_display import by_part, decisions_on, is_written_by, mark_of, shown, to_json
from reports.review.suggestions import NotOpen, describe, propose, withdraw
from reports.rights.access import report_or_404
from reports.rights.permissions import can
from reports.stages import EDITABLE
from richtext import build

OUTCOMES = (Outcome.KEPT, Outcome.MERGED, Outcome.NOT_KEPT)
"""How a person decides on a change."""
LAST = 20
LONGEST = 2_000_000
"""Characters of what a page sends as one proposal."""


@require_safe
def of_report(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """Every open proposal, by part; and what became of the reader's own."""
    report = report_or_404(request.user, country, year)
    require(can(request.user, "read_proposals", report))
    content = load(report, text=False)
    entries = {one.slot.pk: one for one in content.entries()}
    decisions = []
    for decision in decisions_on(report, proposal__author=request.user)[:LAST]:
        proposal = decision.proposal
        entry = entries.get(proposal.slot_id)
        place = entry and {"entry": entry, "address": address(report, entry, proposal.language)}
        decisions.append((decision, place))
    context = {
        "report": report,
        "parts": by_part(content),
        "decisions": decisions,
        "is_open": report.stage in EDITABLE,
        "may_suggest": can(request.user, "suggest", report),
    }
    return render(request, "reports/review/suggestions/report.html", context)


# --- at one question


@never_cache
@require_safe
def here(request: HttpRequest, country: str, year: int, name: str, language: str) -> HttpResponse:
    report = report_or_404(request.user, country, year)
    content = load(report)
    entry = entry_or_404(content, name, language)
    require(can(request.user, "read_proposals", report))
    return page(request, content, entry, language)


@never_cache
@require_POST
def decide_changes(request: HttpRequest, country: str, year: int, name: str, language: str) -> HttpResponse:
    """Take over the changes `key` of a `proposal`, also in other words, or not: `outcome`, with a `reason` if not."""
    return answer_to(request, country, year, name, language, decided)


@never_cache
@require_POST
def withdraw_proposal(request: HttpRequest, country: str, year: int, name: str, language: str) -> HttpResponse:
    return answer_to(request, country, year, name, language, taken_back)


@never_cache
@require_POST
def describe_proposal(request: HttpRequest, country: str, year: int, name: str, language: str) -> HttpResponse:
    """Say for whom one's own proposal speaks, and why."""
    return answer_to(request, country, year, name, language, described)


@never_cache
@require_POST
def propose_text(request: HttpRequest, country: str, year: int, name: str, language: str) -> HttpResponse:
    """The plain form: the text as somebody would have it, written on what the form was filled with."""
    return answer_to(request, country, year, name, language, proposed)


def answer_to(
    request: HttpRequest,
    country: str,
    year: int,
    name: str,
    language: str,
    act: Callable[[HttpRequest, Report, QuestionEntry, str], str],
) -> HttpResponse:
    """Do what was sent; what is not possible any more is said on the page as it stands now.

    A script, which decides beside the text that is written, hears of it in JSON: `said`, or `message`.
    """
    report = report_or_404(request.user, country, year)
    entry = entry_or_404(load(report), name, language)
    is_in_place = is_script(request)
    before = [] if is_in_place else names_in(entry, language)
    try:
        said = act(request, report, entry, language)
    except ChangeIsGone:
        problem = _("What you decided about is not there any more: somebody has decided or changed it. Look again.")
    except NotOpen:
        problem = _("This proposal has been decided or taken back meanwhile.")
    except (NeedsReason, NothingWritten, InvalidAnswer) as refused:
        problem = str(refused)
    except Forbidden as refused:
        if not is_in_place:
            raise
        return JsonResponse({"message": str(refused)}, status=403)
    else:
        if is_in_place:
            return JsonResponse({"said": said})
        return after(request, report, entry, language, said, before)
    if is_in_place:
        return JsonResponse({"message": problem}, status=409)
    content = load(report)
    entry = entry_or_404(content, entry.name, language)
    return page(request, content, entry, language, problem=problem, status=200 if request.htmx else 409)


def after(
    request: HttpRequest, report: Report, entry: QuestionEntry, language: str, said: str, before: list[str]
) -> HttpResponse:
    """The list as it stands now for htmx, with the focus on what comes next; else the page anew."""
    if not request.htmx:
        messages.success(request, said)
        return redirect(address(report, entry, language))
    content = load(report)
    entry = entry_or_404(content, entry.name, language)
    done = f"change-{request.POST.get('proposal')}-{request.POST.get('key')}"
    left = names_in(entry, language)
    later = before[before.index(done) + 1 :] if done in before else []
    focus = next((name for name in [*later, *left] if name in left), "")
    return page(request, content, entry, language, said=said, focus=focus)


def names_in(entry: QuestionEntry, language: str) -> list[str]:
    """The changes that can be decided, in the order of the page."""
    return [name for one in waiting_in(entry, language) for name in one.names]


def waiting_in(entry: QuestionEntry, language: str) -> list:
    rows = Proposal.objects.open().filter(slot=entry.slot, language=language)
    rows = rows.select_related("slot", "author", "group", "organisation")
    return shown(list(rows.order_by("created_at", "pk")), entry, language)


def page(
    request: HttpRequest,
    content: ReportContent,
    entry: QuestionEntry,
    language: str,
    *,
    problem: str = "",
    said: str = "",
    focus: str = "",
    status: int = 200,
) -> HttpResponse:
    report, user = content.report, request.user
    found = waiting_in(entry, language)
    mine = next((one for one in found if is_written_by(one.proposal, user)), None)
    section = content.section_of(entry)
    text = mine.rebased.value if mine else text_of(entry, language)
    may_suggest = can(user, "suggest", report)
    place = {"proposal__slot": entry.slot, "proposal__language": language}
    typed = request.POST.get("words", "") if problem else ""
    context = {
        "report": report,
        "entry": entry,
        "section": section,
        "language": language,
        "text_direction": direction(language),
        "waiting": [
            {
                "shown": one,
                "proposal": one.proposal,
                "mine": one.proposal.author_id == user.pk,
                "id": "mine" if one is mine else f"proposal-{one.proposal.pk}",
                "voice": Voice(one.proposal.group, one.proposal.organisation).code,
            }
            for one in found
        ],
        "mine": mine,
        "may_decide": can(user, "write", report, entry=entry, language=language),
        "may_suggest": may_suggest,
        "voices": voices(user, report.country) if mine else [],
        "decisions": decisions_on(report, **place)[:LAST],
        "address": address(report, entry, language),
        "page_address": address(report, entry, language),
        "question_address": question_address(report, section.key, entry, language),
        "base_json": request.POST.get("base", "") if typed else to_json(text),
        "words_plain": typed or (to_plain(text) if may_suggest else ""),
        "typed": typed,
        "problem": problem,
        "said": said,
        "focus": focus,
    }
    if request.htmx:
        return render(request, "reports/review/suggestions/_list.html", context | {"swap": True}, status=status)
    return render(request, "reports/review/suggestions/here.html", context, status=status)


def address(report: Report, entry: QuestionEntry, language: str) -> str:
    return reverse("reports:proposals_here", args=[report.country.code, report.campaign.year, entry.name, language])


def question_address(report: Report, section: str, entry: QuestionEntry, language: str) -> str:
    part = reverse("reports:section", args=[report.country.code, report.campaign.year, section])
    return f"{part}?write={language}#q-{entry.name}"


def entry_or_404(content: ReportContent, name: str, language: str) -> QuestionEntry:
    """A question of this report that is answered by a long text, in a language in which the country reports."""
    if language in content.report.country.languages:
        for entry in content.entries():
            if entry.name == name and is_proposable(entry):
                return entry
    raise Http404


# --- the acts; each gives the sentence that says what was done


def proposal_or_404(request: HttpRequest, report: Report, entry: QuestionEntry, language: str) -> Proposal:
    key = request.POST.get("proposal", "")
    found = entry.slot.proposals.filter(language=language, pk=key).first() if key.isdigit() else None
    if found is None:
        raise Http404
    return found


def decided(request: HttpRequest, report: Report, entry: QuestionEntry, language: str) -> str:
    require(can(request.user, "write", report, entry=entry, language=language))
    outcome = request.POST.get("outcome", "")
    if outcome not in OUTCOMES:
        raise BadRequest("not an outcome that a person chooses")
    proposal = proposal_or_404(request, report, entry, language)
    reason = in_field(request, "reason", REASON_LIMIT) if outcome == Outcome.NOT_KEPT else ""
    keys = request.POST.getlist("key")
    decide(proposal=proposal, entry=entry, keys=keys, outcome=Outcome(outcome), by=request.user, reason=reason)
    number = len(set(keys))
    if outcome == Outcome.KEPT:
        return ngettext("%(number)s change accepted.", "%(number)s changes accepted.", number) % {"number": number}
    if outcome == Outcome.MERGED:
        return _("Noted as accepted with changes.")
    return ngettext("%(number)s change declined.", "%(number)s changes declined.", number) % {"number": number}


def in_field(request: HttpRequest, name: str, limit: int) -> str:
    """What was typed in a field. A browser counts a line end as one character and sends two."""
    return request.POST.get(name, "").replace("\r\n", "\n")[:limit]


def taken_back(request: HttpRequest, report: Report, entry: QuestionEntry, language: str) -> str:
    require(can(request.user, "suggest", report))
    withdraw(proposal=proposal_or_404(request, report, entry, language), entry=entry, by=request.user)
    return _("Your proposal has been taken back.")


def described(request: HttpRequest, report: Report, entry: QuestionEntry, language: str) -> str:
    require(can(request.user, "suggest", report))
    proposal = proposal_or_404(request, report, entry, language)
    before = Voice(proposal.group, proposal.organisation)
    code = request.POST.get("voice", before.code)
    chosen = next((one for one in (ONESELF, before, *voices(request.user, report.country)) if one.code == code), None)
    if chosen is None:
        raise Http404
    note = in_field(request, "note", NOTE_LIMIT)
    describe(proposal=proposal, entry=entry, by=request.user, note=note, **chosen._asdict())
    return _("Saved.")


def proposed(request: HttpRequest, report: Report, entry: QuestionEntry, language: str) -> str:
    require(can(request.user, "suggest", report))
    try:
        base = KINDS[entry.question.kind].clean(json.loads(request.POST.get("base", "")), entry.question)
    except (ValueError, RecursionError):
        raise InvalidAnswer(_("This text did not arrive whole. Load the page again.")) from None
    value = from_plain(request.POST.get("words", ""), base) or build.doc()
    made = propose_here(request, report, entry, language, value, base)
    return _("Saved as your proposal.") if made else _("This changes nothing: nothing is proposed.")


def propose_here(request: HttpRequest, report: Report, entry: QuestionEntry, language: str, value, written_on):
    voice = voice_of(request.user, report.country)._asdict()
    said = {"value": value, "written_on": written_on, "by": request.user} | voice
    return propose(report=report, entry=entry, language=language, **said)


# --- the editor


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest, country: str, year: int, name: str, language: str) -> JsonResponse:
    """The reader's open proposal as an editor has it; POST saves it, and answers with what stands then.

    POST takes JSON: `value`, `written_on` (what the page had at its last answer), `writer` (whose page it is) and
    `mark` (of the text that the page knows). The answer: `proposal`, `revision`, `mark`, `base` (the text that stands,
    null where the page has it) and `value` (with the proposal in it, null where it is what was sent).
    """
    report = report_or_404(request.user, country, year)
    require(can(request.user, "suggest", report))
    entry = entry_or_404(load(report), name, language)
    if request.method != "POST":
        return JsonResponse(as_it_stands(request, report, entry, language, {}))
    sent = read(request)
    if sent is None or sent.get("writer") != request.user.pk:
        if sent is None:
            return JsonResponse({"why": "not what a page sends"}, status=400)
        raise Forbidden(_("This page was opened by somebody else, who is no longer logged in. Nothing has been saved."))
    try:
        clean = KINDS[entry.question.kind].clean
        value, written_on = (clean(sent.get(key), entry.question) for key in ("value", "written_on"))
        propose_here(request, report, entry, language, value, written_on)
    except InvalidAnswer as refused:
        return JsonResponse({"why": str(refused)}, status=422)
    fresh = entry_or_404(load(report), name, language)
    return JsonResponse(as_it_stands(request, report, fresh, language, sent | {"value": value}))


def read(request: HttpRequest) -> dict[str, Any] | None:
    if len(request.body) > LONGEST:
        return None
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    return sent if isinstance(sent, dict) else None


def as_it_stands(
    request: HttpRequest, report: Report, entry: QuestionEntry, language: str, sent: dict
) -> dict[str, Any]:
    text = text_of(entry, language)
    rows = Proposal.objects.open().filter(slot=entry.slot)
    mine = rows.filter(language=language, author=request.user, source="written").first()
    value = RebasedSuggestion(mine, text).value if mine else text
    mark = mark_of(text)
    return {
        "proposal": mine.pk if mine else None,
        "revision": mine.revision if mine else 0,
        "mark": mark,
        "base": None if sent.get("mark") == mark else text,
        "value": None if sent.get("value") == value else value,
    }
