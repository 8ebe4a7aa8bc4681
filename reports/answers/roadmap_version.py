"""Along which version of the roadmap a report is written. A draft may change over to the version that a report opened
today would get: its answers, references and next steps follow the items to those that replace them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from forum.access import Forbidden, require
from forum.models import User
from journal.record import record
from reports.answers import documents
from reports.answers.following import Following
from reports.answers.locking import hold
from reports.answers.opening import ask_about
from reports.answers.saving import save_answer
from reports.content.entries import QuestionEntry
from reports.content.loading import load
from reports.models import Occurrence, Report
from reports.rights.permissions import can
from roadmaps.changes import items_of
from roadmaps.models import Item, Roadmap
from roadmaps.queries import roadmap_for
from roadmaps.replacing import following

Source = Occurrence.Source
IN_SLOTS = ("answers", "threads", "proposals", "voices", "assignments")


@dataclass(frozen=True)
class Change:
    """What changing over means. `written` are the items that something is written about, with what replaces them; of
    those in `lost` something would have no place any more, so the report stays as long as there are any."""

    written: list[tuple[Item, Item]] = field(default_factory=list)
    lost: list[Item] = field(default_factory=list)

    @property
    def reason(self) -> str:
        """Why the report stays on its version; "" where nothing keeps it there."""
        if not self.lost:
            return ""
        return _(
            "Something has been written or handed out about these items, and nothing in the other version replaces "
            "them, or one item replaces several: %(items)s. Say what became of them, or move the words first."
        ) % {"items": ", ".join(map(str, self.lost))}


def newer_roadmap(report: Report) -> Roadmap | None:
    """The version in force that a report opened now would be written along, if it is another one. One query."""
    found = roadmap_for(report.country, report.campaign.period_end)
    return found if found and found.pk != report.roadmap_id else None


def change_to(report: Report, roadmap: Roadmap) -> Change:
    """What changing over to this version means now. Three queries."""
    became = following(report.roadmap, roadmap)
    replaced: dict[Item | None, list[Item]] = defaultdict(list)
    for occurrence in written_about(report):
        new = became.get(occurrence.item_id)
        replaced[new if new and new.parent_id is None and new.retired_on is None else None].append(occurrence.item)
    lost = replaced.pop(None, [])
    for new in [new for new, old in replaced.items() if len(old) > 1]:
        lost += replaced.pop(new)
    strands = report.assignments.current().exclude(item=None).select_related("item")
    lost += [one.item for one in strands if one.item_id not in became]
    return Change([(old, new) for new, (old,) in replaced.items()], list(dict.fromkeys(lost)))


def written_about(report: Report) -> Iterable[Occurrence]:
    """The priorities about which anything is written or handed out, in order. One query."""
    something = Q()
    for name in IN_SLOTS:
        something |= Q(**{f"slots__{name}__isnull": False})
    found = report.occurrences.filter(something, source=Source.PRIORITY).select_related("item__level")
    return found.order_by("position", "pk").distinct()


@transaction.atomic
def move_to_roadmap(*, report: Report, roadmap: Roadmap, by: User | None) -> Report:
    """Write the report along this version instead. Raises Forbidden, also where a newer one has come into force.

    What is written about an item is from now on about the one that replaces it. References name the new items; one to
    an item that nothing replaces goes on saying what it says.
    """
    current = hold(report)
    require(can(by, "move_to_roadmap", current))
    documents.close(current)  # what somebody writes at this moment is something that was written
    if newer_roadmap(current) != roadmap:
        raise Forbidden(_("Another version of the roadmap is in force by now. Look at it again."))
    change = change_to(current, roadmap)
    if change.reason:
        raise Forbidden(change.reason)
    before = current.roadmap
    became = Following(items_of(before), items_of(roadmap), following(before, roadmap))
    Report.objects.filter(pk=current.pk).update(roadmap=roadmap)
    current.roadmap = roadmap
    move_priorities(current, change)
    for assignment in current.assignments.current().exclude(item=None):
        assignment.item = became.items[assignment.item_id]
        assignment.save(update_fields=["item"])
    documents.open_again(current)
    followed = rewrite(current, became, by)
    versions = {"before": before.version, "after": roadmap.version, "answers": followed}
    record("report.moved_to_roadmap", by=by, target=current, country=current.country.code, **versions)
    return current


def move_priorities(report: Report, change: Change) -> None:
    """Those that something is written about go on, about what replaces them; the others are made anew, with what was
    opened in them and left empty."""
    new_of = {old.pk: new for old, new in change.written}
    empty = report.occurrences.filter(source=Source.PRIORITY).exclude(item__in=new_of)
    emptied = documents.of(report.texts.filter(slot__occurrence__in=empty))
    empty.delete()
    documents.throw_away(emptied)
    kept = list(report.occurrences.filter(source=Source.PRIORITY))
    for occurrence in kept:
        occurrence.item = new_of[occurrence.item_id]
    Occurrence.objects.bulk_update(kept, ["item"])
    ask_about(report)
    in_order = list(report.occurrences.filter(source=Source.PRIORITY).order_by("item__position"))
    for position, occurrence in enumerate(in_order, start=1):
        occurrence.position = position
    Occurrence.objects.bulk_update(in_order, ["position"])


def rewrite(report: Report, became: Following, by: User | None) -> int:
    """Let references and choices of items name what replaces them; gives how many answers changed. Each keeps what it
    said before among its earlier versions."""
    documents.hold_all(report)
    content, changed = load(report), 0
    for entry in content.entries():
        for language, answer in entry.filled.items():
            value = new_value(entry, language, answer.value, became)
            if value != answer.value:
                seen = answer.revision
                save_answer(report=report, entry=entry, language=language, value=value, seen=seen, by=by, keeping=True)
                changed += 1
    return changed


def new_value(entry: QuestionEntry, language: str, value, became: Following):
    if entry.question.kind == "rich_text":
        return became.in_text(value, language)
    if entry.question.options_from == "objectives":
        codes = [code for one in value["codes"] if (code := became.anchor(one))]
        found = value | {"codes": list(dict.fromkeys(codes))}
        return found if codes or value.get("other") else None
    return value
