"""Threads of comments and decided suggestions."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from reports.content.entries import QuestionEntry
from reports.models import ProposalDecision
from richtext.edits_html import words_of
from richtext.reading import to_text

register = template.Library()


@register.filter
def open_at(counts, entry: QuestionEntry) -> int:
    """How many threads of comments are open at a question."""
    return counts.of(entry)


@register.simple_tag
def decided_words(decision: ProposalDecision) -> SafeString:
    """What stood there and what was proposed, as words."""
    parts = (("del", to_text(decision.was)), ("ins", to_text(decision.proposed)))
    line = '<{0}><span class="visually-hidden">{1} </span>{2}</{0}>'
    return format_html_join(" ", line, ((tag, words_of(tag), words) for tag, words in parts if words))
