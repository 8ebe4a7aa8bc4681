"""Saving answers: typed by the question's kind, refused when stale, and nothing that was there is lost."""

from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from forum.access import require
from forum.models import User
from journal.record import record
from questionnaires.kinds import KINDS
from reports.answers import documents
from reports.answers.locking import hold_draft
from reports.answers.rows import (
    Hand,
    StaleAnswer,
    about,
    first_answer,
    is_nothing,
    is_stale,
    is_worth_keeping,
    next_value,
    not_answered,
    rows_of,
)
from reports.answers.shared_text import save_in_text
from reports.content.entries import QuestionEntry
from reports.models import Answer, AnswerRevision, Channel, Report
from reports.rights.permissions import can
from reports.rights.writers import writer
from richtext.merging import Merged


class Saved(NamedTuple):
    """The answer as it stands, and what came of merging where two had written on the same text (None where not)."""

    answer: Answer
    merged: Merged | None = None


def save_answer(**save: Any) -> Answer:
    """`save_or_merge`, for those who merge nothing: the same keywords. Gives the answer as it stands."""
    return save_or_merge(**save).answer


@transaction.atomic
def save_or_merge(
    *,
    report: Report,
    entry: QuestionEntry,
    language: str,
    value,
    seen: int,
    by: User | None,
    channel: Channel = Channel.BROWSER,
    page: str = "",
    keeping: bool = False,
    merging: bool = False,
    base: Any = None,
) -> Saved:
    """Save one answer that was written on top of revision `seen` (0 where there was none).

    `value` has the shape of the question's kind; None empties the answer. What it replaces is kept among the earlier
    versions where that is worth it, or always (`keeping`). Raises questionnaires.kinds.InvalidAnswer for a value of the
    wrong shape, StaleAnswer when `seen` is not the newest revision and the newest was not saved from this same `page`
    (a token that an open page keeps: its answer to the last save may have been lost on the line),
    forum.access.Forbidden when the person may not write. Saving what is there already changes nothing.

    A text that is written together goes through its document. With `merging` it is never stale: what was changed on
    either side of `base`, the text that it was written on, is in what stands then (reports.answers.shared_text).
    """
    if by is not None:
        channel = channel_of(report, entry, language, by, channel)
    hold_draft(report)
    kind = KINDS[entry.question.kind]
    if language and language not in report.country.languages:
        raise ValueError(f"{report.country} does not report in {language}")
    if value is not None:
        value = kind.clean(value, entry.question, entry.options)
    hand = Hand(by, channel, page)
    if text := documents.find(entry, language):
        return Saved(*save_in_text(text, entry, value, seen, hand, keeping=keeping, merging=merging, base=base))
    rows = rows_of(entry, language)
    current = rows.first()
    if current is None:
        if is_nothing(entry, value):
            return Saved(not_answered(entry))
        return Saved(first_answer(rows, entry, language if kind.per_language else "", value, hand))
    if current.value == value:
        return Saved(current)
    if is_stale(current, seen, page):
        raise StaleAnswer(current)
    is_kept = keeping or is_worth_keeping(current, value, entry, hand)
    return Saved(next_value(rows, current, entry, language, value, hand, is_kept=is_kept))


def channel_of(
    report: Report, entry: QuestionEntry, language: str, by: User, channel: Channel = Channel.BROWSER
) -> Channel:
    """How an answer comes in: what the secretariat types is marked as its own. Raises Forbidden for who may not."""
    before = writer(by, report)
    require(before.may(entry, language))
    typed_for_them = channel == Channel.BROWSER and before.is_on_behalf(entry, language)
    return Channel.SECRETARIAT if typed_for_them else channel


@transaction.atomic
def set_aside(*, report: Report, entry: QuestionEntry, language: str, value, seen: int, by: User) -> Answer:
    """Keep a value that its author gave up for the one that stands, revision `seen`: as an earlier version.

    Gives the answer as it stands, the same but for its revision. Raises StaleAnswer when `seen` is not the newest.
    """
    channel = channel_of(report, entry, language, by)
    hold_draft(report)
    kind = KINDS[entry.question.kind]
    value = None if value is None else kind.clean(value, entry.question, entry.options)
    rows = rows_of(entry, language)
    if text := documents.find(entry, language):
        documents.hold([text])  # people may be writing on: what stands is what stands now
        seen = rows.get().revision
    current = rows.get()
    if current.revision == seen and (kind.is_blank(value) or value == current.value):
        return current
    if not rows.filter(revision=seen).update(revision=seen + 2):
        raise StaleAnswer(rows.get())
    now = timezone.now()
    AnswerRevision.objects.create(
        answer=current,
        number=seen + 1,
        value=value,
        channel=channel,
        began_at=now,
        changed_at=now,
        changed_by=by,
    )
    record("answer.set_aside", by=by, target=report, country=report.country.code, **about(entry, language, channel))
    return rows.get()


@transaction.atomic
def set_original(*, report: Report, entry: QuestionEntry, language: str, by: User) -> None:
    """Record which language an answer was written in first. It takes the right to write the present original."""
    require(can(by, "set_original", report, entry=entry, language=language))
    hold_draft(report)
    if text := documents.find(entry, language):
        documents.hold([text])  # its first words may not have been copied yet
    rows = entry.slot.answers.order_by("pk")
    chosen = rows.get(language=language)
    if chosen.is_original:
        return
    rows.filter(is_original=True).update(is_original=False)
    rows.filter(pk=chosen.pk).update(is_original=True)
    record("original.changed", by=by, target=report, country=report.country.code, **about(entry, language))


@transaction.atomic
def restore_revision(*, report: Report, entry: QuestionEntry, answer: Answer, number: int, by: User) -> Answer:
    """Bring back an earlier value as a new revision; what stands now is kept.

    A text that is written together changes every few seconds: the earlier text is written into it as it stands, and who
    writes at that moment goes on in it. Any other answer is refused as StaleAnswer if it is not `answer` any more.
    """
    revision = AnswerRevision.objects.get(answer=answer, number=number)
    require(can(by, "write", report, entry=entry, language=answer.language))
    hold_draft(report)
    seen = answer.revision
    if text := documents.find(entry, answer.language):
        documents.hold([text])
        seen = rows_of(entry, answer.language).get().revision
    saved = save_answer(
        report=report,
        entry=entry,
        language=answer.language,
        value=revision.value,
        seen=seen,
        by=by,
        keeping=True,
    )
    record(
        "answer.restored",
        by=by,
        target=report,
        country=report.country.code,
        number=number,
        **about(entry, answer.language, saved.channel),
    )
    return saved
