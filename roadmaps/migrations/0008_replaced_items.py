"""What became of each item in the next version in force, or its draft: of the versions that are there already, the item
with the same code, or without one the same title on the same level."""

import django.db.models.deletion
from django.db import migrations, models


def same_items_replace_each_other(apps, schema_editor):
    here = schema_editor.connection.alias
    roadmaps = apps.get_model("roadmaps", "Roadmap").objects.using(here)
    items = apps.get_model("roadmaps", "Item").objects.using(here)
    before = {}
    for roadmap in roadmaps.order_by("country", "version"):
        old = before.get(roadmap.country_id, [])
        new = list(items.filter(roadmap=roadmap).select_related("level"))
        by_key = {key(item): item for item in new}
        changed = [item for item in old if item.retired_on is None and key(item) in by_key]
        for item in changed:
            item.replaced_by = by_key[key(item)]
        items.bulk_update(changed, ["replaced_by"], batch_size=200)
        if not roadmap.is_draft:
            before[roadmap.country_id] = new


def key(item):
    return item.code or (item.level.position, *sorted(item.title.items()))


class Migration(migrations.Migration):
    dependencies = [("roadmaps", "0007_drafts")]

    operations = [
        migrations.AddField(
            "item",
            "replaced_by",
            models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaces",
                to="roadmaps.item",
            ),
        ),
        migrations.RunPython(same_items_replace_each_other, migrations.RunPython.noop),
    ]
