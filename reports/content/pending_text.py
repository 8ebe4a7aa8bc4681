"""What has been written together and is acknowledged, but not in the rows of the answers yet, for those who read.

Rows follow within seconds; after a server has died, when its documents are next opened or gathered. Whoever reads a
draft is not to see an older text than its writers, and reading never writes: so the newest text is put into the answers
as they are read, and into no row.
"""

from collections.abc import Iterable, MutableMapping

from django.db.models import F, Q, QuerySet

from coediting import rendering
from coediting.models import Update
from forum.models import User
from reports.models import Answer, AnswerText, Report
from reports.stages import EDITABLE
from richtext.reading import is_blank

Answers = MutableMapping[int, dict[str, Answer]]
"""Answers by the key of their slot, then by language."""


def behind() -> QuerySet[AnswerText]:
    """The texts in which something is written that is not in the row of the answer yet."""
    return AnswerText.objects.filter(document__rendered_seq__lt=F("document__seq")).order_by("pk")


def read_what_is_newer(here: Q, reports: Iterable[Report], answers: Answers) -> None:
    """Bring the answers `here` up to date that are of the drafts among these reports. One query, and four for each text
    that is behind: those that somebody writes in at this moment. When the row was written, and what it says, stays in
    `in_row`.
    """
    drafts = [report.pk for report in reports if report.stage in EDITABLE]
    if not drafts:
        return
    texts = behind().filter(here, slot__report__in=drafts).select_related("document")
    for text in texts.defer("document__snapshot"):
        value = rendering.current(text.document_id)
        given = answers[text.slot_id]
        answer = given.get(text.language)
        if answer is None:
            if is_blank(value):
                continue
            answer = given[text.language] = first(text, has_original=bool(given))
        else:
            answer.in_row = (answer.changed_at, answer.__dict__.get("value"))  # the text may have been left out
        answer.value, answer.is_blank = value, is_blank(value)
        answer.changed_at = text.document.changed_at
        answer.changed_by = last_author(text) or answer.changed_by


def first(text: AnswerText, *, has_original: bool) -> Answer:
    """An answer that has no row yet."""
    answer = Answer(
        slot_id=text.slot_id,
        language=text.language,
        is_original=not has_original,
        revision=0,
        began_at=text.document.created_at,
    )
    answer.has_history = False
    return answer


def last_author(text: AnswerText) -> User | None:
    written = Update.objects.filter(document=text.document_id).exclude(author=None)
    last = written.select_related("author").order_by("-seq").first()
    return last.author if last else None
