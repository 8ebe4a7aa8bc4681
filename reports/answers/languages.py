"""In which language of the country a page is written, and in which there are answers."""

from django.http import HttpRequest

from forum.models import Country
from reports.models import Answer, Report

CHOSEN = "writes-in"
"""The cookie with the language that the person wrote in last."""


def writing_language(request: HttpRequest, report: Report) -> str:
    """The language to write in: the one asked for, else the one that the person chose last, else the country's usual
    one. The language of the page is that of the reader, and says nothing of it.

    What is sent says its language itself: the choice made meanwhile in another window must not file it elsewhere.
    """
    chosen = request.COOKIES.get(CHOSEN) if request.method in ("GET", "HEAD") else None
    return language_among(report, request.GET.get("write"), chosen)


def language_among(report: Report, *wanted: str | None) -> str:
    """The first of these in which the country reports, else its usual one."""
    languages = report.country.languages
    return next((language for language in wanted if language in languages), languages[0])


def written_in(country: Country) -> set[str]:
    """The languages in which something is answered in the reports of a country."""
    found = Answer.objects.filter(slot__report__country=country, is_blank=False).exclude(language="")
    return set(found.order_by().values_list("language", flat=True).distinct())
