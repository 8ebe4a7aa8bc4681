"""Next steps in the shapes in which people write them."""

from dataclasses import replace

import pytest

from bilingual.text import Text
from questionnaires.schema import Option
from reports.importing.frame import Item
from reports.importing.planning import plan_for
from reports.importing.reading import Reading, run_pandoc
from richtext.reading import to_text
from roadmaps.codes import anchor_of

GROUP = "## 27. D'ici avril 2024, quelles sont les prochaines étapes à franchir ?\n\n"


def steps(frame, markdown):
    """Each step as {field: plain value}, and the texts left over with their reasons."""
    tree = run_pandoc("markdown", (GROUP + markdown).encode())
    plan = plan_for(Reading("a.md", "markdown", "", tree), frame)
    found = [{} for _ in plan.steps]
    for answer in plan.answers:
        if answer.about.startswith("step:"):
            value = to_text(answer.value) if answer.kind == "rich_text" else answer.value
            found[int(answer.about[5:]) - 1][answer.key.partition(".")[2]] = value
    return found, [(one.reason, to_text(one.doc)) for one in plan.leftovers]


FULL = {
    "step": "former",
    "goals": "cent",
    "evidence": "un registre",
    "areas": {"codes": ["other"], "other": {"fr": "Formation"}},
}


@pytest.mark.parametrize(
    "markdown",
    [
        # a label and its text in one paragraph
        "Prochaine étape : former\n\nObjectifs d'ici avril 2024 pour cette prochaine étape : cent\n\n"
        "Quels éléments de preuve utiliserez-vous pour démontrer que cette étape est franchie ? un registre\n\n"
        "De quel(s) domaine(s) d'intervention relève cette prochaine étape ? Formation\n",
        # a label and its text in two paragraphs, numbers in between
        "1. **Prochaine étape**\n\nformer\n\n"
        "Quels sont vos objectifs d'ici avril 2024 pour votre prochaine étape ?\n\ncent\n\n"
        "2. Quels éléments de preuve utiliserez-vous ?\n\nun registre\n\nDomaine d'intervention :\n\nFormation\n",
        # a bold label without a colon
        "**Prochaine étape** former\n\n**Objectifs d'ici avril 2024 pour cette prochaine étape** cent\n\n"
        "**Quels éléments de preuve utiliserez-vous** un registre\n\n**Domaine d'intervention** Formation\n",
        # line breaks in one paragraph of a list
        "- Prochaine étape n° 1 : former\n- Quels sont vos objectifs : cent\n"
        "- Quels éléments de preuve utiliserez-vous pour le prouver ? un registre\n"
        "- Domaine d'intervention : Formation\n",
        # a heading as the title
        "### former\n\nQuels sont vos objectifs ? cent\n\nQuels éléments de preuve utiliserez-vous ? un registre\n\n"
        "Domaine d'intervention : Formation\n",
        # labels in the order of the person's own liking, in English
        "Next step 1: former\n\nArea of intervention: Formation\n\nWhat evidence will you use? un registre\n\n"
        "What are your goals? cent\n",
        # a table with labels on the left
        "| | |\n|---|---|\n| Prochaine étape | former |\n| Quels sont vos objectifs ? | cent |\n"
        "| Quels éléments de preuve utiliserez-vous ? | un registre |\n| Domaine d'intervention | Formation |\n",
        # a table with a step a row
        "| Prochaine étape | Quels sont vos objectifs | Quels éléments de preuve utiliserez-vous "
        "| Domaine d'intervention |\n|---|---|---|---|\n| former | cent | un registre | Formation |\n",
    ],
)  # fmt: skip
def test_a_step_with_all_its_fields(france_frame, markdown):
    assert steps(france_frame, markdown) == ([FULL], [])


LABELS = {
    "en": (
        "Action {}:",
        "What are your targets by April 2024?",
        "How will you prove it?",
        "Which field does it touch?",
    ),
    "es": ("Paso siguiente {}:", "¿Cuáles son sus metas?", "¿Qué pruebas utilizará?", "¿A qué ámbito pertenece?"),
    "de": ("Nächster Schritt {}:", "Welche Ziele haben Sie?", "Welche Nachweise gibt es?", "Welcher Bereich ist es?"),
}


def in_words(labels, between=" "):
    texts = [("former", "cent", "un registre", "Formation"), ("bâtir", "deux", "un compte rendu", "Écoles")]
    lines = [
        f"{label.format(number)}{between}{text}\n\n"
        for number, step in enumerate(texts, start=1)
        for label, text in zip(labels, step, strict=True)
    ]
    return "".join(lines)


@pytest.mark.parametrize("language", LABELS)
@pytest.mark.parametrize("between", [" ", "\n\n"])
def test_labels_in_other_words_are_known_by_their_order(france_frame, language, between):
    second = {"step": "bâtir", "goals": "deux", "evidence": "un compte rendu"}
    areas = {"codes": ["other"], "other": {"fr": "Écoles"}}
    assert steps(france_frame, in_words(LABELS[language], between)) == ([FULL, second | {"areas": areas}], [])


def test_labels_in_another_order_in_each_step_are_told(france_frame):
    found, left = steps(
        france_frame,
        "Prochaine étape 1 : A\n\nWhat are your targets? B\n\nHow will you prove it? C\n\n"
        "Prochaine étape 2 : D\n\nHow will you prove it? E\n\nWhat are your targets? F\n",
    )
    assert [one["goals"] for one in found] == [
        "What are your targets? B\n\nHow will you prove it? C",
        "How will you prove it? E\n\nWhat are your targets? F",
    ]
    assert left == []


def test_steps_follow_each_other_and_each_has_what_it_really_has(france_frame):
    found, left = steps(
        france_frame,
        "Quelques mots avant.\n\n1. Prochaine étape : A\n\nQuels sont vos objectifs ? B\n\n"
        "2. Prochaine étape : C\n\n3. Prochaine étape : D\n\nEncore un mot sur D.\n",
    )
    assert found == [{"step": "A", "goals": "B"}, {"step": "C"}, {"step": "D", "goals": "Encore un mot sur D."}]
    assert left == [("before_steps", "Quelques mots avant.")]


def test_without_labels_the_items_of_a_list_are_the_steps(france_frame):
    found, left = steps(france_frame, "1. A\n2. B\n\n    Et ceci.\n")
    assert found == [{"step": "A"}, {"step": "B", "goals": "Et ceci."}]
    assert left == []


def test_paragraphs_without_labels_and_numbers_are_left_over(france_frame):
    assert steps(france_frame, "Nous ferons beaucoup.\n\nEt mieux.\n") == (
        [],
        [("before_steps", "Nous ferons beaucoup.\n\nEt mieux.")],
    )


def test_a_sentence_that_begins_like_a_label_is_text(france_frame):
    found, _left = steps(
        france_frame,
        "Prochaine étape : A\n\nQuels sont vos objectifs ?\n\nProchaine étape importante, la loi sera votée.\n",
    )
    assert found == [{"step": "A", "goals": "Prochaine étape importante, la loi sera votée."}]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Inspection du travail", {"codes": ["inspection"]}),
        ("\n\n- Inspection du travail\n- Autre : école", {"codes": ["inspection", "other"], "other": {"fr": "école"}}),
        ("Inspection du travail agricole", {"codes": ["other"], "other": {"fr": "Inspection du travail agricole"}}),
        ("\n\n☒ Inspection du travail\n\n☐ Autre", {"codes": ["inspection"]}),
        ("\n\nÉcoles\n\nVilles", {"codes": ["other"], "other": {"fr": "Écoles ; Villes"}}),
    ],
)  # fmt: skip
def test_areas_are_ticked_only_where_the_text_is_their_label(france_frame, text, value):
    found, _left = steps(france_frame, f"Prochaine étape : A\n\nDomaine d'intervention : {text}\n")
    assert found[0]["areas"] == value


def test_objectives_are_read_where_a_field_names_their_codes_and_never_guessed(france_frame):
    field = "Prochaine étape : l'objectif 1.1.A\n\nObjectifs de la feuille de route : "
    found, left = steps(france_frame, field + "1.2.C, 1.1.A et 3.1\n")
    assert (found[0]["objectives"], left) == ({"codes": ["1.1.A", "1.2.C", "3.1"]}, [])
    found, left = steps(france_frame, field + "ceux de la prévention\n")
    assert ("objectives" in found[0], left) == (False, [("below_choice", "ceux de la prévention")])


@pytest.mark.parametrize(
    "written", ["Eje I, objetivo I.1 et M17", "Eje I ; Objetivo I.1 ; medida M17.", "M17/Objetivo I.1/Eje I"]
)
def test_objectives_are_read_by_the_codes_that_a_country_has(france_frame, written):
    codes = ["Eje I", "Objetivo I.1", "M17"]
    names = [Text.of(es=name) for name in ("eje", "objetivo", "medida")]
    items = tuple(Item(code, Text.of(es=code), level, "Eje-I") for level, code in enumerate(codes, start=1))
    sources = {**france_frame.sources, "objectives": tuple(Option(anchor_of(code), Text.of(es=code)) for code in codes)}
    frame = replace(france_frame, items=items, levels=tuple(names), sources=sources)
    found, left = steps(frame, f"Prochaine étape : A\n\nObjectifs de la feuille de route : {written}\n")
    assert (found[0]["objectives"], left) == ({"codes": ["Eje-I", "Objetivo-I.1", "M17"]}, [])


def test_a_title_that_is_too_long_goes_on_among_the_leftovers(france_frame):
    title = "Former les inspecteurs du travail de toutes les régions. " * 12
    found, left = steps(france_frame, f"Prochaine étape : {title}\n")
    assert len(found[0]["step"]) <= 500
    assert found[0]["step"].endswith("régions.")
    assert " ".join([found[0]["step"], left[0][1]]) == title.strip()
    assert left[0][0] == "too_long"


def test_a_footnote_in_a_title_is_kept(france_frame):
    found, left = steps(france_frame, "Prochaine étape : former[^1] vite\n\n[^1]: Une note.\n")
    assert (found, [reason for reason, _text in left]) == ([{"step": "former vite"}], ["too_long"])
