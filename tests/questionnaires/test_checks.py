"""Each system check finds its fault in an edition that is sound but for that."""

import pytest
from django.core import checks as django_checks

from questionnaires import checks
from questionnaires.lock import release

KEPT_LABEL = 'label = { en = "Kept", fr = "Tenue" }'


def found(problems) -> list[str]:
    """The problems, each with its number in the place of the edition's name."""
    return [
        (problem.id.removeprefix("questionnaires.") + " " + problem.msg)
        .replace(" Edition 2099 ", " ")
        .replace(" Edition 2099", "")
        for problem in problems
    ]


def test_the_small_edition_is_sound(written):
    assert checks.problems_of(written()) == []


def test_the_editions_of_the_package_are_sound():
    assert checks.check_editions(None) == []
    assert checks.check_editions in django_checks.registry.registry.registered_checks


@pytest.mark.parametrize(
    "check,old,new,problems",
    [
        (checks.check_keys, 'key = "second"', 'key = "first"', ["E01: the section first is there twice."]),
        (checks.check_keys, 'key = "notes"', 'key = "mark"', ["E01: the question mark is there twice."]),
        (
            checks.check_keys,
            '{ code = "no",',
            '{ code = "yes",',
            ["E01: question asked_first: the option yes is there twice."],
        ),
        (
            checks.check_keys,
            '    [[section.question.field]]\n    key = "step"\n',
            '    [[section.question.field]]\n    key = "step"\n    kind = "line"\n    label = { en = "A", fr = "A" }\n'
            '    [[section.question.field]]\n    key = "step"\n',
            ["E01: the question steps.step is there twice."],
        ),
        (
            checks.check_kinds,
            'kind = "several"',
            'kind = "many"',
            ["E02, question asked_if_yes: the kind “many” is unknown."],
        ),
        (
            checks.check_sources,
            'options_from = "evidence_types"',
            'options_from = "evidence"',
            ["E03, question asked_if_yes: options_from is “evidence”, not one of: evidence_types, areas, objectives."],
        ),
        (
            checks.check_sources,
            'repeats = "earlier_step"',
            'repeats = "step"',
            ["E03, question kept: repeats is “step”, not one of: priority, earlier_step."],
        ),
        (
            checks.check_sources,
            'needs = "earlier_step"',
            'needs = "priority"',
            ["E03, question kept_how: needs is “priority”, not one of: earlier_step."],
        ),
        (
            checks.check_conditions,
            'question = "asked_first"',
            'question = "asked_before"',
            ["E04, question asked_if_yes: “asked_before” in its condition is no question."],
        ),
        (
            checks.check_conditions,
            KEPT_LABEL,
            KEPT_LABEL + '\n  condition = { question = "asked_first", values = ["yes"] }',
            ["E05, question kept: “asked_first” in its condition is asked later."],
        ),
        (
            checks.check_conditions,
            'question = "asked_first"',
            'question = "kept"',
            ["E06, question asked_if_yes: “kept” decides nothing: no choice, or asked repeatedly."],
        ),
        (
            checks.check_conditions,
            'repeats = "earlier_step"\n  label = { en = "Kept", fr = "Tenue" }\n'
            '  option = [{ code = "yes", label = { en = "Yes", fr = "Oui" } }]\n\n'
            '  [[section.question]]\n  key = "kept_how"\n  kind = "rich_text"\n  needs = "earlier_step"\n',
            'needs = "earlier_step"\n  label = { en = "Kept", fr = "Tenue" }\n'
            '  option = [{ code = "yes", label = { en = "Yes", fr = "Oui" } }]\n\n'
            '  [[section.question]]\n  key = "kept_how"\n  kind = "rich_text"\n'
            '  condition = { question = "kept", values = ["yes"] }\n',
            ["E06, question kept_how: “kept” needs “earlier_step”, so this one must too."],
        ),
        (
            checks.check_conditions,
            'values = ["yes"]',
            'values = ["yes", "perhaps"]',
            ["E07, question asked_if_yes: “perhaps” is not an option of “asked_first”."],
        ),
        (
            checks.check_conditions,
            'values = ["other"]',
            'values = ["surveys"]',
            ["E07, question asked_if_other: “surveys” is not an option of “asked_if_yes”."],
        ),
        (
            checks.check_cycles,
            'key = "asked_first"',
            'key = "asked_first"\n  condition = { question = "asked_if_yes", values = ["other"] }',
            [
                "E08, question asked_first: its condition goes round in a circle: "
                "asked_first → asked_if_yes → asked_first.",
                "E08, question asked_if_yes: its condition goes round in a circle: "
                "asked_if_yes → asked_first → asked_if_yes.",
            ],
        ),
        (
            checks.check_cycles,
            'question = "asked_first"',
            'question = "asked_if_yes"',
            ["E08, question asked_if_yes: its condition goes round in a circle: asked_if_yes → asked_if_yes."],
        ),
        (
            checks.check_languages,
            'label = { en = "Kept", fr = "Tenue" }',
            'label = { en = "Kept" }',
            ["E09, question kept: the label is missing in “fr”."],
        ),
        (
            checks.check_languages,
            'title = { en = "Small", fr = "Petit" }',
            'title = { fr = "Petit" }',
            ["E09: the title is missing in “en”."],
        ),
        (
            checks.check_languages,
            'intro = { en = "Since {period_start}", fr = "Depuis {period_start}" }',
            'intro = { en = " ", fr = "Depuis {period_start}" }',
            ["E09: the introduction of section first is missing in “en”."],
        ),
        (
            checks.check_languages,
            '{ en = "Your own view", fr = "Votre avis" }',
            "{}",
            [
                "E09, question mark: the help is missing in “en”.",
                "E09, question mark: the help is missing in “fr”.",
            ],
        ),
        (
            checks.check_languages,
            '{ en = "Little", fr = "Peu" }',
            '{ fr = "Peu" }',
            ["E09, question mark: the low end is missing in “en”."],
        ),
        (
            checks.check_languages,
            '{ en = "No", fr = "Non" }',
            '{ fr = "Non" }',
            ["E09, question asked_first: the option no is missing in “en”."],
        ),
        (
            checks.check_languages,
            '{ en = "Step", fr = "Étape" }',
            '{ en = "Step" }',
            ["E09, question step: the label is missing in “fr”."],
        ),
        (
            checks.check_placeholders,
            "Avancées sur {title}",
            "Avancées sur {titre}",
            ["E10, question progress: the label in “fr”: nothing can be put in place of {titre}."],
        ),
        (
            checks.check_placeholders,
            "How much?",
            "How much, {title}?",
            ["E10, question mark: the label in “en”: nothing can be put in place of {title}."],
        ),
        (
            checks.check_placeholders,
            'en = "No"',
            'en = "No, since {period_start}"',
            ["E10, question asked_first: the option no in “en”: nothing can be put in place of {period_start}."],
        ),
        (
            checks.check_placeholders,
            "Since {period_start}",
            "Since {period_start!r}",
            ["E10: the introduction of section first in “en”: {period_start} holds more than a name."],
        ),
        (
            checks.check_aliases,
            '{ fr = ["Partie une"] }',
            '{ it = ["Parte uno"] }',
            ["E11: the aliases are in an unknown language, “it”."],
        ),
        (
            checks.check_aliases,
            '"Sondages"',
            '"Sondages de {period_start}"',
            ["E11, question asked_if_yes: the alias “Sondages de {period_start}” has braces; write * for what varies."],
        ),
        (
            checks.check_details,
            'detail = "notes"',
            'detail = "note"',
            ["E12, question asked_if_yes: detail names “note”, which is not a rich text asked once."],
        ),
        (
            checks.check_details,
            'detail = "notes"',
            'detail = "asked_if_other"',
            ["E12, question asked_if_yes: detail names “asked_if_other”, which is not a rich text asked once."],
        ),
        (
            checks.check_details,
            'detail = "notes"',
            'detail = "progress"',
            ["E12, question asked_if_yes: detail names “progress”, which is not a rich text asked once."],
        ),
        (
            checks.check_groups,
            "  minimum = 1\n",
            "",
            ["E13, question steps: a required group says how many items it takes (minimum)."],
        ),
        (
            checks.check_groups,
            'kind = "group"',
            'kind = "line"',
            ["E13, question steps: a group has fields, and nothing else has."],
        ),
        (
            checks.check_groups,
            '    key = "step"\n',
            '    key = "step"\n    repeats = "priority"\n',
            ["E13, question step: a field of a group is asked plainly, once an item."],
        ),
        (
            checks.check_options,
            'kind = "choice"\n  repeats',
            'kind = "line"\n  repeats',
            ["E14, question kept: choices have options, and nothing else has."],
        ),
        (
            checks.check_options,
            'kind = "line"\n  condition',
            'kind = "choice"\n  condition',
            ["E14, question asked_if_other: choices have options, and nothing else has."],
        ),
        (
            checks.check_options,
            "exclusive = true",
            "other = true",
            ["E14, question asked_if_yes: at most one option takes a text, and only where several are ticked."],
        ),
        (
            checks.check_options,
            'fr = "Non" }',
            'fr = "Non" }, other = true',
            ["E14, question asked_first: at most one option takes a text, and only where several are ticked."],
        ),
        (
            checks.check_options,
            '  options_from = "evidence_types"\n',
            "",
            ["E14, question asked_if_yes: option_aliases are for the options of options_from."],
        ),
        (
            checks.check_options,
            "  maximum = 10\n",
            "",
            ["E14, question mark: a scale has a minimum, a maximum, and words for both."],
        ),
    ],
)
def test_a_fault_is_found_and_nothing_besides(written, check, old, new, problems):
    assert found(check(written(old, new))) == problems


def test_every_check_is_part_of_the_whole(written):
    edition = written('kind = "line"\n  condition', 'kind = "lines"\n  condition')
    assert found(checks.problems_of(edition)) == ["E02, question asked_if_other: the kind “lines” is unknown."]
    assert {check.__name__ for check in checks.EDITION_CHECKS} == {
        name for name in vars(checks) if name.startswith("check_")
    } - {"check_files", "check_lock", "check_editions"}


def test_a_file_that_cannot_be_read_is_a_problem_and_the_others_are_examined(written, tmp_path):
    written('{ en = "Step", fr = "Étape" }', '{ en = "Step" }')
    (tmp_path / "2098.toml").write_text("title")
    assert found(checks.check_files(tmp_path)) == [
        "E15 2098.toml: this is not TOML: Expected '=' after a key in a key/value pair (at end of document)",
        "E09, question step: the label is missing in “fr”.",
    ]


def test_a_released_edition_that_is_gone_is_a_problem(written, tmp_path):
    written()
    release("2099", tmp_path)
    assert found(checks.check_lock(tmp_path)) == []
    (tmp_path / "2099.toml").unlink()
    assert found(checks.check_lock(tmp_path)) == ["E17 was released, but 2099.toml is gone."]


def test_a_change_after_the_release_is_a_problem(written, tmp_path):
    written()
    release("2099", tmp_path)
    written("Votre avis", "Votre avis propre")
    problems = list(checks.check_lock(tmp_path))
    assert found(problems) == ["E18 was changed after its release."]
    assert problems[0].hint == "Restore 2099.toml; a correction is a new edition, such as 2099.2."


def test_a_lock_that_cannot_be_read_is_a_problem(tmp_path):
    (tmp_path / "LOCK").write_text("2099\n")
    assert found(checks.check_lock(tmp_path)) == ["E16 LOCK: this line cannot be read, or repeats an edition: '2099'"]
