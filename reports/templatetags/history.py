"""Two values of an answer compared."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from forum.models import User
from reports.content.display import changes_html
from reports.content.entries import QuestionEntry
from reports.history.diff import compare_html
from reports.models import Answer, AnswerRevision

register = template.Library()


@register.simple_tag
def differences(entry: QuestionEntry, old, new, language: str) -> SafeString | str:
    """What changed between two values that are text; "" for other kinds."""
    return changes_html(entry, old, new, language)


@register.simple_tag
def compared(entry: QuestionEntry, old, new, language: str, whole: bool = True) -> SafeString:
    """What changed between two values of an answer, of whatever kind; "" where nothing did."""
    return compare_html(entry, old, new, language or get_language() or "en", whole=whole)


@register.simple_tag
def author(version: Answer | AnswerRevision, reader: User) -> str:
    """Who saved a version, as its reader would say it: "" for the reader."""
    return "" if version.changed_by_id in {None, reader.pk} else str(version.changed_by)
