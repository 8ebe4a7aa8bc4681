"""A meeting of a working group: the worksheet before it, and the minutes after it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forum.access import Forbidden, memberships, require
from forum.models import User, WorkingGroup
from reports.answers.languages import writing_language
from reports.content.display import changes_html
from reports.content.entries import ReportContent
from reports.content.loading import load
from reports.meetings import worksheet as worksheets
from reports.meetings.forms import MinutesForm
from reports.meetings.minutes import made_from, propose_minutes
from reports.models import Report
from reports.rights.access import report_or_404
from reports.rights.minutes import may_enter
from roadmaps.queries import items_for_editor


@never_cache
@require_safe
def worksheet(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """All questions of a group below each other, or one (?one=3), large."""
    report = report_or_404(request.user, country, year)
    groups, group = groups_and_chosen(request, report)
    found = worksheets.worksheet(report, request.user, group)
    only = request.GET.get("one", "")
    at = int(only) if only.isdecimal() and 0 < int(only[:4]) <= len(found.sheets) else 0
    if only and not at:
        raise Http404
    context = {
        "report": report,
        "found": found,
        "groups": groups,
        "group": group,
        "sheets": found.sheets[at - 1 : at] if at else found.sheets,
        "at": at,
        "total": len(found.sheets),
        "query": f"group={group.pk}" if group else "group=all",
        "may_enter_minutes": may_enter(request.user, report),
    }
    return render(request, "reports/meetings/worksheet_one.html" if at else "reports/meetings/worksheet.html", context)


def groups_and_chosen(request: HttpRequest, report: Report) -> tuple[list[WorkingGroup], WorkingGroup | None]:
    """The country's groups, and the one that is asked for; unasked, the reader's own; "all" is the whole report."""
    groups = list(report.country.working_groups.filter(retired_on=None).order_by("position", "pk"))
    wanted = request.GET.get("group", "")
    if wanted and wanted != "all":
        chosen = next((group for group in groups if str(group.pk) == wanted), None)
        if chosen is None:
            raise Http404
        return groups, chosen
    own = set() if wanted else {one.working_group_id for one in memberships(request.user)}
    return groups, next((group for group in groups if group.pk in own), None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """Write what the meeting wants. POST shows the page with what was typed, and with the answer to the question `open`
    to be changed."""
    report = report_to_enter(request, country, year)
    if page := request.GET.get("done", ""):
        return done(request, report, page)
    content = load(report)
    form = minutes_form(request, content, opened=request.POST.get("open", ""))
    return form_page(request, content, form, unchecked=request.method == "POST")


@never_cache
@require_POST
def preview_minutes(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """What was written, as changes of the answers."""
    report = report_to_enter(request, country, year)
    content = load(report)
    form = minutes_form(request, content)
    if not form.is_valid():
        return form_page(request, content, form, status=422)
    return preview(request, report, form)


@never_cache
@require_POST
def make_proposals(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """Propose what was written; the page that says so is led to."""
    report = report_to_enter(request, country, year)
    content = load(report)
    form = minutes_form(request, content)
    if not form.is_valid():
        return form_page(request, content, form, status=422)
    page = form.cleaned_data["page"]
    made = send_off(request.user, form)
    messages.success(
        request,
        ngettext("The meeting made %(number)s proposal.", "The meeting made %(number)s proposals.", len(made))
        % {"number": len(made)},
    )
    return redirect(f"{start_of(report)}?done={page}&write={form.language}")


def report_to_enter(request: HttpRequest, country: str, year: int) -> Report:
    """The report of which the reader may enter minutes, on a page of their own."""
    report = report_or_404(request.user, country, year)
    require(may_enter(request.user, report))
    if request.POST.get("writer", str(request.user.pk)) != str(request.user.pk):
        raise Forbidden(_("This page was opened by somebody else, who is no longer logged in. Nothing has been saved."))
    return report


def start_of(report: Report) -> str:
    return reverse("reports:minutes", args=[report.country.code, report.campaign.year])


def send_off(user: User, form: MinutesForm):
    return propose_minutes(
        report=form.report,
        language=form.language,
        meeting=form.values,
        wishes=form.wishes,
        by=user,
        page=form.cleaned_data["page"],
    )


def minutes_form(request: HttpRequest, content: ReportContent, opened: str = "") -> MinutesForm:
    return MinutesForm(
        request.POST if request.method == "POST" else None,
        content=content,
        user=request.user,
        language=writing_language(request, content.report),
        plain="plain" in request.GET,
        group=request.GET.get("group", ""),
        open_=opened,
    )


def form_page(
    request: HttpRequest, content: ReportContent, form: MinutesForm, status: int = 200, *, unchecked: bool = False
) -> HttpResponse:
    report = content.report
    context = {
        "report": report,
        "form": form,
        "language": form.language,
        "problems": [] if unchecked else problems(form),
        **addresses(request, form),
        "plain_url": f"{start_of(report)}?write={form.language}&plain=1",
        "roadmap_items": {} if form.plain else items_for_editor(report.roadmap, form.language),
    }
    return render(request, "reports/meetings/minutes.html", context, status=status)


def problems(form: MinutesForm) -> list[dict[str, str]]:
    """What is wrong, each with the way to its field."""
    return [
        {
            "message": said(form, name, error),
            "href": f"#id_{name}" if name in ("meeting", "day", "group") else "#questions",
        }
        for name, errors in form.errors.items()
        for error in errors
    ]


def said(form: MinutesForm, name: str, error: str) -> str:
    """An error after the name of its field, where it has one that is read."""
    if name not in ("meeting", "day", "group"):
        return str(error)
    return _("%(label)s: %(error)s") % {"label": form[name].label, "error": error}


def addresses(request: HttpRequest, form: MinutesForm) -> dict[str, str]:
    """Where the buttons lead, by the names of the templates; and of a page that was sent, where it is begun."""
    start = start_of(form.report)
    query = f"?write={form.language}" + ("&plain=1" if form.plain else "")
    found = {"address": start + query, "preview": f"{start}preview/{query}", "propose": f"{start}propose/{query}"}
    return found | ({"page_address": start + query} if request.method == "POST" else {})


def preview(request: HttpRequest, report: Report, form: MinutesForm) -> HttpResponse:
    context = {
        "report": report,
        "form": form,
        "meeting": form.values,
        "wishes": [(one, changes_html(one.entry, one.base, one.value, form.language)) for one in form.wishes],
        "carried": form.carried(),
        **addresses(request, form),
    }
    return render(request, "reports/meetings/preview.html", context)


def done(request: HttpRequest, report: Report, page: str) -> HttpResponse:
    """The proposals that came of a page; the browser drops what it kept of it."""
    made = made_from(report, page, request.user)
    if not made:
        return redirect("reports:minutes", report.country.code, report.campaign.year)
    content = load(report)
    entries = {entry.slot.pk: entry for entry in content.entries()}
    context = {
        "report": report,
        "made": [(one, entries.get(one.slot_id)) for one in made],
        "place": f"{report.country.code}/{report.campaign.year}/minutes/{made[0].language}",
        "page": page,
        "again": start_of(report),
    }
    return render(request, "reports/meetings/done.html", context)
