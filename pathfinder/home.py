"""The home page: what waits for me."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forum.access import countries_of, is_secretariat
from reports.permissions import can
from reports.queries import waiting_for
from reports.stages import EDITABLE
from reports.turns import turns


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The reports of my countries with what is missing in each; for the secretariat those of every country."""
    countries = countries_of(request.user)
    contents = [content for content in waiting_for(countries) if can(request.user, "view", content.report)]
    turn_of = turns(content.report for content in contents)
    context = {
        "reports": [(content, turn_of[content.report.pk]) for content in contents],
        "countries": countries,
        "is_secretariat": is_secretariat(request.user),
        "editable": EDITABLE,
    }
    return render(request, "home.html", context)
