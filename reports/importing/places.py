"""Questions are recognised by their place: a heading in other words between two questions that were found.

What decides, in this order: the file's own number where the numbers of the two neighbours count on without a break; the
options that stand below; the words; and, where there are as many headings as questions left, their order. What is sure
becomes the question, as a proposal with its reason; what is not becomes a suggestion to the person, and goes nowhere.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from reports.importing.counting import Anchor, at_odds, slot_of
from reports.importing.frame import Frame
from reports.importing.outline import Leaf, Outline
from reports.importing.recognising import ENOUGH_WITH_NUMBER, Found, Recogniser, is_question, speaks_to_reader
from reports.importing.sense import Sense, can_answer, options_met
from reports.importing.steps import is_step_label
from reports.importing.strands import as_strand
from reports.importing.topics import topic_of

LONGEST = 600
"""In characters, of a heading in other words."""
PASSES = 4
PLAIN_SENSE = 4.0
"""What the words in common must be worth where nothing but them speaks for a question."""


@dataclass
class Proposal:
    """A question that a heading may be. `is_sure`: it is taken for it unless the person says otherwise."""

    index: int
    slot: int
    reason: str
    near: tuple[str, ...]
    is_sure: bool


@dataclass
class Gap:
    """The stretch between two questions that were found, or before the first or after the last."""

    before: Anchor | None
    after: Anchor | None
    slots: list[int]
    """The questions of the form that were not found and stand between them."""
    headings: list[int]
    """The leaves that look like a question and are none that was found."""


def propose(outline: Outline, frame: Frame, recogniser: Recogniser) -> tuple[dict[int, Found], set[int]]:
    """Take what is sure into the outline; give what is not, by the id of its leaf, and the ids of the questions whose
    number is another one's."""
    places = _Places(outline, frame, recogniser)
    suggested = places.run()
    odd = at_odds([one for one in places.anchors() if one.number is not None])
    return suggested, {id(one.leaf.unit) for one in odd if one.leaf.found.reason != "number"}


class _Places:
    def __init__(self, outline: Outline, frame: Frame, recogniser: Recogniser) -> None:
        self.outline, self.frame, self.recogniser = outline, frame, recogniser
        self.leaves = outline.leaves
        self.sense = Sense(frame.edition)
        self.slots: list[tuple[str, str]] = []
        for question in frame.edition.questions:
            abouts = [one.code for one in frame.priorities] if question.repeats == "priority" else [""]
            self.slots += [(question.key, about) for about in abouts]
        self.by_slot = {slot: index for index, slot in enumerate(self.slots)}
        keys = [key for key, _about in self.slots]
        self.parts = {one.key: keys.index(one.questions[0].key) - 0.5 for one in frame.edition.sections}
        self.status = next(
            i for i, (key, _) in enumerate(self.slots) if frame.edition.question(key).repeats != "priority"
        )
        self.suggested: dict[int, Found] = {}

    def run(self) -> dict[int, Found]:
        for index in self.unsure():
            self.leaves[index].found = None
            del self.outline.found[id(self.leaves[index].unit)]
        if not any(anchor.slot > self.status for anchor in self.anchors() if anchor.is_question):
            self.whole_run()
        for _pass in range(PASSES):  # what is found in one gap may tell more about another
            anchors = self.anchors(sections=True)
            for before, after in pairwise([None, *anchors, None]):
                if before is None or after is None or before.slot < after.slot:
                    self.fill(self.gap(before, after))
            if len(self.anchors(sections=True)) == len(anchors):
                break
        return self.suggested

    def anchors(self, sections: bool = False) -> list[Anchor]:
        """The questions that were found, in the order of the file; and the titles of parts."""
        result = []
        for index, leaf in enumerate(self.leaves):
            if sections and leaf.found is not None and leaf.found.kind == "section":
                result.append(Anchor(index, self.parts[leaf.found.key], leaf))
            if leaf.found is not None and leaf.found.kind == "question":
                about = leaf.found.about
                if self.frame.edition.question(leaf.found.key).repeats == "priority":
                    about = about or self.recogniser.priority(leaf.text)[0] or ""
                slot = self.by_slot.get((leaf.found.key, about))
                if slot is not None:
                    result.append(Anchor(index, slot, leaf))
        return result

    def unsure(self) -> Iterable[int]:
        """What was found by likeness only, where its neighbours and its number say that it is another question."""
        anchors = self.anchors()
        firm = [anchor for anchor in anchors if anchor.leaf.found.is_firm]
        for anchor in anchors:
            if anchor.leaf.found.is_firm:
                continue
            before = next((one for one in reversed(firm) if one.index < anchor.index), None)
            after = next((one for one in firm if one.index > anchor.index), None)
            if before and after and before.slot >= after.slot:
                continue
            low, high = before.slot if before else -1, after.slot if after else len(self.slots)
            by_number = self.slot_of(anchor.leaf.number, before, after)
            if not low < anchor.slot < high or by_number not in (None, anchor.slot):
                yield anchor.index

    def gap(self, before: Anchor | None, after: Anchor | None) -> Gap:
        taken = {anchor.slot for anchor in self.anchors()}
        low, high = before.slot if before else -1, after.slot if after else len(self.slots)
        slots = [slot for slot in range(len(self.slots)) if low < slot < high and slot not in taken]
        if before and before.slot == self.status:
            slots.insert(0, self.status)  # there may be another step
        start, end = before.index + 1 if before else 0, after.index if after else len(self.leaves)
        dresses = {anchor.leaf.dress for anchor in (before, after) if anchor and anchor.is_question} or self.common
        headings = [index for index in range(start, end) if self.is_heading(self.leaves[index], dresses)]
        counting = self.counting(headings, before, after)
        return Gap(
            before,
            after,
            slots,
            [
                index
                for index in headings
                if self.leaves[index].unit.level or index in counting or self.leaves[index].number is None
            ],
        )

    def is_heading(self, leaf: Leaf, dresses: set[tuple]) -> bool:
        """Whether a leaf looks as the questions around it do and is nothing else that is known."""
        if leaf.found is not None or id(leaf.unit) in self.outline.found or not 0 < len(leaf.text.strip()) <= LONGEST:
            return False
        if leaf.dress not in dresses or (leaf.dress[0] in ("bold", "plain") and not self.counts(leaf)):
            return False
        if (self.recogniser.instruction(leaf.text) or 0) >= len(leaf.text.rstrip()):
            return False
        if self.frame.group and is_step_label(leaf.unit, self.frame.group):
            return False
        return as_strand(leaf.unit, self.recogniser.names) is None

    @cached_property
    def common(self) -> set[tuple]:
        """How the questions of the file look: as those that were found do, else as most headings."""
        found = {anchor.leaf.dress for anchor in self.anchors()}
        if found:
            return found
        looks = Counter(
            leaf.dress
            for leaf in self.leaves
            if (leaf.unit.level or self.counts(leaf)) and as_strand(leaf.unit, self.recogniser.names) is None
        )
        return {look for look, times in looks.most_common(1) if times > 2}

    def counts(self, leaf: Leaf) -> bool:
        """Bold or plain text is a heading only with a number in front, or where it asks and is bold."""
        return leaf.number is not None or (leaf.is_bold and (is_question(leaf.text) or speaks_to_reader(leaf.text)))

    def question(self, slot: float):
        return self.frame.edition.question(self.slots[int(slot)][0])

    def fill(self, gap: Gap) -> None:
        """The questions of a gap, as far as anything says which heading is which."""
        if not gap.slots or not gap.headings:
            return
        proposals = self.by_number(gap) or self.by_options(gap) or self.by_order(gap) or self.by_words(gap)
        for one in proposals:
            self.take(one)
        sure = [one for one in proposals if one.is_sure]
        if not sure:
            return
        bounds = [gap.before, *(Anchor(one.index, one.slot, self.leaves[one.index]) for one in sure), gap.after]
        for before, after in pairwise(bounds):
            self.fill(self.gap(before, after))

    def take(self, one: Proposal) -> None:
        key, about = self.slots[one.slot]
        leaf = self.leaves[one.index]
        found = Found(
            "question", key, len(leaf.text), ENOUGH_WITH_NUMBER, about=about, reason=one.reason, near=one.near
        )
        if one.is_sure:
            leaf.found = self.outline.found[id(leaf.unit)] = found
            self.suggested.pop(id(leaf.unit), None)
        elif leaf.dress != ("plain",):  # a paragraph in doubt stays where it is
            self.suggested[id(leaf.unit)] = replace(found, kind="unknown")

    # What the number says

    def by_number(self, gap: Gap) -> list[Proposal]:
        """The headings whose numbers count on from the questions around them."""
        before, after = self.counted(gap)
        numbered = self.counting(gap.headings, before, after)
        if not self.in_order(numbered):
            numbered = [index for index in numbered if is_question(self.leaves[index].text)]
        in_order = self.in_order(numbered)
        result = []
        for index in numbered:
            leaf = self.leaves[index]
            slot = self.slot_of(leaf.number, before, after)
            if slot is not None and slot in gap.slots and self.names_no_other(leaf, slot):
                is_sure = in_order and self.fits(index, slot, gap)
                result.append(Proposal(index, slot, "number", (str(leaf.number),), is_sure))
        slots = [one.slot for one in result if one.slot != self.status]
        return result if len(set(slots)) == len(slots) else []

    def in_order(self, indexes: list[int]) -> bool:
        return all(self.leaves[one].number < self.leaves[two].number for one, two in pairwise(indexes))

    def counted(self, gap: Gap) -> tuple[Anchor | None, Anchor | None]:
        """The questions with a number nearest to a gap; the title of a part between has none."""
        anchors = [anchor for anchor in self.anchors() if anchor.number is not None]
        start = gap.before.index if gap.before else -1
        end = gap.after.index if gap.after else len(self.leaves)
        before = next((one for one in reversed(anchors) if one.index <= start), None)
        after = next((one for one in anchors if one.index >= end), None)
        return before, after

    def counting(self, headings: list[int], before: Anchor | None, after: Anchor | None) -> list[int]:
        """The headings with a number, without lists inside an answer, which begin anew: 1, 2, 3 below question 10."""
        low, high = before.number if before else None, after.number if after else None
        result: list[int] = []
        inside, last = False, None
        for index in headings:
            number = self.leaves[index].number
            if number is None:
                continue
            if last is None or number != last + 1:
                inside = (low is not None and number <= low) or (high is not None and number >= high)
            if not inside:
                result.append(index)
            last = number
        return result

    def slot_of(self, number: int | None, before: Anchor | None, after: Anchor | None) -> int | None:
        return slot_of(number, before, after, self.status, len(self.slots))

    # What stands below, and the words

    def lines(self, index: int, gap: Gap | None = None) -> list[str]:
        """What stands below a heading, up to the next one."""
        stops = set(gap.headings) if gap else set()
        result: list[str] = []
        for at in range(index + 1, len(self.leaves)):
            leaf = self.leaves[at]
            if at in stops or (leaf.found is not None and leaf.found.kind in ("question", "section")):
                break
            if id(leaf.unit) not in self.outline.found:
                result += leaf.text.split("\n")
        return [line for line in result if line.strip()]

    def fits(self, index: int, slot: int, gap: Gap | None) -> bool:
        return can_answer(self.question(slot), self.frame, self.lines(index, gap))

    def names_no_other(self, leaf: Leaf, slot: int) -> bool:
        """Whether a heading taken for the question about a priority does not name another priority."""
        key, about = self.slots[slot]
        if self.frame.edition.question(key).repeats != "priority":
            return True
        return self.recogniser.priority(leaf.text)[0] in (None, about)

    def by_options(self, gap: Gap) -> list[Proposal]:
        """The headings below which the options of one question stand, and of no other one."""
        result: list[Proposal] = []
        for index in gap.headings:
            lines = self.lines(index, gap)
            met = {
                slot: options_met(question, self.frame, lines)
                for slot in set(gap.slots)
                if (question := self.question(slot)).kind in ("choice", "several")
            }
            most = max(met.values(), default=0)
            best = [slot for slot, count in met.items() if count == most]
            if most < 2 or len(best) != 1 or (result and result[-1].slot > best[0]):
                continue
            if best[0] == self.status or all(one.slot != best[0] for one in result):
                result.append(Proposal(index, best[0], "options", (), True))
        return result

    def by_order(self, gap: Gap) -> list[Proposal]:
        """As many headings as questions left between two that were found: each stands for the one in its place."""
        if len(gap.slots) != len(gap.headings) or (len(gap.slots) < 5 and not (gap.before and gap.after)):
            return []
        pairs = list(zip(gap.headings, gap.slots, strict=True))
        if not all(
            self.fits(index, slot, gap) and self.names_no_other(self.leaves[index], slot) for index, slot in pairs
        ):
            return []
        near = tuple(self.name(one) for one in (gap.before, gap.after) if one and one.is_question)
        reason, near = ("between", near) if len(near) == 2 else ("order", ())
        return [
            Proposal(index, slot, reason, near, self.leaves[index].dress[0] != "plain" and self.is_meant(index, slot))
            for index, slot in pairs
        ]

    def is_meant(self, index: int, slot: int) -> bool:
        """Whether a heading asks for something, or has a word of the question."""
        text = self.leaves[index].text
        return self.sense.score(self.slots[slot][0], text) > 0 and (is_question(text) or len(text.split()) > 5)

    def by_words(self, gap: Gap) -> list[Proposal]:
        """The headings whose words are plainly those of one question that is left."""
        keys = {key: slot for slot in gap.slots for key, about in [self.slots[slot]] if not about}
        result: list[Proposal] = []
        for index in gap.headings:
            text = self.leaves[index].text
            topic = topic_of(text)
            key = topic or self.sense.best(text, keys)
            slot = keys.get(key)
            if slot is None or not self.fits(index, slot, gap) or any(one.slot == slot for one in result):
                continue
            is_sure = (
                self.sense.score(key, text) >= PLAIN_SENSE
                and (is_question(text) or len(text.split()) > 5)
                and gap.before is not None
                and all(one.slot < slot for one in result)
                and self.question(slot).repeats is None
                and not topic
            )
            result.append(Proposal(index, slot, "words", (), is_sure))
        return _in_order(result)

    def name(self, anchor: Anchor) -> str:
        key, about = self.slots[int(anchor.slot)]
        return f"{key} {about}".strip()

    # A form in which no question was found at all

    def whole_run(self) -> None:
        """A run of numbers from 1 to the last question, whose answers have the shape of what the form asks there."""
        for dress in dict.fromkeys(leaf.dress for leaf in self.leaves):
            run = [
                index
                for index, leaf in enumerate(self.leaves)
                if leaf.dress == dress
                and leaf.number is not None
                and leaf.found is None
                and id(leaf.unit) not in self.outline.found
            ]
            numbers = [self.leaves[index].number for index in run]
            once = len(self.slots) - self.status - 1
            earlier = len(run) - self.status - once
            if numbers != list(range(1, len(run) + 1)) or earlier < 0:
                continue
            slots = list(range(self.status)) + [self.status] * earlier + list(range(self.status + 1, len(self.slots)))
            if not earlier:
                continue
            gap = Gap(None, None, slots, run)
            shaped = [self.fits(index, slot, gap) for index, slot in zip(run, slots, strict=True)]
            ticks = [self.has_shape(index, slot, gap) for index, slot in zip(run, slots, strict=True)]
            is_sure = all(shaped) and all(ticks)
            for index, slot in zip(run, slots, strict=True):
                if self.names_no_other(self.leaves[index], slot):
                    self.take(Proposal(index, slot, "number", (str(self.leaves[index].number),), is_sure))
            return

    def has_shape(self, index: int, slot: int, gap: Gap) -> bool:
        """Whether an answer to a choice is short: what has no known wording must look like it."""
        if self.question(slot).kind not in ("choice", "several", "scale"):
            return True
        return all(len(line.split()) <= 12 for line in self.lines(index, gap))


def _in_order(proposals: list[Proposal]) -> list[Proposal]:
    """The most proposals that follow one another as the questions do."""
    chains: list[list[Proposal]] = []
    for one in proposals:
        before = [chain for chain in chains if chain[-1].slot < one.slot]
        chains.append([*max(before, key=len, default=[]), one])
    return max(chains, key=len, default=[])
