"""The forum's review in the browser: the chair of a working group reads the frozen text and answers for the group."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum.access import Forbidden, require
from reports.models import Report
from reports.rights.access import report_or_404
from reports.rights.permissions import can
from reports.signoff import stage_views
from reports.signoff.endorsements import StaleReview, answer_review, chairs
from reports.signoff.forms import ReviewForm
from reports.signoff.forum_review import Review, review_of
from reports.signoff.rounds import since_answered
from reports.stages import Stage


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """One form for each group that the reader chairs; a post names its group."""
    report = report_or_404(request.user, country, year)
    is_closed = report.stage != Stage.FORUM_REVIEW
    if is_closed and request.method != "POST":
        return stage_views.page(request, report, closed=True)
    standing = review_of(report)
    own = {chair.working_group_id for chair in chairs(request.user, report)}
    if not (is_closed and own and standing):  # what a chair wrote until the review was closed is given back to them
        require(can(request.user, "answer_review", report))
    lines = {line.group.pk: line for line in standing.lines if line.group.pk in own} if standing else {}
    if request.method != "POST":
        return page(request, report, standing, forms_of(report, standing, lines))
    group = request.POST.get("group", "")
    if not group.isdecimal() or int(group) not in lines:
        raise Http404
    line = lines[int(group)]
    form = ReviewForm(request.POST, report=report, snapshot=standing.snapshot, line=line)
    status = 422
    if form.is_valid():
        values = form.cleaned_data
        try:
            answer_review(
                report=report,
                group=line.group,
                choice=values["choice"],
                text=values["text"],
                by=request.user,
                seen_hash=values["sha256"],
                seen=values["seen"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        except StaleReview:
            status = 409
            form.add_error(
                None,
                _(
                    "The text, or the group’s answer, was changed in the meantime. Nothing has been saved: copy what "
                    "you wrote, and open this page again."
                ),
            )
        except Forbidden as refusal:
            status = 409
            form.add_error(None, _("%(reason)s Nothing has been saved: copy what you wrote.") % {"reason": refusal})
        else:
            messages.success(request, _("The group’s answer is kept. It can be changed until the review closes."))
            return redirect("reports:stage", country, year)
    forms = forms_of(report, standing, {pk: one for pk, one in lines.items() if pk != line.group.pk})
    return page(request, report, standing, [form, *forms], status=status)


def forms_of(report: Report, standing: Review | None, lines: dict) -> list[ReviewForm]:
    return [ReviewForm(report=report, snapshot=standing.snapshot, line=line) for line in lines.values()]


def page(
    request: HttpRequest, report: Report, standing: Review | None, forms: list[ReviewForm], status: int = 200
) -> HttpResponse:
    since = since_answered(report, [form.line for form in forms])
    context = {
        "report": report,
        "review": standing,
        "forms": forms,
        "since": since,
        "several": len(since) > 1,
        "has_errors": any(form.errors for form in forms),
    }
    return render(request, "reports/signoff/review.html", context, status=status)
