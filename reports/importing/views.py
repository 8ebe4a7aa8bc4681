"""Importing a file in the browser: choose it, look at what goes where, confirm, see what was done."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from files.checks import ENDINGS, FIRST_BYTES, Refused, check, check_size
from files.line import State, uploads_of
from files.uploads import LimitedUpload
from forum.access import require
from reports.answers.saving import StaleAnswer
from reports.content.loading import load
from reports.importing.apply import AlreadyApplied, apply_import
from reports.importing.forms import UploadForm, choices_from
from reports.importing.handing_in import PURPOSE, hand_in_file
from reports.importing.plan import Plan
from reports.importing.preview import Preview
from reports.importing.result import Result
from reports.importing.undoing import is_undoable
from reports.models import Report, ReportImport
from reports.rights.access import report_or_404
from reports.rights.permissions import can

SHOWN_BEFORE = 10
"""How many files that were read before are listed."""


@csrf_exempt  # the token is asked for in `upload`, once the limit of the upload is in place
def import_file(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """Choose a file; POST puts it into the line of those that are read, which leads to its preview."""
    request.upload_handlers = [LimitedUpload(request)]
    return upload(request, country=country, year=year)


@csrf_protect
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, country: str, year: int) -> HttpResponse:
    report = readable_or_403(request, country, year)
    languages = report.country.languages
    if request.method != "POST":
        return upload_page(request, report, UploadForm(languages=languages, initial={"language": languages[0]}))
    require(can(request.user, "import", report))
    form = UploadForm(request.POST, request.FILES, languages=languages)
    try:
        if getattr(request, "upload_size", 0):
            check_size(request.upload_size)
        if form.is_valid():
            file = form.cleaned_data["file"]
            check_size(file.size)
            check(file.name, file.read(FIRST_BYTES))
            language = form.cleaned_data["language"]
            upload = hand_in_file(report=report, filename=file.name, content=file, language=language, by=request.user)
            return redirect("files:upload", upload.pk)
    except Refused as refused:
        form.errors.pop("file", None)
        form.add_error("file", refused.message)
    return upload_page(request, report, form, status=422)


def upload_page(request: HttpRequest, report: Report, form: UploadForm, status: int = 200) -> HttpResponse:
    context = {
        "report": report,
        "form": form,
        "endings": ENDINGS,
        "limit": settings.UPLOAD_LIMIT,
        "may_import": can(request.user, "import", report),
        "uploads": uploads_of(request.user, PURPOSE, {"report": report.pk}).exclude(state=State.READ)[:SHOWN_BEFORE],
        "imports": report.imports.select_related("read_by").defer("plan", "outcome")[:SHOWN_BEFORE],
    }
    return render(request, "reports/importing/upload.html", context, status=status)


def readable_or_403(request: HttpRequest, country: str, year: int) -> Report:
    """The report whose files the reader may see. 404 for another country's."""
    report = report_or_404(request.user, country, year)
    require(can(request.user, "read_imports", report))
    return report


def kept_or_404(report: Report, pk: int) -> ReportImport:
    kept = get_object_or_404(
        ReportImport.objects.select_related("read_by", "applied_by", "undone_by"), report=report, pk=pk
    )
    kept.report = report
    return kept


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_preview(request: HttpRequest, country: str, year: int, pk: int) -> HttpResponse:
    """Check the import. POST writes it, as decided on the page."""
    report = readable_or_403(request, country, year)
    kept = kept_or_404(report, pk)
    if kept.applied_at is not None:
        return redirect("reports:import_result", country, year, pk)
    plan = Plan.from_json(kept.plan)
    content = load(report)
    if request.method == "POST":
        try:
            apply_import(kept=kept, by=request.user, choices=choices_from(request.POST, plan, content.edition))
        except AlreadyApplied:
            messages.info(request, _("This file had been imported already."))
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect(request.path)
        except StaleAnswer:
            messages.error(
                request, _("Somebody saved an answer in the same moment. Nothing was imported; please confirm again.")
            )
            return redirect(request.path)
        return redirect("reports:import_result", country, year, pk)
    context = {
        "report": report,
        "kept": kept,
        "plan": plan,
        "preview": Preview(plan, content),
        "may_import": can(request.user, "import", report),
        "other_language": plan.seems if plan.seems != plan.language and plan.seems in report.country.languages else "",
    }
    return render(request, "reports/importing/preview.html", context)


@require_POST
def read_again(request: HttpRequest, country: str, year: int, pk: int) -> HttpResponse:
    """The same file once more, as one in another `language`. The first reading stays."""
    report = readable_or_403(request, country, year)
    kept = kept_or_404(report, pk)
    require(can(request.user, "import", report))
    language = request.POST.get("language", "")
    if language not in report.country.languages:
        raise BadRequest("not a language of the country")
    try:
        with kept.file.open("rb") as stored:
            upload = hand_in_file(
                report=report, filename=kept.filename, content=stored, language=language, by=request.user
            )
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("reports:import_preview", country, year, pk)
    return redirect("files:upload", upload.pk)


@require_safe
def import_result(request: HttpRequest, country: str, year: int, pk: int) -> HttpResponse:
    """What an import has done, and what still needs an answer."""
    report = readable_or_403(request, country, year)
    kept = kept_or_404(report, pk)
    if kept.applied_at is None:
        return redirect("reports:import_preview", country, year, pk)
    result = Result(Plan.from_json(kept.plan), kept.outcome, load(report), kept.undo_outcome)
    may_undo = is_undoable(kept) and can(request.user, "undo_import", report)
    may_import = can(request.user, "import", report)
    context = {"report": report, "kept": kept, "result": result, "may_undo": may_undo, "may_import": may_import}
    return render(request, "reports/importing/result.html", context)


@require_safe
def import_source(request: HttpRequest, country: str, year: int, pk: int) -> FileResponse:
    """The file as it was sent, to be saved; never shown in the browser."""
    kept = kept_or_404(readable_or_403(request, country, year), pk)
    return FileResponse(
        kept.file.open("rb"), as_attachment=True, filename=kept.filename, content_type="application/octet-stream"
    )
