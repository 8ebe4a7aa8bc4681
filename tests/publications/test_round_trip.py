"""A report that goes out as Word or as a page comes in again: everything is found where it was."""

from pathlib import Path

import pytest

from publications.export import export
from reports.importing.apply import apply_import
from richtext.reading import to_text
from tests.factories.files import kept_file, planned
from tests.factories.reports import ReportFactory, entry_of

SOURCE = """
## Quels progrès avez-vous faits concernant la première priorité ?

### 1.1 Strand 1.1

Un texte sur l'objectif 1.1.A[^1].

## 6. Selon vous, avez-vous progressé par rapport aux priorités de votre feuille de route ?

7/10

## 20. Collaborez-vous avec des partenaires nationaux ?

☒ Secteur privé

☒ Autre : ONG

## 24. Le mécanisme des pays pionniers a-t-il été jugé utile ?

☒ Oui

## 27. Quelles sont les prochaines étapes à franchir ?

Prochaine étape : former

Quels sont vos objectifs ? cent

Prochaine étape : publier

Quels éléments de preuve utiliserez-vous ? un livre

[^1]: Une note.
"""


def imported(report, name: str, content: bytes, language: str):
    apply_import(kept=kept_file(report, content, name, language), by=None)


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize(("format", "ending"), [("docx", ".docx"), ("html", ".html")])
def test_what_goes_out_comes_in_again(format, ending):
    report = ReportFactory()
    imported(report, "a.md", SOURCE.encode(), "fr")
    made = export(report=report, language="fr", format=format, by=None)
    plan = planned(report, made.content, Path("a").with_suffix(ending).name)
    asked = {found.key for found in plan.found}
    assert {"progress", "overall_progress", "national_partners", "mechanism_useful", "next_steps"} <= asked
    values = {(one.key, one.about): one.value for one in plan.answers if one.kind not in ("rich_text", "line")}
    assert values[("overall_progress", "")] == 7
    assert values[("mechanism_useful", "")] == "yes"
    assert values[("national_partners", "")] == entry_of(report, "national_partners").answers[""].value
    assert [step.title for step in plan.steps] == ["former", "publier"]
    texts = {(one.key, one.about): to_text(one.value) for one in plan.answers if one.kind == "rich_text"}
    assert texts[("next_steps.goals", "step:1")] == "cent"
    assert texts[("next_steps.evidence", "step:2")] == "un livre"
    assert texts[("progress", "1")].replace("’", "'") == (
        "1.1 Strand 1.1\n\nUn texte sur l'objectif 1.1.A[1].\n\n[1] Une note."
    )
    assert plan.footnote_count == 1
    assert plan.unknown_codes == []
