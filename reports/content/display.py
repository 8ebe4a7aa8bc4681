"""An answer as HTML for the screen, whatever its kind."""

from collections.abc import Callable, Iterable

from django.utils.html import conditional_escape, format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe

from bilingual.languages import direction
from questionnaires.kinds import KINDS
from reports.content.entries import QuestionEntry
from reports.models import Answer
from richtext.cleaning import from_text
from richtext.differences import differences_html
from richtext.highlights import Highlight, highlighted
from richtext.html import to_html

Address = Callable[[str], str | None]


def answer_html(
    entry: QuestionEntry,
    answer: Answer,
    language: str,
    objective_url: Address | None = None,
    highlights: Iterable[Highlight] = (),
) -> SafeString:
    """The answer as it is read: text marked with its own language, choices by their labels in `language`, and in long
    texts the words that are to be highlighted."""
    value = highlighted(answer.value, highlights) if highlights else answer.value
    return value_html(entry, value, answer.language or language, objective_url, f"{entry.name}-{answer.language}")


def value_html(
    entry: QuestionEntry, value, language: str, objective_url: Address | None = None, id_prefix: str = ""
) -> SafeString:
    """A value of the entry's kind as HTML."""
    kind = entry.question.kind
    if value is None:
        return mark_safe("")
    if kind == "rich_text":
        body = to_html(value, heading_base=4, objective_url=objective_url, id_prefix=id_prefix)
        return format_html('<div class="reading" lang="{}" dir="{}">{}</div>', language, direction(language), body)
    text = KINDS[kind].text(value, entry.options, language)
    if kind == "several":
        return format_html(
            '<ul class="plain-list">{}</ul>',
            format_html_join("", "<li>{}</li>", ((line,) for line in text.splitlines())),
        )
    if entry.per_language:
        return format_html('<p class="reading" lang="{}" dir="{}">{}</p>', language, direction(language), text)
    return mark_safe(linebreaks(conditional_escape(text)))  # noqa: S308  escaped just before


def changes_html(entry: QuestionEntry, old, new, language: str) -> SafeString | str:
    """What changed from one text to another, word by word; "" for a kind that is no text, and where one is missing."""
    if not entry.per_language or old is None or new is None:
        return ""
    if entry.question.kind == "line":
        old, new = from_text(old), from_text(new)
    return differences_html(old, new, language)
