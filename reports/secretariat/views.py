"""The thread of messages of a report, and the secretariat's notes on it."""

from django.contrib import messages as flash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from forum.access import require
from reports.rights.access import report_or_404
from reports.rights.permissions import can
from reports.secretariat.forms import MessageForm, NoteForm
from reports.secretariat.messages import messages_of, send_message
from reports.secretariat.notes import check_of, mark_checked, notes_of, text_to_check, write_note


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """The thread; a post adds to it."""
    report = report_or_404(request.user, country, year)
    require(can(request.user, "read_messages", report))
    form = MessageForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(can(request.user, "write_message", report))
    if form.is_valid():
        send_message(report=report, **form.cleaned_data, by=request.user)
        flash.success(request, _("The message is sent, and kept here."))
        return redirect("reports:messages", country, year)
    context = {
        "report": report,
        "said": messages_of(report),
        "form": form,
        "may_write": can(request.user, "write_message", report),
    }
    return render(request, "reports/secretariat/messages.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """The notes, and whether the signed text is checked; a post adds a note."""
    report = report_or_404(request.user, country, year)
    require(can(request.user, "read_notes", report))
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(can(request.user, "write_note", report))
    if form.is_valid():
        write_note(report=report, **form.cleaned_data, by=request.user)
        flash.success(request, _("The note is kept."))
        return redirect("reports:notes", country, year)
    context = {
        "report": report,
        "notes": notes_of(report),
        "text": text_to_check(report),
        "check": check_of(report),
        "form": form,
        "may_write": can(request.user, "write_note", report),
    }
    return render(request, "reports/secretariat/notes.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def check(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """Mark the signed text as checked."""
    report = report_or_404(request.user, country, year)
    try:
        mark_checked(report=report, sha256=request.POST.get("sha256", ""), by=request.user)
    except ValidationError as error:
        flash.error(request, error.message)
    else:
        flash.success(request, _("The report is marked as checked."))
    return redirect("reports:notes", country, year)
