"""Roadmaps as they are read: the list of countries, a version as a tree, the same as a table to take away."""

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
from roadmaps.permissions import VersionContext, can
from roadmaps.queries import first_acts, first_codes, overviews, shelf_or_404, tree, walk
from roadmaps.uses import uses_of

EXAMPLE = {
    "1": {"fr": "Titre de la première priorité", "en": "Title of the first priority"},
    "1.1": {"fr": "Titre d’un volet de cette priorité", "en": "Title of a strand of this priority"},
    "1.1.A": {"fr": "Titre d’un objectif de ce volet", "en": "Title of an objective of this strand"},
    "2": {"fr": "Titre de la deuxième priorité", "en": "Title of the second priority"},
    "2.A": {"fr": "Un objectif sans volet", "en": "An objective without a strand"},
}

FOLDED_FROM = 60
"""Items of a roadmap above which what stands under the first level is folded."""


ACTS_ON_VERSIONS = ("start_version", "adopt_version", "discard_version")


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
        "is_large": len(items) > FOLDED_FROM,
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
    lines = [(item.code, "" if tells_level else item.level.position, item.title, item.retired_on) for item in items]
    return as_csv(f"{country}-{version}.csv", lines)


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The columns of a roadmap's table, with a few lines to write over."""
    return as_csv("roadmap.csv", [(code, "", title, None) for code, title in EXAMPLE.items()])


def as_csv(filename: str, items) -> HttpResponse:
    """Written with a mark at its head, without which Excel takes accents for something else."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    lines = list(items)
    written = [language for language in LANGUAGES if any(language in title for _code, _level, title, _retired in lines)]
    titles = {f"title_{language}": language for language in [*sorted(INTERFACE, reverse=True), *written]}
    kept = ["code", *(["level"] if any(level for _code, level, *_rest in lines) else []), *titles]
    kept += ["retired_on"] if any(retired_on for *_rest, retired_on in lines) else []
    response.write(csv_line(kept))
    for code, level, title, retired_on in lines:
        said = {"code": code, "level": level, "retired_on": retired_on}
        said |= {name: title.get(language, "") for name, language in titles.items()}
        response.write(csv_line([said[name] for name in kept]))
    return response
