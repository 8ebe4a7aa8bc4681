"""In which language of the country a page is written."""

from django.http import HttpRequest
from django.utils import translation

from reports.models import Report


def writing_language(request: HttpRequest, report: Report) -> str:
    """The language to write in: the one asked for, else the page's, else the country's usual one."""
    languages = report.country.languages
    for wanted in (request.GET.get("write"), translation.get_language()):
        if wanted in languages:
            return wanted
    return languages[0]
