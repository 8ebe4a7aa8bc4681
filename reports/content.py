"""A report read whole: every question it asks, about what, with its answers, in a constant number of queries.

Pages, progress, exports and the importer all read a report through `load`; nothing else joins questions to answers.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from questionnaires.conditions import State, asked
from questionnaires.kinds import KINDS
from questionnaires.loader import edition as load_edition
from questionnaires.numbering import numbers
from questionnaires.schema import Edition, Option, Question, Section
from reports.models import Answer, Campaign, Occurrence, Report
from reports.wording import Wording
from roadmaps.models import AreaOfIntervention, EvidenceType, Item

Source = Occurrence.Source


@dataclass
class Entry:
    """A question asked once: about one priority, one next step, or about nothing in particular."""

    question: Question
    key: str
    occurrence: Occurrence | None
    number: int | None
    label: Wording
    options: tuple[Option, ...]
    state: State
    answers: dict[str, Answer]
    """By language; "" for the answer of a question whose answers need no translation."""
    steps: list["Step"] = field(default_factory=list)
    """For a group: its items, each with an entry per field."""

    @property
    def identity(self) -> str | None:
        """The code or identity of what it is asked about."""
        return self.occurrence.identity if self.occurrence else None

    @property
    def name(self) -> str:
        """A name that is unique in the report, fit for a form field and an anchor: progress--1."""
        stem = self.key.replace(".", "-")
        return f"{stem}--{self.identity.replace('.', '_')}" if self.identity else stem

    @property
    def per_language(self) -> bool:
        return KINDS[self.question.kind].per_language

    @property
    def is_group(self) -> bool:
        return self.question.kind == "group"

    @property
    def help(self) -> Wording | None:
        """What to write here, filled like the label."""
        return replace(self.label, template=self.question.help) if self.question.help else None

    @property
    def filled(self) -> dict[str, Answer]:
        """The answers that say something, by language."""
        return {language: answer for language, answer in self.answers.items() if not answer.is_blank}

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
    entries: list[Entry]

    def entry(self, name: str) -> Entry:
        """The entry of a field, by the field's own key: step, goals, evidence."""
        return next(entry for entry in self.entries if entry.question.key == name)

    @property
    def missing(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.missing]


@dataclass
class SectionContent:
    section: Section
    entries: list[Entry]
    campaign: Campaign

    @property
    def key(self) -> str:
        return self.section.key

    @property
    def title(self) -> Wording:
        return Wording(self.section.title, self.campaign)

    @property
    def intro(self) -> Wording | None:
        return Wording(self.section.intro, self.campaign) if self.section.intro else None

    @property
    def asked(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_asked]

    @property
    def answered(self) -> list[Entry]:
        return [entry for entry in self.asked if entry.is_answered]

    @property
    def missing(self) -> list[Entry]:
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

    @cached_property
    def by_code(self) -> dict[str, Item]:
        return {item.code: item for item in self.items}

    def section(self, key: str) -> SectionContent | None:
        return next((section for section in self.sections if section.section.key == key), None)

    def entries(self) -> Iterator[Entry]:
        """Every entry, those inside next steps included, in order."""
        for section in self.sections:
            for entry in section.entries:
                yield entry
                for step in entry.steps:
                    yield from step.entries

    def entry(self, key: str, identity: str | None = None) -> Entry | None:
        return next((e for e in self.entries() if e.key == key and e.identity == identity), None)

    @property
    def missing(self) -> list[Entry]:
        return [entry for section in self.sections for entry in section.missing]

    @property
    def asked_count(self) -> int:
        return sum(len(section.asked) for section in self.sections)

    @property
    def answered_count(self) -> int:
        return sum(len(section.answered) for section in self.sections)


def load(report: Report, *, text: bool = True) -> ReportContent:
    """The report with all its questions and answers. Without `text` the long answers are left in the database.

    Seven queries, however long the roadmap and however many steps; the report's country and campaign should come
    with it (select_related).
    """
    edition = load_edition(report.campaign.edition)
    occurrences = defaultdict(list)
    for occurrence in (
        report.occurrences.filter(removed_at=None).select_related("item", "next_step").order_by("position", "pk")
    ):
        occurrences[occurrence.source].append(occurrence)
    answers: dict[tuple[str, int | None], dict[str, Answer]] = defaultdict(dict)
    written = report.answers.exclude(language="")
    for answer in [*report.answers.filter(language=""), *(written if text else written.defer("value"))]:
        answers[answer.question, answer.occurrence_id][answer.language] = answer
    items = list(report.roadmap.items.order_by("sort_key"))
    sources = {
        "evidence_types": terms(EvidenceType),
        "areas": terms(AreaOfIntervention),
        "objectives": tuple(Option(code=item.code, label=item.title) for item in items if item.retired_on is None),
    }
    states = asked(edition, single_values(edition, answers))
    counted = numbers(edition, {source: len(occurrences[source]) for source in (Source.PRIORITY, Source.EARLIER_STEP)})
    number_of = {(key, index): number for key, index, number in counted}

    def entry(question: Question, occurrence: Occurrence | None, number: int | None, prefix: str = "") -> Entry:
        key = prefix + question.key
        return Entry(
            question=question,
            key=key,
            occurrence=occurrence,
            number=number,
            label=Wording(question.label, report.campaign, occurrence),
            options=sources.get(question.options_from or "", ()) + question.options,
            state=State.ASKED if prefix else states[question.key],
            answers=answers[key, occurrence.pk if occurrence else None],
        )

    sections = []
    for section in edition.sections:
        entries = []
        for question in section.questions:
            if question.needs and not occurrences[question.needs]:
                continue
            if question.repeats:
                entries.extend(
                    entry(question, occurrence, number_of.get((question.key, index)))
                    for index, occurrence in enumerate(occurrences[question.repeats])
                )
                continue
            single = entry(question, None, number_of.get((question.key, None)))
            single.steps = [
                Step(occurrence, [entry(part, occurrence, None, f"{question.key}.") for part in question.fields])
                for occurrence in (occurrences[Source.NEXT_STEP] if question.kind == "group" else ())
            ]
            entries.append(single)
        sections.append(SectionContent(section, entries, report.campaign))
    return ReportContent(report, edition, sections, items)


def terms(model: type[EvidenceType] | type[AreaOfIntervention]) -> tuple[Option, ...]:
    """The Alliance's list as options."""
    return tuple(Option(code=term.code, label=term.name) for term in model.objects.filter(is_active=True))


def single_values(edition: Edition, answers: dict[tuple[str, int | None], dict[str, Answer]]) -> dict[str, object]:
    """The values that conditions look at: those of questions asked once, whose answers need no translation."""
    return {
        question.key: answers[question.key, None][""].value
        for question in edition.questions
        if (question.key, None) in answers
        and "" in answers[question.key, None]
        and not answers[question.key, None][""].is_blank
    }

