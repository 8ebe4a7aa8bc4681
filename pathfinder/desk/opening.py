"""Opening a campaign from the desk, with what came of it country by country."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from forum.access import alliance_or_404, require
from forum.models import Country
from forum.permissions import can
from pathfinder.desk.forms import CampaignForm
from reports.answers.opening import Opened, open_campaign, prospects
from reports.models import Campaign


@require_http_methods(["GET", "HEAD", "POST"])
def open_page(request: HttpRequest) -> HttpResponse:
    """Ask for the year and the due date; ?year= shows on which roadmap each country's report would be opened; a post
    opens the reports and shows which countries got one."""
    alliance_or_404(request.user)
    require(can(request.user, "run_campaigns", None))
    is_sent, asked = request.method == "POST", request.POST or request.GET
    form = CampaignForm(asked) if is_sent or "year" in asked else CampaignForm(initial={"year": next_year()})
    opened, names, found = None, {}, []
    if form.is_valid() and not is_sent:
        found = prospects(form.cleaned_data["year"])
    elif form.is_valid():
        try:
            opened = open_campaign(**form.cleaned_data, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            names = names_in(opened)
    context = {"form": form, "opened": opened, "prospects": found, **names}
    return render(request, "desk/open.html", context, status=422 if form.errors else 200)


def next_year() -> int | None:
    """The year after the newest campaign."""
    newest = Campaign.objects.order_by("-year").first()
    return newest.year + 1 if newest else None


def names_in(opened: Opened) -> dict[str, list[Country]]:
    """The countries that opening a campaign speaks of, instead of their codes."""
    by_code = {country.code: country for country in Country.objects.order_by("code")}
    return {
        "new": [by_code[code] for code in opened.opened],
        "already": [by_code[code] for code in opened.already_open],
        "without": [by_code[code] for code in opened.without_roadmap],
    }
