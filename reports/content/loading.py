"""A report read whole: every question it asks, about what, with its answers, in a constant number of queries.

Pages, progress, exports and the importer all read a report through `load`; nothing else joins questions to answers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import Exists, OuterRef, Q

from questionnaires.conditions import State, asked
from questionnaires.loader import edition as load_edition
from questionnaires.loader import rewordings
from questionnaires.numbering import numbers
from questionnaires.schema import Option, Question, with_fields
from reports.content.entries import QuestionEntry, ReportContent, SectionContent, Step
from reports.content.frozen import Standing, all_standing, newest_texts
from reports.content.pending_text import Answers, read_what_is_newer
from reports.content.wording import Wording
from reports.models import Answer, AnswerRevision, Occurrence, Report, Slot, Snapshot
from roadmaps.models import AreaOfIntervention, EvidenceType, Item

Source = Occurrence.Source
SECOND = 2
MOST_HEADINGS = 20
"""Headings that an answer begins with. Where more stands under an item, they would be a form of their own."""


def load(report: Report, *, text: bool = True, section: str | None = None) -> ReportContent:
    """The report with all its questions and answers. Without `text` the long answers are left in the database; with the
    key of a `section` there is nothing else in it, and no other answer is read but those that conditions look at."""
    return load_all([report], text=text, section=section)[0]


def load_all(reports: Iterable[Report], *, text: bool = True, section: str | None = None) -> list[ReportContent]:
    """The same for several reports at once. One that has left the draft is read from the text that is frozen of it.

    Six queries, however many reports, however long their roadmaps and however many steps, and one more where one of
    them is a draft (`pending_text`); two for all that are frozen. The reports' countries and campaigns should come with
    them (select_related). Each answer says who changed it and whether earlier versions are kept (has_history).
    """
    reports = {report.pk: report for report in reports}
    texts = newest_texts(reports.values())
    frozen = read_frozen([(reports[pk], snapshot) for pk, snapshot in texts.items()], section=section)
    others = [report for pk, report in reports.items() if pk not in texts]
    found = {content.report.pk: content for content in [*frozen, *load_rows(others, text=text, section=section)]}
    return [found[pk] for pk in reports]


def read_frozen(texts: Iterable[tuple[Report, Snapshot]], *, section: str | None = None) -> list[ReportContent]:
    """Reports as they were frozen: each with one of its snapshots. One query."""
    return [Reading(**vars(one), section=section).content() for one in all_standing(texts)]


def load_rows(reports: Iterable[Report], *, text: bool = True, section: str | None = None) -> list[ReportContent]:
    """Reports as they stand in the tables, whatever is frozen of them: `load_all` for drafts."""
    reports = {report.pk: report for report in reports}
    if not reports:
        return []
    slots: dict[int, list[Slot]] = defaultdict(list)
    standing = Slot.objects.filter(report__in=reports, occurrence__removed_at=None)
    for slot in standing.select_related("occurrence__item__level", "occurrence__next_step").order_by("pk"):
        slot.report = reports[slot.report_id]
        slots[slot.report_id].append(slot)
    here = Q(slot__report__in=reports)
    if section is not None:
        here &= Q(slot__question__in=keys_for(reports.values(), section))
    answers = read_answers(here, reports.values(), text=text)
    items: dict[int, list[Item]] = defaultdict(list)
    for item in (
        Item.objects.filter(roadmap__in={one.roadmap_id for one in reports.values()})
        .select_related("level")
        .order_by("position")
    ):
        items[item.roadmap_id].append(item)
    lists = {"evidence_types": terms(EvidenceType), "areas": terms(AreaOfIntervention)}
    return [
        Reading(report, slots[report.pk], answers, items[report.roadmap_id], lists, section).content()
        for report in reports.values()
    ]


def read_answers(here: Q, reports: Iterable[Report], *, text: bool = True) -> Answers:
    """The answers that stand `here`, in some slots of these reports. Two queries, and one for the texts of drafts."""
    answers: Answers = defaultdict(dict)
    earlier = AnswerRevision.objects.filter(answer=OuterRef("pk"))
    given = Answer.objects.filter(here).select_related("changed_by").order_by("pk")
    given = given.annotate(has_history=Exists(earlier))
    written = given.exclude(language="")
    for answer in [*given.filter(language=""), *(written if text else written.defer("value"))]:
        answers[answer.slot_id][answer.language] = answer
    read_what_is_newer(here, reports, answers)
    return answers


def reread(content: ReportContent, entries: Iterable[QuestionEntry]) -> ReportContent:
    """The same with the answers of these entries read anew, and what is asked because of them. Three queries."""
    reading: Reading = content.reading
    slots = {entry.slot.pk for entry in entries}
    others = {slot: answers for slot, answers in reading.answers.items() if slot not in slots}
    return replace(reading, answers=others | read_answers(Q(slot__in=slots), [content.report])).content()


def keys_for(reports: Iterable[Report], section: str) -> set[str]:
    """The questions of a section, those of the fields of its groups, and those that conditions look at."""
    found = set()
    for one in {report.campaign.edition for report in reports}:
        edition = load_edition(one)
        found |= {question.condition.question for question in edition.questions if question.condition}
        here = next((each for each in edition.sections if each.key == section), None)
        found |= {key for key, _question in with_fields(here.questions)} if here else set()
    return found


def terms(model: type[EvidenceType] | type[AreaOfIntervention]) -> tuple[Option, ...]:
    """The Alliance's list as options."""
    return tuple(Option(code=term.code, label=term.name) for term in model.objects.filter(is_active=True))


@dataclass(frozen=True)
class ItemOption(Option):
    """An item of the roadmap as an option. Its code as an option is its anchor; `shown` is the country's own."""

    shown: str = ""
    level: int = 1
    details: tuple[dict[str, str], ...] = field(default=(), hash=False)
    """What else the ministry keeps with it (Item.details)."""


@dataclass
class Reading(Standing):
    """What stands in a report, and what that comes to when it is put under the questions of its edition."""

    section: str | None = None

    def content(self) -> ReportContent:
        edition = load_edition(self.report.campaign.edition)
        states = asked(edition, self.single_values)
        repeated = {source: len(self.occurrences[source]) for source in (Source.PRIORITY, Source.EARLIER_STEP)}
        number_of = {(key, index): number for key, index, number in numbers(edition, repeated)}
        sections = []
        for section in edition.sections:
            if self.section not in (None, section.key):
                continue
            entries = [
                self.entry(question, states[question.key], occurrence, number_of.get((question.key, index)))
                for question in section.questions
                for index, occurrence in self.places(question)
            ]
            for entry in entries:
                for one in (entry, *entry.parts):
                    one.section = section.key
            sections.append(SectionContent(section, entries, self.report))
        return ReportContent(self.report, edition, sections, self.items, self)

    def places(self, question: Question) -> list[tuple[int | None, Occurrence | None]]:
        """What the question is asked about, counted from 0; one place without a number for one that is asked once."""
        if question.needs and not self.occurrences[question.needs]:
            return []
        return list(enumerate(self.occurrences[question.repeats])) if question.repeats else [(None, None)]

    def entry(
        self, question: Question, state: State, occurrence: Occurrence | None, number: int | None, prefix: str = ""
    ) -> QuestionEntry:
        later = rewordings(self.report.campaign.edition).get(prefix + question.key)
        said = later if later and later.revision <= self.report.wording_revision else question
        slot = self.by_place[prefix + question.key, occurrence.pk if occurrence else None]
        entry = QuestionEntry(
            question=question,
            slot=slot,
            number=number,
            label=Wording(said.label, self.report.campaign, occurrence, self.report.country.languages),
            help_template=said.help,
            options=self.options(question),
            state=state,
            answers=self.answers.get(slot.pk, {}),
        )
        if question.repeats == Source.PRIORITY:
            strands = tuple(item for item in self.strands if item.parent_id == occurrence.item_id)
            entry.strands = strands if len(strands) <= MOST_HEADINGS else ()
        if question.kind == "group":
            entry.steps = [
                self.step(question, occurrence, number)
                for number, occurrence in enumerate(self.occurrences[Source.NEXT_STEP], start=1)
            ]
        return entry

    def step(self, group: Question, occurrence: Occurrence, number: int) -> Step:
        fields = [self.entry(part, State.ASKED, occurrence, None, f"{group.key}.") for part in group.fields]
        for one in fields:
            one.step_number = number
        return Step(occurrence, fields)

    @cached_property
    def by_place(self) -> dict[tuple[str, int | None], Slot]:
        """The slots by question and occurrence; those about the same occurrence share it."""
        return {(slot.question, slot.occurrence_id): slot for slot in self.slots}

    @cached_property
    def occurrences(self) -> Mapping[str, list[Occurrence]]:
        """What repeating questions are asked about, by source, in order."""
        one_of_each: dict[int, Occurrence] = {}
        for slot in self.slots:
            if slot.occurrence is not None:
                slot.occurrence = one_of_each.setdefault(slot.occurrence_id, slot.occurrence)
        found: dict[str, list[Occurrence]] = defaultdict(list)
        for occurrence in sorted(one_of_each.values(), key=lambda one: (one.position, one.pk)):
            found[occurrence.source].append(occurrence)
        return found

    @property
    def single_values(self) -> dict[str, object]:
        """The values that conditions look at: those of questions asked once, whose answers need no translation."""
        given = {slot.question: self.answers.get(slot.pk, {}).get("") for slot in self.slots if not slot.occurrence_id}
        return {key: answer.value for key, answer in given.items() if answer and not answer.is_blank}

    @cached_property
    def strands(self) -> list[Item]:
        """The items of the second level, which answers have headings for."""
        return [item for item in self.items if item.level.position == SECOND and item.retired_on is None]

    @cached_property
    def objectives(self) -> tuple[ItemOption, ...]:
        """Every item of the roadmap that still stands, as an option."""
        return tuple(
            ItemOption(item.anchor, item.title, shown=item.code, level=item.level.position, details=tuple(item.details))
            for item in self.items
            if item.retired_on is None
        )

    def options(self, question: Question) -> tuple[Option, ...]:
        """The options valid for the question: those of the list it names, then its own."""
        if question.options_from == "objectives":
            return self.objectives + question.options
        return self.lists.get(question.options_from or "", ()) + question.options
