"""Changing over to another version of the roadmap: what it means, or why it cannot be, and only then the act."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum.access import Forbidden, require
from reports.answers import roadmap_version
from reports.rights.access import report_or_404
from reports.rights.permissions import can


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move_to_roadmap(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """The version that the page showed is sent with the form."""
    report = report_or_404(request.user, country, year)
    require(can(request.user, "move_to_roadmap", report))
    newer = roadmap_version.newer_roadmap(report)
    change = roadmap_version.change_to(report, newer) if newer else None
    reason = change.reason if change else _("This report is on the version of the roadmap that is in force.")
    if request.method == "POST" and not reason and request.POST.get("version") == str(newer.version):
        try:
            roadmap_version.move_to_roadmap(report=report, roadmap=newer, by=request.user)
        except Forbidden as refusal:
            reason = str(refusal)
        else:
            said = _("The report is written along version %(number)s of the roadmap from now on.")
            messages.success(request, said % {"number": newer.version})
            return redirect("reports:overview", country, year)
    context = {"report": report, "newer": newer, "change": change, "reason": reason}
    status = 422 if request.method == "POST" else 200
    return render(request, "reports/pages/roadmap_version.html", context, status=status)
