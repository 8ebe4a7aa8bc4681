"""What the pages of an import show: values of a plan, and the sentences for its codes."""

from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from bilingual.languages import direction
from reports.content.display import value_html
from reports.content.entries import QuestionEntry
from reports.importing.explanations import LEFTOVERS, NOTES, OWN, REMARKS, STAYS, UNREAD
from reports.importing.plan import Leftover
from reports.importing.preview import Row
from reports.models import Occurrence
from richtext.html import to_html

register = template.Library()
TABLES = {"unread": UNREAD, "note": NOTES, "leftover": LEFTOVERS, "remark": REMARKS, "stays": STAYS}


@register.simple_tag
def planned(row: Row, language: str) -> SafeString:
    """What the file gives for a question: text in the file's language, options in the page's."""
    language = language if row.entry.per_language else get_language() or "en"
    return value_html(row.entry, row.meeting.value, language, id_prefix=f"new-{row.name}-")


@register.simple_tag
def leftover_text(leftover: Leftover, index: int, language: str) -> SafeString:
    body = to_html(leftover.doc, heading_base=4, id_prefix=f"leftover-{index}-")
    return format_html('<div class="reading" lang="{}" dir="{}">{}</div>', language, direction(language), body)


@register.filter
def thousands(number: int) -> str:
    """A number with its thousands set apart as the page's language does."""
    return number_format(number, force_grouping=True)


@register.simple_tag(takes_context=True)
def sentence(context, table: str, code: str) -> str:
    """The sentence for a code; the code itself where an older plan has one that it does not know any more."""
    preview = context.get("preview")
    said = OWN if preview and not preview.content.has_usual_levels else {}
    return str(said.get(code) or TABLES[table].get(code, code))


@register.inclusion_tag("reports/importing/_undo_label.html")
def undo_label(entry: QuestionEntry, language: str = "") -> dict[str, Any]:
    """A question, what it is asked about where it repeats, and the language of the answer that is meant."""
    step = entry.occurrence.next_step if entry.occurrence and entry.occurrence.next_step_id else None
    return {"entry": entry, "about": step.title if step else None, "language": language}


@register.inclusion_tag("reports/importing/_step_label.html")
def step_label(step: Occurrence) -> dict[str, Any]:
    return {"title": step.next_step.title, "is_earlier": step.source == Occurrence.Source.EARLIER_STEP}
