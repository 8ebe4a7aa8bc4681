"""The home page: what waits for me."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forum.access import countries_of, is_secretariat, memberships
from forum.roles import COORDINATORS, Role
from reports.assignments.board import waiting
from reports.assignments.untranslated import untranslated
from reports.rights.permissions import can
from reports.signoff.next_actor import turns
from reports.stages import EDITABLE


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is assigned to me, then the reports of my countries with whose turn it is and what is to be translated; for
    the secretariat those of every country."""
    countries = countries_of(request.user)
    found = waiting(request.user, countries)
    contents = [content for content in found.reports if can(request.user, "view", content.report)]
    turn_of = turns(content.report for content in contents)
    translated = {one.country_id for one in memberships(request.user) if one.role == Role.TRANSLATOR}
    reports = [
        (
            content,
            turn_of[content.report.pk],
            untranslated(content) if content.report.country_id in translated else [],
        )
        for content in contents
    ]
    context = {
        "lines": found.lines,
        "reports": reports,
        "is_waited_for": any(
            texts or any(holder.user == request.user.pk for holder in turn.people) for _, turn, texts in reports
        ),
        "countries": countries,
        "led": {one.country_id for one in memberships(request.user) if one.role in COORDINATORS},
        "is_secretariat": is_secretariat(request.user),
        "editable": EDITABLE,
    }
    return render(request, "home.html", context)
