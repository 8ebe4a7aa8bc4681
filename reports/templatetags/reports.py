"""What the templates of reports show: wordings, answers, dates of saving."""

from collections.abc import Iterable
from datetime import datetime

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from bilingual.text import Text, in_its_language
from forum.models import Country, User
from reports.content.display import answer_html, value_html
from reports.content.entries import QuestionEntry
from reports.content.wording import Wording
from reports.models import Answer, Report
from reports.review.threads import Counts
from roadmaps.naming import anchor_named

register = template.Library()


@register.simple_tag(takes_context=True)
def wording(context, text: Wording) -> SafeString:
    """A wording of the questionnaire in the page's language, or in the one in which its questions are put."""
    language = context.get("asked_in") or get_language() or "en"
    found = text.html(language)
    return found if language == get_language() else in_its_language(language, found)


@register.simple_tag(takes_context=True)
def asked(context, text: Text) -> SafeString | str:
    """The same for the words of a choice."""
    found = text.in_language(context.get("asked_in") or get_language() or "en")
    return found.text if found.language == get_language() else in_its_language(found.language, found.text)


@register.filter
def nth(items, index: int):
    """One of several, counted from 0: a radio button of a field."""
    return items[index]


@register.filter
def at(mapping, key: str):
    """What a mapping holds under a key."""
    return mapping[key]


@register.filter
def joined(one, other) -> str:
    """Two things as one word: for an id."""
    return f"{one}{other}"


@register.filter
def in_part(numbers: dict[str, int], section: str) -> int:
    """How many there are in a part of the report."""
    return numbers.get(section, 0)


@register.filter
def total(numbers: dict[str, int]) -> int:
    return sum(numbers.values())


@register.filter
def words(text: Wording) -> str:
    """The same as plain words, for an attribute or a title."""
    return text.plain(get_language() or "en")


@register.simple_tag
def answer(entry: QuestionEntry, given: Answer, report: Report, comments: Counts | None = None) -> SafeString:
    """An answer as it is read; its objectives lead to the roadmap. For who reads `comments`, the passages that are
    talked about are highlighted in a long text, and lead to what is said."""
    roadmap = reverse("roadmaps:version", args=[report.country.code, report.roadmap.version])
    passages = comments.passages(entry, given) if comments else []

    def address(name: str) -> str:
        return f"{roadmap}#item-{anchor_named(name, entry.slot.report.roadmap)}"  # as it was frozen, once it was

    return answer_html(entry, given, get_language() or "en", address, passages)


@register.simple_tag
def answer_here(entry: QuestionEntry) -> Answer | None:
    """The answer in the page's language, or in the one in which it is written."""
    return entry.answer_in(get_language() or "en")


@register.simple_tag
def value(entry: QuestionEntry, content, language: str) -> SafeString:
    """A value that is not (or no longer) an answer."""
    return value_html(entry, content, language)


@register.simple_tag
def changed_value(entry: QuestionEntry, content, language: str) -> SafeString:
    """A value of one of two versions, in its own language or the page's."""
    return value_html(entry, content, language or get_language() or "en")


@register.simple_tag
def people_address(country: Country) -> str:
    """The page where a country manages its people; "" where there is none."""
    try:
        return reverse("forum:people", args=[country.code])
    except NoReverseMatch:
        return ""


@register.filter
def names(people: Iterable[User]) -> str:
    """Several people by their names."""
    return ", ".join(map(str, people))


@register.simple_tag
def moment(at: datetime) -> SafeString:
    """The time of today, the day of any other date. Inside data-own-clock a script tells it in the reader's zone."""
    local = timezone.localtime(at)
    if local.date() != timezone.localdate():
        return format_html('<time datetime="{}">{}</time>', at.isoformat(), date_format(local, "DATE_FORMAT"))
    return format_html('<time datetime="{}" data-clock>{}</time>', at.isoformat(), date_format(local, "H:i"))
