from reports.answers.next_steps import add_next_step
from reports.models import Report
from tests.factories.forum import CountryFactory
from tests.factories.reports import AnswerFactory, ReportFactory, entry_of, text
from tests.reports.checks.writing import choose, found, write

REQUIRED = [
    "progress--1",
    "progress--2",
    "key_results",
    "other_successes",
    "evidence_types",
    "initiatives_supported",
    "national_partners",
    "collaboration_increased",
    "mechanism_useful",
    "roadmap_revision",
]


def test_all_required_answers_of_an_empty_report_are_missing(report):
    assert found(report, "required_missing") == [
        *((name, "This answer is required.", "") for name in REQUIRED),
        ("next_steps", "No next step has been written down; at least one is required.", ""),
    ]


def test_a_required_answer_that_is_there_is_not_missing_and_a_step_is_another_check_s_business(report):
    write(report, "Un résultat.")
    add_next_step(report=report, by=None)

    assert [name for name, *_rest in found(report, "required_missing")] == [
        name for name in REQUIRED if name != "key_results"
    ]


def test_a_question_whose_parent_says_yes_wants_an_answer(report):
    choose(report, "other_successes", "yes")

    assert found(report, "follow_ups") == [
        ("other_successes_detail", "The answer to question 5 calls for an answer here.", "")
    ]


def test_a_question_whose_parent_says_yes_and_that_is_answered_is_in_order(report):
    choose(report, "other_successes", "yes")
    write(report, "Une réussite.", key="other_successes_detail")

    assert found(report, "follow_ups") == []


def test_an_answer_that_its_parent_makes_unnecessary_is_parked(report):
    choose(report, "other_successes", "no")
    write(report, "Une réussite.", key="other_successes_detail")

    assert found(report, "follow_ups") == [
        (
            "other_successes_detail",
            "There is an answer here, but question 5 makes it unnecessary: it is kept and not printed.",
            "",
        )
    ]


def test_boxes_without_a_tick_above_a_text_about_them(report):
    write(report, "La FAO et l’OIM.", key="international_partners_detail")

    assert found(report, "follow_ups") == [
        ("international_partners", "Nothing is ticked here, although question 14 has an answer.", "")
    ]


def test_each_earlier_step_without_a_state_is_told_when_there_is_a_text_about_them(db):
    report = ReportFactory(country=CountryFactory(france=True), earlier_steps=2)
    write(report, "Les deux étapes avancent.", key="next_step_detail")
    first, second = (occurrence.identity for occurrence in report.occurrences.filter(source="earlier_step"))

    assert [name for name, *_rest in found(report, "follow_ups")] == [
        f"next_step_status--{first}",
        f"next_step_status--{second}",
    ]


def test_a_required_choice_that_is_missing_is_not_told_twice(report):
    write(report, "Une réussite.", key="other_successes_detail")

    assert found(report, "follow_ups") == []


def test_a_few_texts_missing_in_a_language_are_told_one_by_one(report):
    write(report, "Un résultat.")
    write(report, "Une leçon.", key="lessons")
    write(report, "A lesson.", key="lessons", language="en")

    assert found(report, "languages_missing") == [
        ("key_results", "This text is not there in this language: English.", "")
    ]


def test_many_texts_missing_in_a_language_are_told_together(report):
    for key in ("key_results", "difficulties", "lessons", "evidence_detail", "anything_else", "evaluation_partners"):
        write(report, "Du texte.", key=key)

    assert found(report, "languages_missing") == [
        ("key_results", "6 texts are not there in this language: English. The first one is meant here.", "")
    ]
    assert found(report, "languages_missing", "fr") == []


def test_a_country_with_one_language_misses_none(db):
    report = ReportFactory(country=CountryFactory(chile=True))
    AnswerFactory(report=report, language="en", value=text("A result."))

    assert Report.objects.get().country.languages == ["en"]
    assert entry_of(report, "key_results").is_answered
    assert found(report, "languages_missing") == []
