"""The preview of an import, ready for its page: question by question what goes where, beside what stands there now."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bilingual.text import Text
from questionnaires.conditions import State
from questionnaires.numbering import numbers
from questionnaires.schema import Question, Section
from reports.content.entries import QuestionEntry, ReportContent
from reports.content.wording import Wording
from reports.importing.existing import KEEP, NEW, REPLACE, SAME, Meeting, identities_of, match_steps, meetings, steps_of
from reports.importing.explanations import place
from reports.importing.frame import Frame, frame_of
from reports.importing.plan import Found, Leftover, Moved, Plan, Remark, Unread, name
from reports.models import Occurrence, Slot
from roadmaps.models import NextStep

SHORT = 120
"""An answer of so many words is shown at once; a longer one is folded."""


@dataclass
class Row:
    """A question, or a field of a next step. `entry` is made for the page where the report does not have it yet."""

    name: str
    number: int | None
    entry: QuestionEntry
    found: Found | None = None
    meeting: Meeting | None = None
    unread: Unread | None = None
    moved_in: list[Moved] = field(default_factory=list)
    moved_out: list[Moved] = field(default_factory=list)
    steps: list["StepRow"] = field(default_factory=list)
    earlier: int = 0
    """Of a question about an earlier step: its number in the file, from 1."""

    @property
    def is_in_file(self) -> bool:
        return bool(self.found or self.meeting or self.unread or self.steps)

    @property
    def label(self) -> Wording:
        return self.entry.label

    @property
    def notes(self) -> list[str]:
        if self.found is None:
            return []
        is_alike = self.found.score < 1 and not self.found.reason
        return [*self.found.notes, *(["by_likeness"] if is_alike else [])]

    @property
    def proposal(self) -> str:
        """Why the file's heading is proposed for this question; "" where it is plain."""
        return place(self.found.reason, self.found.near) if self.found else ""

    @property
    def must_choose(self) -> bool:
        return self.meeting is not None and self.meeting.rule in (KEEP, REPLACE)

    @property
    def is_short(self) -> bool:
        return self.meeting is not None and self.meeting.planned.words <= SHORT

    @property
    def ticked(self) -> list[Any]:
        """What is ticked when the page opens: what could be read of it."""
        if self.meeting is None:
            return []
        value = self.meeting.planned.value
        return value["codes"] if isinstance(value, dict) else [value]

    @property
    def suggested(self) -> list[Any]:
        """What the file may mean: the labels of options, or figures of a scale."""
        labels = {option.code: option.label for option in self.entry.options}
        return [labels.get(code, code) for code in (self.unread.suggestion if self.unread else [])]

    @property
    def degrees(self) -> range:
        return range(self.entry.question.minimum or 0, (self.entry.question.maximum or 0) + 1)

    @property
    def other_text(self) -> str:
        value = self.meeting.planned.value if self.meeting else None
        return next(iter(value.get("other", {}).values()), "") if isinstance(value, dict) else ""


@dataclass
class StepRow:
    number: int
    title: str
    is_known: bool
    rows: list[Row]


@dataclass
class SectionRows:
    title: Wording
    rows: list[Row]

    @property
    def in_file(self) -> list[Row]:
        return [row for row in self.rows if row.is_in_file]


@dataclass
class Target:
    """An answer that a leftover can go to the end of."""

    name: str
    label: Wording
    number: int | None


@dataclass
class LeftoverRow:
    """A text not matched to a question. `may_be` is the question that it may be the answer to, for a reason."""

    leftover: Leftover
    may_be: Row | None
    reason: str
    to_tick: Row | None = None
    """The same, where it is a choice or a figure that the file does not answer, once for all its texts."""

    @property
    def suggested(self) -> str:
        """The name of that question, where its answer is a text that can be put there."""
        is_text = self.may_be is not None and self.may_be.entry.question.kind == "rich_text"
        return self.may_be.name if is_text else ""


@dataclass
class Move:
    """A text that goes to another question than it stood under."""

    moved: Moved
    source: Row
    target: Row


class Preview:
    """Everything that the page shows. Eight queries, however long the file."""

    def __init__(self, plan: Plan, content: ReportContent) -> None:
        self.plan, self.content = plan, content
        self.frame: Frame = frame_of(content, plan.language)
        self.identities = identities_of(plan, content)
        self.entries = {(entry.key, entry.identity or ""): entry for entry in content.entries()}
        self.meetings = {
            (meeting.planned.key, meeting.planned.about): meeting
            for meeting in meetings(plan, content, self.identities)
        }
        self.found = {(found.key, found.about): found for found in plan.found}
        self.unread = {(one.key, one.about): one for one in plan.unread}
        self.step_matches = match_steps(plan, steps_of(content))
        self.sections = [
            SectionRows(Wording(section.title, content.report.campaign), self.rows(section, numbered))
            for section, numbered in self.numbered()
        ]

    @property
    def level_names(self) -> list[str]:
        """What the first two levels are called: what is asked about, and what has headings in the answers."""
        return [str(level) for level in self.content.levels[:2]]

    def numbered(self) -> list[tuple[Section, list[tuple[Question, str, int]]]]:
        """The questions of each section, with what each is about and its number once the file is imported."""
        priorities = [one.code for one in self.frame.priorities]
        named = {step.identity for step in self.plan.earlier_steps}
        earlier = [f"earlier:{n}" for n in range(1, len(self.plan.earlier_steps) + 1)]
        earlier += [step.identity for step in self.frame.earlier_steps if step.identity not in named]
        abouts = {"priority": priorities, "earlier_step": earlier}
        by_key: dict[str, list[tuple[str, int]]] = {}
        for key, index, number in numbers(self.frame.edition, {source: len(all_) for source, all_ in abouts.items()}):
            question = self.frame.edition.question(key)
            by_key.setdefault(key, []).append(("" if index is None else abouts[question.repeats][index], number))
        return [
            (section, [(question, *place) for question in section.questions for place in by_key.get(question.key, [])])
            for section in self.frame.edition.sections
        ]

    def rows(self, section: Section, numbered: list[tuple[Question, str, int]]) -> list[Row]:
        return [self.row(question, about, number) for question, about, number in numbered]

    def row(self, question: Question, about: str, number: int | None, prefix: str = "") -> Row:
        key = prefix + question.key
        target = (key, about)
        row = Row(
            name=name(key, about),
            number=number,
            entry=self.entry(question, key, about),
            found=self.found.get(target),
            meeting=self.meetings.get(target),
            unread=self.unread.get(target),
            moved_in=[one for one in self.plan.moved if (one.to_key, one.to_about) == target],
            moved_out=[one for one in self.plan.moved if (one.key, one.about) == target],
        )
        if about.startswith("earlier:"):
            row.earlier = int(about.partition(":")[2])
        if question.kind == "group":
            row.steps = [self.step(question, number) for number in range(1, len(self.plan.steps) + 1)]
        return row

    def step(self, group: Question, number: int) -> StepRow:
        about = f"step:{number}"
        rows = [self.row(part, about, None, f"{group.key}.") for part in group.fields]
        return StepRow(
            number,
            self.plan.steps[number - 1].title,
            number in self.step_matches.known,
            [row for row in rows if row.is_in_file],
        )

    def entry(self, question: Question, key: str, about: str) -> QuestionEntry:
        """The report's entry, or one made for the page."""
        identity = self.identities.get(about, "") if ":" in about else about
        known = None if ":" in about and not identity else self.entries.get((key, identity))
        return known or QuestionEntry(
            question=question,
            slot=Slot(question=key, occurrence=self.occurrence(about)),
            number=None,
            label=Wording(question.label, self.content.report.campaign, self.occurrence(about)),
            options=self.frame.options(question),
            state=State.ASKED,
            answers={},
        )

    def occurrence(self, about: str) -> Occurrence | None:
        """The occurrence of a step that is to be made; it is not saved."""
        source, _colon, number = about.partition(":")
        if source == "earlier" and number:
            step = NextStep(title=Text({self.plan.language: self.plan.earlier_steps[int(number) - 1].title}))
            return Occurrence(source=Occurrence.Source.EARLIER_STEP, position=int(number), next_step=step)
        return None

    def all_rows(self) -> list[Row]:
        rows = [row for section in self.sections for row in section.rows]
        return rows + [row for row in rows for step in row.steps for row in step.rows]

    @property
    def question_count(self) -> int:
        return sum(len(section.rows) for section in self.sections)

    @property
    def moves(self) -> list[Move]:
        rows = {row.name: row for row in self.all_rows()}
        return [
            Move(one, rows[name(one.key, one.about)], rows[name(one.to_key, one.to_about)]) for one in self.plan.moved
        ]

    @property
    def remarks(self) -> list[tuple[Remark, Row | None]]:
        """What was left out or changed, each with the question that it stands under."""
        rows = {row.name: row for row in self.all_rows()}
        return [(one, rows.get(name(one.near, one.near_about))) for one in self.plan.remarks]

    @property
    def choices_to_make(self) -> list[Row]:
        """Answers that stand in the report already and differ from the file's."""
        return [row for row in self.all_rows() if row.must_choose]

    @property
    def kept(self) -> list[Row]:
        return [row for row in self.choices_to_make if row.meeting.rule == KEEP]

    @property
    def replaced(self) -> list[Row]:
        return [row for row in self.choices_to_make if row.meeting.rule == REPLACE]

    @property
    def to_tick(self) -> list[Row]:
        return [row for row in self.all_rows() if row.unread]

    @property
    def by_likeness(self) -> list[Row]:
        return [row for row in self.all_rows() if row.notes]

    @property
    def missing(self) -> list[Row]:
        return [row for section in self.sections for row in section.rows if not row.is_in_file]

    @property
    def counts(self) -> Counter[str]:
        """How many answers are new, the same, replaced, kept."""
        return Counter(meeting.rule for meeting in self.meetings.values())

    @property
    def is_all_there(self) -> bool:
        """Whether the report holds everything that the file has, and the file something that was recognised."""
        new_steps = len(self.plan.steps) > len(self.step_matches.known) or self.step_matches.removable
        return set(self.counts) == {SAME} and not new_steps

    @property
    def proposed(self) -> list[Row]:
        """The questions that were found by their place, in other words than ours."""
        return [row for row in self.all_rows() if row.proposal]

    @property
    def leftovers(self) -> list[LeftoverRow]:
        rows = {row.name: row for row in self.all_rows()}
        open_choices = {
            row.name: row
            for row in rows.values()
            if row.entry.question.kind in ("choice", "several", "scale") and not row.is_in_file
        }
        result = []
        for one in self.plan.leftovers:
            target = name(one.target, one.target_about)
            reason = place(one.why, one.why_near)
            result.append(LeftoverRow(one, rows.get(target), reason, open_choices.pop(target, None)))
        return result

    @property
    def new_count(self) -> int:
        return self.counts[NEW]

    @property
    def priorities_found(self) -> int:
        return sum(found.key == "progress" for found in self.plan.found)

    @property
    def removable_titles(self) -> list[Text]:
        return [step.occurrence.next_step.title for step in self.step_matches.removable]

    @property
    def targets(self) -> list[Target]:
        """The rich texts of the report, in order: the answers that a leftover can go to."""
        return [
            Target(row.name, row.label, row.number)
            for section in self.sections
            for row in section.rows
            if row.entry.question.kind == "rich_text"
        ]

    @property
    def earlier_choices(self) -> list[tuple[str, Text]]:
        """The steps that an earlier step of the file may be."""
        return [(step.identity, step.title) for step in self.frame.earlier_steps]
