"""Importing a roadmap in the browser: the file, what it would change, and only then the act."""

import base64
import binascii
from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from files import problems
from forum.access import require
from roadmaps.actions import StaleRoadmap
from roadmaps.adoption import Outcome, Unreadable, import_roadmap, plan_import
from roadmaps.display import field_lines
from roadmaps.forms import FileForm
from roadmaps.importing import read_roadmap
from roadmaps.permissions import can
from roadmaps.queries import Shelf, shelf_or_404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, country: str) -> HttpResponse:
    """Take a file and show what it would change. Nothing is written."""
    shelf = shelf_or_404(request.user, country)
    require(can(request.user, "import", shelf.country))
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_valid():
        return preview(request, shelf, *form.read())
    return upload_page(request, shelf, form)


def upload_page(request: HttpRequest, shelf: Shelf, form: FileForm, **more) -> HttpResponse:
    context = {"shelf": shelf, "country": shelf.country, "roadmap": shelf.roadmap, "form": form, "problems": []}
    return render(request, "roadmaps/import.html", context | more)


def preview(request: HttpRequest, shelf: Shelf, filename: str, data: bytes, *, is_stale: bool = False) -> HttpResponse:
    reading = read_roadmap(filename, data)
    try:
        plan = plan_import(shelf.country, reading)
    except Unreadable as error:
        return wrong_file(request, shelf, filename, error.problems)
    context = {
        "shelf": shelf,
        "country": shelf.country,
        "roadmap": shelf.roadmap,
        "plan": plan,
        "field_lines": field_lines(plan.changes.fields, plan.compared_with, reading.fields),
        "filename": filename,
        "content": base64.b64encode(data).decode(),
        "is_stale": is_stale,
    }
    return render(request, "roadmaps/preview.html", context, status=409 if is_stale else 200)


def wrong_file(request: HttpRequest, shelf: Shelf, filename: str, found: Sequence[object]) -> HttpResponse:
    shown = [{"message": sentence} for sentence in problems.told(found)]
    return upload_page(request, shelf, FileForm(), filename=filename, problems=shown)


@require_POST
def apply(request: HttpRequest, country: str) -> HttpResponse:
    """Import the file that the preview page kept, if the roadmap is still the one that the preview was made for."""
    shelf = shelf_or_404(request.user, country)
    require(can(request.user, "import", shelf.country))
    filename = request.POST.get("filename", "")
    try:
        data = base64.b64decode(request.POST.get("content", ""), validate=True)
    except binascii.Error:
        return wrong_file(request, shelf, filename, [_("The file did not arrive whole. Choose it once more.")])
    try:
        imported = import_roadmap(
            country=shelf.country,
            reading=read_roadmap(filename, data),
            by=request.user,
            seen=request.POST.get("seen", ""),
        )
    except StaleRoadmap:
        fresh = shelf_or_404(request.user, country)
        return preview(request, fresh, filename, data, is_stale=True)
    except Unreadable as error:
        return wrong_file(request, shelf, filename, error.problems)
    except ValidationError as error:
        return wrong_file(request, shelf, filename, error.messages)
    messages.success(request, told(imported.outcome, imported.roadmap.version))
    return redirect("roadmaps:roadmap", country)


def told(outcome: Outcome, version: int) -> str:
    sentence = {
        Outcome.FIRST: _("The roadmap has been imported."),
        Outcome.NEW_VERSION: _("The roadmap has been imported as version %(version)s."),
        Outcome.REPLACED: _("Version %(version)s now stands as it is in the file."),
        Outcome.UNCHANGED: _("The file says what version %(version)s says already; nothing was changed."),
    }[outcome]
    return sentence % {"version": version}
