"""Fills the placeholders of a question’s wording: periods, the item of the roadmap it is about, the earlier step."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bilingual.languages import INTERFACE
from bilingual.text import Rendered, Text, in_its_language
from reports.content.ordinals import ENDINGS, ORDINALS
from reports.models import Campaign, Occurrence

_QUOTED_TITLE = re.compile(r", (?P<quoted>[“«]\s?\{title\}\s?[”»])")


def in_every_language(words: Promise) -> Text:
    """Words of the interface in each of its languages, to be kept as they are written today."""
    texts = {}
    for code in INTERFACE:
        with translation.override(code):
            texts[code] = str(words)
    return Text(texts)


def ordinal(number: int, language: str) -> str:
    """first, second … première, deuxième …; in figures past ten, and in other languages, whose wordings have none."""
    words = ORDINALS.get(language, ())
    if number <= len(words):
        return words[number - 1]
    return f"{number}{ENDINGS.get(language, '')}"


@dataclass(frozen=True)
class Wording:
    """A text of the questionnaire as it is put to one report, about one occurrence.

    What is not worded in a language comes in one of the country's `languages`.
    """

    template: Text
    campaign: Campaign
    occurrence: Occurrence | None = None
    languages: Sequence[str] = ()

    def in_language(self, language: str) -> Rendered:
        """The wording in this language, or in another one. A title that exists only in another one stands in it."""
        template = self._template(language)
        values = periods(self.campaign.period_start, self.campaign.period_end, template.language) | self._subject(
            template.language
        )
        return replace(template, text=template.text.format_map(values))

    def plain(self, language: str) -> str:
        return self.in_language(language).text

    def html(self, language: str) -> SafeString:
        """The wording as HTML, in which a title in another language carries its `lang` and `dir`."""
        template = self._template(language)
        values = periods(self.campaign.period_start, self.campaign.period_end, template.language) | self._subject(
            template.language
        )
        title = self._title()
        if title and title.in_language(template.language).is_other:
            other = title.in_language(template.language)
            values["title"] = in_its_language(other.language, other.text)
        body = format_html(escape(template.text), **values)
        return in_its_language(template.language, body) if template.is_other else body

    def _template(self, language: str) -> Rendered:
        """Of an item without a code the title goes first: under “Vorbeugen” (Handlungsfeld) of …"""
        template = self.template.in_language(language, self.languages)
        title = _QUOTED_TITLE.search(template.text) if "{subject}" in template.text else None
        if not title or self.occurrence is None or not self.occurrence.item_id or self.occurrence.item.code:
            return template
        text = template.text.replace(title[0], "").replace("{subject}", f"{title['quoted']} ({{subject}})")
        return replace(template, text=text)

    def _title(self) -> Text | None:
        if self.occurrence is None:
            return None
        return self.occurrence.item.title if self.occurrence.item_id else self.occurrence.next_step.title

    def _subject(self, language: str) -> dict[str, str]:
        title = self._title()
        position = self.occurrence.position if self.occurrence else 0
        with translation.override(language):
            untitled = _("untitled")
        return {
            "number": str(position),
            "ordinal": ordinal(position, language) if position else "",
            "title": title.in_language(language).text or untitled if title is not None else "",
            "subject": self._item(language),
        }

    def _item(self, language: str) -> str:
        """What the country calls it: the word of its level and its code; the word once where the code says it too."""
        if self.occurrence is None or not self.occurrence.item_id:
            return ""
        item = self.occurrence.item
        level = str(item.level.name.in_language(language))
        return item.code if item.code.casefold().startswith(level.casefold()) else f"{level} {item.code}".strip()


@cache
def periods(start: date, end: date, language: str) -> dict[str, str]:
    """The periods of a campaign, as they are written in the titles of all its questions."""
    with translation.override(language):
        return {
            "period_start": date_format(start, "YEAR_MONTH_FORMAT"),
            "period_end": date_format(end, "YEAR_MONTH_FORMAT"),
            "next_period_end": date_format(end.replace(year=end.year + 1), "YEAR_MONTH_FORMAT"),
            "last_period_start": date_format(start.replace(year=start.year - 1), "YEAR_MONTH_FORMAT"),
            "last_period_end": date_format(end.replace(year=end.year - 1), "YEAR_MONTH_FORMAT"),
            "last_report": f"{end.year - 2}–{end.year - 1}",
        }
