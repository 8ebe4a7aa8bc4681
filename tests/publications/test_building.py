"""From the database to the document: what is in it, in which language, and what is left out."""

import pytest

from bilingual.text import Rendered, Text
from publications.building import UnknownLanguage, build_document, item_of_heading, parse_languages
from publications.document import Choice
from reports.answers.next_steps import add_next_step
from reports.content.loading import load
from richtext.build import doc, heading, objective, paragraph
from tests.factories.reports import AnswerFactory, ReportFactory, text
from tests.factories.roadmaps import RoadmapFactory

pytestmark = pytest.mark.django_db


def answer(report, key, value, language="", occurrence=None):
    return AnswerFactory(report=report, question=key, value=value, language=language, occurrence=occurrence)


def built(report, *languages):
    return build_document(report, languages or ("fr",))


def question(document, key, identity=None):
    return next(each for each in document.questions if (each.key, each.identity) == (key, identity))


def test_the_report_says_what_it_is():
    report = ReportFactory(country__france=True)
    document = built(report)
    said = (document.country, document.year, document.language, document.stage, document.version, document.edition)
    assert said == ("FRA", 2023, "fr", "draft", 1, "2023")
    assert document.country_names == (Rendered("France", "fr", "fr"),)
    assert document.as_of == report.opened_at


def test_its_date_is_that_of_the_last_answer():
    given = answer(ReportFactory(), "mechanism_useful", "yes")
    assert built(given.report).as_of == given.changed_at


def test_questions_come_in_order_with_their_numbers():
    document = built(ReportFactory(priorities=2, earlier_steps=1))
    assert [each.number for each in document.questions] == sorted(each.number for each in document.questions)
    assert [(each.number, each.name) for each in document.questions][:4] == [
        (1, "progress--1"),
        (2, "progress--2"),
        (3, question(document, "next_step_status", document.questions[2].identity).name),
        (4, "next_step_detail"),
    ]


def test_what_is_asked_says_whether_it_has_to_be_answered():
    document = built(ReportFactory(), "fr")
    asked = ("progress", "lessons", "key_results", "mechanism_useful")
    assert {one.key: one.is_required for one in document.questions if one.key in asked} == {
        "progress": True,
        "lessons": False,
        "key_results": True,
        "mechanism_useful": True,
    }


def test_a_text_comes_in_the_language_asked_for():
    report = ReportFactory()
    answer(report, "key_results", text("Bonjour"), "fr")
    AnswerFactory(report=report, question="key_results", value=text("Hello"), language="en", is_original=False)
    found = question(built(report, "en"), "key_results")
    assert ([each.text for each in found.passages], found.missing_in) == (["Hello"], ())


def test_a_text_that_exists_only_in_the_other_language_comes_in_it_and_says_so():
    report = ReportFactory()
    answer(report, "key_results", text("Bonjour"), "fr")
    found = question(built(report, "en"), "key_results")
    assert [(each.language, each.text) for each in found.passages] == [("fr", "Bonjour")]
    assert found.missing_in == ("en",)


def test_in_both_languages_the_missing_one_is_named():
    report = ReportFactory()
    answer(report, "key_results", text("Bonjour"), "fr")
    found = question(built(report, "fr", "en"), "key_results")
    assert [each.language for each in found.passages] == ["fr"]
    assert found.missing_in == ("en",)


def test_choices_come_with_all_options_and_the_ticked_ones_marked():
    report = ReportFactory()
    answer(report, "mechanism_useful", "no")
    assert question(built(report, "fr", "en"), "mechanism_useful").choices == (
        Choice("yes", (Rendered("Oui", "fr", "fr"), Rendered("Yes", "en", "en")), False),
        Choice("no", (Rendered("Non", "fr", "fr"), Rendered("No", "en", "en")), True),
    )


def test_the_text_of_the_other_choice_goes_with_it():
    report = ReportFactory()
    answer(report, "evidence_types", {"codes": ["other"], "other": {"fr": "entretiens"}})
    choices = question(built(report, "en"), "evidence_types").choices
    assert [each.other for each in choices if each.is_ticked] == [(Rendered("entretiens", "fr", "en"),)]
    assert len(choices) == 8


def test_a_choice_that_is_offered_no_more_is_still_printed():
    report = ReportFactory()
    answer(report, "evidence_types", {"codes": ["horoscopes"]})
    last = question(built(report), "evidence_types").choices[-1]
    assert (last.code, last.labels, last.is_ticked) == ("horoscopes", (Rendered("horoscopes", "fr", "fr"),), True)


def test_a_parked_answer_and_a_question_that_is_not_asked_are_left_out():
    report = ReportFactory()
    answer(report, "other_successes", "no")
    answer(report, "other_successes_detail", text("Kept, not printed"), "fr")
    keys = [each.key for each in built(report).questions]
    assert "other_successes" in keys
    assert "other_successes_detail" not in keys
    assert "collaboration_increased_how" not in keys


def test_next_steps_come_with_their_fields():
    report = ReportFactory()
    step = add_next_step(report=report, by=None)
    answer(report, "next_steps.step", "Adopter un plan", "fr", step)
    answer(report, "next_steps.objectives", {"codes": ["1.1.A"]}, "", step)
    [found] = question(built(report), "next_steps").steps
    assert (found.number, found.identity) == (1, step.identity)
    assert [(field.key, field.is_answered) for field in found.fields] == [
        ("next_steps.step", True),
        ("next_steps.goals", False),
        ("next_steps.evidence", False),
        ("next_steps.areas", False),
        ("next_steps.objectives", True),
    ]
    assert [choice.code for choice in found.fields[-1].choices] == ["1.1.A"]


def test_the_annex_knows_where_each_item_is_reported_on():
    report = ReportFactory(priorities=2)
    priority = report.occurrences.get(item__code="1")
    value = doc(heading(1, "1.1 Strand"), paragraph(objective("1.1.A"), " and ", objective("9.9.Z")))
    answer(report, "progress", value, "fr", priority)
    answer(report, "key_results", doc(paragraph(objective("1.1.A"), objective("2.1"))), "fr")
    items = {item.code: item for item in built(report).roadmap.items}
    places = {code: [mention.anchor for mention in item.mentions] for code, item in items.items()}
    assert places == {
        "1": ["progress--1"],
        "1.1": ["progress--1-fr-heading-1"],
        "1.1.A": ["progress--1-fr-ref-1", "key_results-fr-ref-1"],
        "2": [],
        "2.1": ["key_results-fr-ref-2"],
        "2.1.A": [],
    }
    assert [code for code, item in items.items() if item.is_reported_below] == ["1", "1.1", "2"]


def test_a_retired_item_stands_in_the_annex_only_where_it_is_reported_on():
    report = ReportFactory(priorities=2)
    report.roadmap.items.filter(code__in=["1.1.A", "2.1.A"]).update(retired_on="2023-01-01")
    answer(report, "key_results", doc(paragraph(objective("1.1.A"))), "fr")
    items = {item.code: item.is_retired for item in built(report).roadmap.items}
    assert items == {"1": False, "1.1": False, "1.1.A": True, "2": False, "2.1": False}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1.1 Former", "1.1"),
        ("1.1. Autre titre", "1.1"),
        ("Former les  juges !", "1.1.A"),
        ("Train judges", "1.1.A"),
        ("1.10 Former", None),
        ("2.1 Abri", None),
        ("1 an de travail", None),
        ("", None),
    ],
)
def test_a_heading_names_what_stands_under_the_item_of_its_question(written, code):
    items = {"1": Text.of(fr="Prévenir"), "1.1": Text.of(fr="Former"), "2": "Protect", "2.1": Text.of(fr="Abri")}
    items["1.1.A"] = Text.of(fr="Former les juges", en="Train judges")
    report = ReportFactory(roadmap=RoadmapFactory(items=items))
    item = item_of_heading(written, "1", load(report))
    assert (item.code if item else None) == code


def test_the_number_of_queries_does_not_grow_with_the_report(django_assert_num_queries):
    short, long = ReportFactory(priorities=1), ReportFactory(priorities=3, earlier_steps=3)
    for _number in range(3):
        add_next_step(report=long, by=None)
    for report in (short, long):
        with django_assert_num_queries(7):
            built(report, "fr", "en")


@pytest.mark.parametrize(("written", "languages"), [("fr", ("fr",)), ("fr+en", ("fr", "en")), ("en+fr", ("en", "fr"))])
def test_languages_are_written_with_a_plus(written, languages):
    assert parse_languages(written) == languages


@pytest.mark.parametrize("written", ["", "it", "fr+", "fr+fr", "fr,en", "FR"])
def test_an_unknown_language_is_refused(written):
    with pytest.raises(UnknownLanguage):
        parse_languages(written)
