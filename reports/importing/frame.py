"""What a report asks, as far as a file is matched against it: pure data, made from the report once.

The process in which a file is read gets it, and has no database: tables are imported where a frame is made.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilingual.text import Text
from questionnaires.schema import Edition, Option, Question
from questionnaires.wording import wordings
from richtext.names import Names

if TYPE_CHECKING:
    from reports.content.entries import ReportContent


@dataclass(frozen=True)
class Priority:
    code: str
    title: Text


@dataclass(frozen=True)
class Item:
    """An item of the roadmap. `code` is "" where it has none; `priority` that of the first level which it stands under.

    That is said as `Priority.code` is, and an item of the first level stands under itself. `level` counts from 1.
    """

    code: str
    title: Text
    level: int
    priority: str

    @property
    def name(self) -> str:
        """How sentences call it."""
        return self.code or next(iter(self.title.values()), "")


@dataclass(frozen=True)
class EarlierStep:
    """A next step of last year that the report asks about already."""

    identity: str
    title: Text


@dataclass(frozen=True)
class Choice:
    """An option with every wording by which it is recognised."""

    code: str
    wordings: tuple[str, ...]
    other: bool
    exclusive: bool


@dataclass(frozen=True)
class Frame:
    """`items` are the whole roadmap’s, `levels` the names of its levels; `sources` the options of outside lists."""

    edition: Edition
    language: str
    priorities: tuple[Priority, ...]
    items: tuple[Item, ...]
    levels: tuple[Text, ...]
    earlier_steps: tuple[EarlierStep, ...]
    sources: Mapping[str, tuple[Option, ...]]
    names: Names | None = None
    """What texts are searched for; the codes of the items alone where it is not given."""

    def options(self, question: Question) -> tuple[Option, ...]:
        """All options of a question, as questionnaires.kinds wants them."""
        return self.sources.get(question.options_from or "", ()) + question.options

    def choices(self, question: Question) -> tuple[Choice, ...]:
        return tuple(
            Choice(
                option.code,
                tuple(dict.fromkeys(_wordings(option, question))),
                option.other,
                option.exclusive,
            )
            for option in self.options(question)
        )

    @property
    def group(self) -> Question | None:
        """The repeating group of next steps."""
        return next((question for question in self.edition.questions if question.kind == "group"), None)


def frame_of(content: "ReportContent", language: str) -> Frame:
    """The frame of a report. Two queries, for the Alliance's own lists."""
    from reports.content.loading import terms
    from reports.models import Occurrence
    from roadmaps.models import AreaOfIntervention, EvidenceType

    occurrences = {
        entry.occurrence.pk: entry.occurrence
        for entry in content.entries()
        if entry.occurrence and entry.question.repeats
    }
    source = Occurrence.Source
    levels = {item.level.position: item.level.name for item in content.items}
    return Frame(
        edition=content.edition,
        language=language,
        priorities=tuple(
            Priority(one.item.anchor, one.item.title) for one in occurrences.values() if one.source == source.PRIORITY
        ),
        items=tuple(_items(content)),
        levels=tuple(levels.get(position, Text()) for position in range(1, max(levels, default=0) + 1)),
        names=content.names,
        earlier_steps=tuple(
            EarlierStep(one.identity, one.next_step.title)
            for one in occurrences.values()
            if one.source == source.EARLIER_STEP
        ),
        sources={
            "evidence_types": terms(EvidenceType),
            "areas": terms(AreaOfIntervention),
            "objectives": tuple(
                Option(code=item.anchor, label=item.title) for item in content.items if item.retired_on is None
            ),
        },
    )


def _items(content: "ReportContent") -> Iterator[Item]:
    priorities: dict[int, str] = {}
    for item in content.items:  # parents come before what stands under them
        priorities[item.pk] = priorities.get(item.parent_id, item.anchor)
        yield Item(item.code, item.title, item.level.position, priorities[item.pk])


def _wordings(option: Option, question: Question) -> list[str]:
    outside = question.option_aliases.get(option.code, {})
    return wordings(option.label, option.aliases) + [alias for aliases in outside.values() for alias in aliases]
