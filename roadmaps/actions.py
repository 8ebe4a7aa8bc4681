"""What can be done to a roadmap. Each act is whole or nothing, and writes its line in the journal.

A version that a report uses is never changed; neither is one that is not the newest. Acts on one country's roadmaps
follow one another: each holds them until it is done, and a report cannot be opened on a version in the meantime.
"""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from bilingual.text import Text
from forum.access import require
from forum.models import Country, User
from journal.record import record
from roadmaps import fingerprints as marks
from roadmaps.changes import FIELDS, Wanted, changed_fields
from roadmaps.codes import Code, InvalidCode
from roadmaps.importing.reading import TITLE_LIMIT
from roadmaps.models import Item, Roadmap
from roadmaps.permissions import VersionContext, can
from roadmaps.uses import is_used

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


def hold_editable(roadmap: Roadmap, by: User | None) -> Roadmap:
    """The roadmap as it stands now, held, once it is sure that the person may change it."""
    versions = hold(roadmap.country)
    current = next(version for version in versions if version.pk == roadmap.pk)
    require(can(by, "edit", roadmap.country, VersionContext(current == versions[0], is_used(current))))
    return current


def tell(action: str, *, by: User | None, roadmap: Roadmap, **data) -> None:
    record(action, by=by, target=roadmap, country=roadmap.country.code, **data)


def checked_title(title: Text) -> Text:
    if not title:
        raise ValidationError({"title": _("Write the title in at least one language.")})
    if any(len(text) > TITLE_LIMIT for text in title.values()):
        raise ValidationError({"title": _("A title has at most %(limit)s characters.") % {"limit": TITLE_LIMIT}})
    return title


@transaction.atomic
def start_new_version(*, roadmap: Roadmap, by: User | None) -> Roadmap:
    """Copy a version that reports use, so that it can be changed. The copy has not been adopted yet."""
    versions = hold(roadmap.country)
    require(can(by, "start_version", roadmap.country, VersionContext(roadmap == versions[0], is_used(roadmap))))
    fields = {name: getattr(roadmap, name) for name in FIELDS} | {"adopted_on": None}
    copy = Roadmap.objects.create(country=roadmap.country, version=roadmap.version + 1, **fields)
    put_items(copy, {item.code: Wanted(item.title, item.retired_on) for item in roadmap.items.order_by("sort_key")})
    tell("roadmap.started", by=by, roadmap=copy, copied_from=roadmap.version)
    return copy


def put_items(roadmap: Roadmap, wanted: Mapping[str, Wanted]) -> None:
    """Make the roadmap's items these: by code, parents before what stands under them."""
    roadmap.items.exclude(code__in=list(wanted)).delete()
    items = {item.code: item for item in roadmap.items.order_by("sort_key")}
    changed = [item for item in items.values() if Wanted(item.title, item.retired_on) != wanted[item.code]]
    for item in changed:
        item.title, item.retired_on = wanted[item.code].title, wanted[item.code].retired_on
    Item.objects.bulk_update(changed, ["title", "retired_on"])
    for level in Item.Level.values:
        new = []
        for text in wanted.keys() - items.keys():
            code = Code.parse(text)
            if code.level == level:
                item = Item(roadmap=roadmap, title=wanted[text].title, retired_on=wanted[text].retired_on)
                item.parent = items[str(code.parent)] if code.parent else None
                item.stand_at(code)
                new.append(item)
        items |= {item.code: item for item in Item.objects.bulk_create(sorted(new, key=lambda item: item.sort_key))}


@transaction.atomic
def change_roadmap(
    *, roadmap: Roadmap, fields: Mapping[str, Text | date | None], seen: str, by: User | None
) -> Roadmap:
    """Change what the roadmap says of itself: any of changes.FIELDS. `seen` is the mark of what stood there before."""
    current = hold_editable(roadmap, by)
    changed = changed_fields(current, fields)
    if not changed:
        return current
    if marks.of_fields(current) != seen:
        raise StaleRoadmap(current)
    set_fields(current, {name: fields[name] for name in changed})
    tell("roadmap.changed", by=by, roadmap=current, fields=sorted(changed))
    return current


def set_fields(roadmap: Roadmap, fields: Mapping[str, Text | date | None]) -> None:
    for name, value in fields.items():
        setattr(roadmap, name, value)
    checked_title(roadmap.title)
    if roadmap.valid_from and roadmap.valid_to and roadmap.valid_to < roadmap.valid_from:
        raise ValidationError({"valid_to": _("The roadmap ends before it begins.")})
    roadmap.save(update_fields=list(fields))


@transaction.atomic
def add_item(*, roadmap: Roadmap, code: str, title: Text, by: User | None) -> Item:
    """Add a priority, strand or objective: its code says where it stands."""
    current = hold_editable(roadmap, by)
    try:
        parsed = Code.parse(code)
    except InvalidCode as error:
        raise ValidationError({"code": _("Write a code such as 1, 1.2, 1.2.C or 1.C.")}) from error
    items = {item.code: item for item in current.items.order_by("sort_key")}
    if str(parsed) in items:
        raise ValidationError({"code": _("The code %(code)s is taken already.") % {"code": parsed}})
    parent = items.get(str(parsed.parent))
    if parsed.parent and parent is None:
        message = _("%(code)s would stand under %(parent)s, which does not exist.")
        raise ValidationError({"code": message % {"code": parsed, "parent": parsed.parent}})
    if parent and parent.retired_on:
        message = _("%(code)s would stand under %(parent)s, which is retired.")
        raise ValidationError({"code": message % {"code": parsed, "parent": parent.code}})
    item = Item.objects.create(roadmap=current, parent=parent, code=str(parsed), title=checked_title(title))
    tell("roadmap.item_added", by=by, roadmap=current, code=item.code, title=dict(title))
    return item


def held_item(item: Item, by: User | None) -> Item:
    """The item as it stands now, its roadmap held and known to be open to change."""
    hold_editable(item.roadmap, by)
    return Item.objects.select_related("roadmap__country", "parent").get(pk=item.pk)


@transaction.atomic
def rename_item(*, item: Item, title: Text, seen: str, by: User | None) -> Item:
    """Give the item another title. Raises StaleItem if it has not the title any more whose mark the person saw."""
    current = held_item(item, by)
    if current.title == title:
        return current
    if marks.of_title(current) != seen:
        raise StaleItem(current)
    before, current.title = current.title, checked_title(title)
    current.save(update_fields=["title"])
    told = {"code": current.code, "before": dict(before), "after": dict(title)}
    tell("roadmap.item_renamed", by=by, roadmap=current.roadmap, **told)
    return current


@transaction.atomic
def move_item(*, item: Item, direction: str, seen: str, by: User | None) -> Item:
    """Exchange the item's code, and those below it, with its neighbour's: order and code never disagree.

    `seen` is the code that the person saw; raises StaleItem if the item has another by now. The first does not move
    up, nor the last down.
    """
    current = held_item(item, by)
    if current.code != seen:
        raise StaleItem(current)
    siblings = Item.objects.filter(roadmap=current.roadmap_id, parent=current.parent_id, level=current.level)
    if direction == UP:
        neighbour = siblings.filter(sort_key__lt=current.sort_key).order_by("-sort_key").first()
    else:
        neighbour = siblings.filter(sort_key__gt=current.sort_key).order_by("sort_key").first()
    if neighbour is None:
        return current
    exchange_codes(current.roadmap, Code.parse(current.code), Code.parse(neighbour.code))
    tell("roadmap.item_moved", by=by, roadmap=current.roadmap, before=current.code, after=neighbour.code)
    current.refresh_from_db()
    return current


def exchange_codes(roadmap: Roadmap, first: Code, second: Code) -> None:
    moved = []
    for item in roadmap.items.order_by("sort_key"):
        code = Code.parse(item.code)
        for old, new in ((first, second), (second, first)):
            if code == old or code.lies_under(old):
                item.stand_at(code.carried(old, new))
                moved.append(item)
    # A code is free only once its holder has left it, so all of them step aside first.
    aside = Concat(Value("~"), Cast("pk", CharField()))
    Item.objects.filter(pk__in=[item.pk for item in moved]).update(code=aside)
    Item.objects.bulk_update(moved, ["code", "sort_key"])


def with_all_below(item: Item) -> QuerySet[Item]:
    return Item.objects.filter(Q(code=item.code) | Q(code__startswith=f"{item.code}."), roadmap=item.roadmap_id)


@transaction.atomic
def retire_item(*, item: Item, by: User | None, day: date | None = None) -> Item:
    """Retire the item, and with it what stands below and is not retired yet. It keeps its place and its code."""
    current = held_item(item, by)
    if current.retired_on:
        return current
    day = day or timezone.localdate()
    with_all_below(current).filter(retired_on=None).update(retired_on=day)
    tell("roadmap.item_retired", by=by, roadmap=current.roadmap, code=current.code)
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
        raise ValidationError(message % {"code": current.code, "parent": current.parent.code})
    with_all_below(current).filter(retired_on=current.retired_on).update(retired_on=None)
    tell("roadmap.item_brought_back", by=by, roadmap=current.roadmap, code=current.code)
    current.refresh_from_db()
    return current
