"""What has been written together and is acknowledged, but not in the rows of the answers yet, for those who read.

Rows follow within seconds; after a server has died, when its documents are next opened or gathered. Whoever reads a
draft is not to see an older text than its writers, and reading never writes: so the newest text is put into the answers
as they are read, and into no row.
"""

from collections.abc import Iterable, MutableMapping

from django.db.models import F, QuerySet

from coediting import rendering
from coediting.models import Update
from forum.models import User
from reports.models import Answer, AnswerText, Report
from reports.stages import EDITABLE
from richtext.reading import is_blank

Answers = MutableMapping[tuple[str, int | None], MutableMapping[str, Answer]]
"""The answers of one report: question and occurrence, then language."""


def behind() -> QuerySet[AnswerText]:
    """The texts in which something is written that is not in the row of the answer yet."""
    return AnswerText.objects.filter(document__rendered_seq__lt=F("document__seq")).order_by("pk")


def read_what_is_newer(reports: Iterable[Report], answers: MutableMapping[int, Answers]) -> None:
    """Bring the answers of the drafts among these reports up to date. One query, and four for each text that is
    behind: those that somebody writes in at this moment. When the row was written, and what it says, stays in `in_row`.
    """
    drafts = {report.pk: report for report in reports if report.stage in EDITABLE}
    if not drafts:
        return
    for text in behind().filter(report__in=drafts).select_related("document").defer("document__snapshot"):
        value = rendering.current(text.document_id)
        given = answers[text.report_id][text.question, text.occurrence_id]
        answer = given.get(text.language)
        if answer is None:
            if is_blank(value):
                continue
            answer = given[text.language] = first(drafts[text.report_id], text, has_original=bool(given))
        else:
            answer.in_row = (answer.changed_at, answer.__dict__.get("value"))  # the text may have been left out
        answer.value, answer.is_blank = value, is_blank(value)
        answer.changed_at = text.document.changed_at
        answer.changed_by = last_author(text) or answer.changed_by


def first(report: Report, text: AnswerText, *, has_original: bool) -> Answer:
    """An answer that has no row yet."""
    answer = Answer(
        report=report,
        occurrence_id=text.occurrence_id,
        question=text.question,
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
