"""Two stages are called otherwise; the stored values stay. Question 7 is worded anew in reports opened from now on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0020_reworded_outcomes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="report",
            name="stage",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("forum_review", "with the forum"),
                    ("sign_off", "awaiting signature"),
                    ("submitted", "submitted"),
                    ("published", "accepted"),
                ],
                default="draft",
                max_length=20,
                verbose_name="stage",
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="wording_revision",
            field=models.PositiveSmallIntegerField(default=2, editable=False),
        ),
        migrations.AlterField(
            model_name="stagechange",
            name="from_stage",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("forum_review", "with the forum"),
                    ("sign_off", "awaiting signature"),
                    ("submitted", "submitted"),
                    ("published", "accepted"),
                ],
                max_length=20,
                verbose_name="from",
            ),
        ),
        migrations.AlterField(
            model_name="stagechange",
            name="to_stage",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("forum_review", "with the forum"),
                    ("sign_off", "awaiting signature"),
                    ("submitted", "submitted"),
                    ("published", "accepted"),
                ],
                max_length=20,
                verbose_name="to",
            ),
        ),
    ]
