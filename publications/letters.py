"""Letters as they are set for print, and the places where a document has some that no bundled face holds."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

from bilingual.text import Rendered
from publications.document import Document, Label, Passage, Texts
from reports.checks.letters import Unprintable
from richtext.printable import missing, unprintable

LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1d00-\u1dbf\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff"
MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff"
MARK = re.compile(f"[{MARKS}]")
WORD = re.compile(f"[{LATIN}][{LATIN}{MARKS}]*")

MARKED = re.compile(f"[{LATIN}][{MARKS}]")
LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")

BOX = "□"


def set_letters(html: str) -> str:
    """Text without tags as HTML for print: nothing in it is left to a face that cannot draw it.

    A word with a mark that Unicode has in no letter (Kɔ̀fi) stands in an element of its own, which is set from one face:
    the print engine takes each character from the first face that has it, and a mark of another face misses its letter.
    What no face holds is a box a character, read out as what it stands for.
    """
    if html.isascii():
        return html
    html = missing().sub(lambda found: boxed(found[0]), html)
    return WORD.sub(lambda found: marked(found[0]), html) if MARK.search(html) else html


def set_links(html: str) -> str:
    """The same for the links in HTML, in which the tags of the PDF allow no element: each is set and read out whole."""
    return LINK.sub(set_link, html)


def set_link(link: re.Match[str]) -> str:
    attributes, text = link.groups()
    if text.isascii():
        return link[0]
    if missing().search(text):
        said = TAG.sub(" ", text).replace('"', "&quot;")
        attributes += f' data-text="{said}"'
        text = in_boxes(text)
    text = unicodedata.normalize("NFC", text)
    if MARKED.search(text):
        attributes += " data-marks"
    return f"<a{attributes}>{text}</a>"


def in_boxes(text: str) -> str:
    """A text with its boxes, where no element can say what they stand for: in a link, in a running head."""
    return text if text.isascii() else missing().sub(lambda found: boxes(found[0]), text)


def boxed(text: str) -> str:
    return f'<span class="missing" data-text="{text}">{boxes(text)}</span>'


def boxes(text: str) -> str:
    return BOX * sum(bool(unprintable(character)) for character in text)


def marked(word: str) -> str:
    composed = unicodedata.normalize("NFC", word)
    return f'<span class="marked">{composed}</span>' if MARK.search(composed) else composed


def unprintable_in(document: Document) -> list[Unprintable]:
    """Every place of a document that is printed with boxes, in order; a question once for each language."""
    found = []
    for title, question, value in places(document):
        by_language: dict[str, dict[str, str]] = {}
        for language, text in texts_in(value):
            for stretch in unprintable(text):
                lines = by_language.setdefault(language if question else "", {})
                lines.setdefault(stretch, next(line for line in text.splitlines() if stretch in line))
        for language, lines in by_language.items():
            found.append(Unprintable(title, question, language, tuple(lines), next(iter(lines.values()))))
    return found


def places(document: Document) -> Iterator[tuple[str, str, object]]:
    """All that is printed: the title of the place, the name of its question if it is one, and what stands there."""
    yield first(document.country_names), "", document.country_names
    yield first(document.roadmap.titles), "", document.roadmap.titles
    for part in document.parts:
        yield first(part.titles), "", part.titles
        for question in part.questions:
            yield first(question.headings), question.name, replace(question, steps=())
            for step in question.steps:
                for field in step.fields:
                    yield first(field.headings), field.name, field
    for group in document.forum:
        yield first(group.names), "", group
    for contributor in document.contributors:
        yield first(contributor.names), "", contributor
    for item in document.roadmap.items:
        yield f"{item.code} {first(item.titles)}".strip(), "", (item.titles, item.details)
    if document.signed:
        yield document.signed.name, "", document.signed


def first(texts: Texts) -> str:
    return texts[0].text


def texts_in(value: object) -> Iterator[tuple[str, str]]:
    """The texts in plain data, each with its language. What is stored (`value`) is printed as `text` or as choices."""
    if isinstance(value, str):
        yield "", value
    elif isinstance(value, (Passage, Rendered, Label)):
        yield value.language, value.text
    elif isinstance(value, tuple):
        for each in value:
            yield from texts_in(each)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name != "value":
                yield from texts_in(getattr(value, field.name))
