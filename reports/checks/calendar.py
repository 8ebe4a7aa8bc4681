"""Dates as people write them in French and in English: "les 13, 14 et 15 décembre 2023", "30 May 2023", "fin mai 2022".

A date here is a span of days, since a text says "in November 2023" as often as it names a day. A year alone is none.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from reports.checks.words import fold

MONTHS = {
    **{
        name: number
        for number, name in enumerate(
            "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split(), start=1
        )
    },
    **{
        name: number
        for number, name in enumerate(
            "january february march april may june july august september october november december".split(), start=1
        )
    },
}

_MONTH = r"(?P<month>janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre" + (
    r"|january|february|march|april|may|june|july|august|september|october|november|december)"
)
_DAY = r"\d{1,2}(?:er|st|nd|rd|th)?"
_JOIN = r"\s*(?:,|-|–|et|and|au|to|&)\s*(?:le\s+)?"
_WORDS = re.compile(
    rf"(?<![\w.,/])(?:(?P<days>{_DAY}(?:{_JOIN}{_DAY}){{0,6}})\s+(?:of\s+)?)?\b{_MONTH}\b"
    rf"(?:\s+(?P<after>{_DAY}(?:{_JOIN}{_DAY}){{0,6}})(?=,?\s+\d{{4}}))?(?:,?\s+(?P<year>(?:19|20)\d\d)(?!\d))?",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"(?<![\d./-])(?:(?P<d>[0-3]?\d)(?P<s>[/.])(?P<m>[01]?\d)(?P=s)(?P<y>20\d\d)"
    r"|(?P<iy>20\d\d)-(?P<im>[01]\d)-(?P<id>[0-3]\d))(?![\d/-])"
)
_TO = re.compile(
    r"\s*(?:(?P<list>et|and|,|ou|or)|à|au|jusqu['’](?:à|au|en)|to|until|till|through|-|–|—)"
    r"\s*(?:la |le |en |in |fin |mi-|end of )?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:entre|between)\s+(?:le\s+|la\s+|fin\s+|mi-)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A date, or a span from one to another, and where it stands in the text."""

    first: date
    last: date
    start: int
    end: int


@dataclass(frozen=True)
class _Part:
    month: int
    days: tuple[int, ...]
    year: int | None
    start: int
    end: int

    def found(self) -> Found | None:
        try:
            length = monthrange(self.year, self.month)[1]
            days = self.days or (1, length)
            return Found(
                date(self.year, self.month, min(days)), date(self.year, self.month, max(days)), self.start, self.end
            )
        except ValueError:  # the 31st of April
            return None


def dates(text: str) -> list[Found]:
    """The dates of a text in reading order. Two of them joined by a word such as "to" are one span."""
    parts = sorted([*_in_words(text), *_in_figures(text)], key=lambda part: part.start)
    found: list[Found] = []
    before: _Part | None = None
    for part in parts:
        link = before and _TO.fullmatch(text, before.end, part.start)
        if link and before.year is None and part.year is not None:  # "de janvier à juin 2022"
            before = replace(before, year=part.year - (before.month > part.month))
            if first := before.found():
                found.append(first)
        one = part.found() if part.year is not None else None
        if one is not None:
            is_span = link and (not link["list"] or _BETWEEN.search(text[max(0, before.start - 24) : before.start]))
            if is_span and found and found[-1].end == before.end and found[-1].first <= one.last:
                found[-1] = replace(found[-1], last=max(one.last, found[-1].last), end=one.end)
            else:
                found.append(one)
        before = part
    return found


def _in_words(text: str) -> Iterator[_Part]:
    for match in _WORDS.finditer(text):
        written = match["days"] or match["after"] or ""
        year = int(match["year"]) if match["year"] else None
        days = tuple(int(day) for day in re.findall(r"\d+", written))
        yield _Part(MONTHS[fold(match["month"])], days, year, match.start(), match.end())


def _in_figures(text: str) -> Iterator[_Part]:
    for match in _FIGURES.finditer(text):
        year, month, day = (int(match[a] or match[b]) for a, b in (("y", "iy"), ("m", "im"), ("d", "id")))
        if 1 <= month <= 12:
            yield _Part(month, (day,), year, match.start(), match.end())
