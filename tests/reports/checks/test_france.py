"""France's report of 2023 as it came: what the checks find in it, against what docs/checks-france-2023.md judges."""

from io import StringIO

import pytest
from django.core.management import call_command

from reports.checks.problem import Problem
from reports.checks.running import check_report
from tests.reports.importing.conftest import FRANCE
from tests.tree import ROOT

JUDGED = ROOT / "docs/checks-france-2023.md"
SHOWN = 110
"""So much of the words of a finding stands in the document."""


def where(problem: Problem) -> str:
    return str(problem.entry.number) if problem.entry.number else f"step {problem.entry.step_number}"


def judged() -> list[list[str]]:
    """The rows of the document: check, question, finding, words, true or false, why."""
    lines = JUDGED.read_text("utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")][1:]


def beginning(text: str) -> str:
    return text[:SHOWN].replace("|", "/").strip()


@pytest.fixture
def problems(france) -> list[Problem]:
    call_command("import_report", str(FRANCE), country="FRA", year=2023, language="fr", stdout=StringIO())
    return check_report(france)


def test_the_checks_find_what_the_document_judges_and_the_faults_named_in_the_issue(problems):
    found = [(each.check, where(each), each.message, beginning(each.excerpt)) for each in problems]
    rows = judged()
    assert found == [tuple(row[:4]) for row in rows]

    assert {row[4] for row in rows} == {"true", "false"}
    assert all(row[5] for row in rows)
    true = sum(row[4] == "true" for row in rows)
    assert true / len(rows) >= 0.8
    assert f"**{true} of {len(rows)} are true: a precision of {true / len(rows):.2f}.**" in JUDGED.read_text("utf-8")

    named = [row[:4] for row in rows if "**Named in the issue.**" in row[5]]
    for fault in (
        ["paragraphs_repeated", "13", "Pour ce second exercice de reporting"],
        ["paragraphs_repeated", "2", "réfugiés"],
        ["dates_outside", "3", "novembre 2023"],
        ["dates_outside", "3", "13, 14 et 15 décembre 2023"],
        ["steps_incomplete", "step 4", "“Evidence that will show that this step has been completed” and “Areas"],
        ["acronyms_two_ways", "1", "CEEM here, CCEM elsewhere"],
        ["objectives_few", "2", "a single objective of its priority (2.1.C)"],
    ):
        check, question, words = fault
        assert [row for row in named if row[:2] == [check, question] and words in " ".join(row[2:])], fault
    assert len(named) == 7
