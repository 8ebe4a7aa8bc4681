"""Taking in a roadmap's file: the first version, an unused one replaced, or a draft beside one that is used."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from bilingual.languages import INTERFACE
from bilingual.text import Text
from forum.access import require
from forum.models import Country, User
from roadmaps import fingerprints as marks
from roadmaps.actions import StaleRoadmap, hold, put_items, set_fields, tell
from roadmaps.changes import (
    ACTS,
    FIELDS,
    LEVEL_NAMES,
    Changes,
    Facts,
    as_read,
    compare,
    facts_of,
    items_of,
    wanted_items,
)
from roadmaps.choosing import remember
from roadmaps.importing import Problem, Reading
from roadmaps.models import Roadmap
from roadmaps.permissions import can
from roadmaps.replacing import propose
from roadmaps.uses import is_used

DEFAULT_TITLE = Text.of(en="National roadmap", fr="Feuille de route nationale")
"""For a roadmap whose file has no title: tables have none."""


class Outcome(StrEnum):
    FIRST = "first"
    NEW_VERSION = "new_version"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


class Unreadable(Exception):
    """The file has problems; nothing was changed."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Plan:
    """What taking in a file means: to which version, compared with which one, and what changes in it.

    `seen` is the mark of the roadmap that the plan was made for.
    """

    outcome: Outcome
    version: int
    compared_with: Roadmap | None
    changes: Changes
    seen: str


@dataclass(frozen=True)
class Imported:
    roadmap: Roadmap
    outcome: Outcome
    changes: Changes


def plan_import(country: Country, reading: Reading) -> Plan:
    """What importing would do now; writes nothing. Raises Unreadable."""
    if reading.problems:
        raise Unreadable(reading.problems)
    newest = country.roadmaps.order_by("-version").first()
    items = items_of(newest) if newest else []
    changes = compare(newest, as_read(items), reading)
    seen = marks.of_whole(newest, items)
    if newest is None:
        return Plan(Outcome.FIRST, 1, None, changes, seen)
    if not changes:
        return Plan(Outcome.UNCHANGED, newest.version, newest, changes, seen)
    if is_used(newest):
        return Plan(Outcome.NEW_VERSION, newest.version + 1, newest, changes, seen)
    return Plan(Outcome.REPLACED, newest.version, newest, changes, seen)


@transaction.atomic
def import_roadmap(*, country: Country, reading: Reading, by: User | None, seen: str | None = None) -> Imported:
    """Take in a file that was read: all of it or nothing. Taking in what is there already changes nothing.

    With `seen`, the mark of a plan that somebody looked at, raises StaleRoadmap if the roadmap has changed since.
    Raises Unreadable for a reading with problems, forum.access.Forbidden when the person may not.
    """
    require(can(by, "import", country))
    hold(country)
    plan = plan_import(country, reading)
    newest = plan.compared_with
    if plan.outcome == Outcome.UNCHANGED:  # also after a double click
        return Imported(newest, plan.outcome, plan.changes)
    if seen is not None and seen != plan.seen:
        raise StaleRoadmap(newest)
    wanted = wanted_items(reading, as_read(items_of(newest)) if newest else ())
    roadmap = newest
    if plan.outcome != Outcome.REPLACED:
        is_draft = plan.outcome == Outcome.NEW_VERSION  # the first one is in force at once
        roadmap = Roadmap.objects.create(country=country, version=plan.version, is_draft=is_draft)
    set_fields(roadmap, fields_for(newest, reading, {*INTERFACE, *country.languages}, is_new=roadmap != newest))
    propose(roadmap, put_items(roadmap, wanted))
    remember(country, reading)
    changed = {act: [str(line) for line in getattr(plan.changes, act)] for act in ACTS}
    tell("roadmap.imported", by=by, roadmap=roadmap, outcome=plan.outcome, fields=list(plan.changes.fields), **changed)
    return Imported(roadmap, plan.outcome, plan.changes)


def fields_for(newest: Roadmap | None, reading: Reading, languages: Collection[str], *, is_new: bool) -> Facts:
    """What the roadmap is to say of itself: the file, else the version before it, else what goes without saying, in
    these languages."""
    facts = dict(facts_of(newest))
    if is_new:
        facts["adopted_on"] = None
    facts["title"] = facts["title"] or DEFAULT_TITLE
    for field, name in zip(LEVEL_NAMES, reading.levels, strict=False):
        facts[field] = facts[field] or Text({code: text for code, text in name.items() if code in languages})
    return facts | {name: reading.fields[name] for name in FIELDS if name in reading.fields}
