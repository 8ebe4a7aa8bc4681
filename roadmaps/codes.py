"""Codes of a roadmap's items: 1 (priority), 1.2 (strand), 1.2.C (objective), or 1.C where there is no strand.

Each level keeps its own number or letter; gaps are normal; order is natural (1.10.A after 1.2.C).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

PATTERN = re.compile(r"(?P<priority>[1-9][0-9]?)(?:\.(?P<strand>[1-9][0-9]?))?(?:\.(?P<objective>[A-Z]{1,2}))?")


class InvalidCode(ValueError):
    """A text that is not the code of a roadmap's item."""


@dataclass(frozen=True)
class Code:
    """A code taken apart. `strand` is None for a priority and for an objective right under a priority."""

    priority: int
    strand: int | None = None
    objective: str | None = None

    @classmethod
    def parse(cls, text: str) -> "Code":
        match = PATTERN.fullmatch(text.strip().rstrip(".").upper())
        if not match:
            raise InvalidCode(text)
        strand = match["strand"]
        return cls(int(match["priority"]), int(strand) if strand else None, match["objective"])

    def __str__(self) -> str:
        return ".".join(str(part) for part in (self.priority, self.strand, self.objective) if part is not None)

    @property
    def level(self) -> str:
        """priority, strand or objective."""
        if self.objective is not None:
            return "objective"
        return "strand" if self.strand is not None else "priority"

    @property
    def parent(self) -> "Code | None":
        if self.objective is not None:
            return Code(self.priority, self.strand)
        return Code(self.priority) if self.strand is not None else None

    @property
    def sort_key(self) -> str:
        """A text that sorts as the codes do, in any database: 01, 01.02, 01.02.0C."""
        parts = [f"{self.priority:02d}"]
        if self.strand is not None:
            parts.append(f"{self.strand:02d}")
        elif self.objective is not None:
            parts.append("00")
        if self.objective is not None:
            parts.append(self.objective.rjust(2, "0"))
        return ".".join(parts)

    def lies_under(self, other: "Code") -> bool:
        """Whether the other is this one's parent, or the parent's parent."""
        return other in (self.parent, self.parent and self.parent.parent)

    def carried(self, old: "Code", new: "Code") -> "Code":
        """This code after `old`, its own or that of something above it, has become `new`, a code of the same level."""
        moved = {
            "priority": {"priority": new.priority},
            "strand": {"strand": new.strand},
            "objective": {"objective": new.objective},
        }[old.level]
        return replace(self, **moved)

    @property
    def following(self) -> "Code":
        """The code after this one: 2 after 1, 1.10 after 1.9, 1.2.AA after 1.2.Z. Raises InvalidCode after the last."""
        if self.objective is not None:
            return Code.parse(f"{self.parent}.{letters(number(self.objective) + 1)}")
        if self.strand is not None:
            return Code.parse(f"{self.priority}.{self.strand + 1}")
        return Code.parse(str(self.priority + 1))


def number(text: str) -> int:
    """1 for A, 26 for Z, 27 for AA."""
    value = 0
    for letter in text:
        value = value * 26 + ord(letter) - ord("A") + 1
    return value


def letters(value: int) -> str:
    """A for 1, Z for 26, AA for 27."""
    text = ""
    while value:
        value, rest = divmod(value - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def next_code(level: str, parent: Code | None, taken: Iterable[Code]) -> Code:
    """The code for a new item of this level: the one after the last of its siblings. Gaps are left as they are."""
    siblings = [code for code in taken if code.level == level and code.parent == parent]
    if siblings:
        return max(siblings, key=lambda code: code.sort_key).following
    if level == "priority":
        return Code(1)
    if parent is None:
        raise InvalidCode(level)
    return Code(parent.priority, 1) if level == "strand" else Code(parent.priority, parent.strand, "A")
