"""What an import leaves behind so that it can be undone: which answer said what before, and which steps it made."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from reports.models import Answer


@dataclass(frozen=True)
class Written:
    """An answer that an import wrote: its revision before (0 for none) and after, and the fingerprint of the value."""

    before: int
    revision: int
    value: str


@dataclass
class Trail:
    """Steps by their identity, answers by their primary key.

    steps         next steps that it made, those of last year too
    brought_back  next steps that had been removed
    named         steps of last year that had no title in the file's language, with the title they got
    """

    answers: dict[int, Written] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)
    brought_back: list[str] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)

    def note(self, answer: Answer, seen: int) -> None:
        """That the import has saved this answer, of which it had seen this revision."""
        if answer.pk is None or answer.revision == seen:
            return
        first = self.answers.get(answer.pk)
        before = first.before if first else seen
        self.answers[answer.pk] = Written(before, answer.revision, fingerprint(answer.value))

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Trail":
        answers = {int(key): Written(**one) for key, one in data["answers"].items()}
        return cls(answers, data["steps"], data["brought_back"], data["named"])


def fingerprint(value: Any) -> str:
    """The same for the same value, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
