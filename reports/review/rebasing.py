"""Proposals as they stand against the text of today. Nothing here writes."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from questionnaires.kinds import KINDS
from reports.content.entries import QuestionEntry
from reports.content.templates import document_shown
from reports.models import Proposal, Report
from richtext import build
from richtext.edits import Edit, Token, apply, document_of, edits, fragment_of, keyed, rebase, tokens_of

Node = dict[str, Any]
Where = tuple[int | None, str]
"""The key of a slot, and a language."""


@dataclass(frozen=True)
class Change:
    """One change of a proposal: what stands there now, and what would."""

    key: str
    edit: Edit
    was: Node
    proposed: Node

    @property
    def overlaps(self) -> bool:
        """Others have changed the same words since it was proposed."""
        return self.edit.overlaps


@dataclass(frozen=True)
class RebasedSuggestion:
    """A proposal brought to the text that stands."""

    proposal: Proposal
    text: Node

    @cached_property
    def tokens(self) -> list[Token]:
        return tokens_of(self.text)

    @cached_property
    def changes(self) -> list[Change]:
        base, value = self.proposal.base, self.proposal.value
        found = rebase(tokens_of(base), edits(base, value), edits(base, self.text))
        return [
            Change(key, edit, fragment_of(self.tokens[edit.start : edit.end]), fragment_of(edit.new))
            for key, edit in keyed(self.tokens, found).items()
        ]

    @property
    def value(self) -> Node:
        """The text with all of the proposal in it."""
        return self.with_changes(self.changes)

    def with_changes(self, changes: list[Change]) -> Node:
        return document_of(apply(self.tokens, [change.edit for change in changes]))


def is_proposable(entry: QuestionEntry) -> bool:
    """Whether somebody can propose words for it: it is a long text."""
    return KINDS[entry.question.kind].per_language and entry.question.kind == "rich_text"


def text_of(entry: QuestionEntry, language: str) -> Node:
    """The text that stands in an answer, as a page shows it."""
    return document_shown(entry, language) or build.doc()


def place_of(proposal: Proposal) -> Where:
    return proposal.slot_id, proposal.language


def open_proposals(report: Report) -> dict[Where, list[Proposal]]:
    """The open proposals of a report by place, the oldest first. One query."""
    found: dict[Where, list[Proposal]] = defaultdict(list)
    rows = (
        report.proposals.open().select_related("slot", "author", "group", "organisation").order_by("created_at", "pk")
    )
    for proposal in rows:
        found[place_of(proposal)].append(proposal)
    return found
