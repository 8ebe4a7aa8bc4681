"""What the templates of an exported document say in its languages."""

from datetime import datetime

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from bilingual.languages import LANGUAGES
from bilingual.text import Rendered
from publications import phrases
from publications.document import Label, Part, Passage, Question, Texts
from publications.html_layout import are_side_by_side, starts_a_page
from publications.letters import in_boxes

register = template.Library()
register.filter("in_boxes", in_boxes)


@register.filter
def texts(found: Texts) -> SafeString:
    """A text in the languages of the document, each below the other; one that is in another language says so."""
    first, *others = found
    return format_html(
        "{}{}",
        marked(first),
        format_html_join(
            "",
            ' <span class="second" lang="{}">{}</span>',
            ((text.language, text.text) for text in others if not text.is_other and text.text != first.text),
        ),
    )


def marked(text: Rendered) -> SafeString | str:
    if not text.is_other:
        return text.text
    note = phrases.only_in(text.language, text.requested)
    return format_html('<span lang="{}">{}</span> <span class="language-tag">{}</span>', text.language, text.text, note)


@register.filter
def wording(labels: tuple[Label, ...]) -> SafeString:
    """A question's wording in the languages of the document."""
    first, *others = labels
    return format_html(
        "{}{}",
        first.html,
        format_html_join(
            "", ' <span class="second" lang="{}">{}</span>', ((label.language, label.html) for label in others)
        ),
    )


@register.filter
def own_name(code: str) -> str:
    """A language in itself: Français, English."""
    return LANGUAGES[code].name


@register.filter
def is_pair(question: Question) -> bool:
    return are_side_by_side(question)


@register.filter
def is_long(part: Part) -> bool:
    return starts_a_page(part)


@register.simple_tag(takes_context=True)
def passage(context, passage: Passage, level: int) -> SafeString:
    """An answer in words, with its headings from this level on."""
    return context["setting"].passage(passage, level)


@register.simple_tag(takes_context=True)
def below(context, name: str) -> SafeString:
    """A phrase in the languages of the document, each below the other, as titles have it."""
    languages = context["document"].languages
    return texts(tuple(Rendered(phrases.phrase(name, language), language, language) for language in languages))


@register.simple_tag(takes_context=True)
def say(context, name: str, **values: object) -> SafeString:
    """A phrase with values: {% say "step" number=step.number %}."""
    return context["say"].say(name, **values)


@register.filter
def phrase(say: phrases.Phrases, name: str) -> SafeString:
    """A phrase whose name is a value: {{ say|phrase:group.choice }}."""
    return say[name]


@register.simple_tag(takes_context=True)
def day_of(context, name: str, at: datetime) -> SafeString:
    """A phrase with a day in it, in the languages of the document."""
    languages = context["document"].languages
    return phrases.in_languages([(language, phrases.dated(name, at, language)) for language in languages])


@register.simple_tag(takes_context=True)
def only_in(context, passage: Passage) -> SafeString:
    """That an answer was written in another language only, in the languages of the document that miss it."""
    languages = context["document"].languages
    return phrases.in_languages([(language, phrases.only_in(passage.language, language)) for language in languages])
