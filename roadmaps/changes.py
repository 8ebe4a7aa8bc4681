"""What a file would change in a roadmap, before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bilingual.languages import LANGUAGES
from bilingual.text import Text
from roadmaps.codes import DEEPEST, is_named
from roadmaps.importing import Reading
from roadmaps.importing.reading import Detail, ReadItem
from roadmaps.models import Item, Roadmap

LEVEL_NAMES = tuple(f"level_{position}" for position in range(1, DEEPEST + 1))
FIELDS = ("title", "adopted_on", "valid_from", "valid_to", *LEVEL_NAMES)
"""What a roadmap says of itself; of its levels the names."""

Facts = Mapping[str, Text | date | None]


def facts_of(roadmap: Roadmap | None) -> Facts:
    """What a roadmap says of itself; of none what one begins with. One query."""
    said = {name: getattr(roadmap or Roadmap(), name) for name in FIELDS if name not in LEVEL_NAMES}
    names = {level.position: level.name for level in roadmap.levels.order_by("position")} if roadmap else {}
    return said | {name: names.get(position, Text()) for position, name in enumerate(LEVEL_NAMES, start=1)}


@dataclass(frozen=True)
class ItemChange:
    """One item that changes: its title before and after, None where there is none."""

    code: str
    before: Text | None
    after: Text | None

    @property
    def is_named(self) -> bool:
        return is_named(self.code)

    @property
    def wordings(self) -> list[tuple[str, str, str]]:
        """Language, title before, title after: in the languages in which they differ; "" where there is none."""
        before, after = self.before or {}, self.after or {}
        return [
            (language, before.get(language, ""), after.get(language, ""))
            for language in LANGUAGES
            if before.get(language) != after.get(language)
        ]

    def __str__(self) -> str:
        return self.code or str((self.after or self.before or Text()).in_language(""))


ACTS = ("added", "removed", "renamed", "moved", "detailed", "retired", "brought_back")


@dataclass(frozen=True)
class Changes:
    """The items by what happens to them, and the names of the roadmap's own fields that change."""

    added: tuple[ItemChange, ...] = ()
    removed: tuple[ItemChange, ...] = ()
    renamed: tuple[ItemChange, ...] = ()
    moved: tuple[ItemChange, ...] = ()
    """To another parent, level or place in the order."""
    detailed: tuple[ItemChange, ...] = ()
    """What is kept with them changes."""
    retired: tuple[ItemChange, ...] = ()
    brought_back: tuple[ItemChange, ...] = ()
    fields: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, act) for act in (*ACTS, "fields"))


def as_read(items: Sequence[Item]) -> tuple[ReadItem, ...]:
    """Items of a roadmap, in order, as a file would have them."""
    places = {item.pk: place for place, item in enumerate(items)}
    return tuple(
        ReadItem(
            item.code,
            item.title,
            item.level.position,
            places.get(item.parent_id),
            item.retired_on,
            tuple(Detail(**detail) for detail in item.details),
        )
        for item in items
    )


def items_of(roadmap: Roadmap) -> list[Item]:
    """In order, each with its level; one query."""
    return list(roadmap.items.select_related("level").order_by("position"))


def keys_of(items: Sequence[ReadItem]) -> list[str]:
    """What each item is known by in two versions: its code; without one what it stands under, and its title."""
    keys: list[str] = []
    seen: set[str] = set()
    for item in items:
        above = keys[item.parent] if item.parent is not None else ""
        key = item.code or f"{above}\n{sorted(item.title.items())}"
        while key in seen:
            key += "\n"
        keys.append(key)
        seen.add(key)
    return keys


def wanted_items(reading: Reading, standing: Sequence[ReadItem]) -> tuple[ReadItem, ...]:
    """The items as they are to be. What a file does not tell of at all, retired items or details, stays."""
    before = dict(zip(keys_of(standing), standing, strict=True))
    wanted: list[ReadItem] = []
    for key, item in zip(keys_of(reading.items), reading.items, strict=True):
        old = before.get(key)
        above = wanted[item.parent].retired_on if item.parent is not None else None
        kept = old.retired_on if old and not reading.tells_retired else None
        details = old.details if old and not reading.tells_details else item.details
        wanted.append(replace(item, retired_on=item.retired_on or kept or above, details=details))
    return tuple(wanted)


def compare(roadmap: Roadmap | None, standing: Sequence[ReadItem], reading: Reading) -> Changes:
    """What becomes of a roadmap (None: there is none yet) and its items when the file takes their place."""
    wanted = wanted_items(reading, standing)
    old_keys, new_keys = keys_of(standing), keys_of(wanted)
    before, after = dict(zip(old_keys, standing, strict=True)), dict(zip(new_keys, wanted, strict=True))
    both = {
        key: (before[key], after[key], ItemChange(after[key].code, before[key].title, after[key].title))
        for key in after
        if key in before
    }
    was, will = places(standing, old_keys, both), places(wanted, new_keys, both)
    return Changes(
        added=tuple(ItemChange(after[key].code, None, after[key].title) for key in after if key not in before),
        removed=tuple(ItemChange(before[key].code, before[key].title, None) for key in before if key not in after),
        renamed=tuple(change for old, new, change in both.values() if old.title != new.title),
        moved=tuple(change for key, (_old, _new, change) in both.items() if was[key] != will[key]),
        detailed=tuple(change for old, new, change in both.values() if old.details != new.details),
        retired=tuple(
            change for old, new, change in both.values() if new.retired_on and new.retired_on != old.retired_on
        ),
        brought_back=tuple(change for old, new, change in both.values() if old.retired_on and not new.retired_on),
        fields=changed_fields(facts_of(roadmap), reading.fields),
    )


def places(items: Sequence[ReadItem], keys: Sequence[str], kept: Mapping) -> dict[str, tuple[int, str | None, str]]:
    """Where each kept item stands: its level, its parent, and which kept item of its parent is before it."""
    found, before = {}, {}
    for item, key in zip(items, keys, strict=True):
        parent = keys[item.parent] if item.parent is not None else None
        if key in kept:
            found[key] = (item.level, parent, before.get(parent, ""))
            before[parent] = key
    return found


def changed_fields(current: Facts, wanted: Facts) -> tuple[str, ...]:
    return tuple(name for name in FIELDS if name in wanted and current[name] != wanted[name])
