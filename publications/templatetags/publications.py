"""What the templates of an exported document say in its languages."""

from datetime import datetime

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from bilingual.languages import LANGUAGES, direction
from bilingual.text import Rendered
from publications import phrases
from publications.document import Label, Part, Passage, Question, Texts
from publications.html_layout import are_side_by_side, starts_a_page
from publications.letters import in_boxes

register = template.Library()
register.filter("in_boxes", in_boxes)


@register.filter
def texts(found: Texts) -> SafeString:
    """A text in the languages of the document, each below the other."""
    first, *others = found
    return format_html(
        "{}{}",
        marked(first),
        format_html_join(
            "",
            ' <span class="second"{}>{}</span>',
            (
                (phrases.apart(text.language), text.text)
                for text in others
                if not text.is_other and text.text != first.text
            ),
        ),
    )


def marked(text: Rendered) -> SafeString | str:
    attributes = phrases.apart(text.language)
    return format_html("<span{}>{}</span>", attributes, text.text) if attributes else text.text


@register.filter
def wording(labels: tuple[Label, ...]) -> SafeString:
    """A question's wording in the languages of the document."""
    first, *others = labels
    attributes = phrases.apart(first.language)
    return format_html(
        "{}{}",
        format_html("<span{}>{}</span>", attributes, first.html) if attributes else first.html,
        format_html_join(
            "",
            ' <span class="second"{}>{}</span>',
            ((phrases.apart(label.language), label.html) for label in others if label.text != first.text),
        ),
    )


register.filter(phrases.apart)


@register.filter
def turn(language: str) -> str:
    """An unseen mark that keeps the end of a text on its side, where no element may say which way it goes: a line of
    the table of contents is a link, and its dots go the way of the document."""
    if direction(language) == direction(get_language()):
        return ""
    return "\u200f" if direction(language) == "rtl" else "\u200e"


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
