"""What is accepted: the text that counts, of each country and year."""

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forum.access import alliance_or_404
from reports.models import Campaign, Report, Signature, StageChange
from reports.signoff.dashboard import VERSIONS
from reports.stages import Stage

REPORTS_A_PAGE = 50


def accepted_reports() -> QuerySet[Report]:
    """The newest accepted version of each report, with who signed it (signed_by) and when it was accepted."""
    published = Report.objects.filter(stage=Stage.PUBLISHED)
    newer = VERSIONS.filter(stage=Stage.PUBLISHED, version__gt=OuterRef("version"))
    signatures = Signature.objects.filter(report=OuterRef("pk")).order_by("-signed_at", "-pk")
    changes = StageChange.objects.filter(report=OuterRef("pk"), to_stage=Stage.PUBLISHED).order_by("-at", "-pk")
    return (
        published.filter(~Exists(newer))
        .select_related("country", "campaign")
        .annotate(signed_by=Subquery(signatures.values("name")[:1]), accepted_at=Subquery(changes.values("at")[:1]))
        .order_by("-campaign__year", "country__code", "pk")
    )


@require_safe
def accepted(request: HttpRequest) -> HttpResponse:
    """All years, or the one that is asked for."""
    alliance_or_404(request.user)
    campaigns = list(Campaign.objects.order_by("-year"))
    campaign = next((one for one in campaigns if str(one.year) == request.GET.get("year")), None)
    found = accepted_reports()
    found = found.filter(campaign=campaign) if campaign else found
    page = Paginator(found, REPORTS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "campaigns": campaigns, "year": campaign.year if campaign else None}
    return render(request, "desk/accepted.html", context)
