"""Whom proposals are told to: those who decide that there are some, their author what became of them.

Both wait until nobody has gone on for ten minutes, so that one file with twenty proposals, or a row of decisions, is
one notice. What was told is marked, so a task that runs twice tells nothing twice.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from forum.models import User
from notices.kinds import Kind
from notices.writing import tell
from reports.assignments.notices import coordinators, readers
from reports.content.entries import QuestionEntry, ReportContent
from reports.content.loading import load
from reports.content.places import Place
from reports.models import Assignment, Proposal, ProposalDecision, Report
from reports.rights.permissions import can

KINDS = {
    "reports.proposals_made": Kind(_("Somebody proposes other words for an answer")),
    "reports.proposals_decided": Kind(_("It is decided what becomes of words that you proposed")),
}
QUIET = timedelta(minutes=10)


class NoticeLine(NamedTuple):
    """A question and what there is to say of it: proposals, or decisions."""

    entry: QuestionEntry
    language: str
    items: list


def tell_soon_of(made: Proposal) -> None:
    """Call it in the transaction of the act."""
    made_by.using(run_after=timezone.now() + QUIET).enqueue(made.slot.report_id, made.author_id)


def tell_soon_what_became_of(proposal: Proposal) -> None:
    decided_for.using(run_after=timezone.now() + QUIET).enqueue(proposal.slot.report_id, proposal.author_id)


@task()
def made_by(report: int, author: int) -> None:
    tell_of_proposals(report, author, now=timezone.now())


@task()
def decided_for(report: int, author: int) -> None:
    tell_of_decisions(report, author, now=timezone.now())


@transaction.atomic
def tell_of_proposals(report: int, author: int, *, now: datetime) -> None:
    """Tell those who may decide, each of what is theirs, of all that this person has proposed."""
    waiting = Proposal.objects.open().filter(slot__report=report, author=author, told_at=None)
    hold(waiting)
    found = list(waiting.select_related(*WITH_THEIR_REPORT, "author").order_by("pk"))
    if not found or max(one.created_at for one in found) > now - QUIET:
        return
    waiting.filter(pk__in=[one.pk for one in found]).update(told_at=now)
    content = load(found[0].report, text=False)
    to: dict[User, list[Proposal]] = defaultdict(list)
    for proposal in found:
        if (entry := entry_of(content, proposal)) is not None:
            for user in deciders(proposal.report, entry, proposal.language):
                if user.pk != author:
                    to[user].append(proposal)
    for user, proposals in to.items():
        write("reports.proposals_made", user, content, proposals, author=found[0].author)


@transaction.atomic
def tell_of_decisions(report: int, author: int, *, now: datetime) -> None:
    """Tell the author what became of what they proposed; not of what they decided themselves."""
    waiting = ProposalDecision.objects.filter(proposal__slot__report=report, proposal__author=author, told_at=None)
    with_them = [f"proposal__{one}" for one in WITH_THEIR_REPORT]
    hold(waiting)
    found = list(waiting.select_related(*with_them, "proposal__author", "decided_by").order_by("pk"))
    if not found or max(one.decided_at for one in found) > now - QUIET:
        return
    waiting.filter(pk__in=[one.pk for one in found]).update(told_at=now)
    proposals = [one.proposal for one in found if one.decided_by_id != author]
    if proposals:
        content = load(proposals[0].report, text=False)
        write("reports.proposals_decided", proposals[0].author, content, proposals, author=proposals[0].author)


def hold(waiting: QuerySet) -> None:
    """Of two tasks at the same moment the second one finds nothing left to tell."""
    rows = waiting.model._default_manager.filter(pk__in=waiting.values("pk"))  # and not what they are joined with
    list(rows.select_for_update().order_by("pk").values_list("pk"))


WITH_THEIR_REPORT = ("slot__report__country", "slot__report__campaign", "slot__report__roadmap")


def write(kind: str, to: User, content: ReportContent, proposals: Iterable[Proposal], *, author: User) -> None:
    """Nobody is told who does not read proposals any more."""
    report = content.report
    if not can(to, "read_proposals", report):
        return
    by_place: dict[tuple, list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        by_place[proposal.slot_id, proposal.language].append(proposal)
    lines = [NoticeLine(entry_of(content, items[0]), items[0].language, items) for items in by_place.values()]
    lines = [line for line in lines if line.entry is not None]
    if not lines:
        return
    place = [report.country.code, report.campaign.year]
    address = ("reports:proposals", place)
    if len(lines) == 1:
        address = ("reports:proposals_here", [*place, lines[0].entry.name, lines[0].language])
    tell(
        kind,
        to=[to],
        about={"report": report, "author": author, "lines": lines},
        address=address,
        by=author if author != to else None,
    )


def entry_of(content: ReportContent, proposal: Proposal) -> QuestionEntry | None:
    """None where the question is not there any more: a next step may have been removed."""
    return next((entry for entry in content.entries() if entry.slot.pk == proposal.slot_id), None)


def deciders(report: Report, entry: QuestionEntry, language: str) -> list[User]:
    """Those to whom the answer is assigned, who are not done, and who may write it in this language; where there is
    nobody, those who lead the report."""
    assignments = Assignment.objects.current().filter(report=report, section=entry.section)
    found = assignments.select_related("slot__occurrence", "item", "user", "group", "report__country").order_by("pk")
    assigned = [one for one in found if one.is_open and Place.of(one).covers(entry)]
    people = {
        user.pk: user
        for one in assigned
        for user in readers(one)
        if can(user, "write", report, entry=entry, language=language)
    }
    return list(people.values()) or coordinators(report)
