"""An answer whose text is written together: the document is the truth, the row of the answer the copy made of it.

Two ways lead here. What people write on open pages comes as `changed`, a few seconds after. What comes as a whole text
(a file, a restored version, a form without script) is written into the document by `save_in_text`, so that the open
pages get it.
"""

import logging
from dataclasses import replace
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from coediting import writing
from coediting.models import Document, Update
from forum.access import Forbidden
from forum.models import User
from forum.roles import Role
from questionnaires.kinds import KINDS
from reports.answers import documents
from reports.answers.attribution import note_voices
from reports.answers.document_rights import entries_of
from reports.answers.rows import (
    Hand,
    StaleAnswer,
    first_answer,
    is_nothing,
    is_stale,
    is_worth_keeping,
    is_worth_keeping_together,
    next_value,
    not_answered,
    rows_of,
)
from reports.content.entries import QuestionEntry
from reports.content.templates import starting_text
from reports.models import Answer, AnswerRevision, AnswerText, Channel
from reports.rights.writers import writer
from reports.stages import Stage
from richtext import build
from richtext.merging import Merged, merge

Node = dict[str, Any]
logger = logging.getLogger(__name__)


def save_in_text(
    text: AnswerText,
    entry: QuestionEntry,
    value: Node | None,
    seen: int,
    hand: Hand,
    *,
    keeping: bool,
    merging: bool,
    base: Node | None,
) -> tuple[Answer, Merged | None]:
    """Make a text say `value`, through its document. The report is held as a draft.

    With `merging` what others wrote since is not lost: both changes to `base` stand (richtext.merging). Without, a
    text that is not the one of revision `seen` any more is refused as StaleAnswer.
    """
    documents.hold([text])
    standing = Document.objects.values_list("value", flat=True).get(pk=text.document_id)
    rows = rows_of(entry, text.language)
    current = rows.first()
    mine = value or build.doc()
    merged = None
    if mine != standing and merging:
        merged = merge(base or written_on(current, entry, text, seen, hand.page, standing), standing, mine)
        if merged.document == mine:
            merged = None
        else:
            mine = KINDS[entry.question.kind].clean(merged.document, entry.question, entry.options)
    if mine == standing:
        return current or not_answered(entry), merged
    if current is not None and not merging and is_stale(current, seen, hand.page):
        raise StaleAnswer(current)
    if current is not None:
        is_kept = keeping or is_worth_keeping(current, mine, entry, hand)
        answer = next_value(rows, current, entry, text.language, mine, hand, is_kept=is_kept)
    elif is_nothing(entry, mine):
        answer = not_answered(entry)
    else:
        answer = first_answer(rows, entry, text.language, mine, hand)
    try:
        writing.replace(text.document_id, mine, by=hand.by)  # `changed` finds its value there already
    except writing.Locked:
        raise Forbidden(_("This report is no longer a draft; its answers cannot be changed.")) from None
    return answer, merged


def written_on(
    current: Answer | None, entry: QuestionEntry, text: AnswerText, seen: int, page: str, standing: Node
) -> Node:
    """The text that somebody saw who names revision `seen`; an empty one where nobody knows it."""
    if current is None or not is_stale(current, seen, page):
        return standing
    if seen == 0:
        return starting_text(entry, text.language) or build.doc()
    kept = AnswerRevision.objects.filter(answer=current, number=seen).first()
    return (kept and kept.value) or build.doc()


def changed(document: Document, value: Node, authors: list[int]) -> None:
    """What people wrote in a document, into the row of the answer; in the transaction that renders the document.

    The value is what is read out of the document, which is always a valid text.
    """
    text = AnswerText.objects.select_related(*WITH_ITS_REPORT).filter(document=document).first()
    entry = entries_of([text]).get(text.document_id) if text else None
    if text is None or entry is None:
        logger.error("the text %s belongs to no answer", document.pk)
        return
    rows = rows_of(entry, text.language)
    current = rows.first()
    if is_nothing(entry, value) and (current is None or current.value is None):
        return
    if current is not None and current.value == value:
        return
    by, channel = who_wrote(document, text, entry, authors)
    hand = Hand(by, channel, at=document.changed_at, others=tuple(authors))
    if current is None:
        saved = first_answer(rows, entry, text.language, value, hand)
        note_others(saved, entry, by, authors)
        return
    # What stood when the document began is what pages that were opened before were filled with.
    is_kept = current.revision == text.began_at or is_worth_keeping_together(current, value, entry, hand)
    saved = next_value(rows, current, entry, text.language, value, hand, is_kept=is_kept)
    note_others(saved, entry, by, authors)


def note_others(answer: Answer, entry: QuestionEntry, by: User | None, authors: list[int]) -> None:
    """For whom those wrote whom the row does not name."""
    others = set(authors) - {by.pk if by else None}
    if others:
        note_voices(answer, entry, User.objects.filter(pk__in=others).order_by("pk"))


WITH_ITS_REPORT = (
    "slot__report__country",
    "slot__report__campaign",
    "slot__occurrence__item__level",
    "slot__occurrence__next_step",
)


def who_wrote(
    document: Document, text: AnswerText, entry: QuestionEntry, authors: list[int]
) -> tuple[User | None, Channel]:
    """The last author, and how it came in. What the secretariat wrote on the country's behalf is shown as that, also
    where somebody of the country wrote after it in the same seconds."""
    written = Update.objects.filter(document=document, seq__lte=document.rendered_seq, author__in=authors)
    last = written.values("author").annotate(last=Max("seq")).order_by("-last").values_list("author", flat=True)
    users = User.objects.in_bulk(authors)
    order = [users[key] for key in last]
    for user in order:
        if is_on_behalf(user, text, entry):
            return user, Channel.SECRETARIAT
    return (order[0] if order else None), Channel.BROWSER


def is_on_behalf(user: User, text: AnswerText, entry: QuestionEntry) -> bool:
    """Whether it was only as the secretariat that they may have written: they have written, whatever they may now."""
    person = writer(user, text.report)
    without = replace(person, roles=person.roles - {Role.SECRETARIAT}, stage=Stage.DRAFT)
    return Role.SECRETARIAT in person.roles and not without.may(entry, text.language)
