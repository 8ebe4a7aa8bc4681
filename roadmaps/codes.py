"""Codes of a roadmap's items: 1 (priority), 1.2 (strand), 1.2.C (objective), or 1.C where there is no strand.

Each level keeps its own number or letter; gaps are normal; order is natural (1.10.A after 1.2.C).
"""

import re
from dataclasses import dataclass

PATTERN = re.compile(r"(?P<priority>[1-9]\d?)(?:\.(?P<strand>[1-9]\d?))?(?:\.(?P<objective>[A-Z]{1,2}))?")


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
