"""Saving what a section's form posted: question by question, each with its own outcome."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from questionnaires.kinds import InvalidAnswer
from reports.answers import StaleAnswer, save_answer
from reports.content import Entry
from reports.forms.fields import raw_value, unreadable
from reports.forms.section import SectionForm
from reports.models import Answer, Report


class Result(StrEnum):
    SAVED = "saved"
    STALE = "stale"
    INVALID = "invalid"


@dataclass
class Outcome:
    """What became of one question. `answer` is what now stands in the database; `mine` is what was sent."""

    entry: Entry
    result: Result
    answer: Answer | None
    mine: Any = None
    message: str = ""


def save_posted(form: SectionForm, *, report: Report, by, page: str = "") -> list[Outcome]:
    """Save every question that came with the form. One that cannot be saved does not keep the others from it."""
    form.full_clean()
    outcomes = [save_one(form, entry, report, by, page) for entry in form.posted()]
    form.outcomes = {outcome.entry.name: outcome for outcome in outcomes}
    return outcomes


def save_one(form: SectionForm, entry: Entry, report: Report, by, page: str) -> Outcome:
    language = form.language if entry.per_language else ""
    standing = entry.answers.get(language)
    errors = [*form.errors.get(entry.name, []), *form.errors.get(f"{entry.name}--other", [])]
    if errors:
        return Outcome(entry, Result.INVALID, standing, message=" ".join(errors))
    try:
        value = raw_value(entry, form.cleaned_data, form.language)
    except ValueError:
        return Outcome(entry, Result.INVALID, standing, message=unreadable())
    seen = form.cleaned_data.get(f"{entry.name}--revision") or 0
    try:
        answer = save_answer(report=report, entry=entry, language=language, value=value, seen=seen, by=by, page=page)
    except InvalidAnswer as error:
        return Outcome(entry, Result.INVALID, standing, mine=value, message=error.message)
    except StaleAnswer as error:
        return Outcome(entry, Result.STALE, error.current, mine=value)
    entry.answers[answer.language if answer.pk else language] = answer
    return Outcome(entry, Result.SAVED, answer, mine=value)
