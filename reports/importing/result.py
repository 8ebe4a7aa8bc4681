"""What an import has done to a report, ready for its page."""

from dataclasses import dataclass
from typing import Any

from reports.content.entries import QuestionEntry, ReportContent
from reports.importing.plan import Leftover, Plan, Remark, name


@dataclass
class ResultLine:
    """A question, and the section that it stands in."""

    entry: QuestionEntry
    section: str
    step: int = 0
    """Inside a next step: its number in the report, from 1."""


class Result:
    """The outcome with the report's own questions in the place of names."""

    def __init__(
        self, plan: Plan, outcome: dict[str, Any], content: ReportContent, undone: dict[str, Any] | None = None
    ) -> None:
        self.plan, self.outcome, self.content, self.undone = plan, outcome, content, undone or {}
        self.lines = list(_lines(content))
        abouts = {identity: about for about, identity in outcome["identities"].items()}
        self.by_name = {
            name(line.entry.key, abouts.get(line.entry.identity or "", line.entry.identity or "")): line
            for line in self.lines
        }

    def named(self, kind: str) -> list[ResultLine]:
        return [self.by_name[one] for one in self.outcome.get(kind, []) if one in self.by_name]

    @property
    def written_count(self) -> int:
        return sum(len(self.outcome[kind]) for kind in ("written", "replaced", "ticked", "placed"))

    @property
    def replaced(self) -> list[ResultLine]:
        return self.named("replaced")

    @property
    def kept(self) -> list[ResultLine]:
        """Persons' answers that differ from the file's."""
        return self.named("kept")

    @property
    def changed_since(self) -> list[ResultLine]:
        return self.named("changed_since")

    @property
    def emptied(self) -> list[ResultLine]:
        return self.named("emptied")

    @property
    def refused(self) -> list[ResultLine]:
        return self.named("refused")

    @property
    def stayed(self) -> list[tuple[ResultLine, str]]:
        """The answers that undoing the import left as they were, each with the code of the reason."""
        lines = {name(line.entry.key, line.entry.identity or ""): line for line in self.lines}
        return [(lines[one], reason) for one, reason in self.undone.get("answers_stay", []) if one in lines]

    @property
    def to_answer(self) -> list[ResultLine]:
        """What is required and missing, and what the file answers in a way that could not be read."""
        missing = {id(entry) for entry in self.content.missing}
        unread = {name(one.key, one.about) for one in self.plan.unread}
        unread_entries = {id(line.entry) for one, line in self.by_name.items() if one in unread}
        return [
            line
            for line in self.lines
            if id(line.entry) in missing or (id(line.entry) in unread_entries and not line.entry.is_answered)
        ]

    @property
    def leftovers(self) -> list[tuple[int, Leftover]]:
        """What stays with the file."""
        placed = self.outcome["leftovers_placed"]
        return [(index, one) for index, one in enumerate(self.plan.leftovers) if index not in placed]

    @property
    def remarks(self) -> list[tuple[Remark, ResultLine | None]]:
        """What was left out or changed, each with the question that it stands under."""
        return [(one, self.by_name.get(name(one.near, one.near_about))) for one in self.plan.remarks]


def _lines(content: ReportContent):
    for section in content.sections:
        for entry in section.entries:
            yield ResultLine(entry, section.key)
            for number, step in enumerate(entry.steps, start=1):
                for part in step.entries:
                    yield ResultLine(part, section.key, number)
