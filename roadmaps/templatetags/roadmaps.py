"""What the templates of roadmaps show: days, a title in each language."""

from datetime import date
from typing import NamedTuple

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language

from bilingual.languages import LANGUAGES
from roadmaps.models import Item

register = template.Library()


class Wording(NamedTuple):
    """A title in one language; `text` is empty where it has not been written yet."""

    code: str
    language: str
    text: str


@register.filter
def day(value: date) -> str:
    """A date that does not break at the end of a line."""
    return date_format(value, "DATE_FORMAT").replace(" ", "\u00a0")


@register.filter
def other_wordings(item: Item, languages: list[str]) -> list[Wording]:
    """The title in the languages beside the one that the page shows: those it is written in, and the country's."""
    shown = item.title.in_language(get_language() or "en").language
    return [
        Wording(code, LANGUAGES[code].name, item.title.get(code, ""))
        for code in LANGUAGES
        if code != shown and (code in item.title or code in languages)
    ]
