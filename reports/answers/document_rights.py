"""Who may read and write the documents of answers: the same rules as for the answers, for many people at once."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from coediting.owners import Pair, Rights
from forum.access import denied, read_memberships
from questionnaires.conditions import State
from questionnaires.loader import edition
from reports.answers.documents import of_question
from reports.content.entries import QuestionEntry
from reports.content.wording import Wording
from reports.models import Answer, AnswerText
from reports.rights.permissions import can
from reports.rights.writers import read_assignments


def rights(pairs: list[Pair]) -> dict[Pair, Rights]:
    """What each may do in each document, with the reason in their own language. Four queries, however many they are;
    everything is read anew."""
    keys = {document for document, _user in pairs}
    texts = AnswerText.objects.filter(document__in=keys).order_by("pk")
    texts = list(texts.select_related("slot__report__country", "slot__report__campaign", "slot__occurrence"))
    entries = entries_of(texts)
    places = {text.document_id: text for text in texts if text.document_id in entries}
    users = {id(user): user for _document, user in pairs}.values()
    read_memberships(users)
    read_assignments(users, {text.slot.report_id: text.report for text in texts}.values())
    return {
        (document, user): rights_in(places[document], entries[document], user)
        for document, user in pairs
        if document in places
    }


def rights_in(text: AnswerText, entry: QuestionEntry, user: Any) -> Rights:
    with translation.override(user.language):
        may_write = can(user, "write", text.report, entry=entry, language=text.language)
        may_suggest = can(user, "suggest", text.report)
        if text.occurrence and text.occurrence.removed_at:
            removed = denied(_("This next step has been removed. Bring it back to write in it."))
            may_write, may_suggest = may_write and removed, may_suggest and removed
        return Rights(read=can(user, "view", text.report), write=may_write, suggest=may_suggest)


def entries_of(texts: Iterable[AnswerText]) -> dict[UUID, QuestionEntry]:
    """The entry that each text answers, by its document, as far as the rules look at it: with its original. One query.

    A text whose question the edition does not ask has none.
    """
    texts = list(texts)
    originals: dict[int, dict[str, Answer]] = defaultdict(dict)
    rows = Answer.objects.filter(slot__in={text.slot_id for text in texts}, is_original=True).defer("value")
    for answer in rows.order_by("pk"):
        originals[answer.slot_id][answer.language] = answer
    entries = {}
    for text in texts:
        found = of_question(edition(text.report.campaign.edition), text.question)
        if found is None:
            continue
        section, question = found
        entries[text.document_id] = QuestionEntry(
            question=question,
            slot=text.slot,
            number=None,
            label=Wording(question.label, text.report.campaign, text.occurrence),
            options=(),
            state=State.ASKED,
            answers=originals[text.slot_id],
            section=section,
        )
    return entries
