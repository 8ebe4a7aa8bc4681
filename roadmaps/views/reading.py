"""Roadmaps as they are read: the list of countries, a version as a tree, the same as a table to take away."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from bilingual.languages import INTERFACE, LANGUAGES
from forum.access import countries_of
from journal.cells import csv_line
from roadmaps import fingerprints as marks
from roadmaps.changes import items_of
from roadmaps.display import state_line
from roadmaps.forms import FileForm
from roadmaps.importing.assembling import LETTERED
from roadmaps.models import Item
from roadmaps.permissions import VersionContext, can
from roadmaps.queries import first_acts, first_codes, is_large, overviews, shelf_or_404, tree, walk
from roadmaps.uses import uses_of

EXAMPLE = {
    "1": {"title_fr": "Titre de la première priorité", "title_en": "Title of the first priority"},
    "1.1": {"title_fr": "Titre d’un volet de cette priorité", "title_en": "Title of a strand of this priority"},
    "1.1.A": {"title_fr": "Titre d’un objectif de ce volet", "title_en": "Title of an objective of this strand"},
    "2": {"title_fr": "Titre de la deuxième priorité", "title_en": "Title of the second priority"},
    "2.A": {"title_fr": "Un objectif sans volet", "title_en": "An objective without a strand"},
}

Row = dict[str, Any]
"""The cells of a line of a table, by the names of their columns."""
ACTS_ON_VERSIONS = ("start_version", "adopt_version", "discard_version", "choose_replacements")


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
    of_version = VersionContext(shelf.is_newest, bool(uses[roadmap.pk]), roadmap.is_draft)
    acts = first_acts(shelf.versions)
    states = {each.pk: state_line(each, shelf.in_force, acts.get(each.pk)) for each in shelf.versions}
    nodes = tree(roadmap)
    items = [node.item for node in walk(nodes)]
    language = get_language()
    spoken = {item.title.in_language(language).language for item in items}
    other = next(iter(spoken)) if len(spoken) == 1 and spoken != {language} else ""
    context |= {
        "nodes": nodes,
        "is_large": is_large(nodes),
        "spoken": other,
        "notes": not other,
        "key": first_codes(nodes),
        "versions": [(each, states[each.pk], uses[each.pk]) for each in shelf.versions],
        "state": states[roadmap.pk],
        "draft_state": states[shelf.draft.pk] if shelf.draft else "",
        "seen": marks.of_whole(roadmap, items) if roadmap.is_draft else "",
        "may_edit": can(request.user, "edit", shelf.country, of_version),
        **{f"may_{act}": can(request.user, act, shelf.country, of_version) for act in ACTS_ON_VERSIONS},
    }
    return render(request, "roadmaps/roadmap.html", context)


@require_safe
def download(request: HttpRequest, country: str, version: int) -> HttpResponse:
    """The version as a CSV file that can be changed and imported again."""
    roadmap = shelf_or_404(request.user, country, version).roadmap
    items = items_of(roadmap)
    tells_level = all(LETTERED.fullmatch(item.code) for item in items)
    return as_csv(f"{country}-{version}.csv", [row_of(item, tells_level=tells_level) for item in items])


def row_of(item: Item, *, tells_level: bool) -> Row:
    """The cells of an item by the names of their columns; what is kept with it under the names of its country."""
    kept: dict[str, list[str]] = {}
    for detail in item.details:
        kept.setdefault(detail["label"], []).append(detail["text"])
    return (
        {"code": item.code, "level": "" if tells_level else item.level.position}
        | {f"title_{language}": text for language, text in item.title.items()}
        | {label: "; ".join(texts) for label, texts in kept.items()}
        | {"retired_on": item.retired_on or ""}
    )


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The columns of a roadmap's table, with a few lines to write over."""
    return as_csv("roadmap.csv", [{"code": code, **titles} for code, titles in EXAMPLE.items()])


def as_csv(filename: str, rows: list[Row]) -> HttpResponse:
    """Columns that no row fills are left out. Written with a mark at its head, without which Excel takes accents for
    something else."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    always = ["code", *(f"title_{language}" for language in sorted(INTERFACE, reverse=True))]
    filled = dict.fromkeys(name for row in rows for name, cell in row.items() if cell != "")
    titles = [name for language in LANGUAGES if (name := f"title_{language}") in filled and name not in always]
    known = ["code", "level", *always[1:], *titles]
    last = [name for name in filled if name == "retired_on"]
    others = [name for name in filled if name not in known and name not in last]
    header = [name for name in known if name in always or name in filled] + others + last
    response.write(csv_line(header))
    for row in rows:
        response.write(csv_line([row.get(name, "") for name in header]))
    return response
