"""The Alliance's own lists: types of evidence and areas of intervention."""

from django.db import migrations

EVIDENCE_TYPES = [
    ("surveys", "Surveys", "Enquêtes"),
    ("case_studies", "Case studies", "Études de cas"),
    ("focus_groups", "Focus groups", "Groupes de discussion"),
    ("interviews", "Interviews", "Entretiens"),
    ("observation", "Observation in the field", "Observations de terrain"),
    ("third_party", "Information from third parties", "Informations provenant de tiers"),
]
AREAS = [
    ("child_labour", "Child labour", "Travail des enfants"),
    ("forced_labour", "Forced labour", "Travail forcé"),
    ("human_trafficking", "Human trafficking", "Traite des êtres humains"),
    ("modern_slavery", "Modern slavery", "Esclavage moderne"),
    ("supply_chains", "Supply chains", "Chaînes d’approvisionnement"),
    ("migration", "Migration", "Migrations"),
    ("law_and_governance", "Rule of law and governance", "État de droit et gouvernance"),
    ("conflict_and_crisis", "Conflicts and crises", "Conflits et crises"),
    ("awareness", "Awareness and training", "Sensibilisation et formation"),
    ("victim_support", "Protection of victims", "Protection des victimes"),
]


def fill(apps, schema_editor):
    for name, rows in (("EvidenceType", EVIDENCE_TYPES), ("AreaOfIntervention", AREAS)):
        model = apps.get_model("roadmaps", name)
        for position, (code, english, french) in enumerate(rows, start=1):
            model.objects.get_or_create(
                code=code, defaults={"name": {"en": english, "fr": french}, "position": position}
            )


class Migration(migrations.Migration):
    dependencies = [("roadmaps", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
