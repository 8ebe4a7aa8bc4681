"""What can be done to a roadmap. Each act is whole or nothing, and writes its line in the journal.

A version that a report uses is never changed; neither is one that is not the newest. Acts on one country's roadmaps
follow one another: each holds them until it is done, and a report cannot be opened on a version in the meantime.
"""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from bilingual.text import Text
from forum.access import Forbidden, require
from forum.models import Country, User
from journal.record import record
from roadmaps import fingerprints as marks
from roadmaps.changes import (
    FIELDS,
    LEVEL_NAMES,
    Facts,
    as_read,
    changed_fields,
    facts_of,
    items_of,
    keys_of,
)
from roadmaps.codes import anchor_of, free_anchor
from roadmaps.importing.reading import TITLE_LIMIT, ReadItem
from roadmaps.models import Item, Level, Roadmap
from roadmaps.permissions import VersionContext, can
from roadmaps.uses import is_used

ASIDE = 1_000_000
"""More than a roadmap has items: where they step aside to while their order changes."""
UP, DOWN = "up", "down"


class StaleItem(Exception):
    """Somebody else changed the item in the meantime. `current` is the item as it stands now."""

    def __init__(self, current: Item) -> None:
        super().__init__(current.pk)
        self.current = current


class StaleRoadmap(Exception):
    """Somebody else changed the roadmap in the meantime. `current` is the newest version, None if there is none."""

    def __init__(self, current: Roadmap | None) -> None:
        super().__init__(current and current.pk)
        self.current = current


def hold(country: Country) -> list[Roadmap]:
    """Keep everybody else from changing the country's roadmaps until the transaction ends; newest version first.

    On PostgreSQL the rows are locked: a report that is being opened refers to one of them and has to wait. SQLite has
    one writer at a time.
    """
    Country.objects.select_for_update(no_key=True).get(pk=country.pk)
    return list(country.roadmaps.select_for_update().order_by("-version"))


def hold_for(act: str, roadmap: Roadmap, by: User | None) -> Roadmap:
    """The roadmap as it stands now, held, once it is sure that the person may do this with it."""
    versions = hold(roadmap.country)
    current = next((version for version in versions if version.pk == roadmap.pk), None)
    if current is None:
        raise Forbidden(_("Somebody has discarded this version in the meantime."))
    context = VersionContext(current == versions[0], is_used(current), current.is_draft)
    require(can(by, act, roadmap.country, context))
    return current


def hold_editable(roadmap: Roadmap, by: User | None) -> Roadmap:
    return hold_for("edit", roadmap, by)


def tell(action: str, *, by: User | None, roadmap: Roadmap, **data) -> None:
    record(action, by=by, target=roadmap, country=roadmap.country.code, **data)


def checked_title(title: Text) -> Text:
    if not title:
        raise ValidationError({"title": _("Write the title in at least one language.")})
    if any(len(text) > TITLE_LIMIT for text in title.values()):
        raise ValidationError({"title": _("A title has at most %(limit)s characters.") % {"limit": TITLE_LIMIT}})
    return title


def put_items(roadmap: Roadmap, wanted: Sequence[ReadItem]) -> set[int]:
    """Make the roadmap's items these, in this order. What was there before stays the same row. Its levels are there.

    Gives the primary keys of those that are new."""
    levels = {level.position: level for level in roadmap.levels.order_by("position")}
    there = items_of(roadmap)
    before = dict(zip(keys_of(as_read(there)), there, strict=True))
    keys = keys_of(wanted)
    roadmap.items.update(parent=None)
    roadmap.items.exclude(pk__in=[before[key].pk for key in keys if key in before]).delete()
    step_aside(roadmap)
    anchors = {anchor_of(item.code) for item in wanted if item.code}
    items = []
    for position, (key, read) in enumerate(zip(keys, wanted, strict=True), start=1):
        item = before.get(key) or Item(roadmap=roadmap)
        item.level, item.position, item.code, item.title = levels[read.level], position, read.code, read.title
        item.retired_on, item.details = read.retired_on, [vars(detail) for detail in read.details]
        item.parent = None
        item.anchor = anchor_of(read.code) if read.code else free_anchor(anchors)
        anchors.add(item.anchor)
        items.append(item)
    added = Item.objects.bulk_create([item for item in items if item.pk is None])
    for item, read in zip(items, wanted, strict=True):
        item.parent = items[read.parent] if read.parent is not None else None
    fields = ["level", "parent", "position", "code", "anchor", "title", "details", "retired_on"]
    Item.objects.bulk_update(items, fields, batch_size=200)
    return {item.pk for item in added}


def step_aside(roadmap: Roadmap) -> None:
    """A code, an anchor and a place in the order are free only once their holder has left them."""
    aside = Concat(Value("~"), Cast("pk", CharField()))
    roadmap.items.update(code="", anchor=aside, position=F("position") + ASIDE)


def put_in_order(roadmap: Roadmap, items: Sequence[Item]) -> None:
    for position, item in enumerate(items, start=1):
        item.position = position
    roadmap.items.update(position=F("position") + ASIDE)
    Item.objects.bulk_update(items, ["position"], batch_size=200)


@transaction.atomic
def change_roadmap(*, roadmap: Roadmap, fields: Facts, seen: str, by: User | None) -> Roadmap:
    """Change what the roadmap says of itself: any of changes.FIELDS. `seen` is the mark of what stood there before."""
    current = hold_editable(roadmap, by)
    changed = changed_fields(facts_of(current), fields)
    if not changed:
        return current
    if marks.of_fields(current) != seen:
        raise StaleRoadmap(current)
    set_fields(current, {name: fields[name] for name in changed})
    tell("roadmap.changed", by=by, roadmap=current, fields=sorted(changed))
    return current


def set_fields(roadmap: Roadmap, fields: Facts) -> None:
    own = [name for name in FIELDS if name in fields and name not in LEVEL_NAMES]
    for name in own:
        setattr(roadmap, name, fields[name])
    checked_title(roadmap.title)
    if roadmap.valid_from and roadmap.valid_to and roadmap.valid_to < roadmap.valid_from:
        raise ValidationError({"valid_to": _("The roadmap ends before it begins.")})
    roadmap.save(update_fields=own)
    name_levels(roadmap, {**facts_of(roadmap), **fields})


def name_levels(roadmap: Roadmap, facts: Facts) -> None:
    """Give the levels these names; one without a name is no level any more."""
    levels = {level.position: level for level in roadmap.levels.order_by("position")}
    names = [facts[name] for name in LEVEL_NAMES]
    count = sum(map(bool, names))
    if not all(names[:count]):
        raise ValidationError({f"level_{names.index(Text()) + 1}": _("Name the levels from the top down.")})
    for position, name in enumerate(names[:count], start=1):
        level = levels.get(position) or Level(roadmap=roadmap, position=position)
        level.name = name
        level.save()
    if roadmap.items.filter(level__position__gt=count).exists():
        raise ValidationError({f"level_{count + 1}": _("There are items on this level: it needs a name.")})
    roadmap.levels.filter(position__gt=count).delete()


@transaction.atomic
def add_item(*, roadmap: Roadmap, level: int, parent: Item | None, code: str, title: Text, by: User | None) -> Item:
    """Add an item behind the last one that stands under `parent`; None is for the first level."""
    current = hold_editable(roadmap, by)
    items = items_of(current)
    above = next((item for item in items if parent and item.pk == parent.pk), None)
    here = current.levels.filter(position=level).first()
    if here is None or (above is None) != (level == 1) or (above and above.level.position >= level):
        raise ValidationError(_("There is no such place in the roadmap any more."))
    if above and above.retired_on:
        message = _("%(code)s would stand under %(parent)s, which is retired.")
        raise ValidationError({"code": message % {"code": code or title.in_language(""), "parent": above}})
    item = Item(roadmap=current, parent=above, level=here, position=len(items) + 1, title=checked_title(title))
    item.code = checked_code(code, items)
    item.anchor = free_anchor(one.anchor for one in items)
    item.save()
    end = items.index(with_all_below(above, items)[-1]) + 1 if above else len(items)
    put_in_order(current, [*items[:end], item, *items[end:]])
    tell("roadmap.item_added", by=by, roadmap=current, code=str(item), title=dict(title))
    return item


def checked_code(code: str, others: Sequence[Item]) -> str:
    code = code.strip()
    if code and anchor_of(code) in {item.anchor for item in others}:
        raise ValidationError({"code": _("The code %(code)s is taken already.") % {"code": code}})
    return code


def held_item(item: Item, by: User | None) -> Item:
    """The item as it stands now, its roadmap held and known to be open to change."""
    hold_editable(item.roadmap, by)
    return Item.objects.select_related("roadmap__country", "parent", "level").get(pk=item.pk)


@transaction.atomic
def rename_item(*, item: Item, title: Text, seen: str, by: User | None, code: str | None = None) -> Item:
    """Give the item another title, or another code. Raises StaleItem if it is not any more what the person saw."""
    current = held_item(item, by)
    code = current.code if code is None else code.strip()
    if (current.title, current.code) == (title, code):
        return current
    if marks.of_item(current) != seen:
        raise StaleItem(current)
    others = [one for one in items_of(current.roadmap) if one.pk != current.pk]
    told = {"code": str(current), "before": dict(current.title), "after": dict(title)}
    if code != current.code:
        told["new_code"] = code
    current.title, current.code = checked_title(title), checked_code(code, others)
    if not current.code:
        current.anchor = free_anchor(one.anchor for one in others)
    current.save(update_fields=["title", "code", "anchor"])
    tell("roadmap.item_renamed", by=by, roadmap=current.roadmap, **told)
    return current


@transaction.atomic
def move_item(*, item: Item, direction: str, seen: str, by: User | None) -> Item:
    """Exchange the item, with all that stands under it, with its neighbour under the same parent. Codes stay.

    `seen` is the place that the person saw; raises StaleItem if the item has another by now. The first does not move
    up, nor the last down.
    """
    current = held_item(item, by)
    if str(current.position) != seen:
        raise StaleItem(current)
    items = items_of(current.roadmap)
    siblings = [one for one in items if one.parent_id == current.parent_id]
    here = siblings.index(current)
    other = here - 1 if direction == UP else here + 1
    if not 0 <= other < len(siblings):
        return current
    first, second = (with_all_below(siblings[place], items) for place in sorted((here, other)))
    start = items.index(first[0])
    put_in_order(current.roadmap, [*items[:start], *second, *first, *items[start + len(first) + len(second) :]])
    tell("roadmap.item_moved", by=by, roadmap=current.roadmap, code=str(current), direction=direction)
    current.refresh_from_db(fields=["position"])
    return current


def with_all_below(item: Item, items: Sequence[Item]) -> list[Item]:
    """The item and what stands under it; `items` are the roadmap's, in order."""
    inside, keys = [item], {item.pk}
    for one in items:
        if one.parent_id in keys:
            inside.append(one)
            keys.add(one.pk)
    return inside


def below(item: Item) -> QuerySet[Item]:
    """The same as a query."""
    return Item.objects.filter(pk__in=[one.pk for one in with_all_below(item, items_of(item.roadmap))])


@transaction.atomic
def retire_item(*, item: Item, by: User | None, day: date | None = None) -> Item:
    """Retire the item, and with it what stands below and is not retired yet. It keeps its place and its code."""
    current = held_item(item, by)
    if current.retired_on:
        return current
    day = day or timezone.localdate()
    below(current).filter(retired_on=None).update(retired_on=day)
    tell("roadmap.item_retired", by=by, roadmap=current.roadmap, code=str(current))
    current.refresh_from_db()
    return current


@transaction.atomic
def bring_back_item(*, item: Item, by: User | None) -> Item:
    """Bring the item back, and with it what was retired below it on the same day."""
    current = held_item(item, by)
    if not current.retired_on:
        return current
    if current.parent and current.parent.retired_on:
        message = _("%(code)s stands under %(parent)s, which is retired. Bring that back first.")
        raise ValidationError(message % {"code": current, "parent": current.parent})
    below(current).filter(retired_on=current.retired_on).update(retired_on=None)
    tell("roadmap.item_brought_back", by=by, roadmap=current.roadmap, code=str(current))
    current.refresh_from_db()
    return current
