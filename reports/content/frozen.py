"""A report written down with all that is read of it, and read back without a look at the tables.

`written` and `standing` are the reverse of each other. Plain data, with one part for what is live beside a frozen text
and hangs on its rows (comments, responses, assignments, history): their `keys`. Of people only the keys are in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from bilingual.text import Text
from forum.models import User
from questionnaires.schema import Option
from reports.content.entries import ReportContent
from reports.content.pending_text import Answers
from reports.models import Answer, Occurrence, Report, Slot, Snapshot, StageChange
from reports.stages import EDITABLE, REOPENED
from roadmaps.models import Item, Level, NextStep, Roadmap
from roadmaps.naming import named

Said = Mapping[str, Any]
"""What a snapshot says, with what was added to an old one (Snapshot.said)."""


@dataclass
class Standing:
    """What there is to be put under the questions of an edition: the rows of a report, or what was frozen of them."""

    report: Report
    slots: list[Slot]
    answers: Answers
    items: list[Item]
    lists: Mapping[str, tuple[Option, ...]]


def newest_texts(reports: Iterable[Report]) -> dict[int, Snapshot]:
    """What is frozen of each of these reports, by its key: the newest text since it was last a draft. One query, none
    for drafts alone."""
    left = [report.pk for report in reports if report.stage not in EDITABLE]
    if not left:
        return {}
    reopened = StageChange.objects.filter(report=OuterRef("report"), at__gt=OuterRef("taken_at"))
    of_this_round = ~Exists(reopened.filter(transition__in=REOPENED))
    newest = Snapshot.objects.filter(of_this_round, report=OuterRef("report")).order_by("-taken_at", "-pk")
    found = Snapshot.objects.filter(report__in=left, pk=Subquery(newest.values("pk")[:1]))
    return {snapshot.report_id: snapshot for snapshot in found.order_by("pk")}


# --- written down


def written(content: ReportContent) -> dict[str, Any]:
    """The report as data: what it says, in which words it is asked, and by which keys the rest hangs on it."""
    report = content.report
    occurrences = occurrences_of(content)
    return {
        "country": {
            "code": report.country.code,
            "name": dict(report.country.name),
            "languages": list(report.country.languages),
            "time_zone": report.country.time_zone,
        },
        "year": report.campaign.year,
        "version": report.version,
        "edition": {"key": content.edition.key, "sha256": content.edition.sha256},
        "wording_revision": report.wording_revision,
        "roadmap": {
            "version": report.roadmap.version,
            "title": dict(report.roadmap.title),
            "adopted_on": day(report.roadmap.adopted_on),
        },
        "levels": [{"position": level.position, "name": dict(level.name)} for level in content.levels],
        "items": [item_as_data(item, content) for item in content.items],
        "lists": {
            name: [{"code": option.code, "name": dict(option.label)} for option in options]
            for name, options in content.reading.lists.items()
        },
        "occurrences": [occurrence_as_data(occurrence) for occurrence in occurrences],
        "answers": answers_of(content),
        "rows": rows_of(content),
        "keys": keys_of(content, occurrences),
    }


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def item_as_data(item: Item, content: ReportContent) -> dict[str, Any]:
    return {
        "anchor": item.anchor,
        "code": item.code,
        "level": item.level.position,
        "parent": content.by_key[item.parent_id].anchor if item.parent_id else None,
        "title": dict(item.title),
        "details": list(item.details),
        "retired_on": day(item.retired_on),
    }


def occurrences_of(content: ReportContent) -> list[Occurrence]:
    """What the repeating questions are asked about, in their order."""
    found = {slot.occurrence_id: slot.occurrence for slot in content.reading.slots if slot.occurrence}
    return sorted(found.values(), key=lambda each: (each.source, each.position, each.pk))


def occurrence_as_data(occurrence: Occurrence) -> dict[str, Any]:
    """With the words in which it is asked about: those of the item or step, and the terms that were kept with it."""
    step, terms = occurrence.next_step, getattr(occurrence, "terms", None)
    return {
        "source": occurrence.source,
        "identity": occurrence.identity,
        "position": occurrence.position,
        "title": dict((step or occurrence.item).title),
        "promised_in": step.promised_in if step else None,
    } | ({"terms": terms} if terms else {})


def answers_of(content: ReportContent) -> list[dict[str, Any]]:
    """Every answer that says something, in the order of the questions; `asked` is false for one that is not printed."""
    return [
        {
            "key": entry.key,
            "number": entry.number,
            "occurrence": entry.identity,
            "asked": entry.is_asked,
            "language": language,
            "original": answer.is_original,
            "value": answer.value,
        }
        for entry in content.entries()
        for language, answer in sorted(entry.filled.items())
    ]


def rows_of(content: ReportContent) -> list[dict[str, Any]]:
    """When each answer was written last, how and by whom (a key), those that say nothing included."""
    return [
        {
            "key": entry.key,
            "occurrence": entry.identity,
            "language": language,
            "original": answer.is_original,
            "pk": answer.pk,
            "revision": answer.revision,
            "channel": answer.channel,
            "began_at": answer.began_at.isoformat() if answer.began_at else None,
            "changed_at": answer.changed_at.isoformat(),
            "changed_by": answer.changed_by_id,
            "has_history": answer.has_history,
        }
        for entry in content.entries()
        for language, answer in sorted(entry.answers.items())
    ]


def keys_of(content: ReportContent, occurrences: Sequence[Occurrence]) -> dict[str, Any]:
    """The keys of the rows, in the order of what was written down; a slot names its occurrence by its place there."""
    place = {occurrence.pk: number for number, occurrence in enumerate(occurrences)}
    return {
        "roadmap": content.report.roadmap_id,
        "levels": [level.pk for level in content.levels],
        "items": [item.pk for item in content.items],
        "occurrences": [[one.pk, one.item_id, one.next_step_id] for one in occurrences],
        "slots": [[slot.pk, slot.question, place.get(slot.occurrence_id)] for slot in content.reading.slots],
    }


# --- read back


def all_standing(texts: Iterable[tuple[Report, Snapshot]]) -> list[Standing]:
    """What each of these texts says, with the people who wrote it as they are called today. One query."""
    found = [standing(report, snapshot.said) for report, snapshot in texts]
    answers = [answer for one in found for given in one.answers.values() for answer in given.values()]
    people = User.objects.in_bulk({answer.changed_by_id for answer in answers if answer.changed_by_id})
    for answer in answers:
        answer.changed_by = people.get(answer.changed_by_id)
    return found


def standing(report: Report, said: Said) -> Standing:
    """What a text says, as unsaved rows that have the keys of the real ones."""
    report, items = report_of(report, said), items_of(said)
    report.roadmap.country = report.country
    by_anchor = {item.anchor: item for item in items}
    occurrences = [
        occurrence_of(one, keys, report, by_anchor)
        for one, keys in zip(said["occurrences"], said["keys"]["occurrences"], strict=True)
    ]
    slots = [
        Slot(pk=pk, report=report, question=question, occurrence=None if place is None else occurrences[place])
        for pk, question, place in said["keys"]["slots"]
    ]
    lists = {
        name: tuple(Option(code=one["code"], label=Text(one["name"])) for one in terms)
        for name, terms in said["lists"].items()
    }
    report.roadmap.cited = named(items)  # what references name
    return Standing(report, slots, answers_in(slots, said), items, lists)


def report_of(live: Report, said: Said) -> Report:
    """A copy of the report with the country, campaign, roadmap and version that the text names."""
    report, country, campaign = copy(live), copy(live.country), copy(live.campaign)
    about, roadmap = said["country"], said["roadmap"]
    country.code, country.name = about["code"], Text(about["name"])
    country.languages, country.time_zone = about["languages"], about["time_zone"]
    campaign.year, campaign.edition = said["year"], said["edition"]["key"]
    report.country, report.campaign = country, campaign
    report.version, report.wording_revision = said["version"], said["wording_revision"]
    report.roadmap = Roadmap(
        pk=said["keys"]["roadmap"],
        version=roadmap["version"],
        title=Text(roadmap["title"]),
        adopted_on=roadmap["adopted_on"] and date.fromisoformat(roadmap["adopted_on"]),
    )
    return report


def items_of(said: Said) -> list[Item]:
    keys, roadmap = said["keys"], said["keys"]["roadmap"]
    levels = {
        one["position"]: Level(pk=pk, roadmap_id=roadmap, position=one["position"], name=Text(one["name"]))
        for one, pk in zip(said["levels"], keys["levels"], strict=True)
    }
    pk_of = {one["anchor"]: pk for one, pk in zip(said["items"], keys["items"], strict=True)}
    return [
        Item(
            pk=pk_of[one["anchor"]],
            roadmap_id=roadmap,
            level=levels[one["level"]],
            parent_id=pk_of[one["parent"]] if one["parent"] else None,
            position=position,
            code=one["code"],
            anchor=one["anchor"],
            title=Text(one["title"]),
            details=one["details"],
            retired_on=one["retired_on"] and date.fromisoformat(one["retired_on"]),
        )
        for position, one in enumerate(said["items"], start=1)
    ]


def occurrence_of(one: Said, keys: Sequence[int | None], report: Report, by_anchor: Mapping[str, Item]) -> Occurrence:
    pk, _item, step = keys
    found = Occurrence(pk=pk, report=report, source=one["source"], position=one["position"])
    if step is None:
        found.item = by_anchor[one["identity"]]
    else:
        found.next_step = NextStep(
            pk=step,
            identity=UUID(one["identity"]),
            country=report.country,
            promised_in=one["promised_in"],
            title=Text(one["title"]),
        )
    if "terms" in one:
        found.terms = one["terms"]
    return found


def answers_in(slots: Iterable[Slot], said: Said) -> Answers:
    """By the key of the slot, then by language."""
    place = {(slot.question, slot.occurrence.identity if slot.occurrence else None): slot for slot in slots}
    values = {(one["key"], one["occurrence"], one["language"]): one for one in said["answers"]}
    answers: Answers = defaultdict(dict)
    for row in said["rows"]:
        slot, language = place[row["key"], row["occurrence"]], row["language"]
        one = values.get((row["key"], row["occurrence"], language))
        answers[slot.pk][language] = answer = Answer(
            pk=row["pk"],
            slot=slot,
            language=language,
            value=one["value"] if one else None,
            is_blank=one is None,
            is_original=row["original"],
            revision=row["revision"],
            channel=row["channel"],
            began_at=row["began_at"] and datetime.fromisoformat(row["began_at"]),
            changed_at=datetime.fromisoformat(row["changed_at"]),
            changed_by_id=row["changed_by"],
        )
        answer.has_history = row["has_history"]
    return answers
