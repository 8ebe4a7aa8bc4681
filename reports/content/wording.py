"""Fills the placeholders of a question’s wording: periods, the item of the roadmap it is about, the earlier step."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bilingual.languages import LANGUAGES
from bilingual.text import Text
from reports.content.ordinals import ORDINALS
from reports.models import Campaign, Occurrence


def in_every_language(words: Promise) -> Text:
    """Words of the interface in each language, to be kept as they are written today."""
    texts = {}
    for code in LANGUAGES:
        with translation.override(code):
            texts[code] = str(words)
    return Text(texts)


def ordinal(number: int, language: str) -> str:
    """first, second … première, deuxième …; in figures past ten."""
    words = ORDINALS[language]
    if number <= len(words):
        return words[number - 1]
    return f"{number}e" if language == "fr" else f"{number}th"


@dataclass(frozen=True)
class Wording:
    """A text of the questionnaire as it is put to one report, about one occurrence."""

    template: Text
    campaign: Campaign
    occurrence: Occurrence | None = None

    def plain(self, language: str) -> str:
        """The wording in this language. A title that exists only in another language stands in it."""
        template = self.template.in_language(language)
        return template.text.format_map(self._periods(template.language) | self._subject(template.language))

    def html(self, language: str) -> SafeString:
        """The wording as HTML, in which a title in another language carries its `lang`."""
        template = self.template.in_language(language)
        values = self._periods(template.language) | self._subject(template.language)
        title = self._title()
        if title and title.in_language(template.language).is_other:
            other = title.in_language(template.language)
            values["title"] = format_html('<span lang="{}">{}</span>', other.language, other.text)
        body = format_html(escape(template.text), **values)
        return format_html('<span lang="{}">{}</span>', template.language, body) if template.is_other else body

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

    def _periods(self, language: str) -> dict[str, str]:
        start, end = self.campaign.period_start, self.campaign.period_end
        with translation.override(language):
            return {
                "period_start": date_format(start, "F Y"),
                "period_end": date_format(end, "F Y"),
                "next_period_end": date_format(end.replace(year=end.year + 1), "F Y"),
                "last_period_start": date_format(start.replace(year=start.year - 1), "F Y"),
                "last_period_end": date_format(end.replace(year=end.year - 1), "F Y"),
                "last_report": f"{end.year - 2}–{end.year - 1}",
            }
