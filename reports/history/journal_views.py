"""The journal of a report, for everybody with a role in its country; the one of a country, for those who lead it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forum import permissions
from forum.access import country_or_404, require
from forum.models import Country, User
from journal.exporting import answer
from journal.filters import FilterForm
from journal.links import links_of
from journal.models import Entry
from journal.queries import history_of_all, recent_in
from reports.content.entries import ReportContent
from reports.content.loading import load
from reports.models import Report
from reports.review.comment_journal import readable_by
from reports.rights.access import report_or_404, reports_of, versions_open_to
from reports.rights.permissions import can

LINES_A_PAGE = 50


@dataclass(frozen=True)
class JournalLine:
    """A line of the page: where it leads to, and for an answer which question."""

    entry: Entry
    address: str = ""
    question: object = None
    section: object = None


@require_safe
def report_journal(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """What was done to a report, in all the versions that the reader may see, newest first."""
    report = report_or_404(request.user, country, year)
    form = FilterForm(request.GET, entries=of_report(request.user, report))
    page = Paginator(form.chosen(), LINES_A_PAGE).get_page(request.GET.get("page"))
    lines = with_questions(page.object_list, load(report, text=False))
    context = {"report": report, "may_read_country": permissions.can(request.user, "read_journal", report.country)}
    return render(request, "reports/history/journal.html", context | shared(request, form, page, lines))


@require_safe
def report_file(request: HttpRequest, country: str, year: int, format: str) -> HttpResponse:
    report = report_or_404(request.user, country, year)
    entries = FilterForm(request.GET, entries=of_report(request.user, report)).chosen()
    return answer(entries, format, f"journal-{country}-{year}")


@require_safe
def country_journal(request: HttpRequest, country: str) -> HttpResponse:
    """What was done in a country, newest first, each line with the way to what it speaks of."""
    there = readable_or_404(request.user, country)
    form = FilterForm(request.GET, entries=of_country(request.user, there))
    page = Paginator(form.chosen(), LINES_A_PAGE).get_page(request.GET.get("page"))
    links = links_of(page.object_list)
    lines = [JournalLine(entry, links.get(entry.pk, "")) for entry in page.object_list]
    return render(
        request, "reports/history/country_journal.html", {"country": there} | shared(request, form, page, lines)
    )


@require_safe
def country_file(request: HttpRequest, country: str, format: str) -> HttpResponse:
    there = readable_or_404(request.user, country)
    entries = FilterForm(request.GET, entries=of_country(request.user, there)).chosen()
    return answer(entries, format, f"journal-{country}")


def of_report(user: User, report: Report) -> QuerySet[Entry]:
    """Of all versions that the person may see; for who reads drafts, of those that were taken back too. What is done to
    comments is told to those who read them."""
    versions = versions_open_to(user, report)
    keys = [version.pk for version in versions]
    if can(user, "read_history", report):
        acts = history_of_all(Report, keys).filter(action="report.correction_taken_back").order_by("pk")
        keys += acts.values_list("data__taken_back", flat=True)
    return readable_by(user, history_of_all(Report, keys), versions)


def of_country(user: User, country: Country) -> QuerySet[Entry]:
    """All that was done in it; the same goes for comments."""
    return readable_by(user, recent_in(country.code), reports_of([country]))


def shared(request: HttpRequest, form: FilterForm, page, lines: list[JournalLine]) -> dict[str, object]:
    sent = {name: request.GET.get(name, "") for name in form.fields}
    return {
        "form": form,
        "page": page,
        "lines": lines,
        "is_filtered": any(sent.values()),
        "query": urlencode({name: value for name, value in sent.items() if value}),
    }


def with_questions(entries: list[Entry], content: ReportContent) -> list[JournalLine]:
    """The lines about answers, with the question as it stands in the report now."""
    asked = {(entry.key, entry.identity): entry for entry in content.entries()}
    told = []
    for entry in entries:
        question = asked.get((entry.data.get("question"), entry.data.get("occurrence")))
        told.append(JournalLine(entry, "", question, content.section_of(question) if question else None))
    return told


def readable_or_404(user: User, code: str) -> Country:
    country = country_or_404(user, code)
    require(permissions.can(user, "read_journal", country))
    return country
