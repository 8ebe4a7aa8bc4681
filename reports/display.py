"""An answer as HTML for the screen, whatever its kind."""

from collections.abc import Callable

from django.utils.html import conditional_escape, format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe

from bilingual.languages import direction
from questionnaires.kinds import KINDS
from reports.content import Entry
from reports.models import Answer
from richtext.html import to_html

Address = Callable[[str], str | None]


def answer_html(entry: Entry, answer: Answer, language: str, objective_url: Address | None = None) -> SafeString:
    """The answer as it is read: text marked with its own language, choices by their labels in `language`."""
    return value_html(
        entry, answer.value, answer.language or language, objective_url, f"{entry.name}-{answer.language}"
    )


def value_html(
    entry: Entry, value, language: str, objective_url: Address | None = None, id_prefix: str = ""
) -> SafeString:
    """A value of the entry's kind as HTML."""
    kind = entry.question.kind
    if value is None:
        return mark_safe("")
    if kind == "rich_text":
        body = to_html(value, heading_base=3, objective_url=objective_url, id_prefix=id_prefix)
        return format_html('<div class="rich-text" lang="{}" dir="{}">{}</div>', language, direction(language), body)
    text = KINDS[kind].text(value, entry.options, language)
    if kind == "several":
        return format_html(
            '<ul class="plain-list">{}</ul>',
            format_html_join("", "<li>{}</li>", ((line,) for line in text.splitlines())),
        )
    if entry.per_language:
        return format_html('<p lang="{}" dir="{}">{}</p>', language, direction(language), text)
    return mark_safe(linebreaks(conditional_escape(text)))  # noqa: S308  escaped just before
