"""A slot for everything that the reports ask, and for wherever something stands; the rows point to theirs."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

from questionnaires.loader import edition

MODELS = ["Answer", "AnswerText", "Thread", "Proposal", "Voice", "Assignment"]
PLACE = ["report", "question", "occurrence"]


def objects(apps, schema_editor, name):
    return apps.get_model("reports", name)._default_manager.using(schema_editor.connection.alias)


def fill(apps, schema_editor):
    slots, reports, *tables = (objects(apps, schema_editor, name) for name in ["Slot", "Report", *MODELS])
    found = set()
    for rows in tables:
        found.update(rows.exclude(question="").order_by().values_list(*PLACE).distinct())
    for report in reports.select_related("campaign").order_by("pk"):
        about = {None: [None]}
        for key, source in report.occurrences.order_by("pk").values_list("pk", "source"):
            about.setdefault(source, []).append(key)
        asked = edition(report.campaign.edition).slots
        found.update((report.pk, key, one) for key, source in asked for one in about.get(source, []))
    in_order = sorted(found, key=lambda one: (one[0], one[1], one[2] or 0))
    slots.bulk_create(slots.model(report_id=report, question=key, occurrence_id=one) for report, key, one in in_order)
    once = slots.filter(report=OuterRef("report"), question=OuterRef("question"), occurrence=None)
    several = slots.filter(question=OuterRef("question"), occurrence=OuterRef("occurrence"))
    for rows in tables:
        rows.filter(occurrence=None).exclude(question="").update(slot=Subquery(once.values("pk")[:1]))
        rows.exclude(occurrence=None).update(slot=Subquery(several.values("pk")[:1]))


def empty(apps, schema_editor):
    own = objects(apps, schema_editor, "Slot").filter(pk=OuterRef("slot"))
    for model in MODELS:
        names = PLACE if model != "Assignment" else PLACE[1:]
        place = {name: Subquery(own.values(name)[:1]) for name in names}
        objects(apps, schema_editor, model).exclude(slot=None).update(**place)
    objects(apps, schema_editor, "Assignment").filter(slot=None).update(question="")


class Migration(migrations.Migration):

    dependencies = [
        ("reports", "0016_slots"),
    ]

    operations = [migrations.RunPython(fill, empty, elidable=True)]
