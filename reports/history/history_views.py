"""The earlier versions of an answer, each of which can be brought back; and which language is the original."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forum.access import require
from reports.answers import documents
from reports.answers.saving import StaleAnswer, restore_revision, set_original
from reports.content.entries import QuestionEntry, ReportContent
from reports.content.loading import load
from reports.history.compared_versions import NoSuchVersion, choose
from reports.history.text_authors import whose
from reports.history.timeline import timeline
from reports.models import Answer, AnswerRevision, Report
from reports.rights.access import report_or_404
from reports.rights.permissions import can

VERSIONS_A_PAGE = 30


@require_safe
def history(request: HttpRequest, country: str, year: int, name: str, language: str) -> HttpResponse:
    """Every kept version of one answer, newest first, two of them compared: ?from=1&to=3, ?from=visit, ?from=frozen."""
    report = report_or_404(request.user, country, year)
    require(can(request.user, "read_history", report))
    content, entry, answer = found(report, name, language)
    page = Paginator(range(1 + answer.revisions.count()), VERSIONS_A_PAGE).get_page(request.GET.get("page"))
    versions = timeline(entry, answer, start=page.start_index() - 1, count=VERSIONS_A_PAGE)
    try:
        chosen = choose(request.GET, entry, answer, report, request.user, versions)
    except NoSuchVersion:
        raise Http404 from None
    context = {
        "report": report,
        "entry": entry,
        "answer": answer,
        "language": language,
        "section": content.section_of(entry),
        "page": page,
        "versions": versions,
        "chosen": chosen,
        "is_written_together": documents.find(entry, language) is not None,
        "may_write": can(request.user, "write", report, entry=entry, language=answer.language),
        "may_set_original": can(request.user, "set_original", report, entry=entry),
    }
    return render(request, "reports/history/history.html", context)


@require_safe
def whose_words(request: HttpRequest, country: str, year: int, name: str, language: str) -> HttpResponse:
    """A text written together, each stretch of it with its author."""
    report = report_or_404(request.user, country, year)
    require(can(request.user, "read_history", report))
    content, entry, answer = found(report, name, language)
    text = documents.find(entry, language)
    if text is None:
        raise Http404
    context = {
        "report": report,
        "entry": entry,
        "answer": answer,
        "language": language,
        "section": content.section_of(entry),
        "whose": whose(text),
    }
    return render(request, "reports/history/whose_words.html", context)


def found(report: Report, name: str, language: str) -> tuple[ReportContent, QuestionEntry, Answer]:
    """An answer by the name of its entry; 404 where there is none."""
    content = load(report)
    for entry in content.entries():
        if entry.name == name and not entry.is_group:
            answer = entry.answers.get(language if entry.per_language else "")
            if answer is not None and answer.pk:  # not what is being written for the first time at this moment
                return content, entry, answer
    raise Http404


@require_POST
def make_original(request: HttpRequest, country: str, year: int, name: str, language: str) -> HttpResponse:
    """Call this language the original of the answer."""
    report = report_or_404(request.user, country, year)
    require(can(request.user, "read_history", report))
    _content, entry, answer = found(report, name, language)
    if not entry.per_language:
        raise Http404
    set_original(report=report, entry=entry, language=answer.language, by=request.user)
    messages.success(request, _("This is the original of the answer now; the other language is its translation."))
    return redirect("reports:history", country, year, name, language)


@require_POST
def bring_back(request: HttpRequest, country: str, year: int, name: str, language: str) -> HttpResponse:
    """Write the earlier version `number` again, over the revision that the page has `seen`."""
    report = report_or_404(request.user, country, year)
    require(can(request.user, "read_history", report))
    _content, entry, answer = found(report, name, language)
    require(can(request.user, "write", report, entry=entry, language=answer.language))
    number, seen = request.POST.get("number", ""), request.POST.get("seen", "")
    if not (number.isdecimal() and seen.isdecimal()):
        raise BadRequest("no earlier version")
    try:
        if int(seen) != answer.revision and not documents.find(entry, answer.language):
            raise StaleAnswer(answer)
        restore_revision(report=report, entry=entry, answer=answer, number=int(number), by=request.user)
    except AnswerRevision.DoesNotExist:
        raise Http404 from None
    except StaleAnswer:
        messages.error(request, _("Somebody has just changed this answer. Look at it again before you bring one back."))
    else:
        messages.success(request, _("The earlier version stands again. The one that it replaced is kept below."))
    return redirect("reports:history", country, year, name, language)
