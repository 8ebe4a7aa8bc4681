"""What a plan meets in the report: which answers stand there already, and what the rule does with them.

The rule: an answer that a person wrote in the browser is kept unless somebody says otherwise; one that came from a
demonstration or from an earlier import is replaced. Next steps follow the same rule. Nothing is written here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from questionnaires.wording import plain
from reports.content.entries import QuestionEntry, ReportContent, Step
from reports.importing.plan import Plan, Planned, name
from reports.models import TYPED, Answer

NEW, SAME, REPLACE, KEEP = "new", "same", "replace", "keep"


@dataclass
class Meeting:
    """A planned answer beside what stands in the report. `rule` is NEW, SAME, REPLACE or KEEP."""

    planned: Planned
    entry: QuestionEntry | None
    """None while the step that it is about does not exist yet."""
    current: Answer | None
    value: Any
    """What would be written: the other language's text of an other option is kept in it."""
    rule: str

    @property
    def name(self) -> str:
        return name(self.planned.key, self.planned.about)


@dataclass
class StepMatches:
    """The file's next steps in the report: by their place in the file, from 1; and those that give way to them."""

    known: dict[int, Step]
    removable: list[Step]
    kept: list[Step]


def meetings(plan: Plan, content: ReportContent, identities: Mapping[str, str]) -> list[Meeting]:
    """Every planned answer beside the one that stands. `identities`: of earlier and next steps, by `about`."""
    entries = {(entry.key, entry.identity or ""): entry for entry in content.entries()}
    return [_meeting(planned, entries, plan.language, identities) for planned in plan.answers]


def _meeting(
    planned: Planned, entries: Mapping[tuple[str, str], QuestionEntry], language: str, identities: Mapping[str, str]
) -> Meeting:
    identity = identities.get(planned.about, "") if ":" in planned.about else planned.about
    entry = None if ":" in planned.about and not identity else entries.get((planned.key, identity))
    if entry is None:
        return Meeting(planned, None, None, planned.value, NEW)
    current = entry.answers.get(language if entry.per_language else "")
    value = planned.value
    if current is None or current.is_blank:
        return Meeting(planned, entry, current, value, NEW)
    if planned.kind == "several":
        value = with_other_languages(value, current.value)
    if value == current.value:
        return Meeting(planned, entry, current, value, SAME)
    return Meeting(planned, entry, current, value, KEEP if current.channel in TYPED else REPLACE)


def with_other_languages(value: dict[str, Any], current: dict[str, Any]) -> dict[str, Any]:
    """The value with the texts that the current one has in other languages for the same other option."""
    if "other" in value and "other" in current:
        return {**value, "other": {**current["other"], **value["other"]}}
    return value


def identities_of(plan: Plan, content: ReportContent) -> dict[str, str]:
    """The identities of the steps that the report has already, by `about`."""
    found = {f"earlier:{n}": step.identity for n, step in enumerate(plan.earlier_steps, start=1) if step.identity}
    matches = match_steps(plan, steps_of(content))
    found |= {f"step:{n}": step.occurrence.identity for n, step in matches.known.items()}
    return found


def steps_of(content: ReportContent) -> list[Step]:
    """The next steps that stand in the report."""
    return [step for entry in content.entries() if entry.is_group for step in entry.steps]


def match_steps(plan: Plan, standing: list[Step]) -> StepMatches:
    """Which of the file's next steps the report has: by title; by place where the report has none in this language."""
    if not plan.steps:
        return StepMatches({}, [], standing)
    known: dict[int, Step] = {}
    if standing and not any(_titles(step, plan.language) for step in standing):
        known = dict(enumerate(standing[: len(plan.steps)], start=1))
        return StepMatches(known, [], standing[len(plan.steps) :])
    left = list(standing)
    for number, planned in enumerate(plan.steps, start=1):
        values = {one.key: one.value for one in plan.answers if one.about == f"step:{number}"}
        for step in left:
            if _is_same(planned.title, values, step, plan.language):
                known[number] = step
                left.remove(step)
                break
    removable = [step for step in left if gives_way(step)]
    return StepMatches(known, removable, [step for step in left if step not in removable])


def gives_way(step: Step) -> bool:
    """Whether nobody has written in the step since it came from a demonstration or a file."""
    answers = [answer for entry in step.entries for answer in entry.answers.values()]
    return bool(answers) and all(answer.channel not in TYPED for answer in answers)


def _is_same(title: str, values: Mapping[str, Any], step: Step, language: str) -> bool:
    if title:
        return plain(title) in (plain(own) for own in _titles(step, language))
    own = {entry.key: answer.value for entry in step.entries for answer in entry.answers.values()}
    return bool(values) and all(own.get(key) == value for key, value in values.items())


def _titles(step: Step, language: str) -> Iterable[str]:
    """The title in this language, as answered."""
    lines = [entry.answers.get(language) for entry in step.entries if entry.question.kind == "line"]
    return [answer.value for answer in lines if answer is not None and answer.value]
