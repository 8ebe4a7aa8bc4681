"""What an edition of the questionnaire is made of. Frozen; read from TOML by `loader`, examined by `checks`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from string import Formatter
from types import MappingProxyType

from bilingual.text import Text

Aliases = Mapping[str, tuple[str, ...]]
"""Language code to the wordings by which a form written elsewhere is recognised (see `wording`)."""

NO_ALIASES: Aliases = MappingProxyType({})

REPEATS = ("priority", "earlier_step")
"""What a question can be asked about anew: each priority of the roadmap, each next step of the last report."""

NEEDS = ("earlier_step",)
"""Of what there must be at least one for a question to have a place in the report."""

OPTION_SOURCES = ("evidence_types", "areas", "objectives")
"""Lists outside the edition that give options: the Alliance's own, and the objectives of the country's roadmap."""

PLACEHOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "period_start": "month and year in which the reporting period starts: May 2022",
        "period_end": "month and year in which it ends: April 2023",
        "next_period_end": "month and year in which the period after it ends: April 2024",
        "last_period_start": "month and year in which the period before it started: May 2021",
        "last_period_end": "month and year in which that one ended: April 2022",
        "last_report": "the years of the last report: 2021–2022",
    }
)
"""What `reports` puts into any wording in place of {name}; dates are in the language of the wording."""

REPEATED_PLACEHOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "ordinal": "which of them this is, feminine in French: first, première",
        "title": "the title of the item of the roadmap or of the next step",
        "subject": "of an item of the roadmap the word of its level and its code: priority 1, Eje I",
    }
)
"""Further placeholders of a question that repeats."""


@dataclass(frozen=True)
class Option:
    """One choice. `other` takes a text of its own; `exclusive` goes with no other choice."""

    code: str
    label: Text
    aliases: Aliases = field(default_factory=lambda: NO_ALIASES)
    other: bool = False
    exclusive: bool = False


@dataclass(frozen=True)
class Rewording:
    """Later wordings of a question, beside those of its edition; the revision of all wordings that they came with."""

    revision: int
    label: Text
    help: Text


@dataclass(frozen=True)
class Condition:
    """The question is asked when the answer to an earlier question is, or contains, one of these option codes."""

    question: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question, or one field of a group.

    `options_from` names an outside list whose options come before `options`; `option_aliases` holds, by code, the
    wordings for the options of that list. `detail` is the rich text that takes what somebody wrote below this
    question's choices. `minimum` and `maximum` are the ends of a scale, or `minimum` the fewest items of a group.
    `was` is the key that the same question had in an earlier edition.
    """

    key: str
    kind: str
    label: Text
    help: Text | None = None
    required: bool = False
    repeats: str | None = None
    needs: str | None = None
    condition: Condition | None = None
    options: tuple[Option, ...] = ()
    options_from: str | None = None
    option_aliases: Mapping[str, Aliases] = field(default_factory=lambda: MappingProxyType({}))
    detail: str | None = None
    public: bool = False
    minimum: int | None = None
    maximum: int | None = None
    low: Text | None = None
    high: Text | None = None
    fields: tuple["Question", ...] = ()
    aliases: Aliases = field(default_factory=lambda: NO_ALIASES)
    was: str | None = None

    def option(self, code: str) -> Option:
        """The question's own option of that code. Raises KeyError."""
        for option in self.options:
            if option.code == code:
                return option
        raise KeyError(code)


@dataclass(frozen=True)
class Section:
    """A part of the questionnaire. `aliases` are other headings of the same part."""

    key: str
    title: Text
    questions: tuple[Question, ...]
    intro: Text | None = None
    aliases: Aliases = field(default_factory=lambda: NO_ALIASES)


@dataclass(frozen=True)
class Edition:
    """A whole questionnaire. `instructions` are sentences that forms print and that are nobody's answer."""

    key: str
    title: Text
    sections: tuple[Section, ...]
    sha256: str
    instructions: Aliases = field(default_factory=lambda: NO_ALIASES)

    @property
    def languages(self) -> tuple[str, ...]:
        """What it is worded in: the languages of its title, those of the interface and those of files beside it."""
        return tuple(self.title)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions in the order in which they are asked; the fields of groups are not among them."""
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def _by_key(self) -> dict[str, Question]:
        return dict(with_fields(self.questions))

    @cached_property
    def slots(self) -> tuple[tuple[str, str | None], ...]:
        """Wherever something is answered: the key of each question or field, and what it repeats over (None: once).

        A group has one place for its list, and one for each of its next steps.
        """
        found: list[tuple[str, str | None]] = []
        for question in self.questions:
            found.append((question.key, question.repeats))
            if question.kind == "group":
                found += [(key, "next_step") for key, _part in with_fields((question,))]
        return tuple(found)

    def question(self, key: str) -> Question:
        """The question of that key, or the field of a group ("next_steps.goals"). Raises KeyError."""
        return self._by_key[key]

    def section(self, key: str) -> Section:
        """The section of that key. Raises KeyError."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)


def with_fields(questions: tuple[Question, ...]) -> Iterator[tuple[str, Question]]:
    """Each question with its key, followed by its fields if it is a group; a field's key is "group.field"."""
    for question in questions:
        yield question.key, question
        for part in question.fields:
            yield f"{question.key}.{part.key}", part


def placeholders(wording: str) -> set[str]:
    """The names in braces of a wording. Raises ValueError where braces do not match or hold more than a name."""
    names = set()
    for _literal, name, specification, conversion in Formatter().parse(wording):
        if name is None:
            continue
        if specification or conversion or not name.isidentifier():
            raise ValueError(f"{{{name}}} holds more than a name")
        names.add(name)
    return names
