"""Which item of the version before each item of a new version replaces, so that what refers to the old one can follow.

An item is replaced by one item at most; one may replace several. What a file or a copy brings is proposed
(`proposed`); people put it right on a page of its own, and what they chose is not proposed again.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import get_language

from forum.access import require
from forum.models import User
from roadmaps.actions import StaleRoadmap, hold, tell
from roadmaps.changes import items_of
from roadmaps.importing.columns import folded
from roadmaps.models import Item, Roadmap
from roadmaps.permissions import VersionContext, can

LIKE, SOMEWHAT_LIKE = 0.6, 0.3
"""Shares of words in common: from which on a title is another one, reworded; and under the same code."""


def likeness(old: Item, new: Item) -> float:
    """From 0 to 1: the share of words that the titles have in common, in the language in which it is largest."""
    shares = []
    for language in old.title.keys() & new.title.keys():
        ours, theirs = (Counter(folded(item.title[language]).split()) for item in (old, new))
        shares.append(2 * (ours & theirs).total() / max(ours.total() + theirs.total(), 1))
    return max(shares, default=0.0)


def proposed(old: Sequence[Item], new: Sequence[Item]) -> dict[int, Item]:
    """For each old item that seems to have become a new one, by its primary key: which.

    The surest first: the same code, and a title that is not another one; the same title; a like one, on the same level.
    A code that went to another title is no sign: it may have been given anew, and is left to people.
    """
    found: dict[int, Item] = {}
    free = {item.pk: item for item in new}
    by_code = {item.code: item for item in new if item.code}
    for item in old:
        other = by_code.get(item.code) if item.code else None
        if other and (likeness(item, other) >= SOMEWHAT_LIKE or not item.title.keys() & other.title.keys()):
            found[item.pk] = free.pop(other.pk)
    for least in (1.0, LIKE):
        left = [item for item in old if item.pk not in found]
        alike = ((likeness(one, other), one, other) for one in left for other in free.values())
        pairs = [pair for pair in alike if pair[0] >= least and pair[1].level.position == pair[2].level.position]
        for _share, item, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1].position, pair[2].position)):
            if item.pk not in found and other.pk in free:
                found[item.pk] = free.pop(other.pk)
    return found


def former(roadmap: Roadmap) -> Roadmap | None:
    """The version in force before this one. One query."""
    earlier = Roadmap.objects.filter(country=roadmap.country_id, version__lt=roadmap.version, is_draft=False)
    return earlier.order_by("-version").first()


def propose(roadmap: Roadmap, added: Collection[int]) -> None:
    """Note for items of the version before that nothing replaces which of the `added` ones, by primary key, seem to.

    Call it in the transaction that adds them.
    """
    before = former(roadmap)
    if before is None or not added:
        return
    old = [item for item in items_of(before) if item.replaced_by_id is None and item.retired_on is None]
    found = proposed(old, [item for item in items_of(roadmap) if item.pk in added])
    for item in old:
        item.replaced_by = found.get(item.pk)
    Item.objects.bulk_update([item for item in old if item.replaced_by], ["replaced_by"], batch_size=200)


@dataclass(frozen=True)
class Line:
    """An item of the version before, and what replaces it."""

    old: Item
    new: Item | None

    @property
    def is_plain(self) -> bool:
        """Whether it goes without saying: nobody has to look at it."""
        return self.new is not None and (self.old.code, dict(self.old.title)) == (self.new.code, dict(self.new.title))

    @property
    def label(self) -> str:
        return label_of(self.old, get_language() or "en")


def lines(before: Roadmap, roadmap: Roadmap) -> list[Line]:
    """Every item of the version before that is not retired there, in order. Two queries."""
    new = {item.pk: item for item in items_of(roadmap)}
    return [Line(item, new.get(item.replaced_by_id)) for item in items_of(before) if item.retired_on is None]


@transaction.atomic
def choose_replacements(
    *, roadmap: Roadmap, chosen: Mapping[int, int | None], seen: Mapping[int, int | None], by: User | None
) -> int:
    """Say what replaces items of the version before: primary keys of items by those of the old ones, None for nothing.

    Gives how many changed. `seen` is what the person saw; raises StaleRoadmap if it is no longer so, Forbidden.
    """
    versions = hold(roadmap.country)
    require(can(by, "choose_replacements", roadmap.country, VersionContext(is_newest=roadmap == versions[0])))
    before = former(roadmap)
    new = {item.pk: item for item in items_of(roadmap)}
    changed, told = [], []
    for item in items_of(before) if before else []:
        wanted = chosen.get(item.pk, item.replaced_by_id)
        if wanted == item.replaced_by_id:
            continue
        if seen.get(item.pk) != item.replaced_by_id or (wanted is not None and wanted not in new):
            raise StaleRoadmap(versions[0])
        told.append([str(item), str(new[wanted]) if wanted else ""])
        item.replaced_by_id = wanted
        changed.append(item)
    if changed:
        Item.objects.bulk_update(changed, ["replaced_by"], batch_size=200)
        tell("roadmap.replacements_chosen", by=by, roadmap=roadmap, items=told)
    return len(changed)


def following(before: Roadmap, after: Roadmap) -> dict[int, Item]:
    """What each item of a version has become in a later one, by its primary key. One query."""
    between = Item.objects.filter(
        roadmap__country=before.country_id, roadmap__version__range=(before.version, after.version)
    )
    items = {item.pk: item for item in between.select_related("level")}
    return {
        key: new for key, item in items.items() if item.roadmap_id == before.pk if (new := _last(item, items, after))
    }


def _last(item: Item, items: Mapping[int, Item], after: Roadmap) -> Item | None:
    while item.roadmap_id != after.pk:
        if item.replaced_by_id not in items:
            return None
        item = items[item.replaced_by_id]
    return item


def label_of(item: Item, language: str) -> str:
    """What a person types to choose an item: its code and its title."""
    return " ".join(filter(None, (item.code, item.title.in_language(language).text)))


def by_label(items: Sequence[Item], language: str) -> dict[str, Item]:
    """Items by their labels, with what they stand under where two are called so."""
    count = Counter(label_of(item, language) for item in items)
    at = {item.pk: item for item in items}
    found: dict[str, Item] = {}
    for item in items:
        label = label_of(item, language)
        above = at.get(item.parent_id) if count[label] > 1 else None
        found[f"{label} ({label_of(above, language)})" if above else label] = item
    return found
