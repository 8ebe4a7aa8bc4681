"""A slot for everything that the reports ask, and for wherever something stands; the rows point to theirs."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

from questionnaires.loader import edition

MODELS = ["Answer", "AnswerText", "Thread", "Proposal", "Voice", "Assignment"]
PLACE = ["report", "question", "occurrence"]


def fill(apps, schema_editor):
    Slot, Report, *models = (apps.get_model("reports", name) for name in ["Slot", "Report", *MODELS])
    found = set()
    for model in models:
        found.update(model.objects.exclude(question="").order_by().values_list(*PLACE).distinct())
    for report in Report.objects.select_related("campaign").order_by("pk"):
        about = {None: [None]}
        for key, source in report.occurrences.order_by("pk").values_list("pk", "source"):
            about.setdefault(source, []).append(key)
        slots = edition(report.campaign.edition).slots
        found.update((report.pk, key, one) for key, source in slots for one in about.get(source, []))
    in_order = sorted(found, key=lambda one: (one[0], one[1], one[2] or 0))
    Slot.objects.bulk_create(Slot(report_id=report, question=key, occurrence_id=one) for report, key, one in in_order)
    for model in models:
        rows = model.objects
        once = Slot.objects.filter(report=OuterRef("report"), question=OuterRef("question"), occurrence=None)
        rows.filter(occurrence=None).exclude(question="").update(slot=Subquery(once.values("pk")[:1]))
        several = Slot.objects.filter(question=OuterRef("question"), occurrence=OuterRef("occurrence"))
        rows.exclude(occurrence=None).update(slot=Subquery(several.values("pk")[:1]))


def empty(apps, schema_editor):
    Slot = apps.get_model("reports", "Slot")
    for model in MODELS:
        rows = apps.get_model("reports", model).objects
        own = Slot.objects.filter(pk=OuterRef("slot"))
        names = PLACE if model != "Assignment" else PLACE[1:]
        rows.exclude(slot=None).update(**{name: Subquery(own.values(name)[:1]) for name in names})
    apps.get_model("reports", "Assignment").objects.filter(slot=None).update(question="")


class Migration(migrations.Migration):

    dependencies = [
        ("reports", "0016_slots"),
    ]

    operations = [migrations.RunPython(fill, empty, elidable=True)]
