"""Taking a part of a report out as a Word file. What went out is kept: it is what a returned file was written on."""

from typing import NamedTuple

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from bilingual.languages import LANGUAGES
from forum.access import require
from forum.models import User
from journal.record import record
from reports.assignments.board import with_places
from reports.content.entries import ReportContent, SectionContent
from reports.models import Assignment, WordCopy
from reports.rights.permissions import can
from reports.word import keys
from reports.word.layout import Layout, texts_of
from richtext.word.packing import File, packed


class TakenOut(NamedTuple):
    copy: WordCopy
    filename: str
    content: bytes


@transaction.atomic
def take_out(*, content: ReportContent, section: SectionContent, language: str, by: User) -> TakenOut:
    """A Word file of this part in this language. Raises Forbidden for who could not send it back."""
    report = content.report
    require(can(by, "suggest", report))
    if language not in report.country.languages:
        raise ValueError(f"{report.country} does not report in {language}")
    texts = texts_of(section, language)
    copy = WordCopy.objects.create(report=report, section=section.key, language=language, texts=texts, made_by=by)
    with translation.override(language):
        assignments = with_places(Assignment.objects.current()).filter(report=report, section=section.key)
        layout = Layout(content, section, copy, assignments.order_by("pk"))
        body = layout.body()
        title = section.title.plain(language)
        country = report.country.name.in_language(language).text
        known = _("copy")
        file = File(
            title=f"{title} – {country} {report.campaign.year}",
            language=language,
            header=f"{country} {report.campaign.year} · {title} · {LANGUAGES[language].name}",
            footer=f"{country} {report.campaign.year} · {known} {keys.shown_reference(copy.reference)}",
            made=f"{copy.made_at:%Y-%m-%dT%H:%M:%SZ}",
            properties={
                keys.PROPERTY: copy.reference,
                "pathfinder-report": str(report),
                "pathfinder-version": str(report.version),
                "pathfinder-part": section.key,
                "pathfinder-language": language,
            },
        )
    WordCopy.objects.filter(pk=copy.pk).update(around=layout.around)
    copy.around = layout.around
    record("word.taken", by=by, target=report, country=report.country.code, section=section.key, language=language)
    name = f"{report.country.code}-{report.campaign.year}-{section.key}-{language}.docx"
    return TakenOut(copy, name, packed(body, layout.writer, file))
