"""The earlier versions of an answer, each of which can be brought back; and which language is the original."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from reports.answers import StaleAnswer, restore_revision, set_original
from reports.content import Entry, ReportContent, load
from reports.models import Answer, AnswerRevision, Report
from reports.permissions import can
from reports.queries import report_or_404


def found(report: Report, name: str, language: str) -> tuple[ReportContent, Entry, Answer]:
    """An answer by the name of its entry; 404 where there is none."""
    content = load(report)
    for entry in content.entries():
        if entry.name == name and not entry.is_group:
            answer = entry.answers.get(language if entry.per_language else "")
            if answer is not None:
                return content, entry, answer
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def history(request: HttpRequest, country: str, year: int, name: str, language: str) -> HttpResponse:
    """Every kept version of one answer, newest first. POST brings one back."""
    report = report_or_404(request.user, country, year)
    content, entry, answer = found(report, name, language)
    if request.method == "POST":
        try:
            restore_revision(
                report=report, entry=entry, answer=answer, number=int(request.POST.get("number", "")), by=request.user
            )
        except (ValueError, AnswerRevision.DoesNotExist):
            raise Http404 from None
        except StaleAnswer:
            messages.error(
                request, _("Somebody has just changed this answer. Look at it again before you bring one back.")
            )
            return redirect(request.path)
        messages.success(request, _("The earlier version stands again. The one that it replaced is kept below."))
        return redirect(request.path)
    context = {
        "report": report,
        "entry": entry,
        "answer": answer,
        "language": language,
        "section": section_of(content, entry),
        "revisions": answer.revisions.select_related("changed_by").order_by("-number"),
        "may_write": can(request.user, "write", report),
    }
    return render(request, "reports/history.html", context)


@require_POST
def original(request: HttpRequest, country: str, year: int, name: str, language: str) -> HttpResponse:
    """Record that the answer was first written in this language."""
    report = report_or_404(request.user, country, year)
    content, entry, _answer = found(report, name, language)
    if not entry.per_language:
        raise Http404
    set_original(report=report, entry=entry, language=language, by=request.user)
    address = reverse("reports:section", args=[country, year, section_of(content, entry).key])
    return redirect(f"{address}?write={language}#q-{entry.name}")


def section_of(content: ReportContent, entry: Entry):
    """The section that an entry stands in, inside a next step or not."""
    for section in content.sections:
        if any(entry is e or any(entry in step.entries for step in e.steps) for e in section.entries):
            return section
    raise Http404
