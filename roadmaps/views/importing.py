"""Importing a roadmap in the browser: the file, what it would change, and only then the act."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bilingual.languages import LANGUAGES
from files.checks import Refused
from files.line import uploads_of
from forum.access import require
from roadmaps.actions import StaleRoadmap
from roadmaps.adoption import Outcome, Unreadable, import_roadmap, plan_import
from roadmaps.choosing import choices_of
from roadmaps.display import field_lines, read_tree
from roadmaps.forms import FileForm
from roadmaps.handing_in import PURPOSE, hand_in_roadmap, opened_or_404
from roadmaps.importing import Reading, Source, understand
from roadmaps.importing.columns import DETAILS, roles
from roadmaps.importing.reading import Column
from roadmaps.permissions import can
from roadmaps.queries import FOLDED_FROM, Shelf, shelf_or_404

SHOWN_BEFORE = 10
"""How many files that the reader handed in are listed."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, country: str) -> HttpResponse:
    """Take a file, which waits in line until it is read. Nothing is written."""
    shelf = shelf_or_404(request.user, country)
    require(can(request.user, "import", shelf.country))
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_valid():
        filename, data = form.read()
        try:
            handed_in = hand_in_roadmap(country=shelf.country, filename=filename, content=data, by=request.user)
        except Refused as refused:
            return wrong_file(request, shelf, filename, [refused.message])
        return redirect("files:upload", handed_in.pk)
    return upload_page(request, shelf, form)


def upload_page(request: HttpRequest, shelf: Shelf, form: FileForm, **more) -> HttpResponse:
    context = {
        "shelf": shelf,
        "country": shelf.country,
        "roadmap": shelf.roadmap,
        "form": form,
        "filename": "",
        "problems": [],
        "uploads": uploads_of(request.user, PURPOSE, {"country": shelf.country.code})[:SHOWN_BEFORE],
    }
    return render(request, "roadmaps/import.html", context | more)


@never_cache
@require_safe
def import_preview(request: HttpRequest, country: str, upload: int) -> HttpResponse:
    """What a file would change, as its columns are taken: ?column_3=title says what one is. Nothing is written."""
    shelf = shelf_or_404(request.user, country)
    require(can(request.user, "import", shelf.country))
    try:
        filename, source = opened_or_404(country=shelf.country, upload=upload, by=request.user)
    except Refused as refused:
        return upload_page(request, shelf, FileForm(), problems=[{"message": refused.message}])
    return preview(request, shelf, upload, filename, source)


def as_chosen(request: HttpRequest, shelf: Shelf, source: Source) -> Reading:
    try:
        return understand(source, choices_of(shelf.country, request.GET.dict()))
    except ValueError as error:
        raise Http404 from error


def preview(
    request: HttpRequest,
    shelf: Shelf,
    upload: int,
    filename: str,
    source: Source,
    *,
    is_stale: bool = False,
    refused: Sequence[str] = (),
) -> HttpResponse:
    reading = as_chosen(request, shelf, source)
    if not reading.columns and reading.problems:
        return wrong_file(request, shelf, filename, reading.problems)
    plan = None if reading.problems else plan_import(shelf.country, reading)
    context = {
        "shelf": shelf,
        "country": shelf.country,
        "roadmap": shelf.roadmap,
        "plan": plan,
        "field_lines": field_lines(plan.changes.fields, plan.compared_with, reading.fields) if plan else [],
        "problems": [{"message": str(problem)} for problem in [*reading.problems, *refused]],
        "reading": reading,
        "nodes": read_tree(reading.items),
        "is_large": len(reading.items) > FOLDED_FROM,
        "columns": columns_of(reading),
        "sheets": [grid.sheet for grid in source.grids if grid.sheet and grid.lines],
        "said": {name: request.GET.get(name, "") for name in ("title", "valid_from", "valid_to", "numbers")},
        "query": request.GET.urlencode(),
        "has_no_codes": any(not item.code for item in reading.items),
        "filename": filename,
        "upload": upload,
        "is_stale": is_stale,
    }
    return render(request, "roadmaps/preview.html", context, status=409 if is_stale else 200)


def columns_of(reading: Reading) -> list[tuple[Column, list[tuple[str, str]]]]:
    """Each column with all that it can be taken for."""
    offered = [(role, role_name(role)) for role in roles()]
    return [(column, offered) for column in reading.columns]


def role_name(role: str) -> str:
    if role.startswith("title_"):
        return _("Title, in %(language)s") % {"language": LANGUAGES[role.removeprefix("title_")].called}
    if role.startswith("level_"):
        return _("Titles of level %(number)s") % {"number": role.removeprefix("level_")}
    names = {
        "code": _("Code"),
        "title": _("Title"),
        "level": _("Word for the level"),
        "retired_on": _("Retired on"),
        "": _("Left out"),
    }
    return names.get(role) or str(DETAILS[role])


def wrong_file(request: HttpRequest, shelf: Shelf, filename: str, found: Sequence[object]) -> HttpResponse:
    shown = [{"message": str(problem)} for problem in found]
    return upload_page(request, shelf, FileForm(), filename=filename, problems=shown)


@require_POST
def apply(request: HttpRequest, country: str, upload: int) -> HttpResponse:
    """Import the file, if the roadmap is still the one that the preview was made for."""
    shelf = shelf_or_404(request.user, country)
    require(can(request.user, "import", shelf.country))
    try:
        filename, source = opened_or_404(country=shelf.country, upload=upload, by=request.user)
    except Refused as refused:
        return upload_page(request, shelf, FileForm(), problems=[{"message": refused.message}])
    reading = as_chosen(request, shelf, source)
    seen = request.POST.get("seen", "")
    try:
        imported = import_roadmap(country=shelf.country, reading=reading, by=request.user, seen=seen)
    except StaleRoadmap:
        fresh = shelf_or_404(request.user, country)
        return preview(request, fresh, upload, filename, source, is_stale=True)
    except Unreadable:
        return preview(request, shelf, upload, filename, source)
    except ValidationError as error:
        return preview(request, shelf, upload, filename, source, refused=error.messages)
    messages.success(request, message_of(imported.outcome, imported.roadmap.version))
    return redirect("roadmaps:version", country, imported.roadmap.version)


def message_of(outcome: Outcome, version: int) -> str:
    sentence = {
        Outcome.FIRST: _("The roadmap has been imported."),
        Outcome.NEW_VERSION: _("The roadmap has been imported as version %(version)s, a draft."),
        Outcome.REPLACED: _("Version %(version)s now stands as it is in the file."),
        Outcome.UNCHANGED: _("The file says what version %(version)s says already; nothing was changed."),
    }[outcome]
    return sentence % {"version": version}
