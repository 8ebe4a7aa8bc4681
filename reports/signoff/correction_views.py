"""Taking back a corrected version: what follows, the reason, and only then the act."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum.access import Forbidden, denied, require
from reports.rights.access import report_or_404
from reports.rights.permissions import can
from reports.signoff.stage_views import LONGEST_REASON
from reports.signoff.undo_correction import is_untouched, take_back_correction, version_before
from reports.signoff.workflow import ReasonMissing


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, country: str, year: int) -> HttpResponse:
    report = report_or_404(request.user, country, year)
    require(can(request.user, "take_back_correction", report))
    before = version_before(report)
    if before is None:
        raise Http404
    comment, error, verdict = request.POST.get("comment", "")[:LONGEST_REASON], "", is_untouched(report, before)
    if request.method == "POST" and verdict:
        try:
            take_back_correction(report=report, comment=comment, by=request.user)
        except ReasonMissing:
            error = _("Write the reason.")
        except Forbidden as refusal:
            verdict = denied(str(refusal))
        else:
            messages.success(request, _("The correction is taken back. The signed version stands as it did before."))
            return redirect("reports:stage", country, year)
    context = {
        "report": report,
        "before": before,
        "verdict": verdict,
        "comment": comment,
        "error": error,
        "problems": [{"message": error, "href": "#reason"}] if error else [],
    }
    return render(request, "reports/signoff/correction.html", context, status=422 if request.method == "POST" else 200)
