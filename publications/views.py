"""Export in the browser: the page that says what will be in the file, the file, and the report read on the screen."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bilingual.languages import LANGUAGES
from publications import web
from publications.building import UnknownLanguage, build_document, parse_languages, printed_with_boxes
from publications.export import ExportError, export, make_export
from publications.forms import ExportForm
from publications.pdf import PdfUnavailable
from publications.word import WordFailed
from reports.checks.letters import boxes_instead
from reports.content.entries import QuestionEntry, ReportContent, SectionContent
from reports.content.loading import load
from reports.models import Report
from reports.rights.access import report_or_404, version_or_404
from reports.rights.permissions import can


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def export_page(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """Choose language and format; a post makes the file, writes it down in the journal and leads to it."""
    report = exportable(request, country, year)
    form = ExportForm(request.POST or None, country=report.country)
    if request.method == "POST" and form.is_valid():
        language, format = form.cleaned_data["language"], form.cleaned_data["format"]
        try:
            export(report=report, language=language, format=format, by=request.user)
        except (PdfUnavailable, WordFailed) as error:
            return failed(request, report, error)
        address = reverse("publications:file", args=[country, year, format])
        return redirect(f"{address}?language={plus(language)}{of_version(request)}")
    content = load(report)
    asked, others = boxes(content)
    context = {
        "report": report,
        "content": content,
        "form": form,
        "missing": [line for line in lines(content) if line.entry.missing],
        "unwritten": unwritten(content),
        "boxes": asked,
        "other_boxes": others,
        "of_version": of_version(request),
        "previews": [(plus(code), label) for code, label in form.fields["language"].choices],
    }
    return render(request, "publications/export.html", context, status=400 if form.errors else 200)


@never_cache
@require_safe
def file(request: HttpRequest, country: str, year: int, format: str) -> HttpResponse:
    """The file itself. It is made here too if it is no longer kept; nothing is written to the database."""
    report = exportable(request, country, year)
    try:
        made = make_export(report, request.GET.get("language", report.country.languages[0]), format)
    except ExportError as error:
        raise Http404(str(error)) from error
    except (PdfUnavailable, WordFailed) as error:
        return failed(request, report, error)
    return FileResponse(
        BytesIO(made.content), as_attachment=True, filename=made.filename, content_type=made.content_type
    )


@never_cache
@require_safe
def preview(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """The report as one page, to be read on the screen before it goes out: in the language asked for, else in the
    reader's if the country reports in it, else in the country's first."""
    report = exportable(request, country, year)
    written = report.country.languages
    try:
        languages = parse_languages(request.GET.get("language") or min(written, key=lambda one: one != get_language()))
    except UnknownLanguage as error:
        raise Http404 from error
    back = reverse("publications:export", args=[country, year])
    if version := of_version(request):
        back = f"{back}?{version[1:]}"
    return HttpResponse(web.preview(build_document(report, languages), back=back))


def exportable(request: HttpRequest, country: str, year: int) -> Report:
    """The report, if the reader may export it: 404 for strangers, 403 with the reason otherwise.

    ?version=1 is an earlier version, which stays as it was signed.
    """
    version = request.GET.get("version", "")
    if version and not (version.isdecimal() and len(version) < 5):
        raise Http404
    if version:
        report = version_or_404(request.user, country, year, int(version))
    else:
        report = report_or_404(request.user, country, year)
    verdict = can(request.user, "export", report)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    return report


def of_version(request: HttpRequest) -> str:
    """What an address has to say besides, where another version than the newest is meant."""
    version = request.GET.get("version", "")
    return f"&version={version}" if version else ""


def failed(request: HttpRequest, report: Report, error: Exception) -> HttpResponse:
    return render(request, "publications/unavailable.html", {"report": report, "reason": str(error)}, status=503)


def plus(language: str) -> str:
    """fr+en as it stands in an address, where a bare plus would be a space."""
    return language.replace("+", "%2B")


@dataclass(frozen=True)
class JumpLink:
    """A question in a list of jump links; `step` is the number of the next step that it is a field of.

    `note` is what else there is to say.
    """

    section: SectionContent
    entry: QuestionEntry
    step: int | None = None
    note: str = ""


def lines(content: ReportContent) -> Iterator[JumpLink]:
    """Every question that stands in the report, the fields of next steps after their own."""
    for section in content.sections:
        for entry in section.asked:
            yield JumpLink(section, entry)
            for number, step in enumerate(entry.steps, start=1):
                yield from (JumpLink(section, field, number) for field in step.entries)


def boxes(content: ReportContent) -> tuple[list[JumpLink], list[tuple[str, str]]]:
    """What has characters that no bundled font has, and which: questions, and other things that are printed."""
    by_name = {line.entry.name: line for line in lines(content)}
    asked, others = [], []
    for place in printed_with_boxes(content, tuple(content.report.country.languages)):
        note = boxes_instead(place.stretches)
        if line := by_name.get(place.question):
            asked.append(replace(line, note=note))
        else:
            others.append((place.title, note))
    return asked, others


def unwritten(content: ReportContent) -> list[tuple[str, list[JumpLink]]]:
    """For each language of the country, by its name, the texts that are written in another language only."""
    found = []
    for language in content.report.country.languages:
        texts = [
            line
            for line in lines(content)
            if line.entry.per_language and line.entry.filled and language not in line.entry.filled
        ]
        if texts:
            found.append((str(LANGUAGES[language].called), texts))
    return found
