"""The numbers of a file: which question of the form a number is, by the numbers of the questions around it."""

from collections import Counter
from dataclasses import dataclass

from reports.importing.outline import Leaf


@dataclass
class Anchor:
    """A question that was found: where in the file, and which in the order of the form.

    The title of a part stands half a step before its first question.
    """

    index: int
    slot: float
    leaf: Leaf

    @property
    def number(self) -> int | None:
        return self.leaf.number if self.leaf.found is None or self.leaf.found.kind == "question" else None

    @property
    def is_question(self) -> bool:
        return self.slot == int(self.slot)


def slot_of(number: int | None, before: Anchor | None, after: Anchor | None, status: int, count: int) -> int | None:
    """The question that a number of the file is, by the numbers of the questions around it; None where they break.

    How many earlier steps the file asks about is not known, nor whether it has as many priorities: from a question
    behind them one counts back as far as to them, and from one before them forward. `status` is the place of the
    question about an earlier step among the `count` questions of the form.
    """
    a = before.number if before else None
    b = after.number if after else None
    if number is None or (a is None and b is None):
        return None
    if (a is not None and not a < number) or (b is not None and not number < b):
        return None
    spans = (before is None or before.slot <= status) and after is not None and after.slot > status
    if before is not None and after is not None and not spans and a is not None and b is not None:
        return before.slot + number - a if b - a == after.slot - before.slot else None
    if after is not None and b is not None and after.slot - (b - number) > status:
        return after.slot - (b - number)
    if after is not None and b is not None and after.slot <= status and (before is None or a is None):
        return number - 1 if b == after.slot + 1 else None  # else the file has other priorities than the roadmap
    if spans and b is not None:
        return _slot_before(number, before, b - (after.slot - status - 1), status)
    if before is not None and a is not None and after is None and before.slot > status:
        slot = before.slot + number - a
        return slot if slot < count else None
    return None


def at_odds(anchors: list[Anchor]) -> list[Anchor]:
    """Of questions with numbers, in the order of the file, those that count in another way than all around them.

    A way of counting is that of at least two questions: where the file counts anew from a place on, nothing is odd.
    """
    ways = [one.number - one.slot for one in anchors]
    common = {way for way, times in Counter(ways).items() if times > 1}
    odd = []
    for index, one in enumerate(anchors):
        before = next((way for way in reversed(ways[:index]) if way in common), None)
        after = next((way for way in ways[index + 1 :] if way in common), before)
        if ways[index] not in common and after is not None and before in (None, after):
            odd.append(one)
    return odd


def _slot_before(number: int, before: Anchor | None, detail: int, status: int) -> int | None:
    """Of a number below `detail`, that of the first question asked once: a priority's or an earlier step's."""
    if before is None and detail - 1 < status:
        return None  # fewer questions than priorities: which of them are missing is not known
    first = before.number - before.slot if before and before.number and before.slot < status else 1
    slot = number - first
    return slot if slot < status else status
