"""Reports of before keep the words in which they asked."""

from django.db import migrations, models


def field(default: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(default=default, editable=False)


class Migration(migrations.Migration):
    dependencies = [("reports", "0018_only_slots")]

    operations = [
        migrations.AddField("report", "wording_revision", field(0)),
        migrations.AlterField("report", "wording_revision", field(1)),
    ]
