"""What changed in a report since a time: since somebody's last visit, since a day, since the text was frozen.

Which answers: one look at when each was last changed, so that a page can mark them. What an answer said then: the
newest version kept at that time (reports.history.baselines); of a frozen text, what was frozen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from forum.models import User
from reports.answers.authors import everybody
from reports.content.entries import QuestionEntry, ReportContent, SectionContent
from reports.history.baselines import Written, baseline
from reports.history.visits import visits_of
from reports.models import Answer, AnswerAuthor, AnswerRevision, Report, Snapshot

Times = Mapping[str, datetime]
"""Part of the report → since when; a part that is not there is not asked about."""


@dataclass(frozen=True)
class Changed:
    """An answer that was changed since a time, and by whom."""

    entry: QuestionEntry
    answer: Answer
    since: datetime
    authors: tuple[User, ...]


@dataclass(frozen=True)
class Difference:
    """What the answer said then (`old`, None for nothing) and what it says now.

    `kept_at` says when the version was written that is compared, None where there was none; without `is_exact` what was
    being written at that very time is in the difference too.
    """

    changed: Changed
    old: Any
    new: Any
    kept_at: datetime | None
    is_exact: bool


def changed_since(content: ReportContent, times: Times, *, but: User | None = None) -> list[Changed]:
    """The answers changed since, in the order of the report. Without those that `but` alone has changed. One query."""
    found = [
        (entry, answer, times[entry.section])
        for entry in content.entries()
        if entry.section in times and not entry.is_parked
        for answer in entry.answers.values()
        if answer.changed_at > times[entry.section]
    ]
    authors = authors_since([(answer, since) for _entry, answer, since in found])
    changes = []
    for number, (entry, answer, since) in enumerate(found):
        people = tuple(everybody(authors[number], answer.changed_by))
        if but is None or set(people) != {but}:
            changes.append(Changed(entry, answer, since, people))
    return changes


def authors_since(asked: Sequence[tuple[Answer, datetime]]) -> list[list[User]]:
    """For each answer who wrote in a version that was written on since. One query."""
    if not asked:
        return []
    earliest = min(since for _answer, since in asked)
    rows = AnswerAuthor.objects.filter(answer__in={answer.pk for answer, _since in asked if answer.pk})
    rows = rows.filter(Q(revision=None) | Q(revision__changed_at__gt=earliest))
    wrote: dict[int, list[tuple[datetime | None, User]]] = {}
    for row in rows.annotate(until=F("revision__changed_at")).select_related("user").order_by("pk"):
        wrote.setdefault(row.answer_id, []).append((row.until, row.user))
    return [
        [user for until, user in wrote.get(answer.pk, []) if until is None or until > since] for answer, since in asked
    ]


def since_last_visit(content: ReportContent, reader: User) -> list[Changed]:
    """What others changed since somebody was last in each part. Two queries."""
    return changed_since(content, visits_of(reader, content.report), but=reader)


def differences_of(changes: Sequence[Changed]) -> list[Difference]:
    """What each of them said then. Two queries, and only the texts that are compared are read."""
    answers = {one.answer.pk for one in changes if one.answer.pk}
    kept: dict[int, list[tuple[int, Written]]] = {}
    revisions = AnswerRevision.objects.filter(answer__in=answers).order_by("answer", "-number")
    for answer, pk, *written in revisions.values_list("answer", "pk", "number", "began_at", "changed_at"):
        kept.setdefault(answer, []).append((pk, Written(*written)))
    chosen = [chosen_of(one, kept.get(one.answer.pk, [])) for one in changes]
    rows = [row_then(one) for one in changes]
    compared = AnswerRevision.objects.filter(pk__in={pk for pk, *_rest in chosen if pk}).order_by("pk")
    values = dict(compared.values_list("pk", "value"))
    return [
        Difference(one, row[1], one.answer.value, row[0], True)
        if row
        else Difference(one, values.get(pk) if pk else None, one.answer.value, kept_at, is_exact)
        for one, row, (pk, kept_at, is_exact) in zip(changes, rows, chosen, strict=True)
    ]


def row_then(one: Changed) -> tuple[datetime, Any] | None:
    """The row itself, where what was written since is not in it yet (reports.content.pending_text): it will be a kept
    version soon."""
    row = getattr(one.answer, "in_row", None)
    return row if row and row[0] <= one.since else None


def chosen_of(one: Changed, kept: Sequence[tuple[int, Written]]) -> tuple[int | None, datetime | None, bool]:
    """The revision that stood then, when it was written, and whether it is exactly that."""
    answer = one.answer
    versions = [Written(answer.revision, answer.began_at, answer.changed_at), *(written for _pk, written in kept)]
    place, is_exact = baseline(versions, one.since)
    if not place:  # none; what stands now is newer
        return None, None, is_exact
    return kept[place - 1][0], versions[place].changed, is_exact


# --- since the text was frozen


def last_frozen(report: Report) -> Snapshot | None:
    """The newest frozen text of this report, or of a version before it; its content is read when it is asked for."""
    frozen = Snapshot.objects.filter(
        report__country=report.country_id, report__campaign=report.campaign_id, report__version__lte=report.version
    )
    return frozen.defer("content", "supplement").order_by("-taken_at", "-pk").first()


def frozen_values(snapshot: Snapshot) -> dict[tuple[str, str | None, str], Any]:
    """What stood in the frozen text, by question, occurrence and language."""
    return {(one["key"], one["occurrence"], one["language"]): one["value"] for one in snapshot.content["answers"]}


def since_frozen(content: ReportContent, snapshot: Snapshot) -> list[Difference]:
    """What is not as it was frozen. Two queries."""
    values = frozen_values(snapshot)
    pairs = [
        (entry, answer, values.get((entry.key, entry.identity, language)))
        for entry in content.entries()
        if not entry.is_parked
        for language, answer in entry.answers.items()
    ]
    different = [(e, answer, old) for e, answer, old in pairs if old != (None if answer.is_blank else answer.value)]
    authors = authors_since([(answer, snapshot.taken_at) for _entry, answer, _old in different])
    return [
        Difference(
            Changed(entry, answer, snapshot.taken_at, tuple(everybody(wrote, answer.changed_by))),
            old,
            answer.value,
            snapshot.taken_at,
            True,
        )
        for (entry, answer, old), wrote in zip(different, authors, strict=True)
    ]


# --- told together


@dataclass(frozen=True)
class PartChanged:
    """What others changed in one part since somebody was last there."""

    section: SectionContent
    count: int
    since: datetime
    authors: tuple[User, ...]


def by_part(content: ReportContent, changes: Iterable[Changed]) -> dict[str, PartChanged]:
    """By the key of the part."""
    found: dict[str, list[Changed]] = {}
    for one in changes:
        found.setdefault(one.entry.section, []).append(one)
    return {
        section.key: PartChanged(
            section,
            len(found[section.key]),
            found[section.key][0].since,
            tuple(dict.fromkeys(user for one in found[section.key] for user in one.authors)),
        )
        for section in content.sections
        if section.key in found
    }


def everywhere(content: ReportContent, at: datetime) -> Times:
    """The same time for every part."""
    return {section.key: at for section in content.sections}
