"""A contribution and its pieces, and how a page puts contributions together. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from forum.models import Organisation, WorkingGroup
from reports.answers.attribution import Side
from reports.content.entries import QuestionEntry
from reports.contributions.locating import NO_WORDS, WordCount, together
from reports.models import Outcome

TAKEN = (Outcome.KEPT, Outcome.MERGED, Outcome.IN_TEXT)
SHOWN = 20
"""So many pieces of one contribution, the latest, stand open on a page."""


@dataclass(frozen=True)
class Piece:
    """Some words of a contribution, what they took the place of, what became of them, and how many stand today.

    `outcome` is that of a decision; "open", "undecided" or "withdrawn" where there is none; "" for what nobody decides
    on. `holds` is of what is no text: how much of it is so today, things put in and taken out together.
    """

    text: str
    was: str = ""
    outcome: str = ""
    label: str = ""
    reason: str = ""
    decided_by: str = ""
    standing: WordCount = NO_WORDS
    holds: WordCount | None = None


@dataclass
class Contribution:
    entry: QuestionEntry
    section: str
    language: str
    source: str
    label: str
    side: Side
    group: WorkingGroup | None
    organisation: Organisation | None
    at: datetime
    version: int
    """The number of the version of the report to which it belongs."""
    people: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    """Who wrote in the same answer for the same side, and is not named by a version."""
    note: str = ""
    pieces: list[Piece] = field(default_factory=list)

    @property
    def latest(self) -> list[Piece]:
        """The pieces that a page shows at once."""
        return self.pieces[-SHOWN:]

    @property
    def earlier(self) -> list[Piece]:
        """Those before, where there are many."""
        return self.pieces[:-SHOWN]

    @property
    def standing(self) -> WordCount:
        return together(piece.standing for piece in self.pieces)

    @property
    def is_in_the_report(self) -> bool:
        """Whether something of it is: words that stand, or that were taken over, or stood there already."""
        taken = any(piece.outcome in TAKEN for piece in self.pieces)
        decided = any(piece.outcome for piece in self.pieces)
        return taken if decided else bool(self.standing.found)


@dataclass(frozen=True)
class Part:
    """The contributions of one side, or to one answer."""

    title: Any
    contributions: list[Contribution]
    is_own: bool = False


def by_side(contributions: Iterable[Contribution], own: Iterable[int]) -> list[Part]:
    """By group, the reader's own first; then by organisation; last what speaks for nobody."""
    own = set(own)
    parts: dict[tuple, list[Contribution]] = defaultdict(list)
    for one in contributions:
        parts[("group", one.group.pk) if one.group else ("organisation", one.side.organisation)].append(one)

    def order(item: tuple) -> tuple:
        (kind, key), (first, *_others) = item
        if kind == "group":
            return 0 if key in own else 1, first.group.position, key
        return (2 if key else 3), 0, key or 0

    return [
        Part(these[0].group or these[0].organisation, these, kind == "group" and key in own)
        for (kind, key), these in sorted(parts.items(), key=order)
    ]


def by_answer(contributions: Iterable[Contribution]) -> list[Part]:
    parts: dict[str, list[Contribution]] = defaultdict(list)
    for one in contributions:
        parts[one.entry.name].append(one)
    return [Part(these[0].entry, these) for these in parts.values()]
