"""Where a report stands: its stages, who must act, what blocks it, what may be done now, and what was done before."""

from dataclasses import dataclass, field
from functools import cache

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from reports.models import Report
from reports.rights.access import report_or_404, versions_open_to
from reports.rights.permissions import can
from reports.signoff.endorsements import chairs
from reports.signoff.forms import ForumDueForm
from reports.signoff.forum_review import groups_of, review_of
from reports.signoff.guards import GUARDS, Problem, is_there
from reports.signoff.next_actor import turn_of
from reports.signoff.workflow import Blocked, ReasonMissing, StaleStage, apply_transition, is_newest
from reports.stages import EDITABLE, TRANSITIONS, Stage, Transition, transitions_from

LONGEST_REASON = 5000

WHAT_HAPPENS = {
    Stage.DRAFT: gettext_lazy("The answers are written."),
    Stage.FORUM_REVIEW: gettext_lazy("The text is frozen; the working groups answer it."),
    Stage.SIGN_OFF: gettext_lazy("The signatory signs the frozen text, or returns it."),
    Stage.SUBMITTED: gettext_lazy("The secretariat accepts the signed report, or returns it."),
    Stage.PUBLISHED: gettext_lazy("The secretariat has accepted the signed report."),
}


@dataclass
class Way:
    """A transition that the reader may make: what blocks it, and whether a reason has to be given."""

    transition: Transition
    problems: list[Problem] = field(default_factory=list)
    comment: str = ""
    error: str = ""
    form: ForumDueForm | None = None
    """What else is asked."""

    @property
    def route(self) -> str:
        return f"reports:{self.transition.name}"

    @property
    def is_blocked(self) -> bool:
        return any(not problem.yields for problem in self.problems)

    @property
    def needs_comment(self) -> bool:
        return self.transition.needs_comment or any(problem.yields for problem in self.problems)

    @property
    def reason(self) -> str:
        """What the field of the reason is called."""
        return next((problem.reason for problem in self.yielding), _("Reason"))

    @property
    def yielding(self) -> list[Problem]:
        """What has to be given a reason for."""
        return [problem for problem in self.problems if problem.yields]


@never_cache
@require_safe
def stage(request: HttpRequest, country: str, year: int) -> HttpResponse:
    return page(request, report_or_404(request.user, country, year))


@never_cache
@require_POST
def move(request: HttpRequest, country: str, year: int, name: str) -> HttpResponse:
    """Take the report to another stage. Each transition has an address; `name` is that of the table."""
    report = report_or_404(request.user, country, year)
    comment = request.POST.get("comment", "")[:LONGEST_REASON]
    form = ForumDueForm(request.POST)
    if name == "send_to_forum" and not form.is_valid():
        return page(request, report, tried=name, comment=comment, form=form, status=422)
    more = form.cleaned_data if name == "send_to_forum" else {}
    try:
        moved = apply_transition(report=report, name=name, by=request.user, comment=comment, **more)
    except StaleStage as stale:
        return page(request, report_or_404(request.user, *place_of(stale.current)), stale=True, status=409)
    except ReasonMissing:
        return page(request, report, tried=name, error=_("Write the reason."), status=422)
    except Blocked as blocked:
        error = _("Write the reason.") if all(problem.yields for problem in blocked.problems) else ""
        return page(request, report, tried=name, comment=comment, error=error, form=form, status=422)
    messages.success(request, str(TRANSITIONS[name].done))
    return redirect("reports:stage", *place_of(moved))


def place_of(report: Report) -> tuple[str, int]:
    return report.country.code, report.campaign.year


def page(
    request: HttpRequest,
    report: Report,
    *,
    tried: str = "",
    comment: str = "",
    error: str = "",
    form: ForumDueForm | None = None,
    stale: bool = False,
    closed: bool = False,
    status: int = 200,
) -> HttpResponse:
    """`stale`: another act was faster; `closed`: the reader came for a step that is not open."""
    review = review_of(report)
    ways, blocking = ways_of(request, report)
    for way in ways:
        if way.transition.name == tried:
            way.comment, way.error = comment, error
        if way.transition.name == "send_to_forum":
            way.form = form or ForumDueForm()
    context = {
        "report": report,
        "page_address": reverse("reports:stage", args=place_of(report)),
        "steps": steps(report),
        "turn": turn_of(report),
        "ways": ways,
        "forward": [way for way in ways if not way.transition.is_back],
        "may_name": bool(ways) and report.stage in (Stage.DRAFT, Stage.FORUM_REVIEW),
        "back": [way for way in ways if way.transition.is_back],
        "blocking": blocking,
        "summary": summary(ways, tried, error),
        "stale": stale,
        "closed": closed,
        "review": review,
        "groups": [] if review else groups_of(report),
        "is_open": report.stage == Stage.FORUM_REVIEW,
        "is_chair": bool(can(request.user, "answer_review", report)) and bool(chairs(request.user, report)),
        "changes": report.stage_changes.select_related("by").order_by("-at", "-pk"),
        "transitions": TRANSITIONS,
        "signature": report.signatures.order_by("-signed_at", "-pk").first(),
        "versions": versions_open_to(request.user, report),
        "undecided": report.proposals.open().count() if report.stage in EDITABLE and ways else 0,
        "may_take_back": report.version > 1 and can(request.user, "take_back_correction", report),
    }
    return render(request, "reports/signoff/stage.html", context, status=status)


def ways_of(request: HttpRequest, report: Report) -> tuple[list[Way], list[Problem]]:
    """What the reader may do now, and what blocks the report on its way whoever reads: each guard is asked once."""
    ask = cache(lambda name: GUARDS[name](report))
    ways = []
    if is_newest(report):
        for transition in transitions_from(report.stage):
            if can(request.user, transition.name, report) and is_there(transition, report):
                ways.append(Way(transition, [problem for name in transition.guards for problem in ask(name)]))
    is_on_its_way = report.stage in (Stage.DRAFT, Stage.FORUM_REVIEW, Stage.SIGN_OFF)
    return ways, ask("nothing_blocks") if is_on_its_way else []


def summary(ways: list[Way], tried: str, error: str) -> list[dict[str, str]]:
    """What is wrong with what was sent, each with the way to where it is put right."""
    way = next((way for way in ways if way.transition.name == tried), None)
    if way is None:
        return []
    blocking = [{"message": one.message, "href": one.href} for one in way.problems if not one.yields]
    fields = way.form.errors.items() if way.form else []
    asked = [{"message": said, "href": f"#id_{name}"} for name, errors in fields for said in errors]
    return [*blocking, *asked, *([{"message": error, "href": f"#reason-{tried}"}] if error else [])]


def steps(report: Report) -> list[dict[str, object]]:
    """The five stages, as far as the report has come."""
    at = Stage.values.index(report.stage)
    states = ["done"] * at + ["now"] + ["to_come"] * (len(Stage) - at - 1)
    return [
        {"label": one.label, "hint": WHAT_HAPPENS[one], "state": state}
        for one, state in zip(Stage, states, strict=True)
    ]
