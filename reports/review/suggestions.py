"""Making proposals: written on the page, or taken from minutes and Word files. The text itself stays as it is."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from forum.access import Forbidden, require
from forum.models import Organisation, User, WorkingGroup
from journal.record import record
from questionnaires.kinds import KINDS
from reports.answers.locking import hold_draft
from reports.answers.news import report_changed
from reports.answers.rows import about
from reports.content.entries import QuestionEntry
from reports.content.loading import load
from reports.models import Proposal, ProposalState, Report, Source
from reports.review.rebasing import RebasedSuggestion, is_proposable, text_of
from reports.review.suggestion_notices import tell_soon_of
from reports.rights.permissions import can
from richtext.edits import edits, merged

Node = dict[str, Any]


class NotOpen(Exception):
    """The proposal has been decided or withdrawn meanwhile."""


@transaction.atomic
def propose(
    *,
    report: Report,
    entry: QuestionEntry,
    language: str,
    value: Node,
    written_on: Node,
    by: User,
    group: WorkingGroup | None = None,
    organisation: Organisation | None = None,
    source: Source = Source.WRITTEN,
    note: str = "",
    token: str = "",
) -> Proposal | None:
    """Keep `value`, which was written on `written_on`, as a proposal for this answer; None where it changes nothing.

    What is written on the page goes on in the author's open proposal: then `written_on` is the text that the page had
    before, with the proposal in it. Whatever was decided or changed in between is in the result as well; where nothing
    of it is left, it is taken back. What comes from minutes or a file is a proposal of its own; sent again with the
    same `token` it is the one that is there. Raises questionnaires.kinds.InvalidAnswer, forum.access.Forbidden for who
    may not, and ValueError for a language that the country does not report in.
    """
    require(can(by, "suggest", report))
    hold_draft(report)
    if not is_proposable(entry):
        raise Forbidden(_("Words are proposed for long answers; choose this one yourself, or comment on it."))
    if language not in report.country.languages:
        raise ValueError(f"{report.country} does not report in {language}")
    place = {"slot": entry.slot, "language": language}
    if token and (sent := Proposal.objects.filter(author=by, token=token, **place).first()):
        return sent
    value = KINDS[entry.question.kind].clean(value, entry.question, entry.options)
    text = text_now(report, entry, language)
    mine = Proposal.objects.open().filter(author=by, source=source, **place) if source == Source.WRITTEN else None
    standing = mine.first() if mine is not None else None
    if standing is not None:
        value = merged(written_on, RebasedSuggestion(standing, text).value, value)
        note = note or standing.note
        if not edits(text, value):
            end_empty(standing, text, entry, by)
            return None
        if (standing.base, standing.value, standing.note) != (text, value, note):
            mine.filter(pk=standing.pk).update(
                base=text, value=value, revision=F("revision") + 1, changed_at=timezone.now(), note=note
            )
            report_changed(report.pk)
            standing.refresh_from_db()
        return standing
    value = merged(written_on, text, value)
    if not edits(text, value):
        return None
    proposal = Proposal.objects.create(
        **place,
        author=by,
        group=group,
        organisation=organisation,
        source=source,
        note=note,
        token=token,
        base=text,
        value=value,
    )
    record("proposal.made", by=by, target=report, country=report.country.code, **about_it(entry, proposal))
    tell_soon_of(proposal)
    return proposal


@transaction.atomic
def describe(
    *,
    proposal: Proposal,
    entry: QuestionEntry,
    by: User,
    note: str,
    group: WorkingGroup | None = None,
    organisation: Organisation | None = None,
) -> None:
    """Say for whom one makes one's proposal, and why. Raises NotOpen."""
    report = proposal.report
    require(can(by, "describe_proposal", report, is_own=proposal.author_id == by.pk))
    hold_draft(report)
    said = {"group": group, "organisation": organisation, "note": note.strip()}
    if not Proposal.objects.open().filter(pk=proposal.pk).update(**said, changed_at=timezone.now()):
        raise NotOpen
    spoken = {"group": group.pk if group else None, "organisation": organisation.pk if organisation else None}
    told = about_it(entry, proposal) | spoken
    record("proposal.described", by=by, target=report, country=report.country.code, **told)


@transaction.atomic
def withdraw(*, proposal: Proposal, entry: QuestionEntry, by: User) -> None:
    """Take one's own proposal back. What was decided of it stays, and so does what it said. Raises NotOpen."""
    report = proposal.report
    require(can(by, "withdraw_proposal", report, is_own=proposal.author_id == by.pk))
    hold_draft(report)
    settle(proposal, ProposalState.WITHDRAWN)
    record("proposal.withdrawn", by=by, target=report, country=report.country.code, **about_it(entry, proposal))


def end_empty(proposal: Proposal, text: Node, entry: QuestionEntry, by: User) -> None:
    """Its author has made every change undone: nothing is proposed any more. What was decided of it stays decided."""
    report = proposal.report
    Proposal.objects.filter(pk=proposal.pk).update(base=text, value=text, revision=F("revision") + 1)
    settle(proposal, ProposalState.SETTLED if proposal.decisions.exists() else ProposalState.WITHDRAWN)
    record("proposal.withdrawn", by=by, target=report, country=report.country.code, **about_it(entry, proposal))


def settle(proposal: Proposal, state: ProposalState) -> None:
    if not Proposal.objects.open().filter(pk=proposal.pk).update(state=state, changed_at=timezone.now()):
        raise NotOpen


def text_now(report: Report, entry: QuestionEntry, language: str) -> Node:
    """The text that stands, read anew: call it with the report held. Forbidden where the question is gone."""
    content = load(report)
    fresh = next((one for one in content.entries() if one.slot == entry.slot), None)
    if fresh is None:
        raise Forbidden(_("This question is not in the report any more: its next step has been removed."))
    return text_of(fresh, language)


def about_it(entry: QuestionEntry, proposal: Proposal) -> dict[str, Any]:
    return about(entry, proposal.language) | {"proposal": proposal.pk, "source": proposal.source}
