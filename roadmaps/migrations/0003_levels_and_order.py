"""Each roadmap has levels of its own, and the order of its items is stored.

What France and others have stays as it looked: three levels with the names that were shown, the order of the codes,
the code as the anchor.
"""

import re

import django.db.models.deletion
from django.db import migrations, models

import bilingual.fields
import bilingual.text

NAMES = {
    "priority": {"en": "priority", "fr": "priorité"},
    "strand": {"en": "strand", "fr": "volet"},
    "objective": {"en": "objective", "fr": "objectif"},
}
OLD_CODE = re.compile(r"([1-9][0-9]?)(?:\.([1-9][0-9]?))?(?:\.([A-Z]{1,2}))?")


def managers(apps, schema_editor):
    alias = schema_editor.connection.alias
    return [apps.get_model("roadmaps", name).objects.using(alias) for name in ("Roadmap", "Level", "Item")]


def forwards(apps, schema_editor):
    Roadmap, Level, Item = managers(apps, schema_editor)
    for roadmap in Roadmap.order_by("pk"):
        levels = {}
        for position, (level, name) in enumerate(NAMES.items(), start=1):
            own = getattr(roadmap, f"{level}_name") or bilingual.text.Text(name)
            levels[level] = Level.create(roadmap=roadmap, position=position, name=own)
        items = list(Item.filter(roadmap=roadmap).order_by("sort_key"))
        for position, item in enumerate(items, start=1):
            item.level, item.position, item.anchor = levels[item.old_level], position, item.code
        Item.bulk_update(items, ["level", "position", "anchor"])


def backwards(apps, schema_editor):
    Roadmap, Level, Item = managers(apps, schema_editor)
    for roadmap in Roadmap.order_by("pk"):
        for level, old in zip(Level.filter(roadmap=roadmap).order_by("position"), NAMES, strict=False):
            setattr(roadmap, f"{old}_name", level.name)
        roadmap.save()
        items = list(Item.filter(roadmap=roadmap).order_by("position"))
        for item in items:
            item.sort_key, item.old_level = sort_key(roadmap, item)
        Item.bulk_update(items, ["sort_key", "old_level"])


def sort_key(roadmap, item):
    """The code made sortable, and its level. Raises ValueError for a roadmap that could not be kept in those days."""
    match = OLD_CODE.fullmatch(item.code)
    if not match or item.details:
        raise ValueError(f"{roadmap.country_id}, version {roadmap.version}: {item.code!r} is from a later time")
    priority, strand, objective = match.groups()
    key = f"{int(priority):02d}"
    if strand or objective:
        key += f".{int(strand or 0):02d}"
    if objective:
        key += "." + objective.rjust(2, "0")
    return key, "objective" if objective else "strand" if strand else "priority"


class Migration(migrations.Migration):
    dependencies = [("roadmaps", "0002_lists")]

    operations = [
        migrations.CreateModel(
            name="Level",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("name", bilingual.fields.BilingualField(default=bilingual.text.Text, verbose_name="name")),
                (
                    "roadmap",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="levels", to="roadmaps.roadmap"
                    ),
                ),
            ],
            options={"verbose_name": "level", "verbose_name_plural": "levels", "ordering": ["roadmap", "position"]},
        ),
        migrations.RemoveConstraint("item", "item_level_is_known"),
        migrations.RemoveConstraint("item", "only_priorities_stand_alone"),
        migrations.RenameField("item", "level", "old_level"),
        migrations.AlterField("item", "old_level", models.CharField(max_length=10, default="")),
        migrations.AlterField("item", "sort_key", models.CharField(max_length=12, default="")),
        migrations.AddField("item", "details", models.JSONField(blank=True, default=list, verbose_name="details")),
        migrations.AddField("item", "position", models.PositiveIntegerField(null=True, verbose_name="position")),
        migrations.AddField("item", "anchor", models.CharField(max_length=40, default="")),
        migrations.AddField(
            "item",
            "level",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="items", to="roadmaps.level"
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
