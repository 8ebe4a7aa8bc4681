"""A report as a file: in which formats and languages, and the act of exporting it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilingual.languages import LANGUAGES
from forum.access import require
from forum.models import User
from journal.record import record
from publications import data, files, phrases, web, word, workbook
from publications.building import UnknownLanguage, build_document, parse_languages
from publications.document import Document
from publications.pdf import render_pdf
from reports.content.loading import load
from reports.models import Report
from reports.rights.permissions import can


@dataclass(frozen=True)
class Format:
    """What a report can be exported to. `make` gives the bytes of the file."""

    name: str
    label: str
    content_type: str
    make: Callable[[Document], bytes]


FORMATS = {
    format.name: format
    for format in (
        Format("pdf", gettext_lazy("PDF, to print and to hand over"), "application/pdf", render_pdf),
        Format(
            "docx",
            gettext_lazy("Word"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            word.to_docx,
        ),
        Format("html", gettext_lazy("Web page, in one file"), "text/html; charset=utf-8", web.to_html),
        Format(
            "xlsx",
            gettext_lazy("Workbook, an answer a row"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            workbook.to_xlsx,
        ),
        Format("json", gettext_lazy("Data for programs (JSON)"), "application/json", data.to_json),
    )
}


class ExportError(ValueError):
    """The export cannot be made as it was asked for. The text tells the person why."""


@dataclass(frozen=True)
class Export:
    """A finished file."""

    document: Document
    content: bytes
    filename: str
    content_type: str


def make_export(report: Report, language: str, format: str) -> Export:
    """The file of a report: fr, en or fr+en, in one of FORMATS; kept for the next time. Changes nothing.

    Raises ExportError, PdfUnavailable, WordFailed.
    """
    if format not in FORMATS:
        raise ExportError(
            _("There is no format “%(format)s”; there are: %(formats)s.")
            % {"format": format, "formats": ", ".join(FORMATS)}
        )
    try:
        languages = parse_languages(language)
    except UnknownLanguage as error:
        raise ExportError(
            _("“%(language)s” is not a language of reports; write one of %(known)s, or several: fr+en.")
            % {"language": language, "known": ", ".join(LANGUAGES)}
        ) from error
    content = load(report)
    with timezone.override(content.report.country.clock):
        document = build_document(report, languages, content)
        name = f"{files.fingerprint(document, format)}.{format}"
        content = files.find(name)
        if content is None:
            content = FORMATS[format].make(document)
            files.keep(name, content)
    return Export(document, content, filename(document, format), FORMATS[format].content_type)


def export(*, report: Report, language: str, format: str, by: User | None) -> Export:
    """Make the file and write in the journal who exported what. Raises what make_export raises, and Forbidden."""
    if by is not None:
        require(can(by, "export", report))
    made = make_export(report, language, format)
    record_export(report, language, format, by=by)
    return made


@transaction.atomic
def record_export(report: Report, language: str, format: str, *, by: User | None) -> None:
    """Write in the journal that a file went out."""
    record(
        "report.exported",
        by=by,
        target=report,
        country=report.country.code,
        language=language,
        format=format,
        stage=report.stage,
        version=report.version,
    )


def filename(document: Document, format: str) -> str:
    """France-2023-fr-draft.pdf"""
    country = "-".join(word.capitalize() for word in slugify(document.country_names[0].text).split("-"))
    parts = [country or document.country, str(document.year), *document.languages]
    if document.version > 1:
        parts.append(f"v{document.version}")
    if document.stage in phrases.UNSIGNED:
        parts.append("draft")
    return f"{'-'.join(parts)}.{format}"
