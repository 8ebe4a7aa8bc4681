"""Dates of things said to be done that lie outside the reporting period.

Only what a sentence states as done counts: plans may name any year, and so may everything in the part about next
steps. Before the period only the year before it counts, which last year's report was about; a law of 2017 or a project
begun in 2019 is background. A span that meets the period is inside it, and so is "since …".
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.checks.calendar import Found, dates
from reports.checks.material import Material
from reports.checks.problem import Finding
from reports.checks.words import excerpt

_DONE = re.compile(
    r"\b(?:(?:a|ont|avons|avait|avaient|est|sont|était|étaient|eut|fut|furent|ayant|s['’](?:est|était)|se\s+sont)"
    r"\s+(?:[\wàâéèêîôûç-]+\s+){0,3}?(?:[\wâéèêîôûç-]*(?:é|i|u|is|it|rt|int)e?s?)\b"
    r"|a\s+eu\s+lieu|ont\s+eu\s+lieu|eu\s+lieu"
    r"|was|were|has|have|had|took\s+place|held|met|[a-z]{3,}ed)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:\w{2,}(?:era|eront|ira|iront|dra|dront|rra|rront)|sera|seront|aura|auront"
    r"|prévue?s?|programmée?s?|planifiée?s?|envisagée?s?|devrai(?:t|ent)|doi(?:t|vent)|à\s+venir|prochaine?s?|d['’]ici"
    r"|will|shall|planned|scheduled|foreseen|expected|due\s+to|is\s+to|are\s+to|upcoming|going\s+to)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:depuis|à\s+(?:partir|compter)\s+d[e’']|dès|jusqu[’'](?:à|au|en)|since|as\s+of|as\s+from|starting|until|by|from)"
    r"\s*(?:le\s+|la\s+|fin\s+|début\s+|mi-)?$",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"\b(?:loi|décret|arrêté|ordonnance|circulaire|dépêche|directive|règlement|convention|résolution|recommandation"
    r"|arrêt|jugement|act|law|decree|order|directive|regulation|convention|resolution|judgment)\b[^.;]{0,80}?"
    r"\s(?:du|of|dated)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def dates_outside(material: Material) -> Iterator[Finding]:
    """Things done on days that the report is not about, told once a sentence."""
    report = material.content.report
    start, end, due = report.campaign.period_start, report.campaign.period_end, report.due
    year_before = start.replace(year=start.year - 1)
    for paragraph in material.paragraphs:
        if paragraph.is_heading or paragraph.entry.name in material.plans:
            continue
        for sentence in paragraph.sentences:
            found = [one for one in dates(sentence) if one.first > end or year_before <= one.last < start]
            found = [one for one in found if not is_named_only(sentence, one)]
            if found and _DONE.search(sentence) and not _TO_COME.search(sentence):
                yield Finding(
                    paragraph.entry,
                    said(found, sentence, start, end, max(due, end + timedelta(days=92))),
                    paragraph.language,
                    excerpt(sentence, found[0].start, found[-1].end),
                )


def is_named_only(sentence: str, one: Found) -> bool:
    """Whether a date says since when something holds, or belongs to the name of a law."""
    before = sentence[max(0, one.start - 160) : one.start]
    return bool(_SINCE.search(before) or _CITED.search(before))


def said(found: list[Found], sentence: str, start: date, end: date, due: date) -> str:
    written = ", ".join(" ".join(sentence[one.start : one.end].split()) for one in found)
    values = {"date": written, "start": date_format(start), "end": date_format(end)}
    if any(one.first > due for one in found):
        return _("%(date)s: reported as done, but not yet come when the report was due. Is the year right?") % values
    if any(one.first > end for one in found):
        return _("%(date)s: reported as done, but after the reporting period, which ended on %(end)s.") % values
    return _("%(date)s: reported as done, but before the reporting period, which began on %(start)s.") % values
