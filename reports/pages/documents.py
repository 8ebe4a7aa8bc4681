"""The document in which an answer is written together, for the script of a page that wants to write there."""

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from forum.access import require
from reports.answers import documents
from reports.content.entries import QuestionEntry
from reports.content.loading import load
from reports.models import Report
from reports.rights.access import report_or_404
from reports.rights.permissions import can


@never_cache
@require_POST
def open_text(request: HttpRequest, country: str, year: int, name: str, language: str) -> JsonResponse:
    """The document of a long answer in one language, made for who may write there if nobody has written there yet."""
    report = report_or_404(request.user, country, year)
    entry = entry_or_404(report, name, language)
    may_write = can(request.user, "write", report, entry=entry, language=language)
    text = documents.find(entry, language)
    if text is None:
        require(may_write)
        text = documents.open_text(report=report, entry=entry, language=language, by=request.user)
    may = "write" if may_write else "read"
    return JsonResponse({"document": str(text.document_id), "may": may, "why": may_write.reason})


def entry_or_404(report: Report, name: str, language: str) -> QuestionEntry:
    """A question of this report that is answered by a long text, in a language in which the country reports."""
    if language in report.country.languages:
        for entry in load(report, text=False).entries():
            if entry.name == name and documents.is_written_together(entry.question):
                return entry
    raise Http404
