"""Undoing an import: what gets back, what stays and why; and doing it, once, all or nothing.

What nobody touched since gets its earlier value back, steps that the import made go. Nothing is deleted: each value
that goes stays as an earlier version, and a step that goes can be brought back.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils import timezone

from bilingual.text import Text
from forum.access import require
from forum.models import User
from journal.record import record
from questionnaires.kinds import KINDS, InvalidAnswer
from reports.answers import documents
from reports.answers.locking import hold_draft
from reports.answers.next_steps import bring_back_next_step, remove_next_step
from reports.answers.saving import save_answer
from reports.content.entries import QuestionEntry, ReportContent
from reports.content.loading import load
from reports.importing.plan import name
from reports.importing.trail import Trail, Written, fingerprint
from reports.models import (
    Answer,
    AnswerRevision,
    Assignment,
    Channel,
    Occurrence,
    Proposal,
    Report,
    ReportImport,
    Thread,
)
from reports.rights.permissions import can


class AlreadyUndone(Exception):
    """The import was undone before; the first time counted."""


class StaleUndo(Exception):
    """What undoing would do is not what the page showed any more."""


@dataclass(frozen=True)
class Back:
    """An answer that gets an earlier value back: that of revision `number`, 0 for none."""

    entry: QuestionEntry
    answer: Answer
    number: int
    value: Any
    channel: str

    @property
    def is_emptied(self) -> bool:
        return self.value is None or KINDS[self.entry.question.kind].is_blank(self.value)


@dataclass(frozen=True)
class Stays:
    """An answer or a step that stays as it is, and the code of the reason (reports.importing.explanations.STAYS)."""

    what: Any
    reason: str
    language: str = ""


@dataclass
class Undo:
    """What undoing an import would do to a report as it stands."""

    back: list[Back] = field(default_factory=list)
    answers_stay: list[Stays] = field(default_factory=list)
    steps_go: list[Occurrence] = field(default_factory=list)
    steps_stay: list[Stays] = field(default_factory=list)
    steps_return: list[Occurrence] = field(default_factory=list)
    unnamed: list[Occurrence] = field(default_factory=list)
    """Steps of last year that lose the title which the import gave them in its language."""

    @property
    def restored(self) -> list[Back]:
        return [one for one in self.back if not one.is_emptied]

    @property
    def emptied(self) -> list[Back]:
        return [one for one in self.back if one.is_emptied]

    @property
    def seen(self) -> str:
        """A mark of all this, by which a confirmation says what its page showed."""
        told = [
            [[one.answer.pk, one.number] for one in self.back],
            [[one.what.name, one.reason] for one in self.answers_stay],
            [one.pk for one in self.steps_go],
            [[one.what.pk, one.reason] for one in self.steps_stay],
            [one.pk for one in self.steps_return],
            [one.pk for one in self.unnamed],
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """What was done, as it is kept with the import."""
        return {
            "restored": len(self.restored),
            "emptied": len(self.emptied),
            "answers_stay": [[name(one.what.key, one.what.identity or ""), one.reason] for one in self.answers_stay],
            "steps_removed": [{"identity": one.identity, "title": title_of(one)} for one in self.steps_go],
            "steps_stay": [[title_of(one.what), one.reason] for one in self.steps_stay],
            "steps_returned": [title_of(one) for one in self.steps_return],
        }


def title_of(step: Occurrence) -> str:
    return next(iter(step.next_step.title.values()), "")


def is_undoable(kept: ReportImport) -> bool:
    """Whether it was imported, not undone, and left a trail; files imported before there were trails did not."""
    return kept.applied_at is not None and kept.undone_at is None and "trail" in kept.outcome


@transaction.atomic
def undo_import(*, kept: ReportImport, by: User, seen: str | None = None) -> Undo:
    """Undo an import. With `seen`, the mark of what somebody looked at, raises StaleUndo if it would be otherwise now.

    Raises forum.access.Forbidden, AlreadyUndone, reports.answers.saving.StaleAnswer.
    """
    report = kept.report
    require(can(by, "undo_import", report))
    hold_draft(report)
    documents.hold_all(report)  # what people have written up to now counts, and nobody writes on meanwhile
    now = timezone.now()
    undoable = ReportImport.objects.filter(pk=kept.pk, undone_at=None).exclude(applied_at=None)
    if not undoable.update(undone_at=now, undone_by=by):
        raise AlreadyUndone
    undo = plan_undo(kept)
    if seen is not None and seen != undo.seen:
        raise StaleUndo
    _do(undo, report, by, kept.language)
    kept.undone_at, kept.undone_by, kept.undo_outcome = now, by, undo.to_json()
    kept.save(update_fields=["undo_outcome"])
    record(
        "file.undone",
        by=by,
        target=report,
        country=report.country.code,
        file=kept.filename,
        sha256=kept.sha256,
        restored=len(undo.restored),
        emptied=len(undo.emptied),
        answers_stay=len(undo.answers_stay),
        steps_removed=len(undo.steps_go),
        steps_stay=len(undo.steps_stay),
    )
    return undo


def _do(undo: Undo, report: Report, by: User, language: str) -> None:
    for one in undo.back:
        save_answer(
            report=report,
            entry=one.entry,
            language=one.answer.language,
            value=one.value,
            seen=one.answer.revision,
            by=by,
            channel=Channel(one.channel),
            keeping=True,
        )
    for step in undo.steps_go:
        remove_next_step(occurrence=step, by=by, from_file=True)
    for step in undo.steps_return:
        bring_back_next_step(occurrence=step, by=by, from_file=True)
    for step in undo.unnamed:
        named = step.next_step
        named.title = Text({code: title for code, title in named.title.items() if code != language})
        named.save(update_fields=["title"])


def plan_undo(kept: ReportImport) -> Undo:
    """What undoing this import would do now. Writes nothing."""
    return _Planning(kept).plan()


class _Planning:
    """Reads the report beside the trails: that of this import, and those of imports before and after it.

    Two imports may be undone in any order. So a value that an import brought which was undone already is not what comes
    back, but the one before it; and a step that stayed then, because this import wrote in it, may go now.
    """

    def __init__(self, kept: ReportImport) -> None:
        self.kept, self.report = kept, kept.report
        self.trail = Trail.from_json(kept.outcome["trail"])
        self.content: ReportContent = load(self.report)
        self.undone: list[Trail] = []
        self.standing: list[Trail] = []
        others = self.report.imports.exclude(pk=kept.pk).exclude(applied_at=None).order_by("applied_at", "pk")
        for outcome, undone_at in others.values_list("outcome", "undone_at"):
            if "trail" in outcome:
                (self.standing if undone_at is None else self.undone).append(Trail.from_json(outcome["trail"]))

    def plan(self) -> Undo:
        undo = Undo()
        self.plan_steps(undo)
        settled = {one.pk for one in undo.steps_go} | {one.what.pk for one in undo.steps_stay}
        for entry in self.content.entries():
            if entry.occurrence is None or entry.occurrence.pk not in settled:
                for answer in entry.answers.values():
                    if written := self.trail.answers.get(answer.pk):
                        self.plan_answer(undo, entry, answer, written)
        return undo

    # --- answers

    def plan_answer(self, undo: Undo, entry: QuestionEntry, answer: Answer, written: Written) -> None:
        if fingerprint(answer.value) != written.value:
            by_file = any(self.is_as_written(trail, answer) for trail in self.standing)
            undo.answers_stay.append(Stays(entry, "later_file" if by_file else "changed", answer.language))
            return
        number = self.before_undone(answer, written.before)
        revision = self.revisions[answer.pk].get(number)
        value = revision.value if revision else None
        try:
            if value is not None:
                KINDS[entry.question.kind].clean(value, entry.question, entry.options)
        except InvalidAnswer:
            undo.answers_stay.append(Stays(entry, "unfit", answer.language))
            return
        undo.back.append(Back(entry, answer, number, value, revision.channel if revision else answer.channel))

    def is_as_written(self, trail: Trail, answer: Answer) -> bool:
        written = trail.answers.get(answer.pk)
        return written is not None and written.value == fingerprint(answer.value)

    def before_undone(self, answer: Answer, number: int) -> int:
        """The revision before those that imports wrote which were undone already."""
        for trail in reversed(self.undone):
            written = trail.answers.get(answer.pk)
            if written is not None and written.revision == number:
                number = written.before
        return number

    @cached_property
    def revisions(self) -> dict[int, dict[int, AnswerRevision]]:
        found: dict[int, dict[int, AnswerRevision]] = defaultdict(dict)
        kept = AnswerRevision.objects.filter(answer__in=self.trail.answers)
        for revision in kept.order_by("pk"):
            found[revision.answer_id][revision.number] = revision
        return found

    # --- steps

    def plan_steps(self, undo: Undo) -> None:
        entries: dict[int, list[QuestionEntry]] = defaultdict(list)
        for entry in self.content.entries():
            if entry.occurrence is not None:
                entries[entry.occurrence.pk].append(entry)
        own = {*self.trail.steps, *self.trail.brought_back}
        left = {identity for trail in self.undone for identity in trail.steps}
        for step in self.steps(own | left):
            if step.identity not in own and not self.wrote_in(entries[step.pk]):
                continue
            reason = self.why_it_stays(step, entries[step.pk])
            if reason:
                undo.steps_stay.append(Stays(step, reason))
            else:
                undo.steps_go.append(step)
        gave_way = {step["identity"] for step in self.kept.outcome["steps_removed"]} - left
        undo.steps_return = self.steps(gave_way, are_removed=True)
        undo.unnamed = [
            step
            for step in self.steps(set(self.trail.named))
            if step.next_step.title.get(self.kept.language) == self.trail.named[step.identity]
        ]

    def steps(self, identities: Iterable[str], *, are_removed: bool = False) -> list[Occurrence]:
        found = self.report.occurrences.filter(next_step__identity__in=identities, removed_at__isnull=not are_removed)
        steps = list(found.select_related("next_step").order_by("source", "position", "pk")) if identities else []
        for step in steps:
            step.report = self.report
        return steps

    def wrote_in(self, entries: Iterable[QuestionEntry]) -> bool:
        return any(answer.pk in self.trail.answers for entry in entries for answer in entry.answers.values())

    def why_it_stays(self, step: Occurrence, entries: Iterable[QuestionEntry]) -> str:
        """The reason, "" for none."""
        answers = [answer for entry in entries for answer in entry.answers.values()]
        if not all(self.is_untouched(step, answer) for answer in answers):
            return "written"
        return next((reason for reason, steps in self.referred_to.items() if step.pk in steps), "")

    @cached_property
    def referred_to(self) -> dict[str, set[int]]:
        """The steps, by their keys, to which something else refers: by the reason that this is for a step to stay."""
        referring = {"commented": Thread, "assigned": Assignment, "proposed": Proposal}
        about = {reason: model.objects.filter(slot__report=self.report) for reason, model in referring.items()}
        return {
            reason: set(found.order_by("pk").values_list("slot__occurrence", flat=True))
            for reason, found in about.items()
        }

    def is_untouched(self, step: Occurrence, answer: Answer) -> bool:
        """Whether it says what this import, or one that was undone, wrote last; or what it said when it came back."""
        for trail in [self.trail, *reversed(self.undone)]:
            if answer.pk in trail.answers:
                return self.is_as_written(trail, answer)
        if step.identity in self.trail.brought_back:
            return answer.changed_at <= self.kept.applied_at
        return answer.is_blank
