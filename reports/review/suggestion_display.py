"""What pages show of proposals: at a question, where they are decided, and of a whole report. Nothing here writes."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.safestring import SafeString

from bilingual.languages import direction
from forum.access import Verdict
from forum.models import User
from reports.content.entries import QuestionEntry, ReportContent, SectionContent
from reports.models import Proposal, ProposalDecision, Report
from reports.review.marks import marked, name_of
from reports.review.rebasing import Change, RebasedSuggestion, Where, is_proposable, open_proposals, text_of
from reports.rights.permissions import can
from reports.stages import EDITABLE
from richtext.edits_html import edit_html, is_of_form

Node = dict[str, Any]
Version = list[Any]
"""By which an open page sees that a proposal is another one: identity, revision, and when it changed."""


@dataclass(frozen=True)
class ShownChange:
    change: Change
    rebased: RebasedSuggestion
    number: int

    @property
    def key(self) -> str:
        return self.change.key

    @property
    def name(self) -> str:
        return name_of(self.rebased.proposal, self.key)

    @property
    def html(self) -> SafeString:
        return edit_html(self.rebased.tokens, self.change.edit, f"{self.name}-")

    @property
    def is_of_form(self) -> bool:
        return is_of_form(self.rebased.tokens, self.change.edit)


@dataclass(frozen=True)
class Shown:
    """An open proposal with what is left of it to decide."""

    proposal: Proposal
    rebased: RebasedSuggestion

    @cached_property
    def changes(self) -> list[ShownChange]:
        return [ShownChange(change, self.rebased, number) for number, change in enumerate(self.rebased.changes, 1)]

    @property
    def names(self) -> list[str]:
        return [change.name for change in self.changes]


def shown(proposals: list[Proposal], entry: QuestionEntry, language: str) -> list[Shown]:
    text = text_of(entry, language)
    return [Shown(proposal, RebasedSuggestion(proposal, text)) for proposal in proposals]


def where(entry: QuestionEntry, language: str) -> Where:
    return entry.slot.pk, language


# --- at a question of a part


@dataclass(frozen=True)
class AtQuestion:
    """The proposals for one answer on the page of a part, and the reader's own way to propose."""

    entry: QuestionEntry
    language: str
    address: str
    waiting: list[Shown] = field(default_factory=list)
    """What others propose, as far as the text does not say it already."""
    rebased: list[RebasedSuggestion] = field(default_factory=list)
    """All that is proposed, the reader's own too."""
    mine: Proposal | None = None
    mine_rebased: RebasedSuggestion | None = None
    may_suggest: bool = False
    only_suggests: bool = False
    suggest_address: str = ""

    @property
    def authors(self) -> list[Proposal]:
        """One proposal of each author, by which a line names them."""
        return list({one.proposal.author_id: one.proposal for one in self.waiting}.values())

    @property
    def marks_json(self) -> str:
        """For the editor in which the answer is written; "" where nothing is left to decide."""
        found = marked(self.rebased)
        return to_json(found) if found else ""

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def base(self) -> Node:
        return text_of(self.entry, self.language)

    @property
    def value_json(self) -> str:
        return to_json(self.mine_rebased.value if self.mine_rebased else self.base)

    @property
    def base_json(self) -> str:
        """The text that stands, where the reader's is another one."""
        return to_json(self.base) if self.mine_rebased else ""

    @property
    def mark(self) -> str:
        return mark_of(self.base)


@dataclass(frozen=True)
class AtQuestions:
    """The same for every question of a page. The proposals are read when the first question asks, by one query."""

    report: Report
    user: User
    language: str
    plain: bool = False

    @cached_property
    def open(self) -> dict[Where, list[Proposal]]:
        return open_proposals(self.report) if can(self.user, "read_open_proposals", self.report) else {}

    @cached_property
    def may_suggest(self) -> Verdict:
        return can(self.user, "suggest", self.report)

    def is_suggested_only(self, entry: QuestionEntry, refused: str) -> bool:
        """Whether the editor of an answer that they may not write is one to propose in."""
        return bool(self.may_suggest and refused and not self.plain and is_proposable(entry))

    def of(self, entry: QuestionEntry, refused: str) -> AtQuestion | None:
        if not is_proposable(entry) or self.report.stage not in EDITABLE:
            return None
        place = [self.report.country.code, self.report.campaign.year, entry.name, self.language]
        found = shown(self.open.get(where(entry, self.language), []), entry, self.language)
        mine = next((one for one in found if is_written_by(one.proposal, self.user)), None)
        return AtQuestion(
            entry,
            self.language,
            reverse("reports:proposals_here", args=place),
            waiting=[one for one in found if one is not mine and one.changes],
            rebased=[one.rebased for one in found],
            mine=mine.proposal if mine else None,
            mine_rebased=mine.rebased if mine else None,
            may_suggest=bool(self.may_suggest),
            only_suggests=self.is_suggested_only(entry, refused),
            suggest_address=reverse("reports:suggest", args=place),
        )

    def versions(self, entries: Iterable[QuestionEntry]) -> dict[str, list[Version]]:
        """Of those that are open for the answers on a page, by the name of the question."""
        found = {entry.name: self.open.get(where(entry, self.language), []) for entry in entries}
        return {
            name: [version(one.pk, one.revision, one.changed_at) for one in proposals]
            for name, proposals in found.items()
            if proposals
        }


def version(pk: int, revision: int, changed_at: datetime) -> Version:
    return [pk, revision, changed_at.isoformat()]


def is_written_by(proposal: Proposal, user: User) -> bool:
    return proposal.author_id == user.pk and proposal.source == "written"


def to_json(document: Node) -> str:
    return json.dumps(document, ensure_ascii=False)


def mark_of(document: Node) -> str:
    """By which a page says which text it has, so that it is not sent again."""
    return sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()[:16]


# --- of a whole report


@dataclass(frozen=True)
class Row:
    """A question with open proposals, in one language."""

    entry: QuestionEntry
    language: str
    proposals: list[Proposal]


def by_part(content: ReportContent) -> list[tuple[SectionContent, list[Row]]]:
    """The open proposals under the parts and questions they are for, in order. One query."""
    found = open_proposals(content.report)
    parts = []
    for section in content.sections:
        rows = []
        for entry in section.entries:
            for one in (entry, *entry.parts):
                for language in content.report.country.languages:
                    if proposals := found.get(where(one, language)):
                        rows.append(Row(one, language, proposals))
        if rows:
            parts.append((section, rows))
    return parts


def counts(content: ReportContent) -> dict[str, int]:
    """How many proposals are open in each part, by its key; none for a report that is no draft. One query."""
    if content.report.stage not in EDITABLE:
        return {}
    rows = content.report.proposals.open().order_by("slot").values_list("slot").annotate(Count("pk"))
    sections = {entry.slot.pk: entry.section for entry in content.entries()}
    found: dict[str, int] = defaultdict(int)
    for slot, number in rows:
        if slot in sections:
            found[sections[slot]] += number
    return dict(found)


def decisions_on(report: Report, **which: Any) -> list[ProposalDecision]:
    """What became of proposals, the newest first. One query."""
    rows = ProposalDecision.objects.filter(proposal__slot__report=report, **which).order_by("-pk")
    related = ("proposal__author", "proposal__group", "proposal__organisation", "decided_by")
    return list(rows.select_related(*related))
