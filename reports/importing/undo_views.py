"""Undoing an import in the browser: what gets back, what stays and why, and only then the act."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum.access import require
from reports.answers.saving import StaleAnswer
from reports.importing.undoing import AlreadyUndone, StaleUndo, is_undoable, plan_undo, undo_import
from reports.importing.views import kept_or_404, readable_or_403
from reports.rights.permissions import can


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_undo(request: HttpRequest, country: str, year: int, pk: int) -> HttpResponse:
    report = readable_or_403(request, country, year)
    kept = kept_or_404(report, pk)
    may_undo = can(request.user, "undo_import", report)
    if request.method == "POST":
        require(may_undo)
    if not is_undoable(kept):
        return redirect("reports:import_result", country, year, pk)
    is_stale = False
    if request.method == "POST":
        try:
            undo_import(kept=kept, by=request.user, seen=request.POST.get("seen", ""))
        except AlreadyUndone:
            messages.info(request, _("This import has already been undone."))
            return redirect("reports:import_result", country, year, pk)
        except (StaleUndo, StaleAnswer):
            is_stale = True
        else:
            return redirect("reports:import_result", country, year, pk)
    context = {"report": report, "kept": kept, "may_undo": may_undo, "undo": plan_undo(kept), "is_stale": is_stale}
    return render(request, "reports/importing/undo.html", context, status=409 if is_stale else 200)
