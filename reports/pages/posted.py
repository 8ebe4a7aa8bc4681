"""Saving what a section's form posted: question by question, each with its own outcome."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from forum.models import User
from questionnaires.kinds import InvalidAnswer
from reports.answers.fields import OTHER, REVISION, Unreadable, base_of, is_as_shown, raw_value
from reports.answers.merge_messages import what_was_merged
from reports.answers.rows import StaleAnswer
from reports.answers.saving import Saved, save_or_merge, set_aside
from reports.content.entries import QuestionEntry
from reports.models import Answer, Report
from reports.pages.section_form import SectionForm
from richtext.cleaning import normalise
from richtext.merging import Merged


class Result(StrEnum):
    SAVED = "saved"
    STALE = "stale"
    INVALID = "invalid"


@dataclass
class Outcome:
    """What became of one question. `answer` is what now stands in the database; `mine` is what was sent."""

    entry: QuestionEntry
    result: Result
    answer: Answer | None
    mine: Any = None
    message: str = ""
    merged: Merged | None = None
    """What was made of it and of what somebody else had written meanwhile, where they are both in what stands now."""

    @property
    def merged_words(self) -> str:
        """What of that the person is told."""
        return what_was_merged(self.merged) if self.merged else ""

    @property
    def base(self) -> str:
        """What the open page holds, where it is not what stands: its next changes are changes of that."""
        if not self.mine or self.answer is None or self.answer.value == normalise(self.mine):
            return ""
        return json.dumps(self.mine, ensure_ascii=False)


class Choice(NamedTuple):
    """The decision between two versions of an answer: `keep` the writer's own, or `take` the one that stands.

    `revision` is the one that the page showed beside the writer's own.
    """

    act: str
    name: str
    revision: int

    @classmethod
    def read(cls, act: str, text: str) -> "Choice | None":
        """From a button's value, name:revision."""
        name, _colon, revision = text.rpartition(":")
        return cls(act, name, int(revision)) if name and revision.isdecimal() else None


def save_posted(
    form: SectionForm, *, report: Report, by: User, page: str = "", choices: Iterable[Choice] = ()
) -> list[Outcome]:
    """Save every question that came with the form. One that cannot be saved does not keep the others from it.

    A question that a plain form sends back as it showed it is passed over.
    """
    form.full_clean()
    chosen = {choice.name: choice for choice in choices}
    changed = [entry for entry in form.posted() if entry.name in chosen or not is_as_shown(entry, form.data)]
    outcomes = [save_one(form, entry, report, by, page, chosen.get(entry.name)) for entry in changed]
    form.outcomes = {outcome.entry.name: outcome for outcome in outcomes}
    return outcomes


def save_one(
    form: SectionForm, entry: QuestionEntry, report: Report, by: User, page: str, choice: Choice | None
) -> Outcome:
    language = form.language if entry.per_language else ""
    standing = entry.answers.get(language)
    if entry.name in form.refusals:
        return Outcome(entry, Result.INVALID, standing, message=form.refusals[entry.name])
    errors = [*form.errors.get(entry.name, []), *form.errors.get(entry.name + OTHER, [])]
    if errors:
        return Outcome(entry, Result.INVALID, standing, message=" ".join(errors))
    seen = choice.revision if choice else form.cleaned_data.get(entry.name + REVISION) or 0
    value = None
    try:
        value = raw_value(entry, form.cleaned_data, form.language, form.plain)
        about = {"report": report, "entry": entry, "language": language, "value": value, "seen": seen, "by": by}
        if choice and choice.act == "take":
            saved = Saved(set_aside(**about))
        else:
            base = None if choice else base_of(entry, form.cleaned_data)
            saved = save_or_merge(**about, page=page, merging=True, base=base)
    except (Unreadable, InvalidAnswer) as error:
        return Outcome(entry, Result.INVALID, standing, mine=value, message=str(error))
    except StaleAnswer as error:
        return Outcome(entry, Result.STALE, error.current, mine=value)
    return Outcome(entry, Result.SAVED, saved.answer, mine=value, merged=saved.merged)
