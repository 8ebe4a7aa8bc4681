"""{% text value %}: a text in the reader's language, or openly in the other one; and long lists, cut short."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bilingual import lists
from bilingual.languages import LANGUAGES
from bilingual.text import Rendered, Text, in_its_language

register = template.Library()
register.filter(lists.first_ones)
register.filter(lists.and_more)


@register.simple_tag
def text(value: Text | Rendered, note: bool = True):
    """The text; in another language than the page's it carries `lang`, `dir` and a short note that says so."""
    rendered = value if isinstance(value, Rendered) else (value or Text()).in_language(get_language() or "en")
    if not rendered.is_other:
        return rendered.text
    marked = in_its_language(rendered.language, rendered.text)
    if not note:
        return marked
    note = _("in %(language)s") % {"language": LANGUAGES[rendered.language].called}
    return format_html('{} <span class="language-tag">{}</span>', marked, note)


@register.filter
def plain(value: Text | Rendered) -> str:
    """The words alone, for a title or an attribute, in the page's language where there is one."""
    return value.text if isinstance(value, Rendered) else (value or Text()).in_language(get_language() or "en").text


@register.filter
def own_name(code: str) -> str:
    """The language’s own name: Français, English. (Django’s i18n library has a filter language_name, in English.)"""
    return LANGUAGES[code].name


@register.filter
def called(code: str) -> str:
    """The language’s name within a sentence of the page’s language: in French, en anglais."""
    return str(LANGUAGES[code].called)


@register.filter
def language_direction(code: str) -> str:
    return LANGUAGES[code].direction
