"""Two readings of a report beside each other: the answers that are not the same in both."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reports.content.entries import QuestionEntry, ReportContent


@dataclass(frozen=True)
class Change:
    """An answer that is not the same in both; `old` or `new` is None where there is none."""

    entry: QuestionEntry
    language: str
    old: Any
    new: Any


def changes(before: ReportContent, after: ReportContent) -> Iterator[Change]:
    """What is not the same, in the order of the newer one; then what is no longer there."""
    earlier = {(entry.key, entry.identity): entry for entry in before.entries()}
    for entry in after.entries():
        yield from changes_of(entry, earlier.pop((entry.key, entry.identity), None), entry)
    for entry in earlier.values():
        yield from changes_of(entry, entry, None)


def changes_of(shown: QuestionEntry, old: QuestionEntry | None, new: QuestionEntry | None) -> Iterator[Change]:
    values = [values_of(entry) for entry in (old, new)]
    for language in dict.fromkeys([*values[1], *values[0]]):
        was, now = (found.get(language) for found in values)
        if was != now:
            yield Change(shown, language, was, now)


def values_of(entry: QuestionEntry | None) -> dict[str, Any]:
    """What is printed of an entry, by language."""
    if entry is None or not entry.is_asked:
        return {}
    return {language: answer.value for language, answer in entry.filled.items()}
