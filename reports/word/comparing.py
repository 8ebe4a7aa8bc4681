"""What would come of a file that was sent back, answer by answer, against the text of today. Nothing here writes."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString

from forum.models import User
from reports.content.entries import QuestionEntry, ReportContent
from reports.models import Proposal, Source, WordReturn
from reports.models.comments import BODY_LIMIT
from reports.review.rebasing import RebasedSuggestion, open_proposals, place_of, text_of
from reports.word.findings import Found, FoundAnswer, FoundComment, Outside
from reports.word.reading import is_blank
from richtext import build
from richtext.cleaning import normalise
from richtext.differences import Kind, differences, differences_html
from richtext.edits import edits

Node = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One answer of the file. `entry` is None where the report asks for it no more."""

    name: str
    entry: QuestionEntry | None
    language: str
    base: Node
    found: FoundAnswer | None
    earlier: list[RebasedSuggestion] = field(default_factory=list)
    """What the person has proposed for it from files before, and is still open."""

    @property
    def value(self) -> Node:
        return self.found.value if self.found else self.base

    @cached_property
    def text(self) -> Node:
        """The text of today."""
        return text_of(self.entry, self.language) if self.entry else self.base

    @cached_property
    def rebased(self) -> RebasedSuggestion:
        return RebasedSuggestion(Proposal(base=self.base, value=self.value), self.text)

    @property
    def is_missing(self) -> bool:
        return self.found is None

    @cached_property
    def is_changed(self) -> bool:
        """Whether the person changed it in the file."""
        return self.value != self.base and bool(edits(self.base, self.value))

    @cached_property
    def count(self) -> int:
        return len(self.rebased.changes)

    @cached_property
    def overlaps(self) -> int:
        """How many of the changes touch words that others have changed since."""
        return sum(change.overlaps for change in self.rebased.changes)

    @property
    def is_there_already(self) -> bool:
        """It was changed, and the text of today says so already."""
        return self.is_changed and not self.count

    @property
    def is_emptied(self) -> bool:
        return self.is_changed and is_blank(self.value) and not is_blank(self.base)

    @cached_property
    def is_proposed(self) -> bool:
        """The person has proposed the same from a file before."""
        return any(one.value == self.rebased.value for one in self.earlier)

    @property
    def can_be_sent(self) -> bool:
        return bool(self.entry and self.count and self.found and not self.found.problem)

    @property
    def is_chosen_at_first(self) -> bool:
        return self.can_be_sent and not self.is_emptied and not self.is_proposed

    @cached_property
    def is_of_form(self) -> bool:
        """The words stay, and how they look or what they lead to changes."""
        return all(block.kind is Kind.SAME for block in differences(self.text, self.rebased.value))

    @cached_property
    def html(self) -> SafeString:
        return differences_html(self.text, self.rebased.value, self.language)


@dataclass(frozen=True)
class Talk:
    """A comment of the file on an answer, which can be opened as a comment here."""

    row: Row
    index: int
    comment: FoundComment

    @property
    def key(self) -> str:
        return f"{self.row.name}:{self.index}"

    @property
    def body(self) -> str:
        """What is said here, by whoever sends the file: with the name of another who said it there."""
        return ": ".join(filter(None, (self.comment.author, self.comment.said)))

    @property
    def can_be_opened(self) -> bool:
        return bool(self.row.entry) and len(self.body) <= BODY_LIMIT


@dataclass(frozen=True)
class Comparison:
    rows: list[Row]
    outside: list[tuple[int, Outside, QuestionEntry | None]]
    found: Found

    @cached_property
    def changed(self) -> list[Row]:
        """Those that were changed, and those that cannot be taken."""
        return [row for row in self.rows if row.is_changed or (row.found and row.found.problem)]

    @property
    def unchanged(self) -> list[Row]:
        return [row for row in self.rows if row.found and row not in self.changed]

    @property
    def missing(self) -> list[Row]:
        return [row for row in self.rows if row.is_missing]

    @cached_property
    def talks(self) -> list[Talk]:
        return [
            Talk(row, index, comment)
            for row in self.rows
            for index, comment in enumerate(row.found.comments if row.found else [])
        ]

    @cached_property
    def left_out(self) -> list[tuple[str, str, QuestionEntry | None]]:
        """(what, text, entry) of what answers cannot hold, or Word does not show."""
        inside = [(*one, row.entry) for row in self.rows if row.found for one in row.found.left_out]
        return [*inside, *((what, text, None) for what, text in self.found.left_out)]

    @property
    def targets(self) -> list[Row]:
        """The answers that text from outside can be added to."""
        return [row for row in self.rows if row.entry and not (row.found and row.found.problem)]

    @property
    def can_be_sent(self) -> bool:
        has_talks = any(talk.can_be_opened for talk in self.talks)
        return has_talks or bool(self.outside and self.targets) or any(row.can_be_sent for row in self.rows)


def compare(kept: WordReturn, content: ReportContent, by: User) -> Comparison:
    """One query, for what the person has proposed before."""
    copy = kept.copy
    found = Found.from_json(kept.found)
    entries = {entry.name: entry for entry in content.entries()}
    proposed = open_proposals(content.report)
    rows = []
    for text in copy.texts:
        entry = entries.get(text["name"])
        earlier = []
        if entry is not None:
            place = (entry.slot.pk, copy.language)
            now = text_of(entry, copy.language)
            earlier = [
                RebasedSuggestion(one, now)
                for one in proposed.get(place, [])
                if one.author_id == by.pk and one.source == Source.WORD and place_of(one) == place
            ]
        name = text["name"]
        rows.append(Row(name, entry, copy.language, text["text"], found.answers.get(name), earlier))
    outside = [(index, each, entries.get(each.after)) for index, each in enumerate(found.outside)]
    return Comparison(rows, outside, found)


def with_more(value: Node, more: list[Outside]) -> Node:
    """The text with what stood outside of it at its end."""
    blocks = [block for each in more for block in each.text["content"]]
    kept = value["content"]
    while blocks and kept and kept[-1] == build.paragraph():
        kept = kept[:-1]
    return normalise(build.doc(*kept, *blocks))
