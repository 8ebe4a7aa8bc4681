"""The Alliance's own lists in Spanish, too. What somebody has written there is kept."""

from django.db import migrations

NAMES = {
    "EvidenceType": {
        "surveys": "Encuestas",
        "case_studies": "Estudios de casos",
        "focus_groups": "Grupos de discusión",
        "interviews": "Entrevistas",
        "observation": "Observación sobre el terreno",
        "third_party": "Información de terceros",
    },
    "AreaOfIntervention": {
        "child_labour": "Trabajo infantil",
        "forced_labour": "Trabajo forzoso",
        "human_trafficking": "Trata de personas",
        "modern_slavery": "Esclavitud moderna",
        "supply_chains": "Cadenas de suministro",
        "migration": "Migración",
        "law_and_governance": "Estado de derecho y gobernanza",
        "conflict_and_crisis": "Conflictos y crisis",
        "awareness": "Sensibilización y formación",
        "victim_support": "Protección de las víctimas",
    },
}


def add(apps, schema_editor):
    for row, spanish in rows(apps):
        if "es" not in row.name:
            row.name = {**row.name, "es": spanish}
            row.save(update_fields=["name"])


def take_away(apps, schema_editor):
    for row, spanish in rows(apps):
        if row.name.get("es") == spanish:
            row.name = {language: name for language, name in row.name.items() if language != "es"}
            row.save(update_fields=["name"])


def rows(apps):
    for model, names in NAMES.items():
        for row in apps.get_model("roadmaps", model).objects.filter(code__in=names):
            yield row, names[row.code]


class Migration(migrations.Migration):
    dependencies = [("roadmaps", "0005_remembered_columns")]

    operations = [migrations.RunPython(add, take_away)]
