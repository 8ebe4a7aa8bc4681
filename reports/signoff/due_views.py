"""Giving a country a due date of its own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum.access import require
from reports.rights.access import report_or_404
from reports.rights.permissions import can
from reports.signoff.due import change_due
from reports.signoff.forms import OwnDueForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def due(request: HttpRequest, country: str, year: int) -> HttpResponse:
    report = report_or_404(request.user, country, year)
    require(can(request.user, "change_due", report))
    form = OwnDueForm(request.POST if request.method == "POST" else None, initial={"due_on": report.due_on})
    if form.is_valid():
        try:
            if change_due(report=report, due_on=form.cleaned_data["due_on"], by=request.user):
                messages.success(request, _("The due date is changed, and those who lead the report are told."))
        except ValidationError as error:
            form.add_error("due_on", error)
        else:
            return redirect("reports:overview", country, year)
    context = {"report": report, "form": form}
    return render(request, "reports/signoff/due.html", context, status=422 if form.errors else 200)
