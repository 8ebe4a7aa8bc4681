"""The verbs of importing: keep a file that was read, and write its answers. All or nothing, with a journal line."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bilingual.text import Text
from files.checks import Refused
from files.process import read_apart
from forum.access import require
from forum.models import User
from journal.record import record
from questionnaires.kinds import KINDS, InvalidAnswer
from reports.answers import documents
from reports.answers.locking import hold_draft
from reports.answers.next_steps import SOURCE, add_next_step, bring_back_next_step, remove_next_step
from reports.answers.opening import ask_about_step
from reports.answers.saving import save_answer
from reports.content.entries import QuestionEntry, ReportContent
from reports.content.loading import load
from reports.importing.apart import plan_file
from reports.importing.declining import blocks_for, declining
from reports.importing.existing import KEEP, NEW, REPLACE, SAME, Meeting, match_steps, meetings, steps_of
from reports.importing.frame import frame_of
from reports.importing.plan import Plan, name
from reports.importing.trail import Trail
from reports.models import Channel, Occurrence, Report, ReportImport
from reports.rights.permissions import can
from reports.stages import EDITABLE
from richtext.cleaning import normalise
from roadmaps.models import NextStep

log = logging.getLogger(__name__)

CHANGES = (
    "written replaced emptied ticked placed steps_added steps_brought_back steps_removed earlier_steps_added".split()
)
NO_CHANGES = "kept changed_since refused steps_kept".split()
"""What an outcome lists: names of answers, titles of steps."""


class AlreadyApplied(Exception):
    """The same reading of a file was confirmed twice; the first time counted."""


@dataclass
class Choices:
    """What a person decided on the preview. Names are those of plan.name.

    existing       what to do with persons' answers that have no decision of their own: "keep" or "replace"
    answers        "keep" or "replace", by name
    seen           the revision of the standing answer that the decision was made on, by name
    ticks          values for choices that could not be read, by name
    leftovers      the name of the question whose answer a leftover goes to the end of, by the leftover's index
    places         where the answer to a question proposed by its place goes instead, by name: the name of the question
                   to whose answer's end, "" for nowhere
    earlier_steps  the identity of the step that the nth earlier step is, "" for a new one
    """

    existing: str = KEEP
    answers: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, int] = field(default_factory=dict)
    ticks: Mapping[str, Any] = field(default_factory=dict)
    leftovers: Mapping[int, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    earlier_steps: Mapping[int, str] = field(default_factory=dict)


def make_plan(*, report: Report, filename: str, content: bytes, language: str) -> Plan:
    """The plan of a file for a report, read in a process of its own. Raises Refused; writes nothing."""
    check_language(report, language)
    plan = Plan.from_json(read_apart(plan_file, filename, content, frame_of(load(report), language)))
    if plan.unproven:
        log.error("the plan of a file for %s %s is not whole: %s", report.country.code, report.pk, plan.unproven)
    return plan


@transaction.atomic
def keep_file(*, report: Report, plan: Plan, content: bytes, by: User | None) -> ReportImport:
    """Keep a file that was read, with its plan; no answer changes. Raises Refused, forum.access.Forbidden."""
    allow(report, by, plan.language)
    kept = ReportImport(
        report=report,
        filename=plan.filename[:200],
        sha256=plan.sha256,
        language=plan.language,
        plan=plan.to_json(),
        read_by=by,
    )
    kept.file.save(f"{plan.sha256[:20]}{PurePath(plan.filename).suffix.lower()}", ContentFile(content), save=False)
    kept.save()
    record("file.read", by=by, target=report, country=report.country.code, file=plan.filename, sha256=plan.sha256)
    return kept


def check_language(report: Report, language: str) -> None:
    if language not in report.country.languages:
        raise Refused(
            _("%(country)s does not report in the language “%(language)s”; its languages: %(languages)s.")
            % {"country": report.country.code, "language": language, "languages": ", ".join(report.country.languages)}
        )


def allow(report: Report, by: User | None, language: str) -> None:
    """Raise Forbidden, or Refused, where this report takes no import in this language."""
    if by is not None:
        require(can(by, "import", report))
    elif report.stage not in EDITABLE:
        raise Refused(_("This report is no longer a draft; its answers cannot be changed."))
    check_language(report, language)


@transaction.atomic
def apply_import(*, kept: ReportImport, by: User | None, choices: Choices | None = None) -> dict[str, Any]:
    """Write the answers of a file that was read. Gives the outcome, which is kept with the file.

    Raises forum.access.Forbidden, Refused, AlreadyApplied, reports.answers.saving.StaleAnswer.
    """
    report = kept.report
    allow(report, by, kept.language)
    hold_draft(report)
    documents.hold_all(report)  # what the file meets is what people have written up to now
    now = timezone.now()
    if not ReportImport.objects.filter(pk=kept.pk, applied_at=None).update(applied_at=now, applied_by=by):
        raise AlreadyApplied
    plan, choices = Plan.from_json(kept.plan), choices or Choices()
    if choices.places:
        plan, placed = declining(plan, choices.places)
        choices = replace(choices, leftovers={**choices.leftovers, **placed})
    outcome = _Applying(report, plan, by, choices).run()
    kept.applied_at, kept.applied_by, kept.outcome, kept.plan = now, by, outcome, plan.to_json()
    kept.save(update_fields=["outcome", "plan"])
    record(
        "file.imported",
        by=by,
        target=report,
        country=report.country.code,
        file=kept.filename,
        sha256=kept.sha256,
        written=len(outcome["written"]),
        replaced=len(outcome["replaced"]),
        kept=len(outcome["kept"]),
        steps_added=len(outcome["steps_added"]),
        steps_removed=len(outcome["steps_removed"]),
    )
    return outcome


class _Applying:
    def __init__(self, report: Report, plan: Plan, by: User | None, choices: Choices) -> None:
        self.report, self.plan, self.by, self.choices = report, plan, by, choices
        self.identities: dict[str, str] = {}
        self.outcome: dict[str, Any] = {kind: [] for kind in [*CHANGES, *NO_CHANGES]} | {"same": 0}
        self.trail = Trail()
        self.outcome |= {"identities": self.identities, "leftovers_placed": []}

    def run(self) -> dict[str, Any]:
        content = load(self.report)
        self.earlier_steps(content)
        self.next_steps(content)
        content = load(self.report)
        additions = self.additions(content)
        for meeting in meetings(self.plan, content, self.identities):
            self.write(meeting, additions.pop(meeting.name, []))
        for target, indexes in additions.items():
            self.add_leftovers(content, target, indexes)
        self.ticks(load(self.report))
        self.outcome["trail"] = self.trail.to_json()
        return self.outcome | {"unchanged": not any(self.outcome[kind] for kind in CHANGES)}

    def earlier_steps(self, content: ReportContent) -> None:
        """Find, or make, the next steps of last year that the file asks about."""
        standing = {
            entry.identity: entry.occurrence for entry in content.entries() if entry.question.repeats == "earlier_step"
        }
        for number, step in enumerate(self.plan.earlier_steps, start=1):
            identity = self.choices.earlier_steps.get(number, step.identity)
            if identity not in standing:
                identity = self.new_earlier_step(step.title, number)
            elif step.title and not standing[identity].next_step.title.get(self.plan.language):
                named = standing[identity].next_step
                named.title = Text({**named.title, self.plan.language: step.title})
                named.save(update_fields=["title"])
                self.trail.named[identity] = named.title[self.plan.language]
            self.identities[f"earlier:{number}"] = identity

    def new_earlier_step(self, title: str, number: int) -> str:
        step = NextStep.objects.create(
            country=self.report.country,
            promised_in=self.report.campaign.year - 1,
            position=number,
            title=Text({self.plan.language: title}),
        )
        ask_about_step(self.report, step)
        self.outcome["earlier_steps_added"].append(title)
        self.trail.steps.append(str(step.identity))
        return str(step.identity)

    def next_steps(self, content: ReportContent) -> None:
        """Find, bring back or make the file's next steps; those that came from a demonstration or a file give way."""
        matches = match_steps(self.plan, steps_of(content))
        self.identities |= {f"step:{n}": step.occurrence.identity for n, step in matches.known.items()}
        for step in matches.removable:
            remove_next_step(occurrence=self.with_report(step.occurrence), by=self.by, from_file=True)
            self.outcome["steps_removed"].append(
                {"identity": step.occurrence.identity, "title": self.title_of(step.occurrence)}
            )
        self.outcome["steps_kept"] = (
            [self.title_of(step.occurrence) for step in matches.kept] if self.plan.steps else []
        )
        for number, step in enumerate(self.plan.steps, start=1):
            if number not in matches.known:
                self.identities[f"step:{number}"] = self.bring_back(step.title) or self.new_step(step.title)

    def with_report(self, occurrence: Occurrence) -> Occurrence:
        occurrence.report = self.report
        return occurrence

    def title_of(self, occurrence: Occurrence) -> str:
        return occurrence.next_step.title.in_language(self.plan.language).text

    def bring_back(self, title: str) -> str:
        """A step of this title that an earlier import, or undoing one, took out comes back instead of a second one."""
        if not title:
            return ""
        before = self.report.imports.exclude(applied_at=None).order_by("pk").values_list("outcome", "undo_outcome")
        gone = {
            step["identity"] for outcomes in before for outcome in outcomes for step in outcome.get("steps_removed", [])
        }
        removed = self.report.occurrences.filter(source=SOURCE).exclude(removed_at=None).select_related("next_step")
        for occurrence in removed.order_by("position", "pk"):
            if occurrence.identity in gone and occurrence.next_step.title.get(self.plan.language) == title:
                bring_back_next_step(occurrence=self.with_report(occurrence), by=self.by, from_file=True)
                self.outcome["steps_brought_back"].append(title)
                self.trail.brought_back.append(occurrence.identity)
                return occurrence.identity
        return ""

    def new_step(self, title: str) -> str:
        named = Text({self.plan.language: title})
        occurrence = add_next_step(report=self.report, by=self.by, title=named, from_file=True)
        self.outcome["steps_added"].append(title)
        self.trail.steps.append(occurrence.identity)
        return occurrence.identity

    def additions(self, content: ReportContent) -> dict[str, list[int]]:
        """The leftovers that go to the end of an answer, by the name of the answer."""
        result: dict[str, list[int]] = {}
        for index, target in sorted(self.choices.leftovers.items()):
            if 0 <= index < len(self.plan.leftovers):
                result.setdefault(target, []).append(index)
        return result

    def write(self, meeting: Meeting, leftovers: list[int]) -> None:
        """One planned answer, by the rule or by what was decided."""
        entry, label = meeting.entry, meeting.name
        if entry is None:
            self.outcome["refused"].append(label)
            return
        decided = self.choices.answers.get(label) or (REPLACE if self.choices.existing == REPLACE else meeting.rule)
        seen = self.choices.seen.get(label)
        revision = meeting.current.revision if meeting.current else 0
        if meeting.rule in (KEEP, REPLACE) and decided == REPLACE and seen is not None and seen != revision:
            self.outcome["changed_since"].append(label)
            decided = KEEP
        keeps = meeting.rule in (KEEP, REPLACE) and decided == KEEP
        if keeps:
            self.outcome["kept"].append(label)
        value = meeting.current.value if keeps else meeting.value
        if leftovers:
            self.place(entry, value, leftovers, revision, label)
        elif meeting.rule == SAME:
            self.outcome["same"] += 1
        elif not keeps:
            self.save(entry, value, revision, Channel.IMPORT, "written" if meeting.rule == NEW else "replaced", label)
            self.empty_demonstration(entry, label)

    def empty_demonstration(self, entry: QuestionEntry, label: str) -> None:
        """The demonstration's translations of a text that the file replaced translate nothing any more."""
        for language, answer in entry.filled.items():
            if language not in ("", self.plan.language) and answer.channel == Channel.DEMONSTRATION:
                saved = save_answer(
                    report=self.report,
                    entry=entry,
                    language=language,
                    value=None,
                    seen=answer.revision,
                    by=self.by,
                    channel=Channel.IMPORT,
                    keeping=True,
                )
                self.trail.note(saved, seen=answer.revision)
                self.outcome["emptied"].append(label)

    def add_leftovers(self, content: ReportContent, target: str, indexes: list[int]) -> None:
        """Leftovers go to the end of an answer that the file itself does not give."""
        entry = self.entry_named(content, target)
        if entry is None or entry.question.kind != "rich_text":
            self.outcome["refused"].append(target)
            return
        current = entry.answers.get(self.plan.language)
        value = current.value if current is not None and not current.is_blank else None
        revision = current.revision if current is not None else 0
        self.place(entry, value, indexes, revision, target)

    def place(
        self, entry: QuestionEntry, value: dict[str, Any] | None, indexes: list[int], revision: int, label: str
    ) -> None:
        """Leftovers at the end of an answer. What a person put together is that person's own answer."""
        blocks = list(value["content"]) if value else []
        for index in indexes:
            blocks += blocks_for(self.plan.leftovers[index], label)
        if self.save(entry, normalise({"type": "doc", "content": blocks}), revision, Channel.BROWSER, "placed", label):
            self.outcome["leftovers_placed"] += indexes

    def ticks(self, content: ReportContent) -> None:
        """Choices that a person made on the preview are that person's own answers."""
        for target, value in self.choices.ticks.items():
            entry = self.entry_named(content, target)
            if entry is None or entry.question.kind not in ("choice", "several", "scale"):
                self.outcome["refused"].append(target)
                continue
            current = entry.answers.get("")
            if current is not None and current.value == value:
                continue
            self.save(entry, value, current.revision if current else 0, Channel.BROWSER, "ticked", target)

    def entry_named(self, content: ReportContent, target: str) -> QuestionEntry | None:
        by_identity = {identity: about for about, identity in self.identities.items()}
        for entry in content.entries():
            about = by_identity.get(entry.identity, entry.identity or "")
            if name(entry.key, about) == target:
                return entry
        return None

    def save(self, entry: QuestionEntry, value: Any, seen: int, channel: Channel, what: str, label: str) -> bool:
        try:
            KINDS[entry.question.kind].clean(value, entry.question, entry.options)
        except InvalidAnswer:
            self.outcome["refused"].append(label)
            return False
        saved = save_answer(
            report=self.report,
            entry=entry,
            language=self.plan.language if entry.per_language else "",
            value=value,
            seen=seen,
            by=self.by,
            channel=channel,
            keeping=True,
        )
        self.trail.note(saved, seen=seen)
        self.outcome[what].append(label)
        return True
