"""Units find their question: each question that a file answers gets the units below its heading, in order.

What stands before the first heading, below a heading that no question has, or between the title of a section and its
first question is loose: it is kept, and listed.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from questionnaires.schema import Question
from reports.importing.blocks import Unit
from reports.importing.frame import Frame
from reports.importing.inlines import cut, footnotes, is_throughout, trimmed
from reports.importing.likeness import number_of, title_similarity
from reports.importing.naming import key_of
from reports.importing.outline import Outline
from reports.importing.places import propose
from reports.importing.plan import Form
from reports.importing.recognising import (
    Found,
    Recogniser,
    asks_about_priority,
    closes,
    is_question,
    ordinal_in,
    speaks_to_reader,
)
from reports.importing.steps import is_step_label, title_in
from reports.importing.strands import Strand, as_strand, code_of
from reports.importing.topics import topic_of

SAME_TITLE = 0.75
"""How similar the titles of a next step must be for it to be the same one."""


@dataclass
class Part:
    """A question of the form as found in the file, with what stands below it."""

    key: str
    about: str
    """"" or the code of a priority, "earlier:n" for the nth earlier step that the file names."""
    heading: str
    number: int | None
    level: int
    place: int
    score: float
    units: list[Unit] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    strands: list[str] = field(default_factory=list)
    unknown_codes: list[tuple[str, str]] = field(default_factory=list)
    reason: str = ""
    """Why it was taken for the question, where its wording does not say so, and what that names: see Found."""
    reason_near: tuple[str, ...] = ()


@dataclass
class Loose:
    """Text that belongs to no question. `near` is the key of the question before it; `may_be` what it may answer."""

    reason: str
    units: list[Unit]
    near: str = ""
    near_about: str = ""
    may_be: Found | None = None
    level: int = 0
    """Of the heading that it stands under."""
    above: Part | None = None
    """The answer about a priority that it stands in, where only its own heading is in doubt."""


@dataclass
class NamedStep:
    """A next step of last year that the file asks about. `identity` where the report knows it already."""

    title: str
    identity: str | None


@dataclass
class Matched:
    parts: list[Part]
    loose: list[Loose]
    form: list[Form]
    earlier_steps: list[NamedStep]
    standing: list[tuple[int, str, str]] = field(default_factory=list)
    """(place, key, about): under which question the units from a place on stand."""

    def near(self, place: int | None) -> tuple[str, str]:
        """The question that a place of the file stands under, ("", "") where it is under none."""
        at = bisect_right(self.standing, place, key=lambda one: one[0]) if place is not None else 0
        return self.standing[at - 1][1:] if at else ("", "")


def match(units: list[Unit], frame: Frame) -> Matched:
    """Find the questions of the report in the units of a file."""
    return _Matching(frame).run(units)


class _Matching:
    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.recogniser = Recogniser(frame)
        self.names = self.recogniser.names
        self.parts: list[Part] = []
        self.loose: list[Loose] = []
        self.form: list[Form] = []
        self.earlier: list[NamedStep] = []
        self.open: Part | Loose | None = None
        self.standing: list[tuple[int, str, str]] = []

    def run(self, units: list[Unit]) -> Matched:
        self.outline = Outline(units, self.frame, self.recogniser)
        self.suggested, self.at_odds = propose(self.outline, self.frame, self.recogniser)
        asked = [leaf for leaf in self.outline.leaves if leaf.found and leaf.found.kind in ("question", "section")]
        self.last = asked[-1].unit.place if asked else 0
        self.apart = self.outline.topics_behind(self.last)
        for unit in self.expanded(units):
            self.take(unit)
            under = (self.open.key, self.open.about) if isinstance(self.open, Part) else self.near()
            self.standing.append((unit.place, *under))
        return Matched(self.parts, [one for one in self.loose if one.units], self.form, self.earlier, self.standing)

    def expanded(self, units: Iterable[Unit]) -> Iterable[Unit]:
        """What belongs together is taken apart where the form's wording stands inside it."""
        for unit in units:
            if unit.is_leaf or not any(self.is_wording(leaf) for leaf in unit.leaves()):
                yield unit
            else:
                yield from self.expanded(self.outline.parts_in_order(unit))

    def is_wording(self, leaf: Unit) -> bool:
        return self.outline.of(leaf) is not None or id(leaf) in self.suggested or self.is_instruction(leaf)

    def is_instruction(self, leaf: Unit) -> bool:
        end = self.recogniser.instruction(leaf.text)
        return end is not None and end >= len(leaf.text.rstrip())

    def take(self, unit: Unit) -> None:
        if unit.origin:
            self.loose.append(Loose(unit.origin, [unit]))
            return
        if unit.is_leaf:
            found = self.outline.of(unit)
            if found is not None and found.kind in ("contents", "number", "head"):
                self.form.append(Form(found.kind, unit.text.strip(), unit.place))
                return self.keep_notes(unit.content, unit)
            if found is not None:
                return self.begin(unit, found)
            if id(unit) in self.suggested:
                self.leave(unit, self.suggested[id(unit)])
            elif self.strand(unit):
                return None
            unit = self.without_instruction(unit)
            if not unit.full_text.strip():
                return None
            if id(unit) not in self.suggested:
                self.leave_for_unknown(unit)
        self.opened().units.append(unit)
        return None

    def opened(self) -> Part | Loose:
        """Where the next unit goes."""
        if self.open is None:
            self.open = Loose("before" if not self.parts else "after_section", [], *self.near())
            self.loose.append(self.open)
        return self.open

    def near(self) -> tuple[str, str]:
        return (self.parts[-1].key, self.parts[-1].about) if self.parts else ("", "")

    def begin(self, unit: Unit, found: Found) -> None:
        """A heading was found: what follows belongs to its question, or stands between a section and its questions."""
        if found.kind == "question" and self.is_one_priority_too_many(unit, found):
            self.leave(unit)
            return self.opened().units.append(unit)
        before, after = cut(unit.content, found.end)
        text = " ".join(unit.text[: found.end].split())
        self.form.append(Form("question" if found.kind == "rest" else found.kind, text, unit.place))
        if found.kind == "section":
            self.open = None
        elif found.kind == "question":
            self.open = self.part(self.frame.edition.question(found.key), found.heading or text, unit, found)
        self.keep_notes(before, unit)
        rest = trimmed(after)
        if rest:
            self.take(Unit(unit.place, content=rest))

    def is_one_priority_too_many(self, unit: Unit, found: Found) -> bool:
        """Whether a heading asks about a priority that the roadmap does not have."""
        if found.about or self.frame.edition.question(found.key).repeats != "priority":
            return False
        heading = found.heading or unit.text
        if self.recogniser.priority(heading)[0] is not None:
            return False
        return self.next_priority() is None or (ordinal_in(heading) or 0) > len(self.frame.priorities)

    def keep_notes(self, wording: list, unit: Unit) -> None:
        """A footnote that somebody put on the form's wording is text of theirs."""
        if notes := footnotes(wording):
            self.opened().units.append(Unit(unit.place, content=notes))

    def part(self, question: Question, text: str, unit: Unit, found: Found) -> Part:
        notes: list[str] = []
        about = ""
        if question.repeats == "priority":
            code, agree = (found.about, True) if found.about else self.recogniser.priority(text)
            if code is None:
                code = self.next_priority()
                notes.append("by_order")
            elif not agree:
                notes.append("title_over_ordinal")
            about = code or ""
        elif question.repeats == "earlier_step":
            about = f"earlier:{self.earlier_step(question, text)}"
        if id(unit) in self.at_odds:
            notes.append("number_at_odds")
        for known in self.parts:
            if (known.key, known.about) == (question.key, about):
                known.notes.append("asked_twice")
                return known
        number = number_of(text) or (unit.in_list.number if unit.in_list else None)
        part = Part(question.key, about, text, number, unit.level, unit.place, found.score, notes=notes)
        part.reason, part.reason_near = found.reason, found.near
        self.parts.append(part)
        return part

    def next_priority(self) -> str | None:
        taken = {part.about for part in self.parts if part.key == "progress"}
        return next((one.code for one in self.frame.priorities if one.code not in taken), None)

    def earlier_step(self, question: Question, text: str) -> int:
        """The place of the earlier step in the file's own list, from 1; a new one is added to it."""
        title, number = title_in(question, text)
        index = next(
            (i for i, one in enumerate(self.earlier) if title and title_similarity(one.title, title) >= 0.95), None
        )
        if index is not None:
            return index + 1
        known = self.frame.earlier_steps
        taken = {one.identity for one in self.earlier}
        scored = [
            (max((title_similarity(own, title) for own in one.title.values()), default=0.0), one.identity)
            for one in known
            if one.identity not in taken
        ]
        score, identity = max(scored, default=(0.0, None))
        if score < SAME_TITLE:
            identity = self.step_by_number(title, number or len(self.earlier) + 1, taken)
        self.earlier.append(NamedStep(title, identity))
        return len(self.earlier)

    def step_by_number(self, title: str, number: int, taken: set[str | None]) -> str | None:
        """Only the number says which step it is where there is no title, or none yet in the file's language."""
        known = self.frame.earlier_steps
        if not 0 < number <= len(known) or known[number - 1].identity in taken:
            return None
        step = known[number - 1]
        return step.identity if not title or not step.title.get(self.frame.language) else None

    def strand(self, unit: Unit) -> bool:
        """A heading that names a part of the roadmap, by its code or by its very title, is a heading of the answer."""
        part = self.open if isinstance(self.open, Part) else None
        in_progress = part is not None and part.key == "progress"
        above = part if in_progress else self.open.above if isinstance(self.open, Loose) else None
        strand = as_strand(unit, self.names, above.about if above else "")
        if strand is None:
            return False
        wrong = part is None or (in_progress and part.about != strand.priority)
        if strand.doubt or (wrong and above and is_elsewhere(strand, unit, above)):
            return (part is None or in_progress) and self.ask(unit, strand, above)
        if wrong and not self.opens(unit, strand):
            return False
        if wrong:
            known = next((one for one in self.parts if (one.key, one.about) == ("progress", strand.priority)), None)
            if known is None:
                known = Part("progress", strand.priority, "", None, unit.level, unit.place, 0.8, notes=["by_strand"])
                self.parts.append(known)
            self.open = known
        target = self.opened()
        if isinstance(target, Part):
            if strand.is_known:
                target.strands.append(strand.name)
            else:
                target.unknown_codes.append((strand.name, unit.text.strip()[:200]))
        target.units.append(strand.unit)
        return True

    def opens(self, unit: Unit, strand: Strand) -> bool:
        """Whether a heading that names a part of another priority than the open one goes on with that one's answer."""
        if isinstance(self.open, Part):
            return strand.is_titled or "by_strand" in self.open.notes  # else somebody's own numbers
        loose = self.open
        if loose is not None and 0 < loose.level < unit.level:
            answered = any((part.key, part.about) == ("progress", strand.priority) for part in self.parts)
            is_another = loose.may_be is not None and (
                loose.may_be.key != "progress" or loose.reason == "contradiction"
            )
            if answered or is_another:
                return False  # part of what stands under a heading of the file's own
        return strand.is_titled or strand.is_believed

    def ask(self, unit: Unit, strand: Strand, above: Part | None) -> bool:
        """What follows a heading that may mean several parts of the roadmap is left for the person to place."""
        part = self.open
        if strand.doubt == "alike" and isinstance(part, Part) and not 0 < unit.level <= part.level:
            return False
        may_be = None
        if strand.doubt != "alike":
            reason, near = (strand.doubt, strand.near) if strand.doubt else ("elsewhere", (strand.name,))
            may_be = Found("unknown", "progress", 0, 0.0, about=strand.priority, reason=reason, near=near)
        self.leave(unit, may_be, strand.doubt or "contradiction")
        self.open.units.append(unit)
        self.open.above = above
        return True

    def without_instruction(self, unit: Unit) -> Unit:
        """The unit without the form's instruction at its beginning."""
        end = self.recogniser.instruction(unit.text)
        if end is None:
            return unit
        rest = unit.text[end:].strip()
        if rest and end < 30:  # a short instruction may be the beginning of somebody's own sentence
            return unit
        before, after = cut(unit.content, end)
        self.form.append(Form("instruction", unit.text[:end].strip(), unit.place))
        self.keep_notes(before, unit)
        return Unit(unit.place, content=trimmed(after), level=unit.level, in_list=unit.in_list)

    def leave_for_unknown(self, unit: Unit) -> None:
        """A heading of the question's own rank that no question has ends the answer before it."""
        part = self.open
        starts = unit.level and not (part and part.level) and topic_of(unit.text)
        if not isinstance(part, Part) and (starts or (part and 0 < unit.level <= part.level)):
            self.leave(unit)
        if not isinstance(part, Part):
            return
        ends = self.is_unknown_heading(unit, part) or (part.key == "progress" and self.ends_priority(unit, part))
        ends = ends or (part.key == "progress" and not part.level and id(unit) in self.apart)
        if ends or (self.stands_out(unit) and unit.place > self.last and closes(unit.text)):
            self.leave(unit)

    def stands_out(self, unit: Unit) -> bool:
        return bool(unit.level) or is_throughout(unit.content, "bold")

    def is_unknown_heading(self, unit: Unit, part: Part) -> bool:
        group = self.frame.group
        if group and part.key == group.key:
            return 0 < unit.level <= part.level and not is_step_label(unit, group)
        if part.level and unit.level:
            return unit.level <= part.level
        if self.stands_out(unit):
            number = number_of(unit.text) or (unit.in_list.number if unit.in_list else None)
            return (unit.text.rstrip(" *").endswith("?") and number is not None) or speaks_to_reader(unit.text)
        return self.outline.is_row_label(unit)

    def ends_priority(self, unit: Unit, part: Part) -> bool:
        """Whether a leaf ends the answer about a priority: a question about another one that was not found.

        Where only the strands' headings show the priority, any question and any other priority's code end it.
        """
        if "by_strand" not in part.notes:
            ordinal = asks_about_priority(unit.text)
            return ordinal is not None and self.recogniser.by_ordinal(ordinal) != part.about
        if number_of(unit.text) is not None and is_question(unit.text):
            return True
        code = key_of(code_of(unit))
        return bool(code) and all(known[0] != code[0] for known in self.names.by_code)

    def leave(self, heading: Unit, may_be: Found | None = None, reason: str = "unknown_heading") -> None:
        """What follows stands under a heading that is no question that was found."""
        topic = "" if may_be else topic_of(heading.text)
        if topic and all(part.key != topic for part in self.parts):
            may_be = Found("unknown", topic, 0, 0.0, reason="words")
        self.open = Loose(reason, [], *self.near(), may_be, heading.level)
        self.loose.append(self.open)


def is_elsewhere(strand: Strand, unit: Unit, above: Part) -> bool:
    """Whether a heading with the code of one priority, and no title of it alone, stands under that of another."""
    is_under = strand.priority != above.about and "by_strand" not in above.notes and not 0 < unit.level < above.level
    return is_under and strand.is_believed and not strand.is_titled
