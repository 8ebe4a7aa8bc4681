"""What a file would change in a roadmap, before anything is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bilingual.languages import LANGUAGES
from bilingual.text import Text
from roadmaps.importing import Reading
from roadmaps.models import Item, Roadmap

FIELDS = ("title", "adopted_on", "valid_from", "valid_to", "priority_name", "strand_name", "objective_name")
"""What a roadmap says of itself."""


@dataclass(frozen=True)
class ItemChange:
    """One item that changes: its title before and after, None where there is none."""

    code: str
    before: Text | None
    after: Text | None

    @property
    def wordings(self) -> list[tuple[str, str, str]]:
        """Language, title before, title after: in the languages in which they differ; "" where there is none."""
        before, after = self.before or {}, self.after or {}
        return [
            (language, before.get(language, ""), after.get(language, ""))
            for language in LANGUAGES
            if before.get(language) != after.get(language)
        ]


@dataclass(frozen=True)
class Changes:
    """The items by what happens to them, and the names of the roadmap's own fields that change."""

    added: tuple[ItemChange, ...] = ()
    removed: tuple[ItemChange, ...] = ()
    renamed: tuple[ItemChange, ...] = ()
    retired: tuple[ItemChange, ...] = ()
    brought_back: tuple[ItemChange, ...] = ()
    fields: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.added, self.removed, self.renamed, self.retired, self.brought_back, self.fields))


@dataclass(frozen=True)
class Wanted:
    """An item as it is to be."""

    title: Text
    retired_on: date | None


def wanted_items(reading: Reading, items: Iterable[Item]) -> dict[str, Wanted]:
    """By code, in order. A file that does not tell of retired items leaves those retired that are."""
    retired = {} if reading.tells_retired else {item.code: item.retired_on for item in items}
    wanted: dict[str, Wanted] = {}
    for item in reading.items:
        above = wanted.get(str(item.code.parent))
        retired_on = item.retired_on or retired.get(str(item.code)) or (above and above.retired_on)
        wanted[str(item.code)] = Wanted(item.title, retired_on)
    return wanted


def compare(roadmap: Roadmap | None, items: Iterable[Item], reading: Reading) -> Changes:
    """What becomes of a roadmap (None: there is none yet) and its items when the file takes their place."""
    before = {item.code: item for item in items}
    after = wanted_items(reading, before.values())
    both = [(code, before[code], after[code]) for code in after if code in before]
    return Changes(
        added=tuple(ItemChange(code, None, after[code].title) for code in after if code not in before),
        removed=tuple(ItemChange(code, before[code].title, None) for code in before if code not in after),
        renamed=tuple(ItemChange(code, old.title, new.title) for code, old, new in both if old.title != new.title),
        retired=tuple(
            ItemChange(code, old.title, new.title)
            for code, old, new in both
            if new.retired_on and new.retired_on != old.retired_on
        ),
        brought_back=tuple(
            ItemChange(code, old.title, new.title) for code, old, new in both if old.retired_on and not new.retired_on
        ),
        fields=changed_fields(roadmap, reading.fields),
    )


def changed_fields(roadmap: Roadmap | None, wanted: Mapping[str, Text | date | None]) -> tuple[str, ...]:
    current = roadmap or Roadmap()
    return tuple(name for name in FIELDS if name in wanted and getattr(current, name) != wanted[name])
