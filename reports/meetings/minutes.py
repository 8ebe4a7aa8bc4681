"""From the minutes of a meeting to proposals: each text that the meeting wants becomes one, for who spoke."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from json import dumps
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forum.access import Forbidden, require
from forum.models import Organisation, User, WorkingGroup
from reports.content.entries import QuestionEntry, ReportContent, SectionContent
from reports.content.places import Place
from reports.models import Assignment, Proposal, Report, Source
from reports.review.rebasing import is_proposable, text_of
from reports.review.suggestions import propose
from reports.rights.minutes import may_speak_for
from richtext import build
from richtext.edits import edits
from richtext.reading import words

Node = dict[str, Any]


@dataclass(frozen=True)
class Meeting:
    """When and what it was, and for whom it spoke."""

    name: str
    day: date
    group: WorkingGroup | None = None
    organisation: Organisation | None = None

    @property
    def note(self) -> str:
        """What the proposal says of it."""
        return _("%(meeting)s, %(day)s") % {"meeting": self.name, "day": date_format(self.day, "DATE_FORMAT")}


@dataclass(frozen=True)
class Wish:
    """What a meeting wants of one answer: other words than it had (`changed`, of `base`), and words to be added, at the
    end or at the end of what stands under the heading of a strand."""

    entry: QuestionEntry
    base: Node
    changed: Node | None = None
    added: Node | None = None
    under: str = ""

    @property
    def value(self) -> Node:
        text = self.base if self.changed is None else self.changed
        return text if self.added is None else with_added(text, self.added, self.under)

    @property
    def is_empty(self) -> bool:
        return not edits(self.base, self.value)


def assigned_texts(report: Report, entries: Iterable[QuestionEntry]) -> dict[str, dict[int, set[str]]]:
    """Of each text, by its name: the groups to which it is assigned, with the strands of it that are. One query."""
    assignments = Assignment.objects.current().filter(report=report, group__isnull=False)
    places = [
        (one.group_id, Place.of(one)) for one in assignments.select_related("item", "slot__occurrence").order_by("pk")
    ]
    found: dict[str, dict[int, set[str]]] = {}
    for entry in entries:
        groups = found[entry.name] = {}
        for group, place in places:
            if place.covers(entry):
                groups.setdefault(group, set()).update({place.item.code} if place.item else ())
    return found


def wanted(
    entry: QuestionEntry, language: str, *, changed: Node | None, base: Node | None, added: Node | None, under: str = ""
) -> Wish:
    """A wish as a form says it. What is added goes to the text of today; what was changed, to what was changed."""
    text = base if changed is not None and base is not None else text_of(entry, language)
    return Wish(entry, text, changed, added if added is not None and words(added) else None, under)


def with_added(text: Node, added: Node, under: str = "") -> Node:
    """The text with these blocks at its end, or at the end of what stands under the heading of this strand."""
    blocks = text["content"]
    at = end_of(blocks, under) if under else len(blocks)
    before, after = blocks[:at], blocks[at:]
    while before and is_empty_paragraph(before[-1]):
        before = before[:-1]
    return build.doc(*before, *added["content"], *after)


def is_empty_paragraph(block: Node) -> bool:
    return block["type"] == "paragraph" and not block.get("content")


def end_of(blocks: Sequence[Node], code: str) -> int:
    """Where what stands under the strand's heading ends; the end of the text where there is no such heading."""
    level = 0
    for at, block in enumerate(blocks):
        if block["type"] != "heading":
            continue
        if level and block["attrs"]["level"] <= level:
            return at
        if not level and code in [one["attrs"]["code"] for one in block["content"] if one["type"] == "objective"]:
            level = block["attrs"]["level"]
    return len(blocks)


def headings_of(entry: QuestionEntry, text: Node) -> list[str]:
    """The codes of the strands that have a heading in the text, for a choice of where to add."""
    found = {
        one["attrs"]["code"]
        for block in text["content"]
        if block["type"] == "heading"
        for one in block["content"]
        if one["type"] == "objective"
    }
    return [strand.code for strand in entry.strands if strand.code in found]


def groups_open_to(user: User, report: Report) -> list[WorkingGroup]:
    """For which groups the person enters minutes."""
    groups = report.country.working_groups.filter(retired_on=None).order_by("position", "pk")
    return [group for group in groups if may_speak_for(user, report, group)]


def sections_with_texts(content: ReportContent) -> list[tuple[SectionContent, list[QuestionEntry]]]:
    """The parts of the report, each with the long answers that are asked in it, those in next steps included."""
    found = []
    for section in content.sections:
        entries = [one for entry in section.asked for one in (entry, *entry.parts) if is_proposable(one)]
        if entries:
            found.append((section, entries))
    return found


@transaction.atomic
def propose_minutes(
    *, report: Report, language: str, meeting: Meeting, wishes: Iterable[Wish], by: User, page: str
) -> list[Proposal]:
    """A proposal for each wish that changes anything. The same wishes of the same `page` sent again are there once.

    What was changed in the answers since the page was filled stays. Raises Forbidden, and what `propose` raises.
    """
    require(may_speak_for(by, report, meeting.group))
    for one in (meeting.group, meeting.organisation):
        if one is not None and one.country_id != report.country_id:
            raise Forbidden(_("This is of another country."))
    made = [
        propose(
            report=report,
            entry=wish.entry,
            language=language,
            value=wish.value,
            written_on=wish.base,
            by=by,
            group=meeting.group,
            organisation=meeting.organisation,
            source=Source.MINUTES,
            note=meeting.note,
            token=token_of(page, meeting, wish),
        )
        for wish in wishes
        if not wish.is_empty
    ]
    return [proposal for proposal in made if proposal is not None]


def token_of(page: str, meeting: Meeting, wish: Wish) -> str:
    """The same for the same words for the same side from the same page, and begins as all of that page."""
    sides = [one.pk if one else None for one in (meeting.group, meeting.organisation)]
    said = dumps([wish.entry.name, wish.changed, wish.added, wish.under, meeting.name, str(meeting.day), *sides])
    return start_of(page) + sha256(said.encode()).hexdigest()[:20]


def start_of(page: str) -> str:
    """How the tokens of all that was sent from one page begin."""
    return sha256(page.encode()).hexdigest()[:20]


def made_from(report: Report, page: str, by: User) -> list[Proposal]:
    """The proposals that came from a page, in order."""
    found = report.proposals.filter(author=by, source=Source.MINUTES, token__startswith=start_of(page))
    return list(found.select_related("group", "organisation").order_by("pk")) if page else []
