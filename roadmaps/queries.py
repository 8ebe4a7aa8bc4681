"""Reading roadmaps."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count
from django.http import Http404
from django.urls import reverse

from bilingual.text import Rendered
from forum.access import countries_of
from forum.models import Country, User
from journal.models import Entry
from journal.queries import history_of_all
from richtext.names import forms, is_certain
from richtext.schema import is_code
from roadmaps.models import Item, Level, Roadmap
from roadmaps.naming import are_usual, codes, names_of, titles_of

ADOPTED = "roadmap.adopted"
FOLDED_FROM = 60
"""Items of a roadmap above which what stands under the first level is folded."""


def roadmap_for(country: Country, day: date) -> Roadmap | None:
    """The roadmap that a report ending on this day is about: the newest version in force whose dates hold then, else
    the newest in force. One query, none where the country's roadmaps were prefetched."""
    in_force = [version for version in country.roadmaps.all() if not version.is_draft]  # newest first
    holding = (one for one in in_force if (one.valid_from or day) <= day <= (one.valid_to or day))
    return next(holding, in_force[0] if in_force else None)


@dataclass
class Shelf:
    """A country with the versions of its roadmap, newest first, and the one of them that was asked for."""

    country: Country
    versions: list[Roadmap]
    roadmap: Roadmap | None
    is_one_of_several: bool
    """Whether the reader sees other countries too."""

    @property
    def is_newest(self) -> bool:
        return self.roadmap is not None and self.roadmap == self.versions[0]

    @property
    def draft(self) -> Roadmap | None:
        return next((version for version in self.versions if version.is_draft), None)

    @property
    def in_force(self) -> Roadmap | None:
        """The newest version that is."""
        return next((version for version in self.versions if not version.is_draft), None)


def shelf_or_404(user: User, code: str, version: int | None = None) -> Shelf:
    """The country's roadmap in this version, or its newest in force; 404 too where the country is none of the reader's.

    Without a version asked for, a country that has no roadmap yet gives an empty shelf.
    """
    countries = countries_of(user)
    country = next((country for country in countries if country.code == code), None)
    if country is None:
        raise Http404
    several = len(countries) > 1
    versions = list(country.roadmaps.order_by("-version"))
    for roadmap in versions:
        roadmap.country = country
    if version is None:
        shelf = Shelf(country, versions, None, several)
        shelf.roadmap = shelf.in_force
        return shelf
    for roadmap in versions:
        if roadmap.version == version:
            return Shelf(country, versions, roadmap, several)
    raise Http404


@dataclass
class Node:
    """An item with what stands right under it. First and last are counted among what stands under the same parent."""

    item: Item
    is_entry: bool
    """Whether it is a line of a list: on the lowest of several levels."""
    levels: list[Level]
    """The levels below its own."""
    is_under_retired: bool = False
    is_first: bool = True
    is_last: bool = True
    children: list["Node"] = field(default_factory=list)

    @property
    def heading(self) -> int:
        """The rank of its heading on a page."""
        return self.item.level.position + 1

    @property
    def counts(self) -> list[tuple[Level, int]]:
        """How many items stand under it, by level."""
        found: dict[int, list[Level]] = defaultdict(list)
        for node in walk(self.children):
            found[node.item.level.position].append(node.item.level)
        return [(found[position][0], len(found[position])) for position in sorted(found)]


def tree(roadmap: Roadmap) -> list[Node]:
    """The items of the first level with all that is under them, in order; two queries."""
    levels = list(roadmap.levels.order_by("position"))
    roots: list[Node] = []
    nodes: dict[int, Node] = {}
    last: dict[int | None, Node] = {}
    for item in roadmap.items.select_related("level").order_by("position"):
        item.roadmap = roadmap
        above = nodes.get(item.parent_id)
        depth = item.level.position
        node = Node(item, 1 < depth == len(levels), levels[depth:], bool(above and above.item.retired_on))
        nodes[item.pk] = node
        (above.children if above else roots).append(node)
        if before := last.get(item.parent_id):
            before.is_last = node.is_first = False
        last[item.parent_id] = node
    return roots


def first_codes(nodes: list[Node]) -> dict[str, Level]:
    """An example of a code for each level that has codes, from the top down."""
    found: dict[int, tuple[str, Level]] = {}
    for node in walk(nodes):
        if node.item.code:
            found.setdefault(node.item.level.position, (node.item.code, node.item.level))
    return dict(found[position] for position in sorted(found))


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk(node.children)


def is_large(nodes: Iterable[Node]) -> bool:
    return sum(1 for _node in walk(nodes)) > FOLDED_FROM


def items_for_editor(roadmap: Roadmap, language: str) -> dict[str, Any]:
    """What a text may refer to, and how; one query. `items`, without the retired ones: the code (where there is none,
    the words that name it), the title, the language that the title is in, the level, counted from 1, and every name
    with whether it is meant wherever it is written; null for a title, which is not looked for in a text. `words`: what
    the levels may be called in front of a code, and which. `levels`: what they are called, where it is not as usual."""
    standing = list(roadmap.items.filter(retired_on=None).select_related("level").order_by("position"))
    names = names_of(standing)
    titles = titles_of(standing)
    written: dict[int, dict[str, bool | None]] = defaultdict(dict)
    for code, item, _level in codes(standing):
        written[item.pk][code] = is_certain(code, names.codes)
    words: dict[str, set[int]] = defaultdict(set)
    for word, levels in names.words.items():
        for form, _is_plural in forms(word):
            words[form] |= set(levels)
    items = []
    for item in standing:
        title: Rendered = item.title.in_language(language)
        code = item.code or titles[item.pk][1][title.language]
        if not is_code(code):  # what no reference in a text can hold
            continue
        found = written[item.pk] or dict.fromkeys(titles[item.pk][1].values())
        shown = {"title": title.text, "lang": title.language, "level": item.level.position}
        items.append({"code": code, "names": found} | shown)
    levels = {item.level.position: item.level for item in standing}
    called = [] if are_usual(levels.values()) else [str(levels[position]) for position in sorted(levels)]
    return {"items": items, "words": {form: sorted(words[form]) for form in sorted(words)}, "levels": called}


@dataclass
class Overview:
    """A country on the list of roadmaps: its newest version in force, if there is one, with its items by level."""

    country: Country
    roadmap: Roadmap | None
    counts: list[Level]
    """The levels that have items; of each `count` says how many."""


def overviews(countries: Iterable[Country]) -> list[Overview]:
    """The countries with their newest roadmaps; two queries."""
    countries = list(countries)
    newest: dict[int, Roadmap] = {}
    for roadmap in Roadmap.objects.filter(country__in=countries, is_draft=False).order_by("country", "version"):
        newest[roadmap.country_id] = roadmap
    counts: dict[int, list[Level]] = defaultdict(list)
    levels = Level.objects.filter(roadmap__in=newest.values(), items__retired_on=None)
    for level in levels.annotate(count=Count("items")).filter(count__gt=0).order_by("roadmap", "position"):
        counts[level.roadmap_id].append(level)
    return [
        Overview(country, roadmap, counts[roadmap.pk] if roadmap else [])
        for country in countries
        for roadmap in [newest.get(country.pk)]
    ]


def first_acts(versions: Iterable[Roadmap]) -> dict[int, Entry]:
    """Since when each version is what it is: the line of its being put in force, else of its beginning. One query.

    A version of the time before there were drafts was in force from its beginning.
    """
    keys = {str(version.pk): version.pk for version in versions}
    lines = history_of_all(Roadmap, keys.values()).filter(action__in=[ADOPTED, "roadmap.started", "roadmap.imported"])
    found: dict[int, Entry] = {}
    for line in lines.order_by("pk"):
        if line.action == ADOPTED or keys[line.target_id] not in found:
            found[keys[line.target_id]] = line
    return found


def addresses_of_roadmaps(keys: list[str]) -> dict[str, str]:
    """Where the roadmaps with these keys are read; one query."""
    roadmaps = Roadmap.objects.filter(pk__in=keys).order_by("pk").values_list("pk", "country__code", "version")
    return {str(pk): reverse("roadmaps:version", args=[code, version]) for pk, code, version in roadmaps}
