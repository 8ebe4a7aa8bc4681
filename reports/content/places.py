"""The places of a report that can be handed out: a section, a question of it, a strand within a question."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from questionnaires.loader import edition
from reports.content.entries import QuestionEntry, ReportContent, SectionContent
from reports.models import Assignment, Report, Slot
from roadmaps.models import Item


@dataclass(frozen=True)
class Place:
    """A part of a report. Without a question it is the whole section; an `item` is a strand within the question."""

    section: str
    slot: Slot | None = None
    item: Item | None = None

    @classmethod
    def of(cls, assignment: Assignment) -> "Place":
        return cls(assignment.section, assignment.slot, assignment.item)

    @property
    def question(self) -> str:
        return self.slot.question if self.slot else ""

    @property
    def code(self) -> str:
        """What a form calls it: progress, progress/progress/1, progress/progress/1/1.2."""
        about = self.slot.occurrence.identity if self.slot and self.slot.occurrence else ""
        strand = self.item.anchor if self.item else ""
        return "/".join(part for part in (self.section, self.question, about, strand) if part)

    def covers(self, entry: QuestionEntry) -> bool:
        """Whether the entry stands in this place: a question brings its fields and what is asked because of it."""
        if self.section != entry.section:
            return False
        if self.slot is None:
            return True
        if self.slot.occurrence_id and entry.slot.occurrence_id != self.slot.occurrence_id:
            return False
        condition = entry.question.condition
        return self.question in {group_key(entry.key), condition.question if condition else None}


def group_key(key: str) -> str:
    """The question that a field belongs to; of any other question its own key."""
    return key.partition(".")[0]


def place_of_steps(report: Report) -> Place:
    """Where the next steps stand, which are added, moved and removed as one list."""
    for section in edition(report.campaign.edition).sections:
        for question in section.questions:
            if question.kind == "group":
                return Place(section.key, report.slots.get(question=question.key, occurrence=None))
    raise LookupError(f"the edition {report.campaign.edition} asks for no next steps")


def places_in(section: SectionContent) -> Iterator[Place]:
    """All that can be handed out of a section: the whole, then each question without a condition, and its strands."""
    yield Place(section.key)
    for entry in section.asked:
        if entry.question.condition:
            continue
        yield Place(section.key, entry.slot)
        for strand in entry.strands:
            yield Place(section.key, entry.slot, strand)


@dataclass(frozen=True)
class Stand:
    """How far a place is: the entries asked in it, and how many have an answer."""

    place: Place
    section: SectionContent
    entries: list[QuestionEntry]

    @property
    def total(self) -> int:
        return len(self.entries)

    @property
    def answered(self) -> int:
        return sum(entry.is_answered for entry in self.entries)

    @property
    def next_entry(self) -> QuestionEntry | None:
        """The first question without an answer; a field of a next step too; the first question where all have one."""
        for entry in self.entries:
            if not entry.is_answered:
                return entry
            for part in entry.parts:
                if part.missing:
                    return part
        return self.entries[0] if self.entries else None

    @property
    def label(self) -> str:
        return label(self.place, self.section)


def stand(place: Place, content: ReportContent) -> Stand | None:
    """How far a place of this report is; None where the edition does not have it."""
    section = content.section(place.section)
    return Stand(place, section, [entry for entry in section.asked if place.covers(entry)]) if section else None


def label(place: Place, section: SectionContent) -> str:
    """The place in words, in the language of the page."""
    language = get_language() or "en"
    for entry in section.entries:
        if entry.slot == place.slot:
            if place.item is not None:
                strand = f"{place.item.code} {place.item.title.in_language(language)}".strip()
                return _("%(strand)s, in question %(number)s") % {"strand": strand, "number": entry.number}
            words = entry.label.plain(language)
            return f"{entry.number}. {words}" if entry.number else words
    return section.title.plain(language)
