"""What an open page of a part hears: whether anything is other than it shows, and then the pieces to put in its place.

A page with a WebSocket is told by that (reports.pages.news), and asks here now and then whether it was told everything;
one without asks every few seconds. An answer without news is empty, and costs as few queries as can be.
"""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coediting import visits
from coediting.open_pages import mark
from reports.answers.languages import writing_language
from reports.content.loading import load
from reports.models import Report
from reports.pages.news import report_unchanged, section_or_404, view_of
from reports.pages.page_state import channel_of
from reports.pages.section_form import EntryBlock, SectionForm
from reports.pages.sections import section_form, standing_shown
from reports.rights.access import report_or_404
from reports.rights.permissions import can
from reports.signoff.next_actor import turn_of

LONGEST_PAGE = 40


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def live(request: HttpRequest, country: str, year: int, key: str) -> HttpResponse:
    """How this part stands and who else is here: what of both is other than the page has heard last (`mark`), and 204
    where nothing is. With `connected` only the first: the page has a WebSocket, and asks whether it told everything.

    With `of`, the names of questions: these as they are to be shown now; with `proposed`: what is proposed for them. A
    post says where on the page its reader is.
    """
    heard = request.GET.get("mark", "").split("-")
    if request.method != "POST" and heard != [""] and nothing_is_new(request, key, heard):
        return HttpResponse(status=204)
    report = report_or_404(request.user, country, year)
    section = section_or_404(report, key)
    if request.method == "POST":
        return be_here(request, channel_of(report.pk, key))
    if "of" in request.GET:
        return pieces(request, report, key)
    if "proposed" in request.GET:
        return proposals(request, report, key)
    view = view_of(report, section, writing_language(request, report), request.user)
    said = view.said | {"people": visits.others(view.channel, request.user)}
    marks = {name: mark(value) for name, value in said.items()}
    unheard = {name: value for name, value in said.items() if marks[name] not in heard}
    return JsonResponse({"mark": "-".join([view.mark, *marks.values()]), **unheard})


def nothing_is_new(request: HttpRequest, key: str, heard: list[str]) -> bool:
    """Of the page that has heard this: one query, and one more where it is to hear who is here."""
    language = request.GET.get("write", "")
    report = report_unchanged(heard[0], key, language, request.user)
    if report is None or "connected" in request.GET:
        return report is not None
    return mark(visits.others(channel_of(report, key), request.user)) in heard


def be_here(request: HttpRequest, channel: str) -> HttpResponse:
    page, at = request.POST.get("page", ""), request.POST.get("at", "")
    if not 0 < len(page) <= LONGEST_PAGE or len(at) > visits.LONGEST_PLACE:
        raise BadRequest("no page of ours")
    if "gone" in request.POST:
        visits.leave(channel=channel, page=page, by=request.user)
    else:
        visits.be_here(channel=channel, page=page, at=at, by=request.user)
    return HttpResponse(status=204)


def pieces(request: HttpRequest, report: Report, key: str) -> JsonResponse:
    """The questions `of` these names, those under a condition that came or went (`on` are the names of those on the
    page), how far the part is, and how it stands with all that."""
    content = load(report)
    form = section_form(request, content, key)
    wanted, on_the_page = names(request, "of"), names(request, "on")
    shared = {"report": report, "user": request.user}
    parts = []
    for entry in form.section.entries:
        came_or_went = entry.question.condition and entry.is_asked != (entry.name in on_the_page)
        if came_or_went or (entry.is_group and entry.name in wanted):
            parts.append(EntryBlock(entry).render(form, shared, swap=True))
            continue
        parts += [
            one_question(form, one, shared, nested=one is not entry)
            for one in (entry, *entry.parts)
            if one.name in wanted
        ]
    parts.append(render_to_string("reports/pages/_progress.html", shared | {"section": form.section, "swap": True}))
    locked = {"locked": form.locked, "may_suggest": can(request.user, "suggest", report), "swap": True}
    parts.append(render_to_string("reports/pages/_locked_part.html", locked))
    stage = shared | {"turn": turn_of(report), "swap": True}
    parts.append(render_to_string("reports/pages/_part_stage.html", stage))
    now = standing_shown(content, form, request.user)
    return JsonResponse({"html": "".join(parts), "standing": now, "locked": form.locked})


def proposals(request: HttpRequest, report: Report, key: str) -> JsonResponse:
    """What is proposed for the questions `proposed` names: the line under each, with what its editor draws."""
    content = load(report)
    form = section_form(request, content, key)
    wanted = names(request, "proposed")
    parts = [
        render_to_string("reports/review/suggestions/_waiting.html", form.context_of(entry) | {"swap": True})
        for entry in form.standing()
        if entry.name in wanted and not entry.is_group
    ]
    standing = standing_shown(content, form, request.user)
    return JsonResponse({"html": "".join(parts), "proposals": standing["proposals"]})


def one_question(form: SectionForm, entry, shared: dict, *, nested: bool) -> str:
    context = shared | form.context_of(entry) | {"swap": True, "nested": nested}
    return render_to_string("reports/pages/_question.html", context)


def names(request: HttpRequest, parameter: str) -> set[str]:
    return set(filter(None, request.GET.get(parameter, "").split(",")))
