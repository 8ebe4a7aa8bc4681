"""What becomes of a proposal is called otherwise; the values stay."""

from django.db import migrations, models

OUTCOMES = [
    ("kept", "accepted"),
    ("merged", "accepted with changes"),
    ("not_kept", "declined"),
    ("in_text", "already in the text"),
]


class Migration(migrations.Migration):
    dependencies = [("reports", "0019_wording_revision")]

    operations = [
        migrations.AlterField(
            "proposaldecision",
            "outcome",
            models.CharField(choices=OUTCOMES, max_length=20, verbose_name="outcome"),
        )
    ]
