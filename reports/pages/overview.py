"""The list of reports, and a report at a glance: its sections, what is missing, and where to go on."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from forum.access import countries_of
from forum.models import User
from journal.models import Entry
from journal.queries import history_of, latest_acts
from reports.answers.roadmap_version import newer_roadmap
from reports.content.entries import ReportContent
from reports.content.loading import load
from reports.history.changes import by_part, since_last_visit
from reports.models import Report
from reports.review.comment_journal import readable_by
from reports.review.suggestion_display import counts
from reports.review.threads import Counts
from reports.rights.access import newest_and_published, report_or_404
from reports.rights.minutes import may_enter
from reports.rights.permissions import can
from reports.rights.writers import go_on, writer
from reports.signoff.next_actor import turn_of
from roadmaps.models import Roadmap

REPORTS_A_PAGE = 50
LATEST = 4
"""So many of the answers written last, and as many of the other acts, stand in the margin."""


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """Every report that the reader may see, newest year first."""
    found = newest_and_published(request.user, countries_of(request.user))
    page = Paginator(found, REPORTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/pages/list.html", {"page": page})


@require_safe
def overview(request: HttpRequest, country: str, year: int) -> HttpResponse:
    report = report_or_404(request.user, country, year)
    content = load(report, text=False)
    made_at = timezone.now()
    changes = since_last_visit(content, request.user) if can(request.user, "read_history", report) else []
    news = by_part(content, changes)
    context = {
        "report": report,
        "content": content,
        "may_read_history": can(request.user, "read_history", report),
        "made_at": made_at,
        "news": news,
        "news_count": len(changes),
        "may_write": can(request.user, "write", report),
        "may_import": can(request.user, "import", report),
        "may_suggest": can(request.user, "suggest", report),
        "may_enter_minutes": may_enter(request.user, report),
        "may_invite": can(request.user, "invite_secretariat", report),
        "newer_roadmap": to_change_over_to(request.user, content),
        "go_on": go_on(content, writer(request.user, report)),
        "reads_proposals": can(request.user, "read_proposals", report),
        "reads_contributions": can(request.user, "read_contributions", report),
        "proposals": counts(content) if can(request.user, "read_proposals", report) else {},
        "turn": turn_of(report),
        "open_comments": open_comments(content, Counts(report, request.user)),
        "written": [(entry, answer, content.section_of(entry)) for entry, answer in content.last_written(LATEST)],
        "acts": other_acts(request.user, report),
    }
    return render(request, "reports/pages/overview.html", context)


def to_change_over_to(user: User, content: ReportContent) -> Roadmap | None:
    """The newer version of the roadmap that the person may put the report on."""
    return newer_roadmap(content.report) if can(user, "move_to_roadmap", content.report) else None


def other_acts(user: User, report: Report) -> list[Entry]:
    """The latest acts but the saving of answers."""
    acts = latest_acts(readable_by(user, history_of(report), [report]), 3 * LATEST)
    return [act for act in acts if act.action != "answer.saved"][:LATEST]


def open_comments(content: ReportContent, counts: Counts) -> dict[str, int] | None:
    """How many threads are open in each section, by its key; None for who does not read comments."""
    return {section.key: counts.within(section) for section in content.sections} if counts else None
