"""The contributions to a report, and what became of each: by group, or by answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum.access import memberships, require
from reports.content.loading import load
from reports.contributions.acknowledgements import print_contributors
from reports.contributions.fragments import by_answer, by_side
from reports.contributions.ledger import Ledger
from reports.rights.access import report_or_404
from reports.rights.permissions import can


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contributions(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """A post says whether the report prints its contributors."""
    report = report_or_404(request.user, country, year)
    if request.method == "POST":
        printed = request.POST.get("printed") == "yes"
        if print_contributors(report=report, printed=printed, by=request.user):
            messages.success(
                request,
                _("The contributors are printed at the end of the report.")
                if printed
                else _("The contributors are not printed in the report."),
            )
        return redirect("reports:contributions", country, year)
    require(can(request.user, "read_contributions", report))
    content = load(report)
    found = Ledger(content).contributions()
    own = [one.working_group_id for one in memberships(request.user) if one.country_id == report.country_id]
    answer_by_answer = request.GET.get("by") == "answer"
    context = {
        "report": report,
        "parts": by_answer(found) if answer_by_answer else by_side(found, own),
        "by_answer": answer_by_answer,
        "number": len(found),
        "may_print": can(request.user, "print_contributors", report),
    }
    return render(request, "reports/contributions/contributions.html", context)
