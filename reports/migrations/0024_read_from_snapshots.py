"""Reports are read from their snapshots (docs/decisions/0059). Beside each of format 1 stands what it lacks for that, as
it is on the day of the migration; its content and its hashes stay as they are."""

from datetime import date
from secrets import token_hex

from django.db import migrations, models

OCCASIONS = [
    ("review", "review by the forum"),
    ("proposal", "proposal for signature, without a forum"),
    ("submission", "submission"),
]


def give_secrets(apps, schema_editor) -> None:
    reports = apps.get_model("reports", "Report").objects.using(schema_editor.connection.alias)
    for pk in reports.order_by("pk").values_list("pk", flat=True):
        reports.filter(pk=pk).update(text_secret=token_hex())


def add_supplements(apps, schema_editor) -> None:
    snapshots = apps.get_model("reports", "Snapshot").objects.using(schema_editor.connection.alias)
    found = snapshots.filter(content__format=1).select_related("report__country", "report__roadmap").order_by("pk")
    for snapshot in found.iterator(chunk_size=20):
        snapshots.filter(pk=snapshot.pk).update(supplement=supplement_of(apps, schema_editor, snapshot))


def supplement_of(apps, schema_editor, snapshot) -> dict:
    """What reports.content.frozen.written gave beyond format 1 when this was written."""

    def rows(name: str, app: str = "reports", **wanted):
        return apps.get_model(app, name).objects.using(schema_editor.connection.alias).filter(**wanted)

    report, content = snapshot.report, snapshot.content
    items = list(rows("Item", "roadmaps", roadmap=report.roadmap).select_related("level", "parent").order_by("position"))
    levels = {item.level.position: item.level for item in items}
    there = {
        (one.source, identity(one)): one
        for one in rows("Occurrence", report=report).select_related("item", "next_step")
    }
    frozen = [one for one in content["occurrences"] if (one["source"], one["identity"]) in there]
    occurrences = [there[one["source"], one["identity"]] for one in frozen]
    place = {one.pk: number for number, one in enumerate(occurrences)}
    slots = [slot for slot in rows("Slot", report=report).order_by("pk") if slot.occurrence_id in {None, *place}]
    return {
        "added_on": date.today().isoformat(),
        "country": content["country"]
        | {"languages": list(report.country.languages), "time_zone": report.country.time_zone},
        "wording_revision": report.wording_revision,
        "roadmap": {
            "version": content["roadmap"]["version"],
            "title": content["roadmap"]["title"],
            "adopted_on": day(report.roadmap.adopted_on),
        },
        "levels": [{"position": each, "name": dict(levels[each].name)} for each in sorted(levels)],
        "items": items_of(items, content),
        "lists": {
            "evidence_types": terms(rows("EvidenceType", "roadmaps"), content),
            "areas": terms(rows("AreaOfIntervention", "roadmaps"), content),
        },
        "occurrences": [
            one | {"position": row.position, "promised_in": row.next_step.promised_in if row.next_step else None}
            for one, row in zip(frozen, occurrences, strict=True)
        ],
        "rows": answers_of(rows, snapshot, slots, occurrences, place),
        "keys": {
            "roadmap": report.roadmap_id,
            "levels": [levels[each].pk for each in sorted(levels)],
            "items": [item.pk for item in items],
            "occurrences": [[one.pk, one.item_id, one.next_step_id] for one in occurrences],
            "slots": [[slot.pk, slot.question, place.get(slot.occurrence_id)] for slot in slots],
        },
    }


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def items_of(items, content: dict) -> list[dict]:
    """Those of today, with the title that was frozen where the code says which it is."""
    titles = {one["code"]: one["title"] for one in content["roadmap"]["items"] if one["code"]}
    return [
        {
            "anchor": item.anchor,
            "code": item.code,
            "level": item.level.position,
            "parent": item.parent.anchor if item.parent else None,
            "title": titles.get(item.code, dict(item.title)),
            "details": list(item.details),
            "retired_on": day(item.retired_on),
        }
        for item in items
    ]


def terms(rows, content: dict) -> list[dict]:
    """Those that are offered today, and those that the report ticks."""
    values = [one["value"] for one in content["answers"] if isinstance(one["value"], dict)]
    ticked = {code for value in values for code in value.get("codes", [])}
    return [
        {"code": term.code, "name": dict(term.name)}
        for term in rows.order_by("position", "code")
        if term.is_active or term.code in ticked
    ]


def answers_of(rows, snapshot, slots, occurrences, place: dict) -> list[dict]:
    """The rows of the answers, in no order that matters; one that was written on since has the time of the snapshot."""
    said = {(one["key"], one["occurrence"], one["language"]) for one in snapshot.content["answers"]}
    of_slot = {slot.pk: slot for slot in slots}
    kept = set(rows("AnswerRevision", answer__slot__report=snapshot.report).values_list("answer", flat=True))
    found = []
    for answer in rows("Answer", slot__in=of_slot).order_by("slot", "language"):
        slot = of_slot[answer.slot_id]
        about = identity(occurrences[place[slot.occurrence_id]]) if slot.occurrence_id else None
        if (slot.question, about, answer.language) not in said and answer.changed_at > snapshot.taken_at:
            continue
        found.append(
            {
                "key": slot.question,
                "occurrence": about,
                "language": answer.language,
                "original": answer.is_original,
                "pk": answer.pk,
                "revision": answer.revision,
                "channel": answer.channel,
                "began_at": answer.began_at.isoformat() if answer.began_at else None,
                "changed_at": min(answer.changed_at, snapshot.taken_at).isoformat(),
                "changed_by": answer.changed_by_id,
                "has_history": answer.pk in kept,
            }
        )
    return found


def identity(occurrence) -> str:
    return occurrence.item.anchor if occurrence.item else str(occurrence.next_step.identity)


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0006_country_time_zone"),
        ("reports", "0023_date_of_the_forum"),
        ("roadmaps", "0007_drafts"),
    ]

    operations = [
        migrations.AddField(
            "report", "text_secret", models.CharField(default=token_hex, editable=False, max_length=64)
        ),
        migrations.AddField("snapshot", "responses_sha256", models.CharField(blank=True, editable=False, max_length=64)),
        migrations.AddField("snapshot", "supplement", models.JSONField(editable=False, null=True)),
        migrations.AlterField(
            "snapshot", "occasion", models.CharField(choices=OCCASIONS, max_length=20, verbose_name="occasion")
        ),
        migrations.RunPython(give_secrets, migrations.RunPython.noop),
        migrations.RunPython(add_supplements, migrations.RunPython.noop),
    ]
