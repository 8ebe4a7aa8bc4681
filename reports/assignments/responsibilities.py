"""What a focal point hands over of the reports: those on their way, what is handed out, the steps that were promised.

Registered with forum, which shows it on the page of the handover.
"""

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.models import Country, User
from forum.responsibilities import Responsibility
from reports.models import Assignment, Report
from reports.stages import EDITABLE, Stage
from roadmaps.models import NextStep


def responsibilities(country: Country, person: User | None) -> Iterator[Responsibility]:
    """The reports that are not published yet, newest first; the open assignments; the promised steps, by year."""
    reports = Report.objects.filter(country=country).select_related("campaign").order_by("-campaign__year", "-version")
    pages = {}
    for report in reports:
        year = report.campaign.year
        is_newest = year not in pages  # a correction has the address of the report that it corrects
        pages[year] = reverse("reports:overview", args=[country.code, year])
        if is_newest and report.stage != Stage.PUBLISHED:
            told = {"year": year, "stage": report.get_stage_display()}
            yield Responsibility(_("Report of %(year)s: %(stage)s") % told, pages[year])
    handed_out = Assignment.objects.open().filter(report__country=country, report__stage__in=EDITABLE)
    years = handed_out.values_list("report__campaign__year").annotate(Count("pk")).order_by("-report__campaign__year")
    for year, number in years:
        sentence = ngettext(
            "%(number)s open assignment in the report of %(year)s",
            "%(number)s open assignments in the report of %(year)s",
            number,
        )
        yield Responsibility(
            sentence % {"number": number, "year": year}, reverse("reports:board", args=[country.code, year])
        )
    steps = NextStep.objects.filter(country=country, withdrawn_at=None)
    for promised_in, number in steps.values_list("promised_in").annotate(Count("pk")).order_by("-promised_in")[:2]:
        sentence = ngettext(
            "%(number)s next step promised in the report of %(year)s",
            "%(number)s next steps promised in the report of %(year)s",
            number,
        )
        yield Responsibility(sentence % {"number": number, "year": promised_in}, pages.get(promised_in, ""))
