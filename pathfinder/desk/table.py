"""The desk itself: the table of all reports, filtered, sorted, and chosen from."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forum.access import alliance_or_404
from forum.permissions import can
from notices.retry import given_up
from pathfinder.desk.filters import COLUMNS, SORTS, STATUS_CHOICES, chosen, in_order
from reports.signoff.dashboard import desk_rows, read_contents

ROWS_A_PAGE = 60


@dataclass(frozen=True)
class Heading:
    """A column that the table can be sorted by. `sorted` is the value of aria-sort, "" where it is not."""

    label: str
    sort: str
    sorted: str


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Every country and year; for everybody who works for the Alliance."""
    alliance_or_404(request.user)
    rows = desk_rows()
    asked = {name: request.GET.get(name, "").strip() for name in ("year", "status", "words", "sort")}
    shown = in_order(chosen(rows, year=asked["year"], status=asked["status"], words=asked["words"]), asked["sort"])
    page = Paginator(shown, ROWS_A_PAGE).get_page(request.GET.get("page"))
    read_contents(page.object_list)
    is_administrator = bool(can(request.user, "read_unsent_mails", None))
    context = {
        "page": page,
        "asked": asked,
        "is_filtered": any(asked[name] for name in ("year", "status", "words")),
        "is_empty": not rows,
        "late": sum(row.is_late for row in rows),
        "years": sorted({row.campaign.year for row in rows}, reverse=True),
        "statuses": STATUS_CHOICES,
        "sorts": SORTS,
        "headings": headings(asked["sort"]),
        "all_chosen": "all" in request.GET,
        "is_editor": bool(can(request.user, "run_campaigns", None)),
        "is_administrator": is_administrator,
        "unsent": given_up().count() if is_administrator else 0,
    }
    return render(request, "desk/table.html", context)


def headings(sort: str) -> dict[str, Heading]:
    labels = {"country": _("Country"), "year": _("Year"), "status": _("Status"), "changed": _("Last change")}
    ways = {"": "", column_of(sort): "descending" if sort.startswith("-") else "ascending"}
    return {
        column: Heading(labels[column], f"-{column}" if sort == column else column, ways.get(column, ""))
        for column in COLUMNS
    }


def column_of(sort: str) -> str:
    return sort.removeprefix("-")
