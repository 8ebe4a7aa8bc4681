"""Deciding what becomes of proposed changes: taken over as they are, in other words, or not, with a reason."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from forum.access import require
from forum.models import User
from journal.record import record
from reports.answers import documents
from reports.answers.locking import hold_draft
from reports.answers.saving import save_or_merge
from reports.content.entries import QuestionEntry
from reports.models import Outcome, Proposal, ProposalDecision, ProposalState
from reports.review.rebasing import Change, RebasedSuggestion
from reports.review.suggestion_notices import tell_soon_what_became_of
from reports.review.suggestions import NotOpen, about_it, settle, text_now
from reports.rights.permissions import can

Node = dict[str, Any]


class NeedsReason(ValueError):
    """What is not taken over needs a reason, for its author to read."""


class NothingWritten(ValueError):
    """What is accepted with changes stands in the answer first, in the words of who decides."""


class ChangeIsGone(Exception):
    """A change is no longer what the person looked at: it was decided, or the words around it became others."""


@transaction.atomic
def decide(
    *, proposal: Proposal, entry: QuestionEntry, keys: Collection[str], outcome: Outcome, by: User, reason: str = ""
) -> list[ProposalDecision]:
    """Decide the changes with these keys (reports.review.rebasing.Change). What is taken over stands in the text.

    All or nothing. What else was proposed here and is said by the text then is settled as well. Raises ChangeIsGone,
    NotOpen, NeedsReason, NothingWritten, and Forbidden for who may not write this answer.
    """
    report, language = proposal.report, proposal.language
    require(can(by, "write", report, entry=entry, language=language))
    reason = reason.strip()
    if outcome == Outcome.NOT_KEPT and not reason:
        raise NeedsReason(_("Say in a few words why it is declined: its author will read it."))
    hold_draft(report)
    if text := documents.find(entry, language):
        documents.hold([text])
    held = Proposal.objects.open().filter(pk=proposal.pk).first()
    if held is None:
        raise NotOpen
    rebased = RebasedSuggestion(held, text_now(report, entry, language))
    if outcome == Outcome.MERGED and rebased.text == held.base:
        raise NothingWritten(_("The answer still says what it said before. Write the words there first."))
    chosen = [change for change in rebased.changes if change.key in keys]
    if len(chosen) != len(set(keys)) or not chosen:
        raise ChangeIsGone
    rest = [change for change in rebased.changes if change not in chosen]
    base, value = rebased.text, rebased.with_changes(rest)
    if outcome == Outcome.KEPT:
        base, value = rebased.with_changes(chosen), rebased.value
        save_or_merge(
            report=report,
            entry=entry,
            language=language,
            value=base,
            seen=revision_of(entry, proposal),
            by=by,
            merging=True,
            base=rebased.text,
            keeping=True,
        )
    Proposal.objects.filter(pk=held.pk).update(
        base=base, value=value, revision=F("revision") + 1, changed_at=timezone.now()
    )
    decisions = [note(held, change, outcome, reason, by) for change in chosen]
    if not rest:
        settle(held, ProposalState.SETTLED)
    write_down(held, entry, outcome, len(chosen), by)
    settle_what_is_said(held, entry, base, by)
    return decisions


def settle_what_is_said(decided: Proposal, entry: QuestionEntry, text: Node, by: User) -> None:
    """The other proposals for this answer of which its text says every change by now: nobody has to take them back."""
    others = Proposal.objects.open().filter(slot=decided.slot_id, language=decided.language).exclude(pk=decided.pk)
    for other in others.order_by("pk"):
        if RebasedSuggestion(other, text).changes:
            continue
        other.slot = decided.slot
        proposed = RebasedSuggestion(other, other.base).changes
        for change in proposed:
            note(other, change, Outcome.IN_TEXT, "", by)
        settle(other, ProposalState.SETTLED)
        write_down(other, entry, Outcome.IN_TEXT, len(proposed), by)


def write_down(proposal: Proposal, entry: QuestionEntry, outcome: Outcome, number: int, by: User) -> None:
    """For its author and the journal."""
    report = proposal.report
    said = about_it(entry, proposal) | {"outcome": str(outcome), "changes": number}
    tell_soon_what_became_of(proposal)
    record("proposal.decided", by=by, target=report, country=report.country.code, **said)


def note(proposal: Proposal, change: Change, outcome: Outcome, reason: str, by: User) -> ProposalDecision:
    return ProposalDecision.objects.create(
        proposal=proposal, was=change.was, proposed=change.proposed, outcome=outcome, reason=reason, decided_by=by
    )


def revision_of(entry: QuestionEntry, proposal: Proposal) -> int:
    """The revision that stands; the report is held, so it is the newest."""
    rows = entry.slot.answers.filter(language=proposal.language)
    return rows.values_list("revision", flat=True).first() or 0
