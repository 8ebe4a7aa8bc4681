import pytest
from django.utils import translation

from reports.answers.next_steps import add_next_step
from reports.checks.problem import Level, Problem
from reports.checks.registry import CHECKS
from reports.checks.running import blocking_problems, check_report
from reports.models import Report
from reports.rights.access import reports_of
from richtext.build import heading
from tests.factories.forum import CountryFactory
from tests.factories.reports import AnswerFactory, CampaignFactory, ReportFactory, entry_of
from tests.reports.checks.writing import found, write
from tests.tree import ROOT


def test_a_problem_says_where_it_is_and_how_to_get_there(report):
    write(report, heading(1, "Vide"))
    entry = entry_of(report, "key_results")

    [bare] = [problem for problem in check_report(report) if problem.check == "headings_bare"]

    assert bare == Problem(
        check="headings_bare",
        level=Level.WARNING,
        question="key_results",
        section="overall",
        language="fr",
        message="There is no text below this heading.",
        excerpt="Vide",
        entry=entry,
    )
    assert bare.entry.number == entry.number


def test_what_blocks_is_the_errors_alone(report):
    write(report, "L’objectif 9.9.Z. La MIPROF.")
    identity = add_next_step(report=report, by=None).identity

    blocking = blocking_problems(report)

    assert [(problem.check, problem.question) for problem in blocking] == [
        *(("required_missing", f"progress--{code}") for code in "12"),
        ("required_missing", "other_successes"),
        ("required_missing", "evidence_types"),
        ("required_missing", "initiatives_supported"),
        ("required_missing", "national_partners"),
        ("required_missing", "collaboration_increased"),
        ("required_missing", "mechanism_useful"),
        ("required_missing", "roadmap_revision"),
        ("steps_incomplete", f"next_steps-step--{identity}"),
        ("codes_unknown", "key_results"),
    ]
    assert blocking == [problem for problem in check_report(report) if problem.level is Level.ERROR]


def test_messages_are_in_the_language_that_is_active(report):
    with translation.override("fr"):
        [title] = {str(check.title) for check in CHECKS if check.name == "required_missing"}
        message = blocking_problems(report)[0].message
    assert (title == "Required answers are missing") == (message == "This answer is required.")


def test_with_a_language_only_its_texts_are_read(report):
    write(report, "La MIPROF.")
    write(report, "The DGEF.", language="en")

    for language, acronyms in {None: ["MIPROF", "DGEF"], "fr": ["MIPROF"], "en": ["DGEF"]}.items():
        messages = [message for _name, message, _words in found(report, "acronyms_unexplained", language)]
        assert [message.split()[0] for message in messages] == acronyms


def test_a_text_that_is_not_asked_any_more_is_not_read(report):
    AnswerFactory(report=report, question="other_successes", language="", value="no")
    write(report, "La MIPROF.", key="other_successes_detail")

    assert found(report, "acronyms_unexplained") == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_are_the_same_however_long_the_report_is(db, count, django_assert_num_queries):
    country = CountryFactory(france=True)
    report = ReportFactory(country=country, priorities=count, earlier_steps=count)
    ReportFactory(country=country, campaign=CampaignFactory(year=2022), roadmap=report.roadmap)
    for _number in range(count):
        step = add_next_step(report=report, by=None)
        AnswerFactory(report=report, occurrence=step, question="next_steps.step", value="Former")
    report = reports_of([country]).get(campaign__year=2023)

    with django_assert_num_queries(8):  # last year's report, and the content of both (7)
        check_report(report)
    with django_assert_num_queries(7):
        blocking_problems(report)


def test_checking_changes_nothing(report):
    write(report, "La MIPROF.")
    before = list(Report.objects.values()), list(report.answers.order_by("pk").values())

    check_report(report)

    assert (list(Report.objects.values()), list(report.answers.order_by("pk").values())) == before


def test_each_check_has_a_name_of_its_own_an_explanation_and_a_test():
    names = [check.name for check in CHECKS]
    assert len(set(names)) == len(names) == len({str(check.title) for check in CHECKS})
    assert all(str(check.why).endswith(".") for check in CHECKS)
    tests = "".join(path.read_text("utf-8") for path in (ROOT / "tests/reports/checks").glob("test_*.py"))
    assert [name for name in names if f'"{name}"' not in tests] == []


def test_errors_come_before_warnings_in_the_table():
    levels = [check.level for check in CHECKS]
    assert levels == sorted(levels)
