"""Two versions of one answer, chosen by name: "4", "visit" (when the reader was last here), "frozen"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum.models import User
from reports.content.entries import QuestionEntry
from reports.history.baselines import baseline
from reports.history.changes import frozen_values, last_frozen
from reports.history.timeline import Version, times_of
from reports.history.visits import visits_of
from reports.models import Answer, AnswerRevision, Report, Snapshot

VISIT, FROZEN = "visit", "frozen"
FROZEN_TEXTS = {
    Snapshot.Occasion.REVIEW: gettext_lazy("the text sent to the forum"),
    Snapshot.Occasion.PROPOSAL: gettext_lazy("the text proposed for signature"),
    Snapshot.Occasion.SUBMISSION: gettext_lazy("the signed text"),
}


@dataclass(frozen=True)
class Side:
    """One of the two. `number` is that of a version that can be brought back; None for a text that was frozen, or where
    nothing was written yet. `at` is when it was written, `is_exact` whether it is what stood at the time asked for."""

    label: str
    value: Any
    number: int | None = None
    at: datetime | None = None
    is_now: bool = False
    is_exact: bool = True


@dataclass(frozen=True)
class Chosen:
    """What can be compared with, and what is: `old` is None where there is nothing older."""

    old: Side | None
    new: Side
    name: str
    last_here: datetime | None
    frozen: Snapshot | None


class NoSuchVersion(Exception):
    """The address names a version that there is not."""


def choose(
    asked: Mapping[str, str],
    entry: QuestionEntry,
    answer: Answer,
    report: Report,
    reader: User,
    versions: Sequence[Version],
) -> Chosen:
    """The versions that `from` and `to` name; without them the newest one and the one before it.

    `versions` are those that were read already. Raises NoSuchVersion.
    """
    last_here = visits_of(reader, report).get(entry.section)
    frozen = last_frozen(report)
    new = numbered(asked.get("to") or str(answer.revision), answer, versions)
    name = asked.get("from", "")
    if name == VISIT and last_here:
        old = of_time(last_here, answer, versions)
    elif name == FROZEN and frozen:
        value = frozen_values(frozen).get((entry.key, entry.identity, answer.language))
        old = Side(str(FROZEN_TEXTS[frozen.occasion]), value, at=frozen.taken_at)
    elif name:
        old = numbered(name, answer, versions)
    else:
        before = [version for version in versions if version.number < (new.number or 0)]
        old = of_version(before[0]) if before else None
    if old and old.number and new.number and old.number > new.number:
        old, new = new, old
    return Chosen(old, new, name, last_here, frozen)


def numbered(name: str, answer: Answer, versions: Sequence[Version]) -> Side:
    """A version by its number."""
    if not (name.isdecimal() and len(name) < 9):
        raise NoSuchVersion(name)
    for version in versions:
        if version.number == int(name):
            return of_version(version)
    if int(name) == answer.revision:
        return Side(label_of(answer.revision, is_now=True), answer.value, answer.revision, answer.changed_at, True)
    row = AnswerRevision.objects.filter(answer=answer, number=int(name)).first()
    if row is None:
        raise NoSuchVersion(name)
    return Side(label_of(row.number), row.value, row.number, row.changed_at)


def of_version(version: Version) -> Side:
    label = label_of(version.number, is_now=version.is_now)
    return Side(label, version.value, version.number, version.changed_at, version.is_now)


def label_of(number: int, *, is_now: bool = False) -> str:
    return (_("version %(number)s (now)") if is_now else _("version %(number)s")) % {"number": number}


def of_time(at: datetime, answer: Answer, versions: Sequence[Version]) -> Side:
    """What stood at a time, as well as it is known."""
    times = times_of(answer)
    place, is_exact = baseline(times, at)
    if place is None:
        return Side(_("an empty answer"), None, is_exact=is_exact)
    side = numbered(str(times[place].number), answer, versions)
    return Side(side.label, side.value, side.number, side.at, side.is_now, is_exact)
