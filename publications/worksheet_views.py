"""The worksheet of a meeting as a file. It holds what its page shows, and nothing goes out with it."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from publications.pdf import PdfUnavailable
from publications.views import exportable, failed
from publications.word import WordFailed
from publications.worksheets import MAKERS, content_type, paper
from reports.meetings.views import groups_and_chosen


@never_cache
@require_safe
def file(request: HttpRequest, country: str, year: int, format: str) -> HttpResponse:
    """?group=5, or "all" for the whole report; ?language=fr."""
    report = exportable(request, country, year)
    language = request.GET.get("language", report.country.languages[0])
    if format not in MAKERS or language not in report.country.languages:
        raise Http404
    _groups, group = groups_and_chosen(request, report)
    found = paper(report, request.user, group, language)
    try:
        content = MAKERS[format](found)
    except (PdfUnavailable, WordFailed) as error:
        return failed(request, report, error)
    name = found.filename(format)
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=content_type(format))
