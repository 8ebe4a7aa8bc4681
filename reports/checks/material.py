"""A report laid out for the checks: its entries, and every paragraph of its texts with where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.checks.words import sentences, tokens
from reports.content.entries import QuestionEntry, ReportContent
from richtext.reading import Node, inlines, leaves, plain


@dataclass
class Paragraph:
    """A paragraph, heading, item, cell or footnote of an answer, as one line."""

    entry: QuestionEntry
    language: str
    text: str
    is_heading: bool = False
    is_note: bool = False

    @cached_property
    def tokens(self) -> list[str]:
        return tokens(self.text)

    @cached_property
    def sentences(self) -> list[str]:
        return sentences(self.text)


@dataclass
class Passage:
    """The answer to a question in one language, as a document; a line is a document of one paragraph."""

    entry: QuestionEntry
    language: str
    doc: Node

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        found = []
        for leaf in leaves(self.doc):
            is_heading = leaf["type"] == "heading"
            found.append(Paragraph(self.entry, self.language, plain(leaf), is_heading=is_heading))
            for inline in inlines(leaf):
                if inline["type"] == "footnote":
                    found.append(Paragraph(self.entry, self.language, plain(inline), is_note=True))
        return [paragraph for paragraph in found if paragraph.text.strip()]


@dataclass
class Material:
    """What every check is given: the report, and last year's if the country has one.

    With `language` only texts in that language count.
    """

    content: ReportContent
    previous: ReportContent | None = None
    language: str | None = None

    @property
    def languages(self) -> list[str]:
        """The languages that the country reports in and that are looked at."""
        return [each for each in self.content.report.country.languages if self.language in (None, each)]

    @cached_property
    def entries(self) -> list[QuestionEntry]:
        """Every entry that stands in the report now, fields of next steps included."""
        return [entry for entry in self.content.entries() if entry.is_asked]

    @cached_property
    def passages(self) -> list[Passage]:
        return [passage for passage in passages(self.content) if passage.language in self.languages]

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        return [paragraph for passage in self.passages for paragraph in passage.paragraphs]

    @cached_property
    def by_language(self) -> dict[str, list[Paragraph]]:
        """The paragraphs of each language, for what compares them."""
        return {
            language: [each for each in self.paragraphs if each.language == language] for language in self.languages
        }

    @cached_property
    def plans(self) -> frozenset[str]:
        """The names of the entries about what is to come: all of the part that asks for next steps."""
        return frozenset(
            one.name
            for section in self.content.sections
            if any(entry.is_group for entry in section.entries)
            for entry in section.entries
            for one in (entry, *entry.parts)
        )


def passages(content: ReportContent) -> Iterator[Passage]:
    """Every text of the report that stands in it now, in order."""
    for entry in content.entries():
        if not (entry.per_language and entry.is_asked):
            continue
        for language, answer in entry.filled.items():
            yield Passage(entry, language, document(entry, answer.value))


def document(entry: QuestionEntry, value) -> Node:
    if entry.question.kind == "rich_text":
        return value
    return {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": value}]}]}


def place(entry: QuestionEntry) -> str:
    """How a sentence names a question: by its number if it has one, else by its wording."""
    if entry.number:
        return _("question %(number)s") % {"number": entry.number}
    words = entry.label.plain((get_language() or "en")[:2])
    if entry.step_number:
        return _("next step %(number)s, %(words)s") % {"number": entry.step_number, "words": quoted(words)}
    return quoted(words)


def quoted(words: str) -> str:
    return _("“%(words)s”") % {"words": words}
