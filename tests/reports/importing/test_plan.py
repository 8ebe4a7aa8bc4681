import json
from dataclasses import replace

import pytest

from questionnaires.kinds import LINE_LIMIT
from reports.importing.lines import fitting
from reports.importing.plan import LostWords, Plan, name
from richtext import build


def test_a_plan_is_plain_data_and_comes_back_as_it_was(france_plan):
    assert Plan.from_json(json.loads(json.dumps(france_plan.to_json()))) == france_plan


@pytest.mark.parametrize(
    ("key", "about", "expected"),
    [
        ("lessons", "", "lessons"),
        ("progress", "1", "progress--1"),
        ("next_step_status", "earlier:2", "next_step_status--earlier-2"),
        ("next_steps.goals", "step:3", "next_steps-goals--step-3"),
    ],
)
def test_names_are_fit_for_a_form(key, about, expected):
    assert name(key, about) == expected


def test_the_plan_of_france_adds_up(france_plan):
    assert france_plan.words == {"file": 18169, "placed": 16976, "form": 1184, "leftover": 9}
    assert france_plan.footnote_count == 7
    assert len(france_plan.references) == 33


def test_counts_that_do_not_add_up_are_not_let_through(france_plan):
    wrong = replace(france_plan, words=france_plan.words | {"file": 1})
    with pytest.raises(LostWords, match="do not add up"):
        wrong.prove(list(france_plan.texts()))


def test_a_line_takes_what_fits():
    pieces = [[build.text("un"), build.hard_break(), build.text("deux", build.bold)], [build.text("trois")]]
    assert fitting(pieces) == ("un deux ; trois", [])
    note = build.footnote("note")
    assert fitting([[build.text("un"), note]]) == ("un", [note])


@pytest.mark.parametrize("text", ["Une phrase entière. " * 40, "mot " * 300, "x" * 1200])
def test_a_line_ends_with_a_sentence_or_a_word_and_the_rest_goes_on(text):
    line, rest = fitting([[build.text(text)]])
    assert len(line) <= LINE_LIMIT
    assert "".join((line + rest[0]["text"]).split()) == "".join(text.split())
