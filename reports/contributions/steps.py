"""Who added, removed and brought back next steps, as the journal says it, and whether it is so today."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from journal.queries import history_of_all
from reports.content.entries import QuestionEntry, ReportContent
from reports.contributions.lineage import Lineage
from reports.contributions.locating import WordCount
from reports.models import Report
from reports.rights.access import removed_steps

ACTS = ("next_step.added", "next_step.removed", "next_step.brought_back")


class StepAct(NamedTuple):
    """What somebody did to the list: in words, and whether it is so today."""

    entry: QuestionEntry
    occurrence: int
    user: int
    at: datetime
    text: str
    holds: WordCount


def step_acts(content: ReportContent, lineage: Lineage, language: str) -> Iterator[StepAct]:
    """In order. Two queries. Of what the journal says of a step that is in no list any more nothing is told."""
    standing, gone = steps_of(content), {one.identity: one for one in removed_steps(content.report)}
    lines = history_of_all(Report, lineage.keys).filter(action__in=ACTS, actor__isnull=False).order_by("pk")
    group = next((entry for entry in content.entries() if entry.is_group), None)
    for line in lines.values("action", "actor_id", "at", "data__step"):
        identity, is_there = line["data__step"], line["data__step"] in standing
        if group is None or not (is_there or identity in gone):
            continue
        number, step = standing[identity] if is_there else (0, gone[identity])
        title = step.next_step.title.in_language(language).text
        wanted = line["action"] != "next_step.removed"
        words = sentence(line["action"], number, title)
        yield StepAct(group, step.pk, line["actor_id"], line["at"], words, WordCount(1, int(is_there == wanted)))


def steps_of(content: ReportContent) -> dict[str, tuple[int, object]]:
    """The steps in the list today, by their identity, with their numbers."""
    return {
        step.occurrence.identity: (number, step.occurrence)
        for entry in content.entries()
        for number, step in enumerate(entry.steps, start=1)
    }


def sentence(action: str, number: int, title: str) -> str:
    """Step 3 added: title. A step that is not in the list has no number."""
    name = _("Step %(number)s") % {"number": number} if number else _("Step")
    said = {
        "next_step.added": _("%(step)s added"),
        "next_step.removed": _("%(step)s removed"),
        "next_step.brought_back": _("%(step)s brought back"),
    }[action] % {"step": name}
    return _("%(act)s: %(title)s") % {"act": said, "title": title} if title else said
