"""Opening a campaign from the desk: what will happen country by country, the due date, and only then the act."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum.access import alliance_or_404, require
from forum.permissions import can
from pathfinder.desk.forms import YearForm, proposed_due
from reports.answers.opening import LAST_YEAR, open_campaign, prospects
from reports.models import Campaign
from reports.signoff.due import check
from reports.signoff.forms import DueForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_page(request: HttpRequest) -> HttpResponse:
    """Show what opening a year does, by default the next one; a post opens its reports. The due date is asked for where
    the campaign is new."""
    alliance_or_404(request.user)
    require(can(request.user, "run_campaigns", None))
    is_sent = request.method == "POST"
    years = YearForm(request.POST if is_sent else {"year": request.GET.get("year") or next_year()})
    year = years.cleaned_data["year"] if years.is_valid() else None
    campaign = Campaign.objects.filter(year=year).first()
    form = None
    if year and not campaign:
        form = DueForm(request.POST if is_sent else None, initial={"due_on": proposed_due(year, timezone.localdate())})
    if is_sent and year and (form is None or form.is_valid()):
        try:
            due_on = form.cleaned_data["due_on"] if form else None
            check(Campaign(year=year), due_on)
            opened = open_campaign(year=year, due_on=due_on, by=request.user)
        except ValidationError as error:
            form.add_error("due_on", error)
        else:
            said = ngettext("%(number)s report is opened.", "%(number)s reports are opened.", len(opened.opened))
            messages.success(request, said % {"number": len(opened.opened)})
            return redirect("desk:campaign", year)
    context = {
        "years": years,
        "year": year,
        "campaign": campaign,
        "form": form,
        "prospects": prospects(year) if year else [],
        "campaigns": Campaign.objects.order_by("-year"),
    }
    return render(request, "desk/open.html", context, status=422 if years.errors or (form and form.errors) else 200)


def next_year() -> int:
    """The year after the newest campaign; without one this year."""
    newest = Campaign.objects.order_by("-year").first()
    return min(newest.year + 1, LAST_YEAR) if newest else timezone.localdate().year
