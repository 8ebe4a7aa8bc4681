"""Roadmaps as they are read: the list of countries, a version as a tree, the same as a table to take away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from bilingual.languages import INTERFACE, LANGUAGES
from forum.access import countries_of
from journal.cells import csv_line
from roadmaps.forms import FileForm
from roadmaps.permissions import VersionContext, can
from roadmaps.queries import first_codes, overviews, shelf_or_404, tree
from roadmaps.uses import uses_of

EXAMPLE = {
    "1": {"fr": "Titre de la première priorité", "en": "Title of the first priority"},
    "1.1": {"fr": "Titre d’un volet de cette priorité", "en": "Title of a strand of this priority"},
    "1.1.A": {"fr": "Titre d’un objectif de ce volet", "en": "Title of an objective of this strand"},
    "2": {"fr": "Titre de la deuxième priorité", "en": "Title of the second priority"},
    "2.A": {"fr": "Un objectif sans volet", "en": "An objective without a strand"},
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The roadmaps of the reader's countries; the roadmap itself for a reader with one country."""
    countries = countries_of(request.user)
    if len(countries) == 1:
        return redirect("roadmaps:roadmap", countries[0].code)
    return render(request, "roadmaps/index.html", {"overviews": overviews(countries)})


@require_safe
def show(request: HttpRequest, country: str, version: int | None = None) -> HttpResponse:
    shelf = shelf_or_404(request.user, country, version)
    roadmap = shelf.roadmap
    uses = uses_of(shelf.versions)
    context = {
        "shelf": shelf,
        "country": shelf.country,
        "roadmap": roadmap,
        "may_import": can(request.user, "import", shelf.country),
    }
    if roadmap is None:
        return render(request, "roadmaps/empty.html", context | {"form": FileForm()})
    of_version = VersionContext(shelf.is_newest, bool(uses[roadmap.pk]))
    nodes = tree(roadmap)
    context |= {
        "nodes": nodes,
        "key": first_codes(nodes),
        "versions": [(each, uses[each.pk]) for each in shelf.versions],
        "may_edit": can(request.user, "edit", shelf.country, of_version),
        "may_start_version": can(request.user, "start_version", shelf.country, of_version),
    }
    return render(request, "roadmaps/roadmap.html", context)


@require_safe
def download(request: HttpRequest, country: str, version: int) -> HttpResponse:
    """The version as a CSV file that can be changed and imported again."""
    roadmap = shelf_or_404(request.user, country, version).roadmap
    items = [(item.code, item.title, item.retired_on) for item in roadmap.items.order_by("sort_key")]
    return as_csv(f"{country}-{version}.csv", items)


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The columns of a roadmap's table, with a few lines to write over."""
    return as_csv("roadmap.csv", [(code, title, None) for code, title in EXAMPLE.items()])


def as_csv(filename: str, items) -> HttpResponse:
    """Written with a mark at its head, without which Excel takes accents for something else."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    retired = any(retired_on for _code, _title, retired_on in items)
    written = [code for code in LANGUAGES if any(code in title for _code, title, _retired_on in items)]
    languages = list(dict.fromkeys([*sorted(INTERFACE, reverse=True), *written]))
    header = ["code", *(f"title_{language}" for language in languages)]
    response.write(csv_line([*header, "retired_on"] if retired else header))
    for code, title, retired_on in items:
        titles = [title.get(language, "") for language in languages]
        response.write(csv_line([code, *titles, retired_on] if retired else [code, *titles]))
    return response
