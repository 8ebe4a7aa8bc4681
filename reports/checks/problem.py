"""What a check finds, and what comes out of it."""

from dataclasses import dataclass, field
from enum import StrEnum

from reports.content.entries import QuestionEntry


class Level(StrEnum):
    """An error stops the report on its way to the signature; a warning informs."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing that a check found: where, in which language ("" for none), what to say, and the words meant.

    Without an entry it is about something that is printed besides the questions, which the words are of.
    """

    entry: QuestionEntry | None
    message: str
    language: str = ""
    excerpt: str = ""


@dataclass(frozen=True)
class Problem:
    """A finding with the name and level of its check. `section` and `question` are what a link to the place needs."""

    check: str
    level: Level
    question: str
    """The name of the entry (progress--1), as in the anchor #q-progress--1; "" without one."""
    section: str
    language: str
    message: str
    excerpt: str
    entry: QuestionEntry | None = field(compare=False, repr=False)
    """For pages that show the question in words."""
