"""{% other_languages as languages %}: the way to the same page in another language."""

from typing import TypedDict
from urllib.parse import urlsplit, urlunsplit

from django import template
from django.conf import settings
from django.template import Context
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info

register = template.Library()


class OtherLanguage(TypedDict):
    code: str
    name: str
    url: str


@register.simple_tag(takes_context=True)
def other_languages(context: Context) -> list[OtherLanguage]:
    """The languages of the interface except the page's own: code, own name, address of this page with its query.

    What an act answers with is a page too, but its address takes no GET: such a page names its own in `page_address`.
    """
    here = context.get("page_address") or context["request"].get_full_path()
    return [
        {"code": code, "name": get_language_info(code)["name_local"].capitalize(), "url": in_language(here, code)}
        for code, _name in settings.LANGUAGES
        if code != get_language()
    ]


def in_language(here: str, code: str) -> str:
    """The address of the page in that language. One that leads nowhere keeps its path behind the language."""
    there = translate_url(here, code)
    if there != here:
        return there
    parts = urlsplit(here)
    first, *rest = parts.path.lstrip("/").split("/")
    known = first in dict(settings.LANGUAGES)
    return urlunsplit(parts._replace(path="/".join(["", code, *(rest if known else [""])])))
