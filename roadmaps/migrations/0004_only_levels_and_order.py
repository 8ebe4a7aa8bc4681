"""What 0003 has carried over is taken away: the names of three levels, and the order by code."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

NAMES = ("priority_name", "strand_name", "objective_name")


class Migration(migrations.Migration):
    dependencies = [("roadmaps", "0003_levels_and_order")]

    operations = [
        migrations.AlterModelOptions(
            "item",
            {
                "ordering": ["roadmap", "position"],
                "verbose_name": "roadmap item",
                "verbose_name_plural": "roadmap items",
            },
        ),
        *(migrations.RemoveField("roadmap", name) for name in NAMES),
        migrations.RemoveField("item", "sort_key"),
        migrations.RemoveField("item", "old_level"),
        migrations.RemoveConstraint("item", "one_item_per_code"),
        migrations.AlterField("item", "code", models.CharField(blank=True, max_length=40, verbose_name="code")),
        migrations.AlterField("item", "position", models.PositiveIntegerField(verbose_name="position")),
        migrations.AlterField("item", "anchor", models.CharField(editable=False, max_length=40)),
        migrations.AlterField(
            "item",
            "level",
            models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT, related_name="items", to="roadmaps.level"
            ),
        ),
        migrations.AddConstraint(
            "item",
            models.UniqueConstraint(fields=["roadmap", "code"], condition=~Q(code=""), name="one_item_per_code"),
        ),
        migrations.AddConstraint(
            "item", models.UniqueConstraint(fields=["roadmap", "anchor"], name="one_item_per_anchor")
        ),
        migrations.AddConstraint(
            "item", models.UniqueConstraint(fields=["roadmap", "position"], name="one_item_per_position")
        ),
        migrations.AddConstraint("item", models.CheckConstraint(condition=~Q(anchor=""), name="item_has_an_anchor")),
        migrations.AddConstraint(
            "level", models.UniqueConstraint(fields=["roadmap", "position"], name="one_level_per_position")
        ),
        migrations.AddConstraint(
            "level",
            models.CheckConstraint(condition=Q(position__gte=1, position__lte=5), name="one_to_five_levels"),
        ),
    ]
