"""What the templates of reports show: wordings, answers, dates of saving."""

import json

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from forum.models import User
from reports.content import Entry
from reports.display import answer_html, value_html
from reports.models import Answer, Report
from reports.wording import Wording
from richtext.differences import differences_html

register = template.Library()


@register.simple_tag
def wording(text: Wording) -> SafeString:
    """A wording of the questionnaire in the page's language."""
    return text.html(get_language() or "en")


@register.filter
def as_json(value) -> str:
    """A value as JSON, to be read back by the page's script."""
    return json.dumps(value, ensure_ascii=False)


@register.filter
def nth(items, index: int):
    """One of several, counted from 0: a radio button of a field."""
    return items[index]


@register.filter
def words(text: Wording) -> str:
    """The same as plain words, for an attribute or a title."""
    return text.plain(get_language() or "en")


@register.simple_tag
def answer(entry: Entry, given: Answer, report: Report) -> SafeString:
    """An answer as it is read; its objectives lead to the roadmap."""
    roadmap = reverse("roadmaps:version", args=[report.country.code, report.roadmap.version])
    return answer_html(entry, given, get_language() or "en", lambda code: f"{roadmap}#item-{code}")


@register.simple_tag
def value(entry: Entry, content, language: str) -> SafeString:
    """A value that is not (or no longer) an answer."""
    return value_html(entry, content, language)


@register.simple_tag
def differences(entry: Entry, old, new, language: str) -> SafeString | str:
    """What changed between two values of a long text; "" for other kinds."""
    if entry.question.kind != "rich_text" or old is None or new is None:
        return ""
    return differences_html(old, new, language)


@register.simple_tag
def author(given: Answer, reader: User) -> str:
    """Who saved an answer, as its reader would say it."""
    return "" if given.changed_by_id is None or given.changed_by_id == reader.pk else str(given.changed_by)
