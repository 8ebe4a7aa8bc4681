"""Nothing may be dropped: whatever a file holds, each of its words is in the plan, as often as in the file."""

import pytest

from reports.importing.plan import LostWords
from reports.importing.planning import _Planner, plan_for, plan_whole
from reports.importing.reading import Reading
from reports.importing.wholeness import letters_of, passed_over, texts_of, unfound
from richtext.reading import to_text
from richtext.schema import validate
from tests.reports.importing.random_trees import RandomTree
from tests.reports.importing.word_files import RESULTS


def reading_of(tree) -> Reading:
    return Reading("random.docx", "docx", "0" * 64, tree)


@pytest.mark.sampled("seed", range(30))
def test_no_word_of_any_document_is_lost(seed, france_frame):
    tree = RandomTree(seed).tree(most=12)
    plan = plan_for(reading_of(tree), france_frame)  # raises LostWords
    assert plan.words["file"] == plan.words["placed"] + plan.words["form"] + plan.words["leftover"]
    for _answer, document in plan.documents:
        validate(document)
    for leftover in plan.leftovers:
        validate(leftover.doc)


def test_a_plan_that_lost_a_word_is_not_let_through(france_plan):
    from dataclasses import replace

    short = replace(france_plan, leftovers=[])
    with pytest.raises(LostWords):
        short.prove(list(france_plan.texts()))


def test_what_went_nowhere_is_left_over_and_the_rest_stays(france_frame, monkeypatch):
    heading = {"t": "Header", "c": [2, ["", [], []], [{"t": "Str", "c": RESULTS}]]}
    tree = {"meta": {}, "blocks": [para("Avant"), heading, para("Cent", "inspecteurs")]}
    monkeypatch.setattr(_Planner, "leave", lambda *given: None)  # the fault: what is left over goes nowhere
    plan = plan_whole(reading_of(tree), france_frame)
    assert [(one.key, to_text(one.value)) for one in plan.answers] == [("key_results", "Centinspecteurs")]
    assert [(to_text(one.doc), one.reason) for one in plan.leftovers] == [("Avant", "unproven")]
    assert plan.unproven.startswith("missing")


def para(*words):
    return {"t": "Para", "c": [{"t": "Str", "c": word} for word in words]}


def test_a_paragraph_that_is_kept_once_of_twice_is_missing_once():
    tree = {"meta": {}, "blocks": [para("les"), para("les mots"), para("les mots")]}
    assert unfound(tree, ["Les mots.", "les mots", "les"]) == []
    assert unfound(tree, ["Les mots.", "les"]) == ["les mots"]
    assert unfound(tree, ["Les mots.", "les mots"]) == ["les"]


def test_what_is_said_and_what_is_not():
    tree = {
        "meta": {
            "title": {"t": "MetaInlines", "c": [{"t": "Str", "c": "Titre"}]},
            "lang": {"t": "MetaString", "c": "fr"},
        },
        "blocks": [
            para("un"),
            {"t": "Para", "c": [{"t": "Span", "c": [["", ["deletion"], []], [{"t": "Str", "c": "effacé"}]]}]},
            {"t": "Para", "c": [{"t": "Image", "c": [["", [], []], [{"t": "Str", "c": "image"}], ["a.png", ""]]}]},
            {"t": "Para", "c": [{"t": "Note", "c": [para("note")]}, {"t": "Code", "c": [["", [], []], "code"]}]},
        ],
    }
    assert texts_of(tree) == ["Titre", "un", "note", "code"]


def test_paragraphs_that_the_reader_left_out_are_found_once():
    tree = {
        "meta": {},
        "blocks": [
            {
                "t": "Para",
                "c": [{"t": "Str", "c": "Bon"}, {"t": "Note", "c": [para("Note")]}, {"t": "Str", "c": "jour"}],
            },
            para("Il", "y", "a", "deux", "foyers"),
        ],
    }
    paragraphs = [
        ("text", "Bonjour"),
        ("text", "Note"),
        ("text", "Il y a deux foyers de 12 places"),
        ("text", "12"),
        ("text", "Dans un cadre"),
        ("text", "Dans  un cadre"),
        ("header", "République"),
        ("comment", "Vu !"),
        ("text", " "),
    ]
    assert passed_over(tree, paragraphs, ["Jeanne: Vu !"]) == [
        ("text", "de 12 places"),
        ("text", "12"),
        ("text", "Dans un cadre"),
        ("header", "République"),
    ]


def test_a_running_head_is_passed_over_only_where_a_paragraph_says_the_same():
    tree = {"meta": {}, "blocks": [para("Rapport", "annuel"), para("Une", "question", "de", "temps")]}
    paragraphs = [("text", "Rapport annuel"), ("text", "Une question de temps")]
    heads = [("header", "RAPPORT ANNUEL"), ("header", "Question de"), ("header", "UE"), ("header", "Temps")]
    assert passed_over(tree, [*paragraphs, *heads], []) == heads[1:]


def test_only_letters_and_figures_count():
    assert letters_of("Été – l'OIT, 3ᵉ !") == "étéloit3ᵉ"
