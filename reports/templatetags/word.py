"""Tags of the pages of a Word file that came back."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bilingual.languages import direction
from richtext.html import to_html

register = template.Library()


@register.simple_tag
def rich_text(document: dict, language: str, number: int) -> SafeString:
    """A text that stands in no answer, as it is read."""
    body = to_html(document, heading_base=4, id_prefix=f"outside-{number}-")
    return format_html('<div class="reading" lang="{}" dir="{}">{}</div>', language, direction(language), body)
