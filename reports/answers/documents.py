"""The documents in which answers are written together: found, made, held, brought up to date, closed and opened.

Whoever holds several things takes them in this order: the report, its documents by their keys, the rows of its answers.
"""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from coediting import locking, rendering, writing
from coediting.models import Document
from forum.access import require
from forum.models import Country, User
from questionnaires.schema import Edition, Question
from reports.answers.locking import hold_draft
from reports.answers.news import report_changed
from reports.content.entries import QuestionEntry
from reports.content.pending_text import behind
from reports.content.templates import document_shown
from reports.models import AnswerText, Occurrence, Report
from reports.rights.permissions import can
from reports.stages import EDITABLE
from richtext import build

OWNER = "reports.answer"
"""The name by which coediting knows this app."""


def is_written_together(question: Question) -> bool:
    """Whether its answers are texts that can be written together."""
    return question.kind == "rich_text"


def find(entry: QuestionEntry, language: str) -> AnswerText | None:
    """The text of an answer, if it is written together."""
    if not is_written_together(entry.question):
        return None
    return entry.slot.texts.filter(language=language).first()


def addresses(report: Report, language: str) -> dict[int, UUID]:
    """The documents of a report in one language, by the key of their slot. One query."""
    return dict(report.texts.filter(language=language).order_by("pk").values_list("slot", "document"))


@transaction.atomic
def open_text(*, report: Report, entry: QuestionEntry, language: str, by: User) -> AnswerText:
    """The text of an answer, made if it is not there yet: it begins with the answer, or with what an empty one does.

    Raises forum.access.Forbidden for who may not write there.
    """
    require(can(by, "write", report, entry=entry, language=language))
    hold_draft(report)  # of two who come at once the second one finds what the first one made
    if text := find(entry, language):
        return text
    rows = entry.slot.answers.filter(language=language)
    answer = rows.select_related("changed_by").first()  # the entry was read before the report was held
    entry = replace(entry, answers={language: answer} if answer else {})
    document = writing.create(
        document_shown(entry, language) or build.doc(),
        owner=OWNER,
        by=answer.changed_by if answer and not answer.is_blank else None,  # whoever opens it has not written it
    )
    report_changed(report.pk)
    return AnswerText.objects.create(
        document=document, began_at=answer.revision if answer else 0, slot=entry.slot, language=language
    )


def of_question(edition: Edition, key: str) -> tuple[str, Question] | None:
    """The section that a question or a field of a group stands in, and the question itself."""
    for section in edition.sections:
        for question in section.questions:
            if question.key == key:
                return section.key, question
            for part in question.fields:
                if f"{question.key}.{part.key}" == key:
                    return section.key, part
    return None


# --- holding and bringing up to date


def hold(texts: Iterable[AnswerText]) -> None:
    """Keep everybody from writing in these texts until the transaction ends, with all that was written in the answers.

    Call it with the report held.
    """
    keys = {text.document_id for text in texts}
    # In the order in which the writers of documents take them, so that nobody waits for each other.
    list(Document.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    bring_up_to_date(keys)


def hold_all(report: Report) -> None:
    hold(report.texts.order_by("pk"))


def bring_up_to_date(keys: Iterable[UUID]) -> None:
    for key in behind().filter(document__in=set(keys)).values_list("document", flat=True):
        rendering.render(key)


# --- with the stage of the report


def close(report: Report) -> set[UUID]:
    """Let nobody write any more, in the transaction of the act that ends the draft; the report must be held.

    All that was acknowledged is in the answers then; who writes at the same moment waits, and is refused. Gives the
    documents.
    """
    keys = documents_of(report)
    locking.lock(keys)
    bring_up_to_date(keys)
    return keys


def open_again(report: Report) -> None:
    """The report is a draft again. The texts of a step that was removed stay closed."""
    locking.unlock(of(report.texts.filter(slot__occurrence__removed_at=None)))


def close_step(occurrence: Occurrence) -> None:
    """Let nobody write in the texts of a next step that is removed, in the transaction that removes it."""
    keys = of(AnswerText.objects.filter(slot__occurrence=occurrence))
    locking.lock(keys)
    bring_up_to_date(keys)


def open_step_again(occurrence: Occurrence) -> None:
    """The step is brought back, in a draft."""
    locking.unlock(of(AnswerText.objects.filter(slot__occurrence=occurrence)))


def throw_away(keys: set[UUID]) -> None:
    """The documents of a report that is no more; pages that are open lose them."""
    Document.objects.filter(pk__in=keys).delete()


def documents_of(report: Report) -> set[UUID]:
    return of(report.texts.all())


def of(texts: QuerySet[AnswerText]) -> set[UUID]:
    """Their documents."""
    return set(texts.order_by("pk").values_list("document", flat=True))


# --- telling the open pages that somebody may do more, or less


def rights_changed(report: Report) -> None:
    """What somebody may write in this report has changed: pages that are open ask again when it is committed."""
    locking.rights_changed(documents_of(report))


def roles_changed(user: User, country: Country | None) -> None:
    """Somebody's roles in a country, or in the Alliance, have changed."""
    texts = AnswerText.objects.filter(slot__report__stage__in=EDITABLE)
    if country is not None:
        texts = texts.filter(slot__report__country=country)
    locking.rights_changed(of(texts))
