"""A version is a draft until it is put in force. What was begun and not used yet, beside versions that reports use,
becomes a draft; every other version is in force."""

from django.db import migrations, models
from django.db.models import Q


def begun_versions_are_drafts(apps, schema_editor):
    """Of each country the newest version at most: a further one could only be begun where that was used."""
    here = schema_editor.connection.alias
    roadmaps = apps.get_model("roadmaps", "Roadmap").objects.using(here)
    used = set(apps.get_model("reports", "Report").objects.using(here).order_by().values_list("roadmap", flat=True))
    newest = {one.country_id: one.pk for one in roadmaps.order_by("version")}
    with_used = {one.country_id for one in roadmaps.all() if one.pk in used}
    drafts = [pk for country, pk in newest.items() if country in with_used and pk not in used]
    roadmaps.filter(pk__in=drafts).update(is_draft=True)


class Migration(migrations.Migration):
    dependencies = [("roadmaps", "0006_spanish_lists"), ("reports", "0001_initial")]

    operations = [
        migrations.AddField("roadmap", "is_draft", models.BooleanField(default=False, verbose_name="draft")),
        migrations.RunPython(begun_versions_are_drafts, migrations.RunPython.noop),
        migrations.AddConstraint(
            "roadmap",
            models.UniqueConstraint(condition=Q(is_draft=True), fields=["country"], name="one_draft_per_country"),
        ),
    ]
