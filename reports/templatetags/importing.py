"""What the pages of an import show: values of a plan, and the sentences for its codes."""

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from bilingual.languages import direction
from reports.display import value_html
from reports.importing.plan import Leftover
from reports.importing.preview import Row
from reports.importing.telling import LEFTOVERS, NOTES, REMARKS, UNREAD
from richtext.html import to_html

register = template.Library()
TABLES = {"unread": UNREAD, "note": NOTES, "leftover": LEFTOVERS, "remark": REMARKS}


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


@register.simple_tag
def told(table: str, code: str) -> str:
    """The sentence for a code; the code itself where an older plan has one that is not told any more."""
    return str(TABLES[table].get(code, code))
