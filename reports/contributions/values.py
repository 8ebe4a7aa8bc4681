"""What somebody set in an answer that is no long text, read out of the versions of it that are kept: which choices,
which number, which line. Pure."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from questionnaires.kinds import KINDS
from reports.content.entries import QuestionEntry
from reports.contributions.locating import WordCount
from reports.contributions.versions import Version, stood
from reports.models import Answer, AnswerRevision, Channel

Items = dict[Any, str]
"""What an answer says, each thing by what it is compared by, with its words."""


class Setting(NamedTuple):
    """What one person set in one go: the words for what is new, for what went, and how much of it holds today."""

    version: Version
    text: str
    was: str
    holds: WordCount


def settings_of(
    entry: QuestionEntry,
    answer: Answer,
    kept: Sequence[AnswerRevision],
    language: str,
    number_at: Callable[[datetime], int],
) -> Iterator[Setting]:
    """Who set what, in order: from what stood before them to what they left, the words in `language`. Left out: what
    came back when an import was undone."""
    today = items_of(entry, answer.value, language)
    before: Items = {}
    before_file: Items | None = None
    for _by, run in groupby(stood([*kept, answer], None), key=lambda one: (one.hand, number_at(one.at))):
        last = [*run][-1]
        after = items_of(entry, last.value, language)
        is_back = after == before_file
        before_file = before if last.channel == Channel.IMPORT and not is_back else None
        if is_back:
            before = after
            continue
        new = {key: words for key, words in after.items() if key not in before}
        gone = {key: words for key, words in before.items() if key not in after}
        if new or gone:
            found = sum(key in today for key in new) + sum(key not in today for key in gone)
            holds = WordCount(len(new) + len(gone), found)
            yield Setting(last, "; ".join(new.values()), "; ".join(gone.values()), holds)
        before = after


def items_of(entry: QuestionEntry, value: Any, language: str) -> Items:
    """Each of several choices by itself, the "other" one with its text; anything else is one thing."""
    kind = KINDS[entry.question.kind]
    if kind.is_blank(value):
        return {}
    if entry.question.kind != "several":
        return {str(value): kind.text(value, entry.options, language)}
    takers = {option.code for option in entry.options if option.other}
    other = tuple(sorted(value.get("other", {}).items()))
    return {
        (code, other if code in takers else ()): kind.text(value | {"codes": [code]}, entry.options, language)
        for code in value["codes"]
    }
