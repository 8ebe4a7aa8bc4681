"""How a part of a report stands, in a few words, for the pages that show it: from it they see that somebody else saved.

Two roads lead to the same: `standing` asks the database, in few queries, and is what open pages are told;
`shown` is made of a report that was read whole, and goes out with the page that shows it.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from coediting.open_pages import mark
from forum.models import User
from questionnaires.schema import Section
from reports.content.entries import ReportContent, SectionContent, name_of
from reports.models import Occurrence, Report
from reports.review.suggestion_display import Version, version
from reports.rights.permissions import can
from reports.rights.writers import AnswerRights

PageState = dict[str, Any]
"""`answers`: question → language → [revision, whether it is blank, who saved it: "" for the reader, null for nobody];
`texts`: question → document; `proposals`: question → a mark of those that are open for the answer in the language that
is written; `steps` and `removed`: identities; `conditions`, `originals` and `rights`: marks that
differ when something of the kind has changed."""


NAMED = ("slot__question", "slot__occurrence__item__anchor", "slot__occurrence__next_step__identity")
"""The columns out of which the name of an entry is made."""


class AnswerState(NamedTuple):
    """One answer, as far as it is told."""

    key: str
    identity: str | None
    language: str
    revision: int
    is_blank: bool
    is_original: bool
    author: int | None
    author_name: str

    @property
    def name(self) -> str:
        return name_of(self.key, self.identity)


def channel_of(report: int, key: str) -> str:
    """Where those meet who have this part of the report open."""
    return f"reports.section:{report}:{key}"


def standing(report: Report, section: Section, language: str, writer: AnswerRights, reader: User) -> PageState:
    """From the database: three queries, and one more where the part has next steps. Nothing is read of the texts."""
    keys = keys_of(section)
    asked = Q(slot__question__in=keys) | Q(language="", slot__occurrence=None)
    rows = report.answers.filter(asked, slot__occurrence__removed_at=None).order_by("pk")
    fields = [*NAMED, "language", "revision"]
    fields += ["is_blank", "is_original", "changed_by", "changed_by__name", "changed_by__email"]
    lines = [
        AnswerState(key, code or (str(step) if step else None), *rest, name or email or "")
        for key, code, step, *rest, name, email in rows.values_list(*fields)
    ]
    texts = report.texts.filter(language=language, slot__question__in=keys, slot__occurrence__removed_at=None)
    documents = {
        name_of(key, code or (str(step) if step else None)): document
        for key, code, step, document in texts.order_by("pk").values_list(*NAMED, "document")
    }
    proposed = versions(report, keys, language) if can(reader, "read_open_proposals", report) else {}
    steps: list[str] = []
    removed: list[str] = []
    if any(question.kind == "group" for question in section.questions):
        listed = report.occurrences.filter(source=Occurrence.Source.NEXT_STEP).order_by("position", "pk")
        for identity, removed_at in listed.values_list("next_step__identity", "removed_at"):
            (removed if removed_at else steps).append(str(identity))
    return told(lines, keys, documents, proposed, steps, removed, writer, reader)


def versions(report: Report, keys: set[str], language: str) -> dict[str, list[Version]]:
    """Of the open proposals for these questions, the oldest first."""
    found: dict[str, list[Version]] = {}
    rows = report.proposals.open().filter(language=language, slot__question__in=keys, slot__occurrence__removed_at=None)
    fields = [*NAMED, "pk", "revision", "changed_at"]
    for key, code, step, *rest in rows.order_by("created_at", "pk").values_list(*fields):
        found.setdefault(name_of(key, code or (str(step) if step else None)), []).append(version(*rest))
    return found


def shown(
    content: ReportContent,
    section: SectionContent,
    documents: dict[str, UUID],
    removed: Iterable[Occurrence],
    writer: AnswerRights,
    reader: User,
    proposed: dict[str, list[Version]],
) -> PageState:
    """The same, of what is about to be shown; `proposed` are the versions of the open proposals."""
    lines = [
        AnswerState(
            entry.key,
            entry.identity,
            answer.language,
            answer.revision,
            answer.is_blank,
            answer.is_original,
            answer.changed_by_id,
            str(answer.changed_by) if answer.changed_by_id else "",
        )
        for entry in content.entries()
        for answer in entry.answers.values()
        if answer.pk
    ]
    steps = [step.occurrence.identity for entry in section.entries for step in entry.steps]
    removed = [occurrence.identity for occurrence in removed]
    return told(lines, keys_of(section.section), documents, proposed, steps, removed, writer, reader)


def told(
    lines: Iterable[AnswerState],
    keys: set[str],
    documents: dict[str, UUID],
    proposed: dict[str, list[Version]],
    steps: list[str],
    removed: list[str],
    writer: AnswerRights,
    reader: User,
) -> PageState:
    lines = sorted(lines, key=lambda line: (line.name, line.language))
    answers: dict[str, dict[str, list]] = {}
    for line in lines:
        if line.key not in keys:
            continue
        by = None if line.author is None else "" if line.author == reader.pk else line.author_name
        answers.setdefault(line.name, {})[line.language] = [line.revision, line.is_blank, by]
    return {
        "answers": answers,
        "texts": {name: str(document) for name, document in sorted(documents.items())},
        "proposals": {name: mark(versions) for name, versions in sorted(proposed.items())},
        "steps": steps,
        "removed": sorted(removed),
        "conditions": mark([[line.key, line.revision] for line in lines if not line.language and not line.identity]),
        "originals": mark([[line.name, line.language] for line in lines if line.is_original and line.key in keys]),
        "rights": mark(rights_of(writer)),
    }


def rights_of(writer: AnswerRights) -> list[Any]:
    """What decides who may write what, as far as it is the person's and the report's."""
    assigned = [[assignment.pk, assignment.is_open] for assignment in writer.assignments]
    return [sorted(writer.roles), str(writer.stage), writer.invited, assigned]


def keys_of(section: Section) -> set[str]:
    """The keys of the questions of a part, those of the fields of its groups included."""
    return {question.key for question in section.questions} | {
        f"{question.key}.{part.key}" for question in section.questions for part in question.fields
    }
