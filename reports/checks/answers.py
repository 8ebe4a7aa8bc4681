"""Answers that are missing: required ones, follow-up questions, and texts in one of the country's languages."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bilingual.languages import LANGUAGES
from questionnaires.conditions import State
from reports.checks.material import Material, place
from reports.checks.problem import Finding
from reports.content.entries import QuestionEntry

FEW = 5
"""So many texts that are missing in a language are told one by one; more are told together."""


def required_missing(material: Material) -> Iterator[Finding]:
    """Required answers that nobody has given. Those of a next step are told by step, in another check."""
    for entry in material.content.missing:
        if entry.is_group:
            yield Finding(entry, _("No next step has been written down; at least one is required."))
        elif not entry.step_number:
            yield Finding(entry, _("This answer is required."))


def follow_ups(material: Material) -> Iterator[Finding]:
    """Questions that hang together and whose answers do not: the one that decides, and the one that follows."""
    entries = [entry for section in material.content.sections for entry in section.entries]
    top = {entry.key: entry for entry in entries}
    for entry in entries:
        condition = entry.question.condition
        if not condition:
            continue
        parent = top[condition.question]
        if entry.is_parked:
            yield Finding(
                entry,
                _("There is an answer here, but %(question)s makes it unnecessary: it is kept and not printed.")
                % {"question": place(parent)},
            )
        elif entry.state is State.ASKED and not entry.is_answered and not entry.question.required:
            yield Finding(
                entry, _("The answer to %(question)s calls for an answer here.") % {"question": place(parent)}
            )
    for entry in entries:
        detail = top.get(entry.question.detail or "")
        if detail is None or entry.missing or entry.is_answered or not entry.is_asked:
            continue
        if detail.is_asked and detail.is_answered:
            yield Finding(
                entry,
                _("Nothing is ticked here, although %(question)s has an answer.") % {"question": place(detail)},
            )


def languages_missing(material: Material) -> Iterator[Finding]:
    """Texts that are written in one of the country's languages and not in the other."""
    for language in material.languages:
        without = [
            entry
            for entry in material.entries
            if entry.per_language and entry.is_answered and language not in entry.filled
        ]
        name = LANGUAGES[language].name
        if len(without) <= FEW:
            for entry in without:
                yield Finding(entry, _("This text is not there in this language: %(name)s.") % {"name": name}, language)
        else:
            yield Finding(without[0], many(without, name), language)


def many(entries: list[QuestionEntry], name: str) -> str:
    return ngettext(
        "%(count)s text is not there in this language: %(name)s. The first one is meant here.",
        "%(count)s texts are not there in this language: %(name)s. The first one is meant here.",
        len(entries),
    ) % {"count": len(entries), "name": name}
