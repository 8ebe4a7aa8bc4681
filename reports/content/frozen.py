"""A report as it was frozen, read like one that stands: its questions, what they were asked about, and its answers."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from bilingual.text import Text
from reports.content.entries import ReportContent
from reports.content.loading import Reading, terms
from reports.content.pending_text import Answers
from reports.models import Answer, Report, Slot
from roadmaps.models import AreaOfIntervention, EvidenceType, Item


def read_frozen(report: Report, said: Mapping[str, Any]) -> ReportContent:
    """`said` is the content of one of the report's snapshots. What was taken out of the report since is in it too; its
    roadmap and its lists of terms are today's. Four queries."""
    asked = {(one["source"], one["identity"]): one | {"place": n} for n, one in enumerate(said["occurrences"])}
    slots: dict[tuple[str, str | None], Slot] = {}
    found = Slot.objects.filter(report=report).select_related("occurrence__item__level", "occurrence__next_step")
    for slot in found.order_by("pk"):
        slot.report, about = report, slot.occurrence
        if about is not None:
            if not (was := asked.get((about.source, about.identity))):
                continue
            about.position = was["place"]
            if about.next_step:
                about.next_step.title = Text(was["title"])
        slots[slot.question, about.identity if about else None] = slot
    answers: Answers = defaultdict(dict)
    for one in said["answers"]:
        slot, language = slots[one["key"], one["occurrence"]], one["language"]
        answers[slot.pk][language] = Answer(
            slot=slot, language=language, value=one["value"], is_original=one["original"], is_blank=False
        )
    items = Item.objects.filter(roadmap=report.roadmap_id).select_related("level").order_by("position")
    lists = {"evidence_types": terms(EvidenceType), "areas": terms(AreaOfIntervention)}
    return Reading(report, list(slots.values()), answers, list(items), lists).content()
