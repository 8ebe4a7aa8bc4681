"""In which language of the country a page is written."""

from django.http import HttpRequest
from django.utils import translation

from reports.models import Report


def writing_language(request: HttpRequest, report: Report) -> str:
    """The language to write in: the one asked for, else the page's, else the country's usual one."""
    return language_among(report, request.GET.get("write"), translation.get_language())


def language_among(report: Report, *wanted: str | None) -> str:
    """The first of these in which the country reports, else its usual one."""
    languages = report.country.languages
    return next((language for language in wanted if language in languages), languages[0])
