"""Where a line of the journal leads to, if what it speaks of is still there. Apps register theirs when they start."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from journal.models import Entry

Finder = Callable[[list[str]], dict[str, str]]
"""From the keys of targets to the addresses of those that exist: one query, however many."""

FINDERS: dict[str, Finder] = {}


def register(target_type: str, finder: Finder) -> None:
    """Say how targets of a type, such as "reports.report", are found."""
    if target_type in FINDERS:
        raise ValueError(f"{target_type} is registered twice")
    FINDERS[target_type] = finder


def links_of(entries: Iterable[Entry]) -> dict[int, str]:
    """The addresses of the lines by their keys; a query for each kind of thing that they speak of."""
    entries = list(entries)
    keys: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        keys[entry.target_type].add(entry.target_id)
    found = {kind: FINDERS[kind](sorted(keys[kind])) for kind in sorted(keys) if kind in FINDERS}
    return {
        entry.pk: found[entry.target_type][entry.target_id]
        for entry in entries
        if entry.target_id in found.get(entry.target_type, {})
    }
