"""A report read whole: every question it asks, about what, with its answers, in a constant number of queries.

Pages, progress, exports and the importer all read a report through `load`; nothing else joins questions to answers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef

from questionnaires.conditions import State, asked
from questionnaires.loader import edition as load_edition
from questionnaires.numbering import numbers
from questionnaires.schema import Edition, Option, Question
from reports.content.entries import QuestionEntry, ReportContent, SectionContent, Step
from reports.content.pending_text import read_what_is_newer
from reports.content.wording import Wording
from reports.models import Answer, AnswerRevision, Occurrence, Report
from roadmaps.models import AreaOfIntervention, EvidenceType, Item

Source = Occurrence.Source
Answers = Mapping[tuple[str, int | None], dict[str, Answer]]
"""The answers of one report: question and occurrence, then language."""


def load(report: Report, *, text: bool = True) -> ReportContent:
    """The report with all its questions and answers. Without `text` the long answers are left in the database."""
    return load_all([report], text=text)[0]


def load_all(reports: Iterable[Report], *, text: bool = True) -> list[ReportContent]:
    """The same for several reports at once.

    Six queries, however many reports, however long their roadmaps and however many steps, and one more where one of
    them is a draft (`pending_text`); the reports' countries and campaigns should come with them (select_related). Each
    answer says who changed it and whether earlier versions are kept (has_history).
    """
    reports = list(reports)
    found: dict[int, dict[str, list[Occurrence]]] = defaultdict(lambda: defaultdict(list))
    standing = Occurrence.objects.filter(report__in=reports, removed_at=None)
    for occurrence in standing.select_related("item", "next_step").order_by("position", "pk"):
        found[occurrence.report_id][occurrence.source].append(occurrence)
    answers: dict[int, dict[tuple[str, int | None], dict[str, Answer]]] = defaultdict(lambda: defaultdict(dict))
    earlier = AnswerRevision.objects.filter(answer=OuterRef("pk"))
    given = Answer.objects.filter(report__in=reports).select_related("changed_by").order_by("pk")
    given = given.annotate(has_history=Exists(earlier))
    written = given.exclude(language="")
    for answer in [*given.filter(language=""), *(written if text else written.defer("value"))]:
        answers[answer.report_id][answer.question, answer.occurrence_id][answer.language] = answer
    read_what_is_newer(reports, answers)
    items: dict[int, list[Item]] = defaultdict(list)
    for item in Item.objects.filter(roadmap__in={report.roadmap_id for report in reports}).order_by("sort_key"):
        items[item.roadmap_id].append(item)
    lists = {"evidence_types": terms(EvidenceType), "areas": terms(AreaOfIntervention)}
    return [
        Reading(report, found[report.pk], answers[report.pk], items[report.roadmap_id], lists).content()
        for report in reports
    ]


def terms(model: type[EvidenceType] | type[AreaOfIntervention]) -> tuple[Option, ...]:
    """The Alliance's list as options."""
    return tuple(Option(code=term.code, label=term.name) for term in model.objects.filter(is_active=True))


@dataclass
class Reading:
    """One report's rows, and what they come to when they are put under the questions of its edition."""

    report: Report
    occurrences: Mapping[str, list[Occurrence]]
    answers: Answers
    items: list[Item]
    lists: Mapping[str, tuple[Option, ...]]

    def content(self) -> ReportContent:
        edition = load_edition(self.report.campaign.edition)
        states = asked(edition, single_values(edition, self.answers))
        repeated = {source: len(self.occurrences[source]) for source in (Source.PRIORITY, Source.EARLIER_STEP)}
        number_of = {(key, index): number for key, index, number in numbers(edition, repeated)}
        sections = []
        for section in edition.sections:
            entries = [
                self.entry(question, states[question.key], occurrence, number_of.get((question.key, index)))
                for question in section.questions
                for index, occurrence in self.places(question)
            ]
            for entry in entries:
                for one in (entry, *entry.parts):
                    one.section = section.key
            sections.append(SectionContent(section, entries, self.report.campaign))
        return ReportContent(self.report, edition, sections, self.items)

    def places(self, question: Question) -> list[tuple[int | None, Occurrence | None]]:
        """What the question is asked about, counted from 0; one place without a number for one that is asked once."""
        if question.needs and not self.occurrences[question.needs]:
            return []
        return list(enumerate(self.occurrences[question.repeats])) if question.repeats else [(None, None)]

    def entry(
        self, question: Question, state: State, occurrence: Occurrence | None, number: int | None, prefix: str = ""
    ) -> QuestionEntry:
        key = prefix + question.key
        entry = QuestionEntry(
            question=question,
            key=key,
            occurrence=occurrence,
            number=number,
            label=Wording(question.label, self.report.campaign, occurrence),
            options=self.options(question),
            state=state,
            answers=self.answers.get((key, occurrence.pk if occurrence else None), {}),
        )
        if question.repeats == Source.PRIORITY:
            entry.strands = tuple(item for item in self.strands if item.parent_id == occurrence.item_id)
        if question.kind == "group":
            entry.steps = [
                self.step(question, occurrence, number)
                for number, occurrence in enumerate(self.occurrences[Source.NEXT_STEP], start=1)
            ]
        return entry

    def step(self, group: Question, occurrence: Occurrence, number: int) -> Step:
        fields = [self.entry(part, State.ASKED, occurrence, None, f"{group.key}.") for part in group.fields]
        for field in fields:
            field.step_number = number
        return Step(occurrence, fields)

    @cached_property
    def strands(self) -> list[Item]:
        return [item for item in self.items if item.level == Item.Level.STRAND and item.retired_on is None]

    @cached_property
    def objectives(self) -> tuple[Option, ...]:
        """Every item of the roadmap that still stands, as an option."""
        return tuple(Option(code=item.code, label=item.title) for item in self.items if item.retired_on is None)

    def options(self, question: Question) -> tuple[Option, ...]:
        """The options valid for the question: those of the list it names, then its own."""
        if question.options_from == "objectives":
            return self.objectives + question.options
        return self.lists.get(question.options_from or "", ()) + question.options


def single_values(edition: Edition, answers: Answers) -> dict[str, object]:
    """The values that conditions look at: those of questions asked once, whose answers need no translation."""
    return {
        question.key: answers[question.key, None][""].value
        for question in edition.questions
        if (question.key, None) in answers
        and "" in answers[question.key, None]
        and not answers[question.key, None][""].is_blank
    }
