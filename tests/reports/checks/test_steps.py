from dataclasses import replace

from reports.answers.next_steps import add_next_step
from reports.checks.material import Material
from reports.checks.steps import steps_thin
from reports.content.loading import load
from tests.factories.reports import AnswerFactory, text
from tests.reports.checks.writing import found

FILLED = {
    "step": "Former",
    "goals": text("Cent personnes."),
    "evidence": text("Un bilan."),
    "areas": {"codes": ["other"]},
}


def step(report, *fields):
    """A next step with these fields filled in."""
    occurrence = add_next_step(report=report, by=None)
    for field in fields:
        AnswerFactory(
            report=report,
            occurrence=occurrence,
            question=f"next_steps.{field}",
            language="" if field == "areas" else "fr",
            value=FILLED[field],
        )
    return occurrence.identity


def test_a_step_with_nothing_but_its_name_lacks_three_answers_told_once(report):
    identity = step(report, "step")

    assert found(report, "steps_incomplete") == [
        (
            f"next_steps-goals--{identity}",
            "Next step 1 has no answer to “Goals for this step by April 2024”, “Evidence that will show that this step "
            "has been completed” and “Areas of intervention”.",
            "Former",
        )
    ]


def test_each_step_is_told_for_itself(report):
    step(report, "step", "goals", "evidence", "areas")
    second = step(report, "step", "goals", "areas")
    third = step(report)

    problems = found(report, "steps_incomplete")

    assert [(name, excerpt) for name, _message, excerpt in problems] == [
        (f"next_steps-evidence--{second}", "Former"),
        (f"next_steps-step--{third}", ""),
    ]
    assert problems[0][1] == (
        "Next step 2 has no answer to “Evidence that will show that this step has been completed”."
    )


def test_a_whole_step_is_in_order(report):
    step(report, "step", "goals", "evidence", "areas")

    assert found(report, "steps_incomplete") == found(report, "steps_thin") == []


def test_where_the_edition_does_not_require_them_their_absence_is_only_told(report):
    step(report, "step")
    material = Material(load(report))
    for entry in material.content.entries():
        if entry.step_number and entry.question.key in ("goals", "objectives"):
            entry.question = replace(entry.question, required=False)

    assert [finding.message for finding in steps_thin(material)] == [
        "Next step 1 has no answer to “Goals for this step by April 2024”."
    ]
