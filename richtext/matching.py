"""Which parts of two texts are the same, and which block of the one is which of the other, changed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

# bounds of the work: beyond them blocks are matched in their order, and what differs is one stretch
_MAX_PAIRS = 10_000
_MAX_STEPS = 4_000_000
_ALIKE = 0.4  # the share of words that two blocks have in common, from which on one is the other, changed


def opcodes(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[str, int, int, int, int]]:
    """The steps from old to new, as difflib gives them. What both begin and end with is set aside first: most edits
    touch one place."""
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if head:
        yield "equal", 0, head, 0, head
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(middle_old) * len(middle_new) > _MAX_STEPS:
        yield "replace", head, len(old) - tail, head, len(new) - tail
    else:
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, middle_old, middle_new).get_opcodes():
            yield tag, i1 + head, i2 + head, j1 + head, j2 + head
    if tail:
        yield "equal", len(old) - tail, len(old), len(new) - tail, len(new)


def pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Which of the new blocks is which of the old ones, by their places, in order; None where there is none."""
    if len(old) * len(new) > _MAX_PAIRS:
        matches = [(i, i) for i in range(min(len(old), len(new)))]
    else:
        matches = _best_matches(_likeness(old, new))
    i = j = 0
    for at_old, at_new in [*matches, (len(old), len(new))]:
        yield from ((place, None) for place in range(i, at_old))
        yield from ((None, place) for place in range(j, at_new))
        if at_old < len(old) and at_new < len(new):
            yield at_old, at_new
        i, j = at_old + 1, at_new + 1


def _likeness(old: Sequence[str], new: Sequence[str]) -> list[list[float]]:
    """For each old and new block the share of words they have in common; 0 where it is too small to count."""
    old_words = [Counter(text.split()) for text in old]
    new_words = [Counter(text.split()) for text in new]
    table = []
    for ours in old_words:
        shares = (2 * (ours & theirs).total() / max(ours.total() + theirs.total(), 1) for theirs in new_words)
        table.append([share if share >= _ALIKE else 0.0 for share in shares])
    return table


def _best_matches(likeness: list[list[float]]) -> list[tuple[int, int]]:
    """The matches, in order on both sides, that together are most alike."""
    rows, columns = len(likeness), len(likeness[0]) if likeness else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness[i][j] and likeness[i][j] + best[i + 1][j + 1])
    matches = []
    i = j = 0
    while i < rows and j < columns:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            matches.append((i, j))
            i, j = i + 1, j + 1
    return matches
