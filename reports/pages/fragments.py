"""What a save changes on a page that is open, as HTML for htmx to put in its place."""

import json

from django.http import HttpResponse
from django.template.loader import render_to_string

from forum.models import User
from reports.models import Report
from reports.pages.posted import Outcome, Result
from reports.pages.section_form import EntryBlock, SectionForm

OUTCOMES = "Pathfinder-Outcomes"
"""The header by which the page knows this answer from one of a router on the way: question → saved, stale, invalid."""


def fragments(
    report: Report,
    user: User,
    form: SectionForm,
    outcomes: list[Outcome],
    *,
    before: set[str],
    whole: set[str],
    with_group: bool,
) -> HttpResponse:
    """States and revisions of what was saved, questions that came or went, the group of next steps, the progress.

    `form` is the section as it stands now, `before` the names of the questions that stood on the page, `whole` of those
    to be shown anew.
    """
    shared = {"report": report, "user": user}
    unsaved = {outcome.entry.name for outcome in outcomes if outcome.result is not Result.SAVED}
    parts = []
    for entry in form.section.entries:
        came_or_went = (
            entry.question.condition and entry.is_asked != (entry.name in before) and entry.name not in unsaved
        )
        if came_or_went or (entry.is_group and with_group):
            parts.append(EntryBlock(entry).render(form, shared, swap=True))
            continue
        for one in [entry, *entry.parts]:
            context = shared | form.context_of(one) | {"swap": True, "nested": one is not entry}
            if one.name in whole - unsaved:
                parts.append(render_to_string("reports/pages/_question.html", context))
            elif one.name in form.outcomes:
                parts.append(render_to_string("reports/pages/_outcome.html", context))
    parts.append(render_to_string("reports/pages/_progress.html", shared | {"section": form.section, "swap": True}))
    response = HttpResponse("".join(parts))
    response[OUTCOMES] = json.dumps({outcome.entry.name: outcome.result for outcome in outcomes})
    return response
