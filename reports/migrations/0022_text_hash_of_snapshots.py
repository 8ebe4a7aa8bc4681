"""The hash of the text alone beside that of a whole snapshot. What was frozen stays as it is."""

import json
from hashlib import sha256

from django.db import migrations, models
from django.db.models import Q

TEXT = ("format", "country", "year", "version", "edition", "roadmap", "occurrences", "answers")


def hash_of_text(content: dict) -> str:
    """As reports.signoff.snapshots.text_fingerprint was when this was written."""
    text = {name: content.get(name) for name in TEXT}
    text["occurrences"] = [(each["source"], each["identity"]) for each in text["occurrences"]]
    written = json.dumps(text, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(written.encode()).hexdigest()


def fill(apps, schema_editor) -> None:
    snapshots = apps.get_model("reports", "Snapshot").objects.using(schema_editor.connection.alias)
    for pk, content in snapshots.order_by("pk").values_list("pk", "content").iterator(chunk_size=20):
        snapshots.filter(pk=pk).update(text_sha256=hash_of_text(content))


class Migration(migrations.Migration):
    dependencies = [("reports", "0021_accepted_reports")]

    operations = [
        migrations.AddField(
            "snapshot", "text_sha256", models.CharField(default="", editable=False, max_length=64), preserve_default=False
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            "snapshot",
            models.CheckConstraint(condition=Q(text_sha256__regex=r"^[0-9a-f]{64}$"), name="its_text_has_a_hash"),
        ),
    ]
