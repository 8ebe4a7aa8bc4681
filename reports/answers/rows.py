"""The row of an answer: its first value, the next one, and which of those before are kept."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from bilingual.text import Text
from forum.models import User
from journal.record import record
from questionnaires.kinds import KINDS
from reports.answers.attribution import note_voice
from reports.answers.authors import keep_authors, note_authors
from reports.answers.news import report_changed
from reports.answers.sessions import PAUSE, goes_on
from reports.content.entries import QuestionEntry
from reports.models import Answer, AnswerAuthor, AnswerRevision, Channel, Occurrence
from roadmaps.models import NextStep

WORDS_THAT_MAY_GO = 5
"""So many words may disappear in a save before the text that had them is kept as a revision of its own."""


class StaleAnswer(Exception):
    """Somebody else saved in the meantime. `current` is the answer as it stands now."""

    def __init__(self, current: Answer) -> None:
        super().__init__(current.pk)
        self.current = current


def rows_of(entry: QuestionEntry, language: str) -> QuerySet[Answer]:
    """The one row, if there is one, of this answer in this language."""
    language = language if KINDS[entry.question.kind].per_language else ""
    return entry.slot.answers.filter(language=language)


@dataclass(frozen=True)
class Hand:
    """Who writes, how it comes in, when, and from which open page (its token, "" for none).

    `others` wrote with them: what is written together comes in for several at once.
    """

    by: User | None
    channel: Channel = Channel.BROWSER
    page: str = ""
    at: datetime = field(default_factory=timezone.now)
    others: tuple[int, ...] = ()

    @property
    def authors(self) -> list[int]:
        """Everybody who wrote, by their keys."""
        return list(dict.fromkeys([*self.others, *([self.by.pk] if self.by else [])]))

    @property
    def row(self) -> dict[str, Any]:
        """What of it stands in the row of the answer."""
        return {"changed_by": self.by, "channel": self.channel, "saved_from": self.page, "changed_at": self.at}


def first_answer(rows: QuerySet[Answer], entry: QuestionEntry, language: str, value, hand: Hand) -> Answer:
    """The first answer to a question in a language; the language of the very first is the original."""
    for _attempt in range(2):
        is_original = bool(language) and not entry.slot.answers.filter(is_original=True).exists()
        try:
            with transaction.atomic():
                saved = entry.slot.answers.create(
                    language=language,
                    value=value,
                    is_blank=False,
                    is_original=is_original,
                    began_at=hand.at,
                    **hand.row,
                )
            break
        except IntegrityError:  # somebody wrote the first answer in the same instant, or the first in any language
            current = rows.first()
            if current is not None:
                raise StaleAnswer(current) from None
            if not is_original:
                raise
    note_authors(saved, hand.authors)
    note_saved(entry, language, hand)
    note_voice(saved, entry, hand.by)
    remember_title(entry, saved)
    return saved


def next_value(
    rows: QuerySet[Answer],
    current: Answer,
    entry: QuestionEntry,
    language: str,
    value,
    hand: Hand,
    *,
    is_kept: bool,
) -> Answer:
    """Put a value in the place of `current`, by compare-and-set; where it `is_kept`, that one stays as a revision."""
    moved = rows.filter(revision=current.revision).update(
        value=value,
        is_blank=is_nothing(entry, value),
        revision=F("revision") + 1,
        began_at=hand.at if is_kept else current.began_at or current.changed_at,
        **hand.row,
    )
    if not moved:
        raise StaleAnswer(rows.get())
    # Who wrote the version that goes on, or is kept, may have done so before authors were noted.
    before = [current.changed_by_id] if current.changed_by_id else []
    if is_kept:
        keep_authors(current, keep(current), before)
        note_saved(entry, language, hand)
        before = []
    elif is_new_here(current, hand.by):
        note_saved(entry, language, hand)
    note_authors(current, [*before, *hand.authors])
    saved = rows.get()
    note_voice(saved, entry, hand.by)
    remember_title(entry, saved)
    report_changed(entry.slot.report_id)
    return saved


def is_new_here(current: Answer, by: User | None) -> bool:
    """Whether somebody writes for the first time in a version that others have begun: the journal names everybody."""
    if by is None or by.pk == current.changed_by_id:
        return False
    return not AnswerAuthor.objects.filter(answer=current, revision=None, user=by).exists()


def not_answered(entry: QuestionEntry) -> Answer:
    """What stands where nobody has answered: no row."""
    return Answer(slot=entry.slot, revision=0, is_blank=True)


def is_stale(current: Answer, seen: int, page: str) -> bool:
    """Whether somebody else has saved since revision `seen`; the same open page is nobody else."""
    return current.revision != seen and not (page and current.saved_from == page)


def is_nothing(entry: QuestionEntry, value) -> bool:
    """Whether a value answers nothing."""
    return value is None or KINDS[entry.question.kind].is_blank(value)


def note_saved(entry: QuestionEntry, language: str, hand: Hand) -> None:
    """The line of the journal."""
    report = entry.slot.report
    said = about(entry, language, hand.channel)
    record("answer.saved", by=hand.by, target=report, country=report.country.code, **said)


def about(entry: QuestionEntry, language: str, channel: str = Channel.BROWSER) -> dict[str, Any]:
    """What the journal says about an answer."""
    said = {"question": entry.key, "occurrence": entry.identity, "language": language}
    return said | {"on_behalf_of": entry.slot.report.country} if channel == Channel.SECRETARIAT else said


def is_worth_keeping(current: Answer, value, entry: QuestionEntry, hand: Hand) -> bool:
    """Whether what is about to be replaced gets a revision of its own."""
    if current.changed_by_id != (hand.by.pk if hand.by else None) or current.channel != hand.channel:
        return True
    return is_old_or_loses_words(current, value, entry)


def is_worth_keeping_together(current: Answer, value, entry: QuestionEntry, hand: Hand) -> bool:
    """The same where people write together: a version names all its authors, so that one writes after another is no
    reason. What is written without a pause is a version all the same now and then (reports.answers.sessions)."""
    if current.channel != hand.channel or is_old_or_loses_words(current, value, entry):
        return True
    return not goes_on(current.began_at, current.changed_at, timezone.now())


def is_old_or_loses_words(current: Answer, value, entry: QuestionEntry) -> bool:
    if current.changed_at < entry.slot.report.opened_at:  # a correction took it over from the version that was signed
        return True
    if timezone.now() - current.changed_at > PAUSE:
        return True
    return words_lost(current.value, value, entry) > WORDS_THAT_MAY_GO


def words_lost(before, after, entry: QuestionEntry) -> int:
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


def keep(answer: Answer) -> AnswerRevision:
    """Keep a value that is about to be, or has just been, replaced."""
    return AnswerRevision.objects.create(
        answer_id=answer.pk,
        number=answer.revision,
        value=answer.value,
        channel=answer.channel,
        began_at=answer.began_at,
        changed_at=answer.changed_at,
        changed_by_id=answer.changed_by_id,
    )


def remember_title(entry: QuestionEntry, answer: Answer) -> None:
    """A next step is asked about next year under the title that its report gave it."""
    occurrence = entry.occurrence
    if entry.question.key == "step" and occurrence and occurrence.source == Occurrence.Source.NEXT_STEP:
        step = NextStep.objects.get(pk=occurrence.next_step_id)
        step.title = Text({**step.title, answer.language: answer.value or ""})
        step.save(update_fields=["title"])
        occurrence.next_step = step
