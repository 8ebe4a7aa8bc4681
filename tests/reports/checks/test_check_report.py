import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.forum import CountryFactory
from tests.factories.reports import AnswerFactory, text
from tests.reports.checks.writing import write
from tests.reports.pages.test_overview import answer_everything


def run(**options):
    """What the command prints, and what it says when it fails."""
    out = StringIO()
    try:
        call_command("check_report", **({"country": "FRA", "year": 2023} | options), stdout=out)
    except CommandError as error:
        return [json.loads(line) for line in out.getvalue().splitlines()], str(error)
    return [json.loads(line) for line in out.getvalue().splitlines()], ""


def test_each_finding_is_a_line_and_errors_make_it_fail(report):
    write(report, "Une enquête de la MIPROF.")

    lines, error = run()

    assert [line for line in lines if line["question"] == "key_results" and line["level"] == "warning"] == [
        {
            "check": "acronyms_unexplained",
            "level": "warning",
            "question": "key_results",
            "language": "fr",
            "message": "MIPROF is nowhere written out.",
            "excerpt": "Une enquête de la MIPROF.",
        },
        {
            "check": "languages_missing",
            "level": "warning",
            "question": "key_results",
            "language": "en",
            "message": "This text is not there in this language: English.",
            "excerpt": "",
        },
    ]
    assert lines[0] == {
        "check": "required_missing",
        "level": "error",
        "question": "progress--1",
        "language": "",
        "message": "This answer is required.",
        "excerpt": "",
    }
    assert error == "10 of 14 findings are errors and block the sign-off"


def test_warnings_alone_let_it_succeed(report):
    answer_everything(report)
    AnswerFactory(report=report, question="lessons", language="en", value=text("The MIPROF survey."))

    lines, error = run()

    assert ({line["level"] for line in lines}, error) == ({"warning"}, "")


def test_a_language_leaves_the_texts_in_others_out(report):
    write(report, "Une enquête de la MIPROF.")

    lines, _error = run(language="fr")

    assert {line["language"] for line in lines} == {"", "fr"}


@pytest.mark.parametrize(
    "options,message",
    [
        ({"country": "XYZ"}, "There is no country XYZ"),
        ({"year": 2020}, "FRA has no open report of 2020"),
        ({"language": "en", "country": "chl"}, "CHL has no open report of 2023"),
        ({"language": "de"}, "FRA does not report in de; it does in fr, en"),
    ],
)
def test_bad_input_gets_a_clear_message(report, options, message):
    CountryFactory(chile=True)

    assert run(**options) == ([], message)
