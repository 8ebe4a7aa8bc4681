"""The one description of a report from which every format is made: what goes out, in which languages, in which order.

Plain data: no model, no query, no HTML but in wordings. `building.build_document` makes it; parked answers and
questions that are not asked are not in it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString

from bilingual.text import Rendered
from richtext.names import Named

Languages = tuple[str, ...]
"""One language code, or two for a report in both; the first is the language of the document as a whole."""

Texts = tuple[Rendered, ...]
"""A text of the questionnaire or the roadmap, asked for in each language of the document."""


@dataclass(frozen=True)
class Label:
    """A question's wording in one language. `html` is the same, with `lang` on a title in another language."""

    text: str
    html: SafeString
    language: str


@dataclass(frozen=True)
class Passage:
    """What was written, in the language it really is in. `value` is a rich text document, or a str for a line."""

    value: Any
    text: str
    language: str
    anchor: str
    """Unique in the document, fit for an id; references and headings inside are numbered from it."""


@dataclass(frozen=True)
class Choice:
    """One option, ticked or not; `other` is the text that goes with it (empty texts where there is none)."""

    code: str
    labels: Texts
    is_ticked: bool
    other: Texts = ()
    shown: str = ""
    """Of an item of the roadmap the country's own code."""


@dataclass(frozen=True)
class Scale:
    minimum: int
    maximum: int
    value: int | None
    low: Texts
    high: Texts

    @property
    def marks(self) -> range:
        return range(self.minimum, self.maximum + 1)


@dataclass(frozen=True)
class Question:
    """A question put once, with its answer. Which of the fields are filled follows from the kind."""

    key: str
    name: str
    """Unique in the report, fit for an id: progress--1."""
    kind: str
    number: int | None
    identity: str | None
    """The anchor of the item of the roadmap, or the identity of the next step, that it is asked about."""
    labels: tuple[Label, ...]
    headings: Texts
    """What stands for it in a table of contents: its wording, or the title of what it is asked about."""
    is_answered: bool
    is_required: bool = False
    value: Any = None
    """The stored answer of a question whose answers need no translation."""
    passages: tuple[Passage, ...] = ()
    """One per language of the document; failing those, the one in the language that there is."""
    missing_in: Languages = ()
    """Languages of the document in which it was not written, though it was in another one."""
    choices: tuple[Choice, ...] = ()
    scale: Scale | None = None
    steps: tuple["Step", ...] = ()


@dataclass(frozen=True)
class Step:
    """A next step with its fields."""

    number: int
    identity: str
    name: str
    fields: tuple[Question, ...]


@dataclass(frozen=True)
class Part:
    """A section of the questionnaire with the questions that are asked."""

    key: str
    titles: Texts
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Mention:
    """A place where an item of the roadmap is reported on: an id in the document, and the question it stands in."""

    anchor: str
    question: str
    number: int | None


@dataclass(frozen=True)
class Item:
    """An item of the roadmap, with the places where it is reported on, in reading order. `level` counts from 1."""

    code: str
    anchor: str
    level: int
    titles: Texts
    is_retired: bool
    mentions: tuple[Mention, ...] = ()
    is_reported_below: bool = False
    """Whether anything under it is reported on."""
    is_citable: bool = True
    """Whether it could be known that nothing reports on it: it has a code, or the report cites some by their titles."""
    names: tuple[str, ...] = ()
    """What references to it say."""
    details: tuple[tuple[str, str], ...] = ()
    """What else the ministry keeps with it: label and text."""

    @property
    def is_reported(self) -> bool:
        return bool(self.mentions) or self.is_reported_below

    @property
    def is_silent(self) -> bool:
        """Whether it can be said that nothing reports on it."""
        return self.is_citable and not self.is_reported


@dataclass(frozen=True)
class LevelCount:
    """How many items of a level there are, and how many are reported on, themselves or below."""

    names: Texts
    total: int
    reported: int


LARGE = 60
"""Items of a roadmap whose annex is a summary, with what is reported on in full."""


@dataclass(frozen=True)
class RoadmapData:
    titles: Texts
    version: int
    adopted_on: date | None
    items: tuple[Item, ...]
    levels: tuple[Texts, ...] = ()
    """What one item of each level is called, from the top down."""

    @property
    def is_large(self) -> bool:
        return len(self.items) > LARGE

    @property
    def listed(self) -> tuple[Item, ...]:
        """The items that the annex has a line for."""
        return tuple(item for item in self.items if item.is_reported or not self.is_large)

    def details_of(self, item: Item) -> tuple[tuple[str, str], ...]:
        """Those that the annex prints with an item."""
        return item.details if item.mentions or not self.is_large else ()

    @property
    def has_long_codes(self) -> bool:
        return any(len(item.code) > 7 for item in self.listed)

    @property
    def counts(self) -> tuple[LevelCount, ...]:
        """For the summary of a large roadmap the levels of which it can be known."""
        found = []
        for level, names in enumerate(self.levels, start=1):
            items = [item for item in self.items if item.level == level]
            if any(item.is_citable or item.is_reported for item in items):
                found.append(LevelCount(names, len(items), sum(item.is_reported for item in items)))
        return tuple(found) if self.is_large else ()

    @cached_property
    def by_name(self) -> Named:
        """The items by what a reference says."""
        return Named({name: item for item in self.items for name in item.names})


@dataclass(frozen=True)
class GroupAnswer:
    """What a working group of the forum said of the text: endorse, abstain, observation; "" for no answer."""

    names: Texts
    choice: str
    anchor: str
    by: str = ""
    organisations: Texts = ()
    at: datetime | None = None
    passages: tuple[Passage, ...] = ()
    """The observation, in the languages of the document in which it was written; failing those, in what there is."""
    missing_in: Languages = ()


@dataclass(frozen=True)
class Contributor:
    """A working group, or an organisation that spoke for none, with the numbers of the questions in whose answers its
    words are, and the organisations that spoke for the group."""

    names: Texts
    numbers: tuple[int, ...]
    organisations: tuple[tuple[Texts, tuple[int, ...]], ...] = ()


@dataclass(frozen=True)
class Signed:
    """Who signed for the country. `text_sha256` is the mark of the text that was signed; `sha256` that of all that was,
    the answers of the forum with it."""

    name: str
    roles: Texts
    at: datetime
    sha256: str
    text_sha256: str


@dataclass(frozen=True)
class Document:
    languages: Languages
    country: str
    country_names: Texts
    year: int
    period_start: date
    period_end: date
    edition: str
    stage: str
    version: int
    as_of: datetime
    """When an answer was last changed."""
    roadmap: RoadmapData
    parts: tuple[Part, ...]
    forum: tuple[GroupAnswer, ...] = ()
    """What the working groups answered; empty for a draft, and for a country without groups."""
    signed: Signed | None = None
    contributors: tuple[Contributor, ...] = ()
    """Where the report prints them; those of a signed report are what they were when it was signed."""

    @property
    def language(self) -> str:
        """fr, or fr+en."""
        return "+".join(self.languages)

    @property
    def borrowed(self) -> Languages:
        """The languages of titles and wordings that are not there in the first language of the document."""
        titled = [part.titles for part in self.parts] + [question.headings for question in self.questions]
        titled += [item.titles for item in self.roadmap.items] + [self.roadmap.titles, self.country_names]
        return tuple(dict.fromkeys(texts[0].language for texts in titled if texts[0].is_other))

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in order; the fields of next steps are inside theirs."""
        return tuple(question for part in self.parts for question in part.questions)
