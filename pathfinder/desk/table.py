"""The desk itself: the table of all reports, filtered, sorted, and chosen from; and the same as a file."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forum.access import alliance_or_404
from forum.permissions import RoleContext, can
from forum.roles import Role
from notices.retry import given_up
from pathfinder.desk.filters import ALL_YEARS, SORTS, STATUS_CHOICES, Asked, remember, remembered
from reports.models import Campaign
from reports.signoff.dashboard import read_contents
from reports.signoff.selection import SORTED_BY, late, newest_reports

ROWS_A_PAGE = 50


@dataclass(frozen=True)
class Heading:
    """A column that the table can be sorted by. `sorted` is the value of aria-sort, "" where it is not."""

    label: str
    sort: str
    sorted: str


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Every country in the newest campaign, or in the year that is asked for; for everybody of the Alliance."""
    alliance_or_404(request.user)
    if before := remembered(request):
        return redirect(f"{reverse('desk:table')}?{before}")
    asked, campaigns = Asked.of(request.GET), list(Campaign.objects.order_by("-year"))
    page = Paginator(asked.rows(campaigns), ROWS_A_PAGE).get_page(request.GET.get("page"))
    read_contents(page.object_list)
    is_administrator = bool(can(request.user, "read_unsent_mails", None))
    campaign = asked.campaign_in(campaigns)
    context = {
        "page": page,
        "asked": asked,
        "year": campaign.year if campaign else ALL_YEARS,
        "is_filtered": any((asked.year, asked.status, asked.words)),
        "late": newest_reports().filter(late(timezone.localdate())).count(),
        "campaigns": campaigns,
        "statuses": STATUS_CHOICES,
        "sorts": SORTS,
        "headings": headings(asked.sort),
        "all_chosen": "all" in request.GET,
        "is_editor": bool(can(request.user, "run_campaigns", None)),
        "is_administrator": is_administrator,
        "may_invite": bool(can(request.user, "give", None, RoleContext(Role.FOCAL_POINT, has_focal_point=False))),
        "unsent": given_up().count() if is_administrator else 0,
    }
    response = render(request, "desk/table.html", context)
    remember(request, response)
    return response


def headings(sort: str) -> dict[str, Heading]:
    labels = {"country": _("Country"), "year": _("Year"), "status": _("Status"), "changed": _("Last change")}
    ways = {"": "", column_of(sort): "descending" if sort.startswith("-") else "ascending"}
    return {
        column: Heading(labels[column], f"-{column}" if sort == column else column, ways.get(column, ""))
        for column in SORTED_BY
    }


def column_of(sort: str) -> str:
    return sort.removeprefix("-")
