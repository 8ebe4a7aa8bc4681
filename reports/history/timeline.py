"""The versions of an answer: what stands, and each that is kept."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from forum.models import User
from reports.answers.authors import authors_of, everybody
from reports.content.entries import QuestionEntry
from reports.history.baselines import Written
from reports.history.diff import count_words
from reports.models import Answer, AnswerRevision, Channel


@dataclass(frozen=True)
class Version:
    """One version: its number, who wrote it, from when to when and how; the words that it brought and took away."""

    number: int
    value: Any
    began_at: datetime | None
    changed_at: datetime
    channel: str
    authors: tuple[User, ...]
    is_now: bool = False
    added: int | None = None
    removed: int | None = None

    @property
    def day(self) -> date:
        return timezone.localdate(self.changed_at)

    @property
    def shown_channel(self) -> str:
        return str(dict(Channel.choices).get(self.channel, self.channel))

    @property
    def has_span(self) -> bool:
        """Whether it was written over more than a minute."""
        return self.began_at is not None and (self.changed_at - self.began_at).total_seconds() >= 60


def timeline(entry: QuestionEntry, answer: Answer, *, start: int = 0, count: int | None = None) -> list[Version]:
    """The versions of an answer, the newest first: `count` of them from the `start`th on. Two queries, however many.

    Each is compared with the one before it, so one more is read than is given.
    """
    end = None if count is None else start + count + 1
    kept = answer.revisions.select_related("changed_by").order_by("-number")
    skipped, rows = (start - 1, []) if start else (0, [answer])
    read: list[Answer | AnswerRevision] = [*rows, *kept[skipped : None if end is None else end - 1]]
    authors = authors_of([answer])
    shown = read if count is None else read[:count]
    versions = []
    for row, before in zip(shown, [*read[1:], None], strict=False):
        counts = count_words(entry, before.value if before else None, row.value) or (None, None)
        noted = authors.get((answer.pk, row.pk if isinstance(row, AnswerRevision) else None), [])
        versions.append(
            Version(
                number=row.revision if isinstance(row, Answer) else row.number,
                value=row.value,
                began_at=row.began_at,
                changed_at=row.changed_at,
                channel=row.channel,
                authors=tuple(everybody(noted, row.changed_by)),
                is_now=isinstance(row, Answer),
                added=counts[0],
                removed=counts[1],
            )
        )
    return versions


def times_of(answer: Answer) -> list[Written]:
    """When each version was written, the newest first. One query; no text is read."""
    rows = answer.revisions.order_by("-number").values_list("number", "began_at", "changed_at")
    return [Written(answer.revision, answer.began_at, answer.changed_at), *(Written(*row) for row in rows)]
