"""Reminders from the desk: who would be written to and what they would read, and only then the mails."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum.access import alliance_or_404, require
from forum.permissions import can
from reports.models import Report
from reports.signoff.overdue import plan_reminders, remind


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    """The mails about the chosen reports, each in its reader's language; a post sends them."""
    alliance_or_404(request.user)
    require(can(request.user, "run_campaigns", None))
    reports = chosen_reports(request)
    if request.method == "POST" and reports:
        done = remind(reports=reports, by=request.user)
        mails = sum(len(reminder.people) for reminder in done)
        if mails:
            sent = ngettext("%(number)s mail is on its way.", "%(number)s mails are on their way.", mails)
            messages.success(request, sent % {"number": mails})
        for reminder in done:
            if reminder.reason:
                messages.warning(
                    request, _("%(label)s: %(error)s") % {"label": reminder.report, "error": reminder.reason}
                )
        return redirect("desk:table")
    plan = plan_reminders(reports) if reports else []
    context = {
        "plan": [(reminder, reminder.letters(request.user)) for reminder in plan],
        "mails": sum(len(reminder.people) for reminder in plan),
    }
    return render(request, "desk/remind.html", context)


def chosen_reports(request: HttpRequest) -> list[Report]:
    """The reports that were chosen on the desk; without a choice none."""
    keys = [int(key) for key in (request.POST or request.GET).getlist("report") if key.isdecimal() and len(key) < 10]
    reports = Report.objects.select_related("country", "campaign", "roadmap").filter(pk__in=keys)
    return list(reports.order_by("-campaign__year", "country__code", "-version"))
