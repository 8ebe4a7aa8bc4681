"""The data file, whole."""

import json

from django.utils import translation

from publications.data import as_data, to_json
from richtext.build import doc, paragraph
from richtext.html import to_html
from tests.publications.samples import FIRST, SECOND, sample


def row(key, number, label, kind, value, text, html, language, occurrence=None):
    return {
        "key": key,
        "number": number,
        "occurrence": occurrence,
        "label": label,
        "kind": kind,
        "value": value,
        "text": text,
        "html": html,
        "language": language,
    }


def test_the_head_is_the_contract():
    data = as_data(sample(("fr", "en")))
    answers, roadmap, questions = data.pop("answers"), data.pop("roadmap"), data.pop("questions")
    head = {"country": "FRA", "year": 2023, "language": "fr+en", "stage": "draft", "version": 1}
    assert data == head | {"forum": [], "signature": None}
    assert (len(answers), len(questions)) == (13, 10)
    assert roadmap | {"items": len(roadmap["items"])} == {
        "title": "Stratégie nationale",
        "version": 1,
        "levels": ["priorité", "volet", "objectif"],
        "items": 6,
    }
    assert roadmap["items"][2] == {
        "code": "1.1.A",
        "level": 3,
        "title": "Enseigner à l’école",
        "language": "fr",
        "questions": [1, 2, 7],
        "details": [],
    }


def test_every_answer_with_its_value_text_and_html():
    first, second, *others = as_data(sample(("en",)))["answers"]
    with translation.override("fr"):
        html = to_html(FIRST, id_prefix="progress--1-fr-")
    assert first | {"text": ""} == row(
        "progress",
        1,
        "What was achieved?",
        "rich_text",
        FIRST,
        "",
        html,
        "fr",
        "1",
    )
    assert first["text"].startswith("1.1 Former\n\nUn guide « utile » ; voici la note[1] de la page.\n\n")
    assert first["text"].endswith("\n\n[1] Premier appel, voir www.example.org.\n[2] Second appel.")
    assert second["value"] == SECOND
    assert others == [
        row("overall_progress", 3, "How far?", "scale", 7, "7", "<p>7</p>", "en"),
        row("key_results", 4, "Which results?", "rich_text", doc(paragraph("One result.")), "One result.",
            "<p>One result.</p>", "en"),
        row("mechanism_useful", 5, "Useful?", "choice", "yes", "Yes", "<p>Yes</p>", "en"),
        row("next_steps.step", 7, "Next step", "line", "Adopter un plan", "Adopter un plan", "<p>Adopter un plan</p>",
            "fr", "s1"),
        row("next_steps.areas", 7, "Areas", "several", {"codes": ["other"], "other": {"fr": "Pêche"}}, "Other (Pêche)",
            "<ul><li>Other (Pêche)</li></ul>", "en", "s1"),
        row("next_steps.objectives", 7, "Objectives", "several", {"codes": ["1.1.A"]}, "Teach in schools",
            "<ul><li>Teach in schools</li></ul>", "en", "s1"),
    ]  # fmt: skip


def test_a_question_without_an_answer_is_not_there():
    assert "anything_else" not in {answer["key"] for answer in as_data(sample())["answers"]}


def test_all_that_is_asked_is_listed_answered_or_not():
    questions = as_data(sample(("fr", "en")))["questions"]
    assert [(one["key"], one["number"], one["occurrence"], one["kind"]) for one in questions] == [
        ("progress", 1, "1", "rich_text"),
        ("progress", 2, "2", "rich_text"),
        ("overall_progress", 3, None, "scale"),
        ("key_results", 4, None, "rich_text"),
        ("mechanism_useful", 5, None, "choice"),
        ("anything_else", 6, None, "rich_text"),
        ("next_steps", 7, None, "group"),
        ("next_steps.step", 7, "s1", "line"),
        ("next_steps.areas", 7, "s1", "several"),
        ("next_steps.objectives", 7, "s1", "several"),
    ]
    assert questions[0] == {
        "key": "progress",
        "number": 1,
        "occurrence": "1",
        "label": "Quelles avancées ?",
        "kind": "rich_text",
        "required": False,
    }


def test_in_two_languages_each_answer_comes_in_each():
    answers = as_data(sample(("fr", "en")))["answers"]
    assert [(answer["key"], answer["language"], answer["label"]) for answer in answers[2:8]] == [
        ("overall_progress", "fr", "Jusqu’où ?"),
        ("overall_progress", "en", "How far?"),
        ("key_results", "fr", "Quels résultats ?"),
        ("key_results", "en", "Which results?"),
        ("mechanism_useful", "fr", "Utile ?"),
        ("mechanism_useful", "en", "Useful?"),
    ]


def test_the_file_is_readable_json():
    content = to_json(sample())
    assert json.loads(content) == as_data(sample())
    assert "Avancées" not in content.decode()
    assert "« utile »" in content.decode()
