"""Taking a report from one stage to the next: one act, once, whole or not at all.

The report is held first, so that of two clicks, two tabs or two people the second one sees what the first one did.
Then: may this person, is the report still there, is there a reason where one is needed, does anything stand in the
way. The stage moves by compare-and-set; what the transition brings about, its line in the journal and the notices are
in the same transaction.
"""

from datetime import date

from django.db import transaction as database
from django.utils.translation import gettext as _

from forum.access import Forbidden, require
from forum.models import User
from forum.roles import ALLIANCE_ROLES
from journal.record import record
from reports.answers import documents
from reports.answers.locking import hold
from reports.content.loading import load_rows
from reports.content.wording import in_every_language
from reports.models import Report, Signature, Snapshot, StageChange
from reports.rights.permissions import can
from reports.signoff.corrections import open_correction
from reports.signoff.fingerprints import fingerprint
from reports.signoff.guards import Problem, is_there, problems
from reports.signoff.notices import tell_of
from reports.signoff.snapshots import freeze, take_snapshot
from reports.stages import TRANSITIONS, Stage, Transition


class StaleStage(Exception):
    """The report is no longer where the act was to begin. `current` is the report as it stands now."""

    def __init__(self, current: Report) -> None:
        super().__init__(current.stage)
        self.current = current


class StaleText(Exception):
    """What was to be signed is no longer what was shown."""


class ReasonMissing(Exception):
    """A step that nobody makes without a written reason."""


class Blocked(Exception):
    """Something stands in the way; `problems` say what."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


@database.atomic
def apply_transition(
    *,
    report: Report,
    name: str,
    by: User | None,
    comment: str = "",
    method: str = "",
    seen_hash: str = "",
    forum_due_on: date | None = None,
) -> Report:
    """Do one of TRANSITIONS. Gives the report as it stands then; for a correction, the new version.

    `comment` is the reason. For a signature `method` names the second factor by which the person has just shown who
    they are, and `seen_hash` the text that they looked at. The forum answers until `forum_due_on`.
    Raises forum.access.Forbidden, StaleStage, ReasonMissing, Blocked, StaleText.
    """
    transition = TRANSITIONS[name]
    current = hold(report)
    if by is not None:
        require(can(by, name, current, stage=transition.from_[0]))
    if current.stage not in transition.from_ or not is_newest(current):
        raise StaleStage(current)
    require(is_there(transition, current))
    comment = comment.strip()
    if transition.needs_comment and not comment:
        raise ReasonMissing
    if transition.ends_the_draft:
        documents.close(current)  # before anybody looks at the text: what is acknowledged is in it, and nothing follows
    if found := blocking_problems(transition, current, comment):
        raise Blocked(found)
    came_from = current.stage
    if name == "correct":
        moved = open_correction(current)
    else:
        moved = move(current, transition)
        if transition.is_back:
            documents.open_again(moved)
    data = {"from": came_from, "to": transition.to, "version": moved.version}
    if transition.ends_the_draft:
        data["sha256"] = freeze_the_draft(moved).sha256
    if name == "send_to_forum":
        Report.objects.filter(pk=moved.pk).update(forum_due_on=forum_due_on)
        moved.forum_due_on = forum_due_on
        data["forum_due_on"] = forum_due_on.isoformat() if forum_due_on else None
    if name == "sign":
        data["sha256"] = sign(moved, by=by, method=method, seen_hash=seen_hash).snapshot.sha256
    write_down(moved, transition, came_from, by, comment, data)
    tell_of(transition, moved, by=by, comment=comment)
    return moved


def blocking_problems(transition: Transition, report: Report, comment: str) -> list[Problem]:
    """What blocks; with a reason, what yields to one does not."""
    return [problem for problem in problems(transition, report) if not (problem.yields and comment)]


def is_newest(report: Report) -> bool:
    """Whether no corrected version stands beside it: an earlier version stays as it is."""
    later = Report.objects.filter(country=report.country_id, campaign=report.campaign_id, version__gt=report.version)
    return not later.exists()


def move(report: Report, transition: Transition) -> Report:
    """Compare and set: the stage moves only from where it was seen."""
    if not Report.objects.filter(pk=report.pk, stage=report.stage).update(stage=transition.to):
        raise StaleStage(hold(report))
    report.stage = Stage(transition.to)
    return report


def freeze_the_draft(report: Report) -> Snapshot:
    """Keep what the tables say now: from here on the report is read from it."""
    occasion = Snapshot.Occasion.REVIEW if report.stage == Stage.FORUM_REVIEW else Snapshot.Occasion.PROPOSAL
    (content,) = load_rows([report])
    return take_snapshot(report, occasion, freeze(report, content))


def sign(report: Report, *, by: User | None, method: str, seen_hash: str) -> Signature:
    """Freeze what is submitted, and keep who signed it, as what, and how they showed who they are."""
    if by is None or not method:
        raise Forbidden(_("A report is signed by a person, with a second factor."))
    content = freeze(report)
    if fingerprint(content) != seen_hash:
        raise StaleText
    snapshot = take_snapshot(report, Snapshot.Occasion.SUBMISSION, content)
    role = next(role for role in TRANSITIONS["sign"].roles)
    return Signature.objects.create(
        report=report, snapshot=snapshot, user=by, name=str(by), role=in_every_language(role.label), method=method
    )


def write_down(
    report: Report, transition: Transition, came_from: str, by: User | None, comment: str, data: dict
) -> None:
    """The row of the history, and the line of the journal. The reason stands in the row alone."""
    behalf = None if transition.roles <= ALLIANCE_ROLES else report.country
    StageChange.objects.create(
        report=report,
        transition=transition.name,
        from_stage=came_from,
        to_stage=transition.to,
        by=by,
        by_name=str(by) if by else "",
        on_behalf_of=behalf,
        comment=comment,
    )
    record(f"report.{transition.name}", by=by, target=report, country=report.country.code, on_behalf_of=behalf, **data)
