"""The board: who writes which part of a report until when; and one assignment, which is changed, done or ended."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from forum.access import require
from reports.assignments import actions
from reports.assignments.board import BoardLine, assignment_or_404, board
from reports.assignments.forms import GONE, AssignForm, DateAndNote
from reports.assignments.secretariat import let_secretariat_fill_in
from reports.content.loading import load
from reports.models import Assignment, Report
from reports.rights.access import report_or_404
from reports.rights.minutes import may_enter
from reports.rights.permissions import can


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_board(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """Every section with who writes it. POST hands out a part of one."""
    report = report_or_404(request.user, country, year)
    may_assign = can(request.user, "assign", report)
    data = None
    if request.method == "POST":
        require(may_assign)
        data = request.POST
    content = load(report)
    rows = board(content)
    assignees = actions.assignees(report) if may_assign else []
    forms = {row.section.key: AssignForm(row.section, assignees, data) if may_assign else None for row in rows}
    sent = next((form for form in forms.values() if form and form.is_bound), None)
    if data is not None:
        if sent is None:
            raise BadRequest("no section of this report")
        if sent.is_valid() and hand_out(request, report, sent):
            return redirect("reports:board", country, year)
    context = {
        "report": report,
        "rows": [(row, forms[row.section.key]) for row in rows],
        "may_assign": may_assign,
        "may_enter_minutes": may_enter(request.user, report),
        "vacant": actions.without_writer(report, (line.assignment for row in rows for line in row.lines)),
        "sent": sent,
    }
    return render(request, "reports/assignments/board.html", context, status=422 if sent else 200)


def hand_out(request: HttpRequest, report: Report, form: AssignForm) -> bool:
    """Do it and say so; what stands in its way is told in the form."""
    try:
        actions.assign(report=report, by=request.user, **form.values)
    except actions.AlreadyAssigned:
        form.add_error("to", _("This is assigned to them already. Change that assignment instead."))
        return False
    except actions.CannotWrite:
        form.offer(actions.assignees(report))
        form.add_error("to", GONE["to"])
        return False
    except actions.NoSuchPlace:
        form.add_error("place", GONE["place"])
        return False
    messages.success(request, _("The part is assigned, and its new writers are told."))
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_assignment(request: HttpRequest, country: str, year: int, assignment: int) -> HttpResponse:
    """One assignment. POST changes its date, reminders and note."""
    report = report_or_404(request.user, country, year)
    found = assignment_or_404(report, assignment)
    if request.method != "POST":
        shown = {"due_on": found.due_on, "note": found.note, "remind_days": found.remind_days}
        return assignment_page(request, found, DateAndNote(initial=shown, kept_days=found.remind_days))
    require(can(request.user, "assign", report))
    form = DateAndNote(request.POST, kept_days=found.remind_days)
    if not form.is_valid():
        return assignment_page(request, found, form, status=422)
    actions.change_assignment(assignment=found, **form.dates_and_note, by=request.user)
    return leave(request, report, _("The assignment has been changed."))


@require_POST
def mark_done(request: HttpRequest, country: str, year: int, assignment: int) -> HttpResponse:
    report = report_or_404(request.user, country, year)
    actions.mark_done(assignment=assignment_or_404(report, assignment), by=request.user)
    return leave(request, report, _("The part is marked as done, and the focal point is told."))


@require_POST
def reopen_assignment(request: HttpRequest, country: str, year: int, assignment: int) -> HttpResponse:
    report = report_or_404(request.user, country, year)
    actions.reopen_assignment(assignment=assignment_or_404(report, assignment), by=request.user)
    return leave(request, report, _("The part is open again."))


@require_POST
def end_assignment(request: HttpRequest, country: str, year: int, assignment: int) -> HttpResponse:
    report = report_or_404(request.user, country, year)
    actions.end_assignment(assignment=assignment_or_404(report, assignment), by=request.user)
    return leave(request, report, _("The part is taken back. What was written stays in the report."))


def leave(request: HttpRequest, report: Report, said: str) -> HttpResponse:
    """To the board after an act, or home for whom the assignment was to."""
    messages.success(request, said)
    if can(request.user, "assign", report):
        return redirect("reports:board", report.country.code, report.campaign.year)
    return redirect("home")


def assignment_page(request: HttpRequest, assignment: Assignment, form: DateAndNote, status: int = 200) -> HttpResponse:
    report = assignment.report
    context = {
        "report": report,
        "line": BoardLine.of(assignment, load(report, text=False), timezone.localdate()),
        "form": form,
        "may_assign": can(request.user, "assign", report),
        "may_mark": actions.may_mark(request.user, assignment),
    }
    return render(request, "reports/assignments/assignment.html", context, status=status)


@require_POST
def secretariat(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """Let the secretariat fill in this report, or stop it."""
    report = report_or_404(request.user, country, year)
    allowed = request.POST.get("allowed") == "yes"
    let_secretariat_fill_in(report=report, allowed=allowed, by=request.user)
    if allowed:
        messages.success(request, _("The secretariat may fill in this report now. Whatever it writes is marked."))
    else:
        messages.success(request, _("The secretariat cannot fill in this report any more. What it wrote stays."))
    return redirect("reports:overview", country, year)
