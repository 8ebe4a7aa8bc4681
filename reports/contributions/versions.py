"""What somebody wrote in an answer, read out of the versions of it that are kept.

A version names who wrote last in it. What several wrote together in the same minutes is parted by its letters
(reports.answers.word_authors); of words that are gone since, all of them are named.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from reports.answers.authors import Authors, everybody
from reports.content.entries import QuestionEntry
from reports.content.templates import starting_text
from reports.models import Answer, AnswerRevision
from richtext import build
from richtext.edits import edits, fragment_of, tokens_of
from richtext.reading import to_text, words

Node = dict[str, Any]


class Version(NamedTuple):
    """A value that an answer had: who wrote last in it, how it came in, until when it was written, its number.

    `together` are all who wrote in it, where these are several.
    """

    value: Any
    user: Any
    channel: str
    at: datetime
    number: int
    together: tuple[Any, ...] = ()

    @property
    def hand(self) -> tuple[Any, str]:
        return (tuple(user.pk for user in self.together) or (self.user.pk if self.user else None)), self.channel


@dataclass(frozen=True)
class Added:
    """Words that were put in, and those that they took the place of ("" for none)."""

    was: str
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Turn:
    """What one person put in, in one go or in several that nobody else came between."""

    version: Version
    since: datetime
    added: list[Added]


def versions_by_answer(answers: Iterable[Answer]) -> dict[int, list[AnswerRevision]]:
    """The kept versions of these answers, the oldest first. One query."""
    found: dict[int, list[AnswerRevision]] = defaultdict(list)
    kept = AnswerRevision.objects.filter(answer__in={answer.pk for answer in answers if answer.pk})
    for revision in kept.select_related("changed_by").order_by("answer", "number"):
        found[revision.answer_id].append(revision)
    return found


def turns_of(
    entry: QuestionEntry,
    answer: Answer,
    kept: Sequence[AnswerRevision],
    taken_over: Collection[str],
    number_at: Callable[[datetime], int],
    authors: Authors,
) -> list[Turn]:
    """Who put which words in, in order, those of each version of the report (`number_at`) apart. Left out: what was
    brought back from an earlier version, and what was taken over from a proposal (`taken_over`), which is told as its
    author's."""
    before = starting_text(entry, answer.language) or build.doc()
    turns = []
    chain = list(stood([*kept, answer], build.doc(), authors))
    for run, is_back in runs(chain, before, number_at, apart=bool(taken_over)):
        last = run[-1]
        added = [] if is_back else [one for one in added_by(before, last.value) if one.text not in taken_over]
        if added:
            turns.append(Turn(last, run[0].at, added))
        before = last.value
    return turns


def stood(rows: Sequence[Answer | AnswerRevision], nothing: Any, authors: Authors | None = None) -> Iterator[Version]:
    """The versions that stood, in order, `nothing` for none; one that somebody gave up for the other of two is kept,
    and never did."""
    for row, following in [*pairwise(rows), (rows[-1], None)]:
        if following is None or row.changed_at <= following.changed_at:
            value = nothing if row.value is None else row.value
            is_kept = isinstance(row, AnswerRevision)
            where = (row.answer_id, row.pk) if is_kept else (row.pk, None)
            people = everybody((authors or {}).get(where, ()), row.changed_by)
            together = tuple(people) if len(people) > 1 else ()
            number = row.number if is_kept else row.revision
            yield Version(value, row.changed_by, row.channel, row.changed_at, number, together)


def runs(
    chain: Sequence[Version], begun_with: Node, number_at: Callable[[datetime], int], *, apart: bool
) -> Iterator[tuple[list[Version], bool]]:
    """The versions of one person after each other, or each by itself; and whether they bring an earlier one back."""
    earlier = [begun_with, *(version.value for version in chain)]
    marked = [(version, version.value in earlier[: number + 1], number) for number, version in enumerate(chain)]
    for (_hand, _version, is_back, _number), run in groupby(
        marked, key=lambda one: (one[0].hand, number_at(one[0].at), one[1], one[2] if apart else None)
    ):
        yield [version for version, _back, _at in run], is_back


def added_by(old: Node, new: Node) -> list[Added]:
    tokens = tokens_of(old)
    found = []
    for edit in edits(old, new):
        put_in = fragment_of(edit.new)
        if counted := tuple(words(put_in)):
            found.append(Added(to_text(fragment_of(tokens[edit.start : edit.end])), to_text(put_in), counted))
    return found
