"""Saving answers: typed by the question's kind, refused when stale, and nothing that was there is lost."""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from bilingual.text import Text
from forum.access import require
from forum.models import User
from journal.record import record
from questionnaires.kinds import KINDS
from reports.content import Entry
from reports.holding import hold_draft
from reports.models import Answer, AnswerRevision, Channel, Occurrence, Report
from reports.permissions import can
from reports.writers import writer
from roadmaps.models import NextStep

PAUSE = timedelta(minutes=10)
"""Saves by one person with no longer pause between them count as one revision, unless words disappear."""

WORDS_THAT_MAY_GO = 5
"""So many words may disappear in a save before the text that had them is kept as a revision of its own."""


class StaleAnswer(Exception):
    """Somebody else saved in the meantime. `current` is the answer as it stands now."""

    def __init__(self, current: Answer) -> None:
        super().__init__(current.pk)
        self.current = current


@transaction.atomic
def save_answer(
    *,
    report: Report,
    entry: Entry,
    language: str,
    value,
    seen: int,
    by: User | None,
    channel: Channel = Channel.BROWSER,
    page: str = "",
    keeping: bool = False,
) -> Answer:
    """Save one answer that was written on top of revision `seen` (0 where there was none).

    `value` has the shape of the question's kind; None empties the answer. What it replaces is kept among the earlier
    versions where that is worth it, or always (`keeping`). Gives the answer as it stands. Raises
    questionnaires.kinds.InvalidAnswer for a value of the wrong shape, StaleAnswer when `seen` is not the newest
    revision and the newest was not saved from this same `page` (a token that an open page keeps: its answer to the
    last save may have been lost on the line), forum.access.Forbidden when the person may not write. Saving what is
    there already changes nothing.
    """
    if by is not None:
        channel = channel_of(report, entry, language, by, channel)
    hold_draft(report)
    kind = KINDS[entry.question.kind]
    if language and language not in report.country.languages:
        raise ValueError(f"{report.country} does not report in {language}")
    if value is not None:
        value = kind.clean(value, entry.question, entry.options)
    blank = value is None or kind.is_blank(value)
    rows = rows_of(report, entry, language)
    current = rows.first()
    if current is None:
        if blank:
            return Answer(report=report, occurrence=entry.occurrence, question=entry.key, revision=0, is_blank=True)
        return first_answer(rows, report, entry, language if kind.per_language else "", value, by, channel, page)
    if current.value == value:
        return current
    if current.revision != seen and not (page and current.saved_from == page):
        raise StaleAnswer(current)
    moved = rows.filter(revision=current.revision).update(
        value=value,
        is_blank=blank,
        revision=F("revision") + 1,
        channel=channel,
        changed_at=timezone.now(),
        changed_by=by,
        saved_from=page,
    )
    if not moved:
        raise StaleAnswer(rows.get())
    if keeping or is_worth_keeping(current, value, entry, report, by, channel):
        keep(current)
        record(
            "answer.saved", by=by, target=report, country=report.country.code, **about(report, entry, language, channel)
        )
    saved = rows.get()
    remember_title(entry, saved)
    return saved


def channel_of(report: Report, entry: Entry, language: str, by: User, channel: Channel = Channel.BROWSER) -> Channel:
    """How an answer comes in: what the secretariat types is marked as its own. Raises Forbidden for who may not."""
    before = writer(by, report)
    require(before.may(entry, language))
    typed_for_them = channel == Channel.BROWSER and before.is_on_behalf(entry, language)
    return Channel.SECRETARIAT if typed_for_them else channel


def rows_of(report: Report, entry: Entry, language: str) -> QuerySet[Answer]:
    """The one row, if there is one, of this answer in this language."""
    language = language if KINDS[entry.question.kind].per_language else ""
    return Answer.objects.filter(report=report, occurrence=entry.occurrence, question=entry.key, language=language)


def first_answer(
    rows, report: Report, entry: Entry, language: str, value, by: User | None, channel: Channel, page: str
) -> Answer:
    """The first answer to a question in a language; the language of the very first is the original."""
    is_original = (
        bool(language)
        and not Answer.objects.filter(
            report=report, occurrence=entry.occurrence, question=entry.key, is_original=True
        ).exists()
    )
    try:
        with transaction.atomic():
            saved = Answer.objects.create(
                report=report,
                occurrence=entry.occurrence,
                question=entry.key,
                language=language,
                value=value,
                is_blank=False,
                is_original=is_original,
                channel=channel,
                changed_by=by,
                saved_from=page,
            )
    except IntegrityError:  # somebody wrote the first answer in the same instant
        current = rows.first()
        if current is None:
            raise
        raise StaleAnswer(current) from None
    record("answer.saved", by=by, target=report, country=report.country.code, **about(report, entry, language, channel))
    remember_title(entry, saved)
    return saved


def about(report: Report, entry: Entry, language: str, channel: str = Channel.BROWSER) -> dict[str, Any]:
    """What the journal says about an answer."""
    said = {"question": entry.key, "occurrence": entry.identity, "language": language}
    return said | {"on_behalf_of": report.country} if channel == Channel.SECRETARIAT else said


def is_worth_keeping(current: Answer, value, entry: Entry, report: Report, by: User | None, channel: Channel) -> bool:
    """Whether what is about to be replaced gets a revision of its own."""
    if current.changed_at < report.opened_at:  # a correction took it over from the version that was signed
        return True
    if current.changed_by_id != (by.pk if by else None) or current.channel != channel:
        return True
    if timezone.now() - current.changed_at > PAUSE:
        return True
    return words_lost(current.value, value, entry) > WORDS_THAT_MAY_GO


def words_lost(before, after, entry: Entry) -> int:
    """How many written words disappear. Choices are ticked again in a moment; the text of an "other" one is not."""
    kind = KINDS[entry.question.kind]
    if before is None:
        return 0
    if entry.question.kind == "several":
        gone = before.get("other", {}).keys() - (after or {}).get("other", {}).keys()
        return WORDS_THAT_MAY_GO + 1 if gone else 0
    if not kind.per_language:
        return 0
    count = [len(kind.text(value, entry.options, "").split()) if value is not None else 0 for value in (before, after)]
    return count[0] - count[1]


def keep(answer: Answer) -> None:
    """Keep a value that is about to be, or has just been, replaced."""
    AnswerRevision.objects.create(
        answer_id=answer.pk,
        number=answer.revision,
        value=answer.value,
        channel=answer.channel,
        changed_at=answer.changed_at,
        changed_by_id=answer.changed_by_id,
    )


def remember_title(entry: Entry, answer: Answer) -> None:
    """A next step is asked about next year under the title that its report gave it."""
    occurrence = entry.occurrence
    if entry.question.key == "step" and occurrence and occurrence.source == Occurrence.Source.NEXT_STEP:
        step = NextStep.objects.get(pk=occurrence.next_step_id)
        step.title = Text({**step.title, answer.language: answer.value or ""})
        step.save(update_fields=["title"])


@transaction.atomic
def set_aside(*, report: Report, entry: Entry, language: str, value, seen: int, by: User) -> Answer:
    """Keep a value that its author gave up for the one that stands, revision `seen`: as an earlier version.

    Gives the answer as it stands, the same but for its revision. Raises StaleAnswer when `seen` is not the newest.
    """
    channel = channel_of(report, entry, language, by)
    hold_draft(report)
    kind = KINDS[entry.question.kind]
    value = None if value is None else kind.clean(value, entry.question, entry.options)
    rows = rows_of(report, entry, language)
    current = rows.get()
    if current.revision == seen and (kind.is_blank(value) or value == current.value):
        return current
    if not rows.filter(revision=seen).update(revision=seen + 2):
        raise StaleAnswer(rows.get())
    AnswerRevision.objects.create(
        answer=current,
        number=seen + 1,
        value=value,
        channel=channel,
        changed_at=timezone.now(),
        changed_by=by,
    )
    record(
        "answer.set_aside", by=by, target=report, country=report.country.code, **about(report, entry, language, channel)
    )
    return rows.get()


@transaction.atomic
def set_original(*, report: Report, entry: Entry, language: str, by: User) -> None:
    """Record which language an answer was written in first. It takes the right to write the present original."""
    original = entry.original
    require(can(by, "write", report, entry=entry, language=original.language if original else language))
    hold_draft(report)
    rows = Answer.objects.filter(report=report, occurrence=entry.occurrence, question=entry.key)
    chosen = rows.get(language=language)
    if chosen.is_original:
        return
    rows.filter(is_original=True).update(is_original=False)
    rows.filter(pk=chosen.pk).update(is_original=True)
    record("original.changed", by=by, target=report, country=report.country.code, **about(report, entry, language))


@transaction.atomic
def restore_revision(*, report: Report, entry: Entry, answer: Answer, number: int, by: User) -> Answer:
    """Bring back an earlier value as a new revision; what stands now is kept."""
    revision = AnswerRevision.objects.get(answer=answer, number=number)
    saved = save_answer(
        report=report,
        entry=entry,
        language=answer.language,
        value=revision.value,
        seen=answer.revision,
        by=by,
        keeping=True,
    )
    record(
        "answer.restored",
        by=by,
        target=report,
        country=report.country.code,
        number=number,
        **about(report, entry, answer.language, saved.channel),
    )
    return saved
