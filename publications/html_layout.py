"""How a document becomes HTML: one set of templates for print and for the screen.

Print has footnotes in place, which the style sheet floats to the foot of the page, and page numbers; on the screen
notes stand below their answer, and numbers of questions take the place of page numbers.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from bilingual.languages import direction
from publications import phrases
from publications.document import Document, Item, Part, Passage, Question
from publications.headings import printed_headings, without_gaps
from publications.typography import INLINE, set_html
from richtext.html import to_html
from richtext.reading import footnotes, words

SHORT = 150
"""So many words fit beside their translation; longer answers stand one after the other."""

LONG = 800
"""A part of so many words, or with next steps, begins on a page of its own."""

HEADING = re.compile(r"<h([1-6])>")

WITHIN_LINES = rf"(?:{'|'.join(INLINE)})\b[^>]*>"
BOX = rf"</?(?!{WITHIN_LINES})[a-zA-Z][^>]*>"
INDENTS = re.compile(rf"({BOX}(?:\s*<{WITHIN_LINES})*) *\n[ \n]*| *\n[ \n]*(?=(?:</{WITHIN_LINES}\s*)*{BOX}|>)")


@dataclass(frozen=True)
class ContentsLine:
    """A line of the table of contents. `texts` are (language, text); `page` is None where there are no pages."""

    level: int
    anchor: str
    number: int | None
    texts: tuple[tuple[str, str], ...]
    page: int | None = None


@dataclass(frozen=True)
class Place:
    """Where an item of the roadmap is reported on: a page or a question, and the id there."""

    label: str
    anchor: str


class Setting:
    """One document being set. Used once: it counts the footnotes as it goes.

    With `set_tables` it is for print: what it gives, for the HTML of an answer in a language, is set in its place.
    """

    def __init__(self, document: Document, *, set_tables: Callable[[str, str], str] | None = None) -> None:
        self.document = document
        self.set_tables = set_tables
        self.is_print = set_tables is not None
        self.notes = 0
        self.cited: Mapping[str, Item] = document.roadmap.by_name

    def render(self, template: str, **context: object) -> str:
        """A template of publications/document/, with the spacing of its languages."""
        language = self.document.languages[0]
        with translation.override(language):
            html = render_to_string(
                f"publications/document/{template}",
                {
                    "document": self.document,
                    "setting": self,
                    "say": phrases.Phrases(self.document.languages),
                    "language": language,
                    "direction": direction(language),
                    "borrowed": phrases.borrowed(self.document),
                    "title": phrases.title(self.document, language),
                    "is_print": self.is_print,
                    **self.facts(language),
                    **context,
                },
            )
        return set_html(in_one_line(html), language, is_print=self.is_print)

    def facts(self, language: str) -> dict[str, object]:
        """What the cover and the answers say besides the document itself."""
        document = self.document
        languages = document.languages
        is_unsigned = document.stage in phrases.UNSIGNED

        def each(function, *arguments):
            return phrases.in_languages([(spoken, function(*arguments, spoken)) for spoken in languages])

        say = phrases.Phrases(languages)
        adopted = document.roadmap.adopted_on
        return {
            "period": each(phrases.period, document),
            "stage": each(phrases.stage, document),
            "is_unsigned": is_unsigned,
            "as_of": each(phrases.dated, "as_of", document.as_of),
            "signed_on": each(phrases.dated, "signed_on", document.signed.at) if document.signed else "",
            "forum_title": phrases.phrase("forum", language),
            "contributors_title": phrases.phrase("contributors", language),
            "adopted": each(phrases.dated, "adopted", adopted) if adopted else "",
            "no_answer": say["no_answer_yet" if is_unsigned else "no_answer"],
            "annex_note": phrases.annex_note(document, "pages" if self.is_print else "questions"),
            "annex_title": phrases.phrase("annex", language),
            "contents_title": phrases.phrase("contents", language),
        }

    def passage(self, passage: Passage, heading_base: int) -> SafeString:
        """An answer in words. Headings get ids, so that the contents and the annex can lead to them."""
        if isinstance(passage.value, str):
            return format_html("<p>{}</p>", passage.value)
        value = without_gaps(passage.value)
        items = self.cited
        html = to_html(
            value,
            heading_base=heading_base,
            objective_url=lambda name: f"#item-{items[name].anchor}" if name in items else None,
            objective_title=None if self.is_print else lambda name: items[name].titles[0].text if name in items else "",
            footnotes="float" if self.is_print else "aside",
            id_prefix=f"{passage.anchor}-",
            first_note=self.notes + 1,
        )
        self.notes += len(footnotes(value))
        if self.set_tables:
            html = self.set_tables(html, passage.language)
        number = count(1)
        return mark_safe(  # noqa: S308 – richtext.html escapes what it writes; only ids are added
            HEADING.sub(lambda tag: f'<h{tag[1]} id="{passage.anchor}-heading-{next(number)}">', html)
        )


def in_one_line(html: str) -> str:
    """The HTML without the line breaks of its templates: options stand in a row, and a list holds nothing but items."""
    return re.sub(r" *\n[ \n]*", " ", INDENTS.sub(r"\1", html)).strip()


def are_side_by_side(question: Question) -> bool:
    """Whether two languages fit beside each other: both short, and plain enough for a narrow column."""
    return len(question.passages) > 1 and all(
        isinstance(passage.value, str)
        or (
            len(words(passage.value)) <= SHORT
            and not footnotes(passage.value)
            and all(block["type"] not in ("table", "heading") for block in passage.value["content"])
        )
        for passage in question.passages
    )


def starts_a_page(part: Part) -> bool:
    written = [passage.text for question in part.questions for passage in question.passages]
    return any(question.steps for question in part.questions) or sum(len(text.split()) for text in written) >= LONG


def contents(document: Document, pages: dict[str, int] | None = None) -> list[ContentsLine]:
    """The lines of the table of contents: parts, questions, and the strands under a priority."""
    pages = pages or {}

    def line(level: int, anchor: str, number: int | None, *texts: tuple[str, str]) -> ContentsLine:
        return ContentsLine(level, anchor, number, tuple(dict.fromkeys(texts)), pages.get(anchor))

    lines = []
    for part in document.parts:
        lines.append(line(1, f"part-{part.key}", None, *((text.language, text.text) for text in part.titles)))
        for question in part.questions:
            titles = [(text.language, text.text) for text in question.headings]
            lines.append(line(2, question.name, question.number, *titles))
            lines += [line(3, anchor, None, (language, text)) for anchor, language, text in strands(question)]
    if document.forum:
        forum = ((language, phrases.phrase("forum", language)) for language in document.languages)
        lines.append(line(1, "forum", None, *forum))
    if document.contributors:
        contributors = ((language, phrases.phrase("contributors", language)) for language in document.languages)
        lines.append(line(1, "contributors", None, *contributors))
    annex = [(language, phrases.phrase("annex", language)) for language in document.languages]
    return [*lines, line(1, "annex", None, *annex)]


def strands(question: Question) -> Iterator[tuple[str, str, str]]:
    """The headings of the first level in an answer about a priority: id, language, text."""
    for passage in question.passages:
        if question.kind != "rich_text" or question.key != "progress":
            continue
        for number, heading in enumerate(printed_headings(without_gaps(passage.value)), start=1):
            if heading.level == 1 and heading.text:
                yield f"{passage.anchor}-heading-{number}", passage.language, heading.text


def page_places(item: Item, pages: dict[str, int]) -> list[Place]:
    """The pages on which an item is reported on, each once."""
    found: dict[int, Place] = {}
    for mention in item.mentions:
        if page := pages.get(mention.anchor):
            found.setdefault(page, Place(str(page), mention.anchor))
    return [found[page] for page in sorted(found)]


def question_places(item: Item) -> list[Place]:
    """The questions in which an item is reported on, each once."""
    found: dict[str, Place] = {}
    for mention in item.mentions:
        found.setdefault(mention.question, Place(str(mention.number), mention.anchor))
    return list(found.values())
