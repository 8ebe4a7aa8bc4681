"""Word files that once lost words or published hidden ones, with what has to come of each."""

from pathlib import Path

import pytest

from reports.importing.planning import plan_for
from reports.importing.reading import read_path
from richtext.reading import to_text
from tests.reports.importing.conftest import DATA

CASES = DATA / "cases"

EXPECTED = {
    "hidden-text": (
        {"key_results": "Texte visible.", "difficulties": "Aucune."},
        [],
        [
            ("hidden", "NOTE INTERNE : ne pas transmettre au secrétariat.", "key_results"),
            ("hidden", "Caché par un style.", "key_results"),
        ],
    ),
    "placeholder": (
        {"other_successes": "no", "difficulties": "Aucune difficulté."},
        [],
        [
            ("placeholder", "Cliquez ou appuyez ici pour entrer du texte.", "key_results"),
            ("placeholder", "Click or tap here to enter text.", "other_successes_detail"),
        ],
    ),
    "old-form-fields": (
        {"overall_progress": 7, "key_results": "Deux cents inspecteurs formés.", "other_successes": "no"},
        [],
        [],
    ),
    "altchunk": (
        {"key_results": "Avant le morceau.\n\nCe texte est dans un morceau inséré.", "difficulties": "Aucune."},
        [],
        [],
    ),
    "fields": (
        {
            "key_results": "Voir Tableau 3, page 12 ; 4 ; (Ministère, 2022) ; le rapport ; 3 mars 2023 ; Abidjan ; "
            "Bouaké ; «Pays»\n\nvoir la section 3 et l’annexe. bdodirbase (rt)\n\nAnnexe",
            "difficulties": "Aucune.",
        },
        [],
        [("dangling_link", "l’annexe (#annexe)", "key_results")],
    ),
    "fldsimple-date": ({}, ["Fait à Paris le 15/02/2023"], []),
    "box-figures": ({}, ["Le nombre de contrôles a augmenté.\n\n12 450\n\ncontrôles en 2022\n\n37"], []),
    "box-only": ({}, ["Tout le texte est dans une zone de texte"], []),
    "table-tblCaption": ({}, ["Avant\n\ncellule\n\nAprès"], [("alternative_text", "Titre du tableau", "")]),
    "codes-numbered-by-word": (
        {
            "progress": "1 Prévention\n\n1.1 Le Forum des parties prenantes\n\n1.1.A Associer le Forum au rapport\n\n"
            "Le Forum s’est réuni deux fois.\n\n1.1.B Sensibiliser les associations\n\nUne réunion à Saint-Denis.",
            "difficulties": "Aucune.",
        },
        [],
        [],
    ),
}


def plan_of(path: Path, frame):
    return plan_for(read_path(CASES / path), frame)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_word_file_is_read_as_word_shows_it(france_frame, name):
    plan = plan_of(Path("import", f"{name}.docx"), france_frame)
    said = {one.key: to_text(one.value) if one.kind == "rich_text" else one.value for one in plan.answers}
    left = [to_text(one.doc) for one in plan.leftovers]
    assert (said, left, [(one.what, one.text, one.near) for one in plan.remarks]) == EXPECTED[name]


def test_codes_numbered_by_word_are_references(france_frame):
    assert plan_of(Path("import/codes-numbered-by-word.docx"), france_frame).references == ["1.1", "1.1.A", "1.1.B"]


@pytest.fixture(scope="module")
def base(france_frame):
    return plan_of(Path("france/00-base-ticked.docx"), france_frame)


@pytest.mark.long
def test_the_report_of_france_with_ticks(base):
    counts = (len(base.found), len(base.strands), len(base.references), base.footnote_count)
    assert counts == (29, 11, 33, 7)
    assert [(one.reason, to_text(one.doc)) for one in base.leftovers] == [
        ("title", "France. État d’avancement de la cible 8.7 des ODD")
    ]


@pytest.mark.long
def test_the_report_of_france_with_numbers_made_by_word_says_the_same(base, france_frame):
    """Word shows "3.1" where the other file has "3.1." typed: nothing else may differ."""
    plan = plan_of(Path("france/01-auto-numbered-headings.docx"), france_frame)

    def answers(of):
        return {
            (one.key, one.about): (one.value, to_text(one.value) if one.kind == "rich_text" else "")
            for one in of.answers
        }

    def as_shown(value, text):
        return str(value).replace("'. Renforcer", "' Renforcer").replace("'. Promouvoir", "' Promouvoir"), text.replace(
            "3.1. Renf", "3.1 Renf"
        ).replace("3.2. Prom", "3.2 Prom")

    assert {key: as_shown(*one) for key, one in answers(plan).items()} == {
        key: as_shown(*one) for key, one in answers(base).items()
    }
    assert (plan.strands, plan.references, plan.footnote_count) == (base.strands, base.references, base.footnote_count)
    assert (plan.words, plan.remarks, plan.missing) == (base.words, base.remarks, base.missing)
