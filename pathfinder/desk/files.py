"""The desk's table as a file, with the filters in force, in the reader's language."""

from collections.abc import Iterator
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forum.access import alliance_or_404
from journal.cells import csv_line
from pathfinder.desk.filters import Asked, country_name
from publications.export import FORMATS
from publications.workbook import one_sheet
from reports.models import Campaign
from reports.signoff.dashboard import Row, read_contents
from reports.signoff.selection import Rows

AT_ONCE = 100
WIDTHS = [30, 8, 8, 8, 20, 8, 12, 12, 12, 18, 30, 40, 50, 16]


@require_safe
def table(request: HttpRequest, format: str) -> HttpResponse:
    """All rows that the filters leave, not those of one page alone."""
    alliance_or_404(request.user)
    if format not in WRITERS:
        raise Http404
    write, content_type = WRITERS[format]
    rows = Asked.of(request.GET).rows(list(Campaign.objects.order_by("-year")))
    name = f"pathfinder-{timezone.localdate().isoformat()}.{format}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(lines(rows)), content_type=content_type, headers=headers)


def lines(rows: Rows) -> Iterator[list[object]]:
    yield [
        *(_("Country"), _("Code"), _("Year"), _("Version"), _("Status"), _("Late"), _("Due"), _("Answered")),
        *(_("Questions"), _("Last change"), _("Changed by"), _("Who must act"), _("People"), _("Accepted version")),
    ]
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        read_contents(part)
        yield from map(line, part)


def line(row: Row) -> list[object]:
    report, content = row.report, row.content
    return [
        country_name(row.country),
        row.country.code,
        row.campaign.year,
        report.version if report else None,
        capfirst(row.status.label) if report else _("No report"),
        _("Yes") if row.is_late else None,
        row.report.due if report else None,
        content.answered_count if content else None,
        content.asked_count if content else None,
        minute(row.changed_at),
        row.changed_by,
        row.waits_for,
        ", ".join(person.name for person in row.turn.people),
        row.accepted,
    ]


def minute(moment: datetime | None) -> datetime | None:
    """As a clock of the reader shows it, which a workbook can hold."""
    return timezone.localtime(moment).replace(second=0, microsecond=0, tzinfo=None) if moment else None


def to_csv(table: Iterator[list[object]]) -> str:
    return "\ufeff" + "".join(map(csv_line, table))  # the mark tells spreadsheets that it is UTF-8


def to_xlsx(table: Iterator[list[object]]) -> bytes:
    return one_sheet(_("Desk"), WIDTHS, table)


WRITERS = {"csv": (to_csv, "text/csv; charset=utf-8"), "xlsx": (to_xlsx, FORMATS["xlsx"].content_type)}
