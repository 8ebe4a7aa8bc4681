"""Exports of several reports in the browser: choosing, watching, cancelling, fetching; for the Alliance only."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forum.access import alliance_or_404
from forum.models import User
from publications.bulk.acts import cancel, go_on, is_stalled, may_cancel, start
from publications.bulk.forms import BulkForm
from publications.bulk.keeping import KEPT
from publications.models import BulkExport
from reports.models import Report

LISTED = 50


@require_safe
def all_exports(request: HttpRequest) -> HttpResponse:
    """The latest exports, whoever started them."""
    alliance_or_404(request.user)
    jobs = BulkExport.objects.select_related("by").order_by("-created_at", "-pk")[:LISTED]
    return render(request, "publications/bulk/list.html", {"jobs": jobs})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Languages and formats for the reports that were chosen on the desk; a post hands the work over to the queue."""
    alliance_or_404(request.user)
    chosen_reports = chosen_in(request.POST or request.GET)
    reports = list(BulkForm.base_fields["report"].queryset.filter(pk__in=chosen_reports))
    if request.method == "POST":
        form = BulkForm(request.POST, language=get_language(), reports=reports)
        if form.is_valid():
            chosen = form.cleaned_data
            job = start(
                reports=list(chosen["report"]),
                languages=chosen["languages"],
                formats=chosen["formats"],
                by=request.user,
            )
            return redirect("bulk:job", job.pk)
    else:
        form = BulkForm(initial={"report": chosen_reports}, language=get_language(), reports=reports)
    context = {"form": form, "reports": reports}
    return render(request, "publications/bulk/new.html", context, status=422 if form.errors else 200)


def chosen_in(sent) -> list[int]:
    """The keys of reports in an address or a form; what is no key is left out."""
    return [int(value) for value in sent.getlist("report") if value.isdecimal() and len(value) < 10]


@never_cache
@require_safe
def show(request: HttpRequest, export: int) -> HttpResponse:
    """How far an export is. A script asks for the part that changes, and for the whole page when it has ended."""
    job = job_or_404(request.user, export)
    context = {"job": job, "is_stalled": is_stalled(job)}
    if request.htmx:
        answer = render(request, "publications/bulk/_progress.html", context)
        if not job.is_under_way or context["is_stalled"]:
            answer["HX-Refresh"] = "true"
        return answer
    context["reports"] = Report.objects.select_related("country", "campaign").filter(pk__in=job.selection["reports"])
    context["may_cancel"] = may_cancel(request.user, job)
    context["until"] = job.finished_at + KEPT if job.finished_at else timezone.now()
    return render(request, "publications/bulk/job.html", context)


@require_POST
def cancel_export(request: HttpRequest, export: int) -> HttpResponse:
    job = job_or_404(request.user, export)
    if cancel(job=job, by=request.user):
        messages.success(request, _("The export is cancelled."))
    else:
        messages.error(request, _("The export had ended already."))
    return redirect("bulk:job", export)


@require_POST
def go_on_with(request: HttpRequest, export: int) -> HttpResponse:
    """Ask the queue again for an export that stands still."""
    job = job_or_404(request.user, export)
    if go_on(job):
        messages.success(request, _("The export goes on where it was left."))
    else:
        messages.info(request, _("The export does not stand still."))
    return redirect("bulk:job", export)


@never_cache
@require_safe
def file(request: HttpRequest, export: int) -> FileResponse:
    """The ZIP, as long as it is kept."""
    job = job_or_404(request.user, export)
    try:
        content = job.file.open() if job.file else None
    except FileNotFoundError:
        content = None
    if content is None:
        raise Http404
    day = timezone.localtime(job.created_at)
    return FileResponse(content, as_attachment=True, filename=f"Pathfinder-{day:%Y-%m-%d}-{job.pk}.zip")


def job_or_404(user: User, pk: int) -> BulkExport:
    """An export, for those of the Alliance: what one of them made the others may fetch."""
    alliance_or_404(user)
    return get_object_or_404(BulkExport.objects.select_related("by"), pk=pk)
