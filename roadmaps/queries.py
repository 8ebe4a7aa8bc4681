"""Reading roadmaps."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse

from bilingual.text import Rendered
from forum.access import countries_of
from forum.models import Country, User
from roadmaps.models import Item, Roadmap


def roadmap_for(country: Country, day: date) -> Roadmap | None:
    """The roadmap that a report ending on this day is about: the newest version that holds then, else the newest."""
    versions = country.roadmaps.order_by("-version")
    holding = versions.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))
    return holding.first() or versions.first()


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


def shelf_or_404(user: User, code: str, version: int | None = None) -> Shelf:
    """The country's roadmap in this version, or its newest; 404 too where the country is not the reader's business.

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
        return Shelf(country, versions, versions[0] if versions else None, several)
    for roadmap in versions:
        if roadmap.version == version:
            return Shelf(country, versions, roadmap, several)
    raise Http404


@dataclass
class Node:
    """An item with what stands right under it. First and last are counted among its siblings of the same level."""

    item: Item
    is_under_retired: bool = False
    is_first: bool = True
    is_last: bool = True
    children: list["Node"] = field(default_factory=list)

    @property
    def strands(self) -> list["Node"]:
        return [node for node in self.children if node.item.level == Item.Level.STRAND]

    @property
    def objectives(self) -> list["Node"]:
        return [node for node in self.children if node.item.level == Item.Level.OBJECTIVE]


def tree(roadmap: Roadmap) -> list[Node]:
    """The priorities with all that is under them, in the order of the codes; one query."""
    roots: list[Node] = []
    nodes: dict[int, Node] = {}
    last: dict[tuple[int | None, str], Node] = {}
    for item in roadmap.items.order_by("sort_key"):
        item.roadmap = roadmap
        above = nodes.get(item.parent_id)
        node = nodes[item.pk] = Node(item, is_under_retired=bool(above and above.item.retired_on))
        (above.children if above else roots).append(node)
        before = last.get((item.parent_id, item.level))
        if before:
            before.is_last = node.is_first = False
        last[item.parent_id, item.level] = node
    return roots


def first_codes(nodes: list[Node]) -> dict[str, str]:
    """An example of a code for each level that the roadmap has, from the top down."""
    found: dict[str, str] = {}
    for node in nodes:
        under_strands = [leaf for strand in node.strands for leaf in strand.children]
        for one in (node, *node.strands, *under_strands, *node.objectives):
            found.setdefault(one.item.level, one.item.code)
    return {level: found[level] for level in Item.Level.values if level in found}


def items_for_editor(roadmap: Roadmap, language: str) -> list[dict[str, str]]:
    """The items that a text may refer to: code, title, the language that the title is in, and level. One query.

    Retired items are left out.
    """
    found = []
    for item in roadmap.items.filter(retired_on=None).order_by("sort_key"):
        title: Rendered = item.title.in_language(language)
        found.append({"code": item.code, "title": title.text, "lang": title.language, "level": item.level})
    return found


@dataclass
class Overview:
    """A country on the list of roadmaps: its newest version, if there is one, with the number of items by level."""

    country: Country
    roadmap: Roadmap | None
    counts: dict[str, int]


def overviews(countries: Iterable[Country]) -> list[Overview]:
    """The countries with their newest roadmaps; one query."""
    countries = list(countries)
    counted = {
        level: Count("items", filter=Q(items__level=level, items__retired_on=None)) for level in Item.Level.values
    }
    newest: dict[int, Roadmap] = {}
    for roadmap in Roadmap.objects.filter(country__in=countries).annotate(**counted).order_by("country", "version"):
        newest[roadmap.country_id] = roadmap
    return [
        Overview(country, roadmap, {level: getattr(roadmap, level) for level in Item.Level.values} if roadmap else {})
        for country in countries
        for roadmap in [newest.get(country.pk)]
    ]


def addresses_of_roadmaps(keys: list[str]) -> dict[str, str]:
    """Where the roadmaps with these keys are read; one query."""
    roadmaps = Roadmap.objects.filter(pk__in=keys).order_by("pk").values_list("pk", "country__code", "version")
    return {str(pk): reverse("roadmaps:version", args=[code, version]) for pk, code, version in roadmaps}
