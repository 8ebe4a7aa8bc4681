"""Headings find their questions, whatever their numbers, order, style and spelling."""

from dataclasses import replace

import pytest

from bilingual.text import Text
from reports.importing.blocks import Unit, units_of
from reports.importing.frame import EarlierStep
from reports.importing.matching import match
from reports.importing.reading import run_pandoc
from reports.importing.recognising import Recogniser, ordinal_in
from richtext import build
from tests.reports.importing.shapes import units


def found(frame, markdown):
    """(key, about, text below) of each question found, and (reason, text) of what is loose."""
    matched = match(units(markdown), frame)
    parts = [(part.key, part.about, " ".join(unit.text for unit in part.units)) for part in matched.parts]
    return parts, [(loose.reason, " ".join(unit.text for unit in loose.units)) for loose in matched.loose]


@pytest.mark.parametrize(
    "heading",
    [
        "## 24. Le mécanisme des pays pionniers a-t-il été jugé utile? *",
        "## Le mécanisme des pays pionniers a-t-il été jugé utile ?",
        "###### 3. LE MECANISME DES PAYS PIONNIERS A-T-IL ETE JUGE UTILE",
        "**Le mécanisme des pays pionniers a-t-il été jugé utile ?**",
        "24\\. Le mécanisme des pays pionniers a-t-il été jugé utile ?",
        "24. **Le mécanisme des pays pionniers a-t-il été jugé utile ?**",
        "Question 24 : Le mécanisme des pays pionniers a-t-il été jugé utile ?",
        "## La participation au mécanisme des pays pionniers s'est-elle révélée utile ?",
        "## Has being part of the Pathfinder mechanism proved useful?",
        "## 24. Le mecanisme pays pionniers a t il ete trouvé utile ?",
        "> **Le mécanisme des pays pionniers a-t-il été jugé utile ?**",
        "| | |\n|---|---|\n| Le mécanisme des pays pionniers a-t-il été jugé utile ? | |\n",
    ],
)
def test_a_question_is_found_in_every_dress(france_frame, heading):
    assert found(france_frame, f"{heading}\n\nRéponse.\n") == ([("mechanism_useful", "", "Réponse.")], [])


def test_an_answer_in_the_paragraph_of_its_question(france_frame):
    text = "24\\. Le mécanisme des pays pionniers a-t-il été jugé utile ? Oui, tout à fait\n"
    assert found(france_frame, text) == ([("mechanism_useful", "", "Oui, tout à fait")], [])
    below = "**Le mécanisme des pays pionniers a-t-il été jugé utile ?**\\\nOui\n"
    assert found(france_frame, below) == ([("mechanism_useful", "", "Oui")], [])


def test_a_form_laid_out_as_a_table(france_frame):
    table = (
        "| | |\n|---|---|\n| Quelles sont ces réussites ? | Un prix. |\n"
        "| Comment avez-vous surmonté ces difficultés ? | En parlant. |\n"
    )
    assert found(france_frame, table)[0] == [("other_successes_detail", "", "Un prix."), ("lessons", "", "En parlant.")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Comparativement à l'an dernier, nous avons formé deux fois plus d'inspecteurs dans le pays et ses régions.",
        "Quels sont les principaux résultats, on le verra plus tard, quand les chiffres de l'année seront connus.",
        "Il y a autre chose.",
    ],
)
def test_a_sentence_of_an_answer_is_no_heading(france_frame, sentence):
    text = f"## Quelles sont ces réussites ?\n\n{sentence}\n"
    assert found(france_frame, text)[0] == [("other_successes_detail", "", sentence)]


@pytest.mark.parametrize(
    ("heading", "priority"),
    [
        ("## 2. Depuis mai 2022, quels progrès avez-vous faits concernant la deuxième priorité ?", "2"),
        ("## Since May 2022, what progress have you made on the 3rd priority?", "3"),
        ("## Depuis mai 2022, quels progrès avez-vous faits concernant la priorité de votre feuille de route nationale"
         " « Mieux protéger les victimes en marquant des progrès dans la détection, la prise en charge » ?",
         "2"),
        ("## Axe 3 – Donner à notre action une impulsion", "3"),
        ("## Priority 2: Protect victims", "2"),
        ("## Accroître la prévention par le renforcement de la capacité à agir des parties prenantes", "1"),
    ],
)  # fmt: skip
def test_a_question_about_progress_finds_its_priority(france_frame, heading, priority):
    assert found(france_frame, f"{heading}\n\nTexte.\n")[0] == [("progress", priority, "Texte.")]


def test_the_title_decides_where_the_ordinal_says_something_else(france_frame):
    title = france_frame.priorities[2].title["fr"]
    matched = match(
        units(f"## Depuis mai 2022, quels progrès avez-vous faits concernant la première priorité « {title} » ?"),
        france_frame,
    )
    assert [(part.about, part.notes) for part in matched.parts] == [("3", ["title_over_ordinal"])]


def test_without_title_and_ordinal_the_order_decides(france_frame):
    text = "## Quels progrès avez-vous faits concernant la priorité ?\n\nTexte.\n\n" * 2
    matched = match(units(text.replace("priorité ?", "cette priorité ?", 1)), france_frame)
    assert [(part.about, part.notes) for part in matched.parts] == [("1", ["by_order"]), ("2", ["by_order"])]


def test_strands_are_headings_of_the_answer_with_their_code_as_a_reference(france_frame):
    matched = match(
        units(
            "## 1. Quels progrès avez-vous faits concernant la première priorité ?\n\n"
            "### 1.1 Poursuivre la dynamique\n\nA\n\n**1.2. Outiller le devoir de vigilance**\n\nB\n\n"
            "### 1.9 Un volet inconnu\n\n### 1.2.C Outiller\n\n1.3 est un long chapitre de la feuille de route.\n"
        ),
        france_frame,
    )
    (part,) = matched.parts
    assert part.strands == ["1.1", "1.2", "1.2.C"]
    assert part.unknown_codes == [("1.9", "1.9 Un volet inconnu")]
    assert [(unit.rank, unit.text) for unit in part.units] == [
        (1, "1.1 Poursuivre la dynamique"),
        (0, "A"),
        (1, "1.2. Outiller le devoir de vigilance"),
        (0, "B"),
        (1, "1.9 Un volet inconnu"),
        (2, "1.2.C Outiller"),
        (0, "1.3 est un long chapitre de la feuille de route."),
    ]
    assert [unit.content[0].get("attrs", {}).get("code") for unit in part.units] == [
        "1.1",
        None,
        "1.2",
        None,
        None,
        "1.2.C",
        None,
    ]


def test_strands_alone_say_which_priority_they_belong_to(france_frame):
    text = "### 1.1 Poursuivre la dynamique\n\nA\n\n### 2.1 Conjuguer les forces\n\nB\n"
    parts, loose = found(france_frame, text)
    assert [(key, about) for key, about, _text in parts] == [("progress", "1"), ("progress", "2")]
    assert loose == []


def test_the_forms_own_sentences_are_no_answers(france_frame):
    matched = match(
        units(
            "# Évaluation des progrès accomplis dans les 12 derniers mois\n\n"
            "## 12. Quels instruments d'évaluation avez-vous utilisés ?\n\n"
            "- Veillez cocher tous ceux qui s'appliquent.\n\n"
            "Veuillez cocher tous ceux qui s'appliquent. ☒ Enquêtes\n"
        ),
        france_frame,
    )
    assert [unit.text for part in matched.parts for unit in part.units] == ["☒ Enquêtes"]
    assert [one.what for one in matched.form] == ["section", "question", "instruction", "instruction"]


def test_what_stands_under_no_question_is_loose(france_frame):
    parts, loose = found(
        france_frame,
        "Avant tout.\n\n# Perspectives d'avenir\n\nEntre deux.\n\n"
        "## 11. Comment avez-vous surmonté ces difficultés ?\n\nA\n\n"
        "### Un intertitre\n\nB\n\n## Que pensez-vous du temps ?\n\nIl pleut.\n",
    )
    assert parts == [("lessons", "", "A Un intertitre B")]
    assert loose == [
        ("before", "Avant tout."),
        ("before", "Entre deux."),
        ("unknown_heading", "Que pensez-vous du temps ? Il pleut."),
    ]


def test_a_question_asked_twice_gets_both_answers(france_frame):
    text = "## Quelles sont ces réussites ?\n\nA\n\n## Perspectives\n\n## Quelles sont ces réussites ?\n\nB\n"
    matched = match(units(text), france_frame)
    assert [(part.key, [unit.text for unit in part.units], part.notes) for part in matched.parts] == [
        ("other_successes_detail", ["A", "B"], ["asked_twice"])
    ]


def test_a_footnote_at_a_question_is_text_of_the_country(france_frame):
    assert found(france_frame, "## Quelles sont ces réussites ?[^1]\n\nA\n\n[^1]: Note.\n")[0] == [
        ("other_successes_detail", "", " A")
    ]


STEPS = (
    EarlierStep("id-1", Text.of(fr="Former les inspecteurs", en="Train the inspectors")),
    EarlierStep("id-2", Text.of(fr="Publier une étude")),
)


@pytest.mark.parametrize(
    ("language", "asked", "expected"),
    [
        ("fr", ['n° 1 "Former les inspecteurs"'], [("Former les inspecteurs", "id-1")]),
        ("fr", ["n° 1 « Former des inspecteurs »"], [("Former des inspecteurs", "id-1")]),
        ("fr", ["n° 2 : Publier une étude"], [("Publier une étude", "id-2")]),
        ("fr", ["n° 1 « Tout autre chose »"], [("Tout autre chose", None)]),
        ("fr", ["n° 2"], [("", "id-2")]),
        ("en", ["n° 2 “Publish a study”"], [("Publish a study", "id-2")]),
        ("fr", ['"A"', '"B"', '"A"'], [("A", None), ("B", None)]),
        ("fr", ['n° 1 "Un « Guide » complet ?'], [("Un « Guide » complet", None)]),
        ("fr", ["n° 1 « Un « Guide » complet »"], [("Un « Guide » complet", None)]),
    ],
)
def test_steps_of_last_year_are_known_by_their_titles(france_frame, language, asked, expected):
    frame = replace(france_frame, earlier_steps=STEPS, language=language)
    text = "\n\n".join(
        f"## 4. Où en est la réalisation de votre prochaine étape {title} ?\n\nEn cours" for title in asked
    )
    matched = match(units(text), frame)
    assert [(step.title, step.identity) for step in matched.earlier_steps] == expected


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [
        ("la première priorité", 1),
        ("le premier axe", 1),
        ("the third priority", 3),
        ("la 2e priorité", 2),
        ("the 4th priority", 4),
        ("Axe n° 5", 5),
        ('concernant la priorité "La première pierre"', None),
        ("en 2022", None),
    ],
)
def test_ordinals(text, ordinal):
    assert ordinal_in(text) == ordinal


def test_every_wording_of_the_edition_finds_its_own_question(france_frame):
    """Labels and aliases in both languages, as headings, with the number that the report gives them."""
    recogniser = Recogniser(france_frame)
    wrong = []
    for key, wordings in recogniser.questions:
        for wording in wordings:
            heading = recogniser.heading(Unit(0, content=[build.text(wording.replace("*", "mai 2022"))], level=2))
            if heading is None or heading.key != key:
                wrong.append((key, wording, heading))
    assert wrong == []


def test_a_place_of_the_file_stands_under_a_question(kenya_frame):
    text = """
# Before

1. **Since May 2022, what progress has been made on the first priority "Strengthen labour inspection"?**

   An answer ![one](a.png).

![two](b.png)

| **What difficulties did you have to overcome?** | Money ![three](c.png) |
|---|---|
| **What challenges do you foresee?** | ![four](d.png) |
"""
    made, remarks = units_of(run_pandoc("markdown", text.encode()))
    matched = match(made, kenya_frame)
    assert [(remark.text, matched.near(remark.place)) for remark in remarks] == [
        ("one", ("progress", "1")),
        ("two", ("progress", "1")),
        ("three", ("difficulties", "")),
        ("four", ("foreseen_difficulties", "")),
    ]
    assert matched.near(1) == ("", "")
    assert matched.near(None) == ("", "")
