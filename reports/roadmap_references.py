"""What apps below learn of reports: which stand on a roadmap, so that it is kept, and where they are read."""

from collections import defaultdict
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from reports.models import Report
from roadmaps.models import Roadmap
from roadmaps.uses import Use


def addresses_of_reports(keys: list[str]) -> dict[str, str]:
    """Where the reports with these keys are read; one query."""
    reports = Report.objects.filter(pk__in=keys).values_list("pk", "country__code", "campaign__year")
    return {str(pk): reverse("reports:overview", args=[code, year]) for pk, code, year in reports.order_by("pk")}


def reports_on(roadmaps: Iterable[Roadmap]) -> dict[int, list[Use]]:
    """The reports on each roadmap by its primary key, newest first; one query."""
    found: dict[int, list[Use]] = defaultdict(list)
    reports = Report.objects.filter(roadmap__in=roadmaps).select_related("campaign", "country")
    for report in reports.order_by("-campaign__year", "pk"):
        address = reverse("reports:overview", args=[report.country.code, report.campaign.year])
        use = Use(_("Report of %(year)s") % {"year": report.campaign.year}, address)
        if use not in found[report.roadmap_id]:  # a corrected report has the address of the one it corrects
            found[report.roadmap_id].append(use)
    return found
