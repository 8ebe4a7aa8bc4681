"""Roadmaps in the shapes that ministries have, each for its kind: tests/data/cases/shapes, and more of the same."""

from pathlib import Path

import pytest

from roadmaps.importing import Choices, Reading, read_roadmap
from roadmaps.importing.columns import guess

CASES = Path("tests/data/cases/shapes")


def read(name: str, content: str | None = None, **choices) -> Reading:
    data = content.encode() if content is not None else (CASES / name).read_bytes()
    reading = read_roadmap(name, data, Choices(**choices))
    assert [str(problem) for problem in reading.problems] == []
    return reading


def shape(reading: Reading) -> list[str]:
    """Each item by its level and its code, or its title where it has none."""
    return [f"{item.level} {item.code or str(item.title.in_language('en'))[:20]}" for item in reading.items]


def names(reading: Reading) -> list[str]:
    return [
        str((reading.fields.get(f"level_{n}") or name).in_language("en")) for n, name in enumerate(reading.levels, 1)
    ]


def kept(reading: Reading, place: int) -> dict[str, tuple[str, str]]:
    """What is kept with an item, by the name of its column: what it was taken for, and what stands there."""
    return {detail.label: (detail.kind, detail.text) for detail in reading.items[place].details}


def test_a_log_frame_with_title_lines_words_before_codes_and_nine_columns():
    reading = read("1-logframe-en.xlsx")
    assert shape(reading) == [
        "1 Outcome 1",
        "2 Output 1.1",
        "3 1.1.1",
        "3 1.1.2",
        "2 Output 1.2",
        "3 1.2.1",
        "1 Outcome 2",
        "2 Output 2.1",
        "3 2.1.1",
    ]
    assert (names(reading), reading.header_line) == (["Outcome", "Output", "Activity"], 3)
    assert kept(reading, 2) == {
        "Indicator": ("indicator", "Hearings held"),
        "Baseline": ("baseline", "0"),
        "Target": ("target", "4"),
        "Lead institution": ("responsible", "MoL"),
        "Supporting institutions": ("partners", "Unions; employers"),
        "Time frame": ("period", "Q1 2025"),
        "Budget (USD '000)": ("budget", "40"),
    }


def test_four_levels_in_spanish_with_roman_numbers():
    reading = read("2-ejes-es.csv")
    assert shape(reading) == [
        "1 Eje I",
        "2 Objetivo I.1",
        "3 Línea I.1.a",
        "4 Acción I.1.a.1",
        "1 Eje II",
        "2 Objetivo II.1",
    ]
    assert names(reading) == ["Eje", "Objetivo", "Línea", "Acción"]
    assert kept(reading, 3) == {
        "Indicador": ("indicator", "Gestores formados"),
        "Meta": ("target", "300"),
        "Institución responsable": ("responsible", "Subsecretaría del Trabajo"),
        "Plazo": ("period", "2026-T2"),
        "Presupuesto": ("budget", "120 millones"),
    }


def test_four_levels_in_yaml_with_what_is_kept():
    reading = read("3-four-levels.yaml")
    assert shape(reading) == ["1 1", "2 1.1", "3 1.1.1", "4 1.1.1.1"]
    assert names(reading) == ["axe stratégique", "objectif spécifique", "action", "activity"]
    assert kept(reading, 2) == {
        "responsible": ("responsible", "Ministère de la Communication"),
        "budget": ("budget", "12 000 000 FCFA"),
        "indicator": ("indicator", "Nombre d'émissions"),
    }


def test_titles_in_a_language_that_nobody_writes_in_here_are_kept_as_text():
    reading = read("4-arabe-fr.csv")
    assert shape(reading) == ["1 1", "2 1.1", "3 1.1.A"]
    assert [len(item.details) or len(item.title) - 1 for item in reading.items] == [1, 1, 1]


def test_measures_that_are_numbered_through():
    reading = read("5b-running-measures.csv")
    assert shape(reading)[:3] == ["1 1", "2 M1", "2 M2"]
    assert shape(reading)[-1] == "2 M126"
    assert sum(item.level == 2 for item in reading.items) == 126


def test_a_column_a_level_merged_cells_and_no_codes():
    reading = read("6-no-codes.xlsx")
    assert shape(reading) == [
        "1 Axe 1 : Prévention",
        "2 OS 1 : Sensibiliser",
        "3 Organiser des émissi",
        "3 Former les leaders c",
        "2 OS 2 : Scolariser",
        "3 Construire 50 classe",
        "1 Axe 2 : Protection",
        "2 OS 1 : Accueillir",
        "3 Ouvrir trois centres",
    ]
    assert names(reading) == ["Axe stratégique", "Objectif spécifique", "Actions"]
    assert kept(reading, 3) == {
        "Responsable": ("responsible", "MEPS"),
        "Partenaires": ("partners", "ONG"),
        "Chronogramme": ("period", "2026-2027"),
        "Indicateur": ("indicator", "Leaders formés"),
        "Coût (FCFA)": ("budget", "30 000 000"),
    }
    numbered = read("6-no-codes.xlsx", numbers_all=True)
    assert [item.code for item in numbered.items] == "1 1.1 1.1.1 1.1.2 1.2 1.2.1 2 2.1 2.1.1".split()


def test_a_pillar_that_cuts_across_and_a_nought():
    assert shape(read("7b-cross-cutting.csv")) == ["1 1", "2 1.0", "1 CC", "1 0"]


def test_the_sheet_behind_the_instructions():
    reading = read("9b-second-sheet.xlsx")
    assert (shape(reading), reading.sheet) == (["1 1"], "Matrix")


def test_nine_priorities_as_they_were():
    reading = read("5-nine-150.csv")
    levels = [item.level for item in reading.items]
    assert [levels.count(level) for level in (1, 2, 3)] == [9, 27, 150]


MORE = {
    "words in a column": (
        "Type;Numéro;Intitulé;Coût\nAxe;1;Prévenir;\nObjectif;1.1;Former;\nAction;1.1.1;Dix sessions;40\n",
        ["1 1", "2 1.1", "3 1.1.1"],
        ["Axe", "Objectif", "Action"],
    ),
    "codes in the titles": (
        "Maßnahme;Zuständig\n1 Prävention;BMAS\n1.1 Schulen;KMK\n2 Schutz;BMFSFJ\n",
        ["1 1", "2 1.1", "1 2"],
        ["priority", "strand", "objective"],
    ),
    "letters first": (
        "Code;Title\nA;Law\nA.1;Inspection\nA.1.i;Training\nB;Care\n",
        ["1 A", "2 A.1", "3 A.1.i", "1 B"],
        ["priority", "strand", "objective"],
    ),
    "prefixed parts": (
        "Código,Descripción,Entidad responsable\nOP1,Uno,MTPE\nOP1.L1,Dos,MTPE\nOP1.L1.S1,Tres,MTPE\nOP2,Cuatro,MTPE\n",
        ["1 OP1", "2 OP1.L1", "3 OP1.L1.S1", "1 OP2"],
        ["priority", "strand", "objective"],
    ),
    "an upper level that is repeated on each line": (
        "No,Eixo,Ação,Prazo\n1,Prevenção,Formar,2026\n2,Prevenção,Informar,2027\n3,Proteção,Acolher,2028\n",
        ["1 Prevenção", "2 1", "2 2", "1 Proteção", "2 3"],
        ["Eixo", "Ação"],
    ),
    "one cell a line, from left to right": (
        "Outcome,Output,Activity,Lead\nLaws,,,MoL\n,List,,\n,,Hearings,MoL\n,,Printing,MoE\nCare,,,\n",
        ["1 Laws", "2 List", "3 Hearings", "3 Printing", "1 Care"],
        ["Outcome", "Output", "Activity"],
    ),
    "Arabic": (
        "الرمز,المحور / الهدف,الجهة المسؤولة\nالمحور 1,الوقاية,وزارة\nالهدف 1.1,التحسيس,وزارة\n",
        ["1 المحور 1", "2 الهدف 1.1"],
        ["المحور", "الهدف"],
    ),
}


@pytest.mark.parametrize("kind", MORE)
def test_others_of_the_kinds(kind):
    content, items, levels = MORE[kind]
    reading = read("a.csv", content)
    assert (shape(reading), names(reading)) == (items, levels)


def test_an_activity_that_goes_on_over_several_lines_keeps_all_of_them():
    lines = "Code,Activity,Indicator,Target\n1.1.1,Train,People,30\n,,Sessions,4\n1.1.2,Print,Copies,500\n"
    reading = read("a.csv", "Code,Activity,Indicator,Target\n1,All,,\n1.1,Some,,\n" + lines.partition("\n")[2])
    assert [(detail.label, detail.text) for detail in reading.items[2].details] == [
        ("Indicator", "People"),
        ("Target", "30"),
        ("Indicator", "Sessions"),
        ("Target", "4"),
    ]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Coût (FCFA)", "budget"),
        ("Output indicator", "indicator"),
        ("Institutions partenaires", "partners"),
        ("Structure responsable", "responsible"),
        ("Ligne de base", "baseline"),
        ("Año de la meta", "target_year"),
        ("Fuente de financiamiento", "source"),
        ("Moeda", "currency"),
        ("Federführung", "responsible"),
        ("Laufzeit", "period"),
        ("المؤشر", "indicator"),
        ("Start date", "starts"),
        ("Date de fin", "ends"),
        ("Code de l’action", "code"),
        ("N°", "code"),
        ("Objetivo específico", "level_name"),
        ("Handlungsfeld", "level_name"),
        ("title_fr", "title_fr"),
        ("Target group", "other"),
        ("Observations", "other"),
    ],
)
def test_columns_are_known_by_their_names_in_six_languages(name, role):
    assert guess(name) == role


def test_a_separator_is_found_though_one_word_of_the_line_names_a_level_by_itself():
    lines = [
        "Axe;Objectif;Action;Ministère",
        "Prévenir;Informer;Radio;A",
        ";;Affiches;A",
        "Protéger;Héberger;Refuges;B",
    ]
    reading = read_roadmap("a.csv", "\n".join(lines).encode("cp1252"), Choices(language="fr"))
    assert [(item.level, item.title["fr"]) for item in reading.items] == [
        (1, "Prévenir"),
        (2, "Informer"),
        (3, "Radio"),
        (3, "Affiches"),
        (1, "Protéger"),
        (2, "Héberger"),
        (3, "Refuges"),
    ]
    assert kept(reading, 3) == {"Ministère": ("responsible", "A")}


@pytest.mark.parametrize(
    ("content", "items"),
    [
        (
            "Eixo,Objetivo\nEixo 1 – Prevenção,1.1 Informar\nEixo 2 – Proteção,2.1 Abrigar\n",
            "1 Eixo 1|2 1.1|1 Eixo 2|2 2.1",
        ),
        (
            "Plan de acción\nEje,Objetivo\nI. Prevenir,I.1 Informar\nII. Dar,II.1 Oír\n",
            "1 I|2 I.1|1 II|2 II.1",
        ),
        (
            "Axis,Activity\nPrevent,Train 60 people\nProtect,Open 3 shelters\n",
            "1 Prevent|2 Train 60 people|1 Protect|2 Open 3 shelters",
        ),
    ],
)
def test_codes_in_the_cells_of_columns_that_are_levels(content, items):
    assert shape(read("a.csv", content)) == items.split("|")


def test_a_column_of_codes_that_is_called_by_the_levels():
    reading = read("a.csv", "Outcome / Output,Description\nOutcome 1,Laws protect\nOutput 1.1,List revised\n")
    assert (shape(reading), names(reading)) == (["1 Outcome 1", "2 Output 1.1"], ["Outcome", "Output"])


def test_a_description_beside_titles_is_kept_as_text():
    reading = read("a.csv", "Priority,Description\nEnforcement,We inspect.\nEngagement,We listen.\n")
    assert (shape(reading), kept(reading, 0)) == (
        ["1 Enforcement", "1 Engagement"],
        {"Description": ("other", "We inspect.")},
    )


@pytest.mark.parametrize(
    ("title", "languages", "language"),
    [
        ("Prévenir", ["ar", "fr"], "fr"),
        ("الوقاية", ["ar", "fr"], "ar"),
        ("الوقاية", ["fr", "ar"], "ar"),
        ("Prévenir", ["fr", "en"], "fr"),
        ("Prévenir", ["ar"], "ar"),
    ],
)
def test_titles_without_a_language_are_in_the_first_that_is_written_so(title, languages, language):
    table = f"Axe,Actions\n{title},{title} 1\n,{title} 2\n"
    reading = read("a.csv", table, language=languages[0], languages=languages)
    assert {written for item in reading.items for written in item.title} == {language}
