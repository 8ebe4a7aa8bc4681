"""What a report read whole is made of: its sections, its entries (a question asked once), the steps of a group.

`reports.content.loading.load` makes them; nothing here reads the database.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from bilingual.text import Text
from questionnaires.conditions import State
from questionnaires.kinds import KINDS
from questionnaires.schema import Edition, Option, Question, Section
from reports.content.wording import Wording
from reports.models import Answer, Occurrence, Report, Slot
from richtext.names import Named, Names
from roadmaps.models import Item, Level
from roadmaps.naming import are_usual, named, names_of


def name_of(key: str, identity: str | None) -> str:
    """The name of an entry, by the key of its question and what it is asked about."""
    stem = key.replace(".", "-")
    return f"{stem}--{identity.replace('.', '_')}" if identity else stem


@dataclass
class QuestionEntry:
    """A question asked once: about one priority, one next step, or about nothing in particular."""

    question: Question
    slot: Slot
    number: int | None
    label: Wording
    options: tuple[Option, ...]
    state: State
    answers: dict[str, Answer]
    """By language; "" for the answer of a question whose answers need no translation."""
    steps: list["Step"] = field(default_factory=list)
    """For a group: its items, each with an entry per field."""
    strands: tuple[Item, ...] = ()
    """For a question about a priority: the strands of that priority, in order, retired ones left out."""
    help_template: Text | None = None
    section: str = ""
    """The key of the section that it stands in."""
    step_number: int | None = None
    """For a field of a next step: which step of the group it belongs to, counted from 1."""

    @property
    def key(self) -> str:
        """The key of the question; of a field of a group "group.field"."""
        return self.slot.question

    @property
    def occurrence(self) -> Occurrence | None:
        """What it is asked about, where it repeats."""
        return self.slot.occurrence

    @property
    def identity(self) -> str | None:
        """The code or identity of what it is asked about."""
        return self.occurrence.identity if self.occurrence else None

    @property
    def name(self) -> str:
        """A name that is unique in the report, fit for a form field and an anchor: progress--1."""
        return name_of(self.key, self.identity)

    @property
    def per_language(self) -> bool:
        return KINDS[self.question.kind].per_language

    @property
    def is_group(self) -> bool:
        return self.question.kind == "group"

    @property
    def help(self) -> Wording | None:
        """What to write here, filled like the label."""
        template = self.help_template or self.question.help
        return replace(self.label, template=template) if template else None

    @property
    def kept_with_items(self) -> list[tuple[str, Sequence[dict[str, str]]]]:
        """What the ministry keeps with the item that is asked about, and with those that a step serves, by name."""
        if self.occurrence and self.occurrence.item_id:
            return [("", self.occurrence.item.details)] if self.occurrence.item.details else []
        if self.question.options_from != "objectives" or not self.single:
            return []
        served = [option for option in self.options if option.code in self.single.value["codes"]]
        kept = [(option, getattr(option, "details", ())) for option in served]
        return [(option.shown or str(option.label), details) for option, details in kept if details]

    @property
    def filled(self) -> dict[str, Answer]:
        """The answers that say something, by language."""
        return {language: answer for language, answer in self.answers.items() if not answer.is_blank}

    @property
    def single(self) -> Answer | None:
        """The filled answer of a question whose answers need no translation."""
        return self.filled.get("")

    @property
    def parts(self) -> list["QuestionEntry"]:
        """For a group: the entries of all its items."""
        return [part for step in self.steps for part in step.entries]

    @property
    def is_answered(self) -> bool:
        return bool(self.steps) if self.is_group else bool(self.filled)

    @property
    def is_asked(self) -> bool:
        """Whether it stands in the report now. One whose parent has no answer yet stands there once it has its own."""
        return self.state is State.ASKED or (self.state is State.OPEN and self.is_answered)

    @property
    def is_parked(self) -> bool:
        """Answered, but no longer asked: kept, not printed, back when the condition holds again."""
        return self.is_answered and not self.is_asked

    @property
    def original(self) -> Answer | None:
        """The answer in the language it was written in first."""
        return next((answer for answer in self.answers.values() if answer.is_original), None)

    @property
    def missing(self) -> bool:
        """Required, asked, and without an answer."""
        if not (self.question.required and self.is_asked):
            return False
        if self.is_group:
            return len(self.steps) < max(1, self.question.minimum or 1)
        return not self.is_answered

    def answer_in(self, language: str) -> Answer | None:
        """The filled answer in this language, else in its original language, else in whatever language there is."""
        filled = self.filled
        if not self.per_language:
            return filled.get("")
        if language in filled:
            return filled[language]
        original = self.original
        if original is not None and not original.is_blank:
            return original
        return next(iter(filled.values()), None)


@dataclass
class Step:
    """An item of the group of next steps."""

    occurrence: Occurrence
    entries: list[QuestionEntry]

    def entry(self, name: str) -> QuestionEntry:
        """The entry of a field, by the field's own key: step, goals, evidence."""
        return next(entry for entry in self.entries if entry.question.key == name)

    @property
    def missing(self) -> list[QuestionEntry]:
        return [entry for entry in self.entries if entry.missing]


@dataclass
class SectionContent:
    section: Section
    entries: list[QuestionEntry]
    report: Report

    @property
    def key(self) -> str:
        return self.section.key

    @property
    def title(self) -> Wording:
        return self._wording(self.section.title)

    @property
    def intro(self) -> Wording | None:
        return self._wording(self.section.intro) if self.section.intro else None

    def _wording(self, text: Text) -> Wording:
        return Wording(text, self.report.campaign, languages=self.report.country.languages)

    def __contains__(self, entry: QuestionEntry) -> bool:
        return any(entry is part for one in self.entries for part in (one, *one.parts))

    @property
    def about_items(self) -> list[QuestionEntry]:
        """What is asked about items of the roadmap."""
        return [entry for entry in self.entries if entry.occurrence and entry.occurrence.item_id]

    @property
    def asked(self) -> list[QuestionEntry]:
        return [entry for entry in self.entries if entry.is_asked]

    @property
    def answered(self) -> list[QuestionEntry]:
        return [entry for entry in self.asked if entry.is_answered]

    @property
    def missing(self) -> list[QuestionEntry]:
        """What must still be answered, fields of next steps included, in order."""
        found = []
        for entry in self.entries:
            if entry.missing:
                found.append(entry)
            for step in entry.steps:
                found.extend(step.missing)
        return found

    @property
    def state(self) -> str:
        """done, started or empty."""
        if not self.asked or (not self.missing and self.answered):
            return "done"
        return "started" if self.answered else "empty"


@dataclass
class ReportContent:
    report: Report
    edition: Edition
    sections: list[SectionContent]
    items: list[Item]
    """The roadmap's items in natural order, retired ones included."""
    reading: Any = field(repr=False)
    """What it was made of (reports.content.loading.Reading)."""

    @cached_property
    def by_name(self) -> Named:
        """The items by what a reference says of them."""
        return named(self.items)

    @cached_property
    def levels(self) -> list[Level]:
        """Those that have items, from the top down."""
        found = {item.level.position: item.level for item in self.items}
        return [found[position] for position in sorted(found)]

    @cached_property
    def has_usual_levels(self) -> bool:
        return are_usual(self.levels)

    @cached_property
    def names(self) -> Names:
        """What texts are searched for."""
        return names_of(self.items)

    @cached_property
    def by_anchor(self) -> dict[str, Item]:
        return {item.anchor: item for item in self.items}

    def above(self, item: Item) -> list[Item]:
        """What the item stands under, the nearest first."""
        found: list[Item] = []
        while item.parent_id:
            item = self.by_key[item.parent_id]
            found.append(item)
        return found

    def top(self, item: Item) -> Item:
        """What the item stands under on the first level: itself, if it stands there."""
        return [item, *self.above(item)][-1]

    @cached_property
    def by_key(self) -> dict[int, Item]:
        return {item.pk: item for item in self.items}

    def section(self, key: str) -> SectionContent | None:
        return next((section for section in self.sections if section.section.key == key), None)

    def entries(self) -> Iterator[QuestionEntry]:
        """Every entry, those inside next steps included, in order."""
        for section in self.sections:
            for entry in section.entries:
                yield entry
                yield from entry.parts

    def entry(self, key: str, identity: str | None = None) -> QuestionEntry | None:
        return next((e for e in self.entries() if e.key == key and e.identity == identity), None)

    @property
    def missing(self) -> list[QuestionEntry]:
        return [entry for section in self.sections for entry in section.missing]

    @property
    def go_on(self) -> SectionContent | None:
        """The first section in which something is still to be done."""
        return next((section for section in self.sections if section.asked and section.state != "done"), None)

    def section_of(self, entry: QuestionEntry) -> SectionContent:
        """The section that an entry of this report stands in, inside a next step or not."""
        return next(section for section in self.sections if entry in section)

    def last_written(self, count: int) -> list[tuple[QuestionEntry, Answer]]:
        """The answers that were changed last, the newest first, each with its entry."""
        written = [(entry, answer) for entry in self.entries() for answer in entry.answers.values()]
        return sorted(written, key=lambda pair: (pair[1].changed_at, pair[1].pk or 0), reverse=True)[:count]

    @property
    def asked_count(self) -> int:
        return sum(len(section.asked) for section in self.sections)

    @property
    def answered_count(self) -> int:
        return sum(len(section.answered) for section in self.sections)
