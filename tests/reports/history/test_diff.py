"""Two values of an answer beside each other, for the eye and for the ear."""

import re

import pytest
from django.utils import translation

from reports.answers.next_steps import add_next_step
from reports.history.diff import compare_html, count_words
from richtext.build import bold, doc, footnote, paragraph
from richtext.build import text as run
from tests.factories.forum import CountryFactory
from tests.factories.reports import ReportFactory, entry_of, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    """entry("key_results"): a question of a report."""
    report = ReportFactory(country=CountryFactory(france=True))

    def of(key):
        return entry_of(report, key)

    return of


def heard(html: str) -> str:
    """What a screen reader says: the text alone, spaces made one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", re.sub(r"</(p|li)>", " / ", html))).strip()


def test_words_that_go_and_come_are_said_and_marked(entry):
    html = compare_html(
        entry("key_results"), text("Nous avons formé 30 agents."), text("Nous avons formé 40 agents."), "fr"
    )

    assert heard(html) == "Nous avons formé [removed: 30] [added: 40] agents. /"
    assert re.findall(r"<(del|ins)>", html) == ["del", "ins"]
    assert '<div class="compared" lang="fr" dir="ltr">' in html
    assert '<span class="visually-hidden" lang="en">[removed: </span>30' in html


def test_the_words_about_a_change_are_in_the_page_s_language(entry):
    with translation.override("fr"):
        html = compare_html(entry("key_results"), text("Old"), text("New"), "en")

    assert html.count('class="visually-hidden" lang="fr"') == 4


def test_formatting_alone_is_named(entry):
    html = compare_html(entry("key_results"), text("Un mot"), doc(paragraph("Un ", run("mot", bold))), "fr")

    assert heard(html) == "Un mot Formatting alone has changed: bold /"


def test_paragraphs_as_before_are_counted_where_the_whole_is_too_long(entry):
    old, new = text("un", "deux", "trois quatre"), text("un", "deux", "trois cinq")

    short = compare_html(entry("key_results"), old, new, "fr", whole=False)

    assert heard(short) == "2 paragraphs as before / trois [removed: quatre] [added: cinq] /"
    assert heard(compare_html(entry("key_results"), old, new, "fr")).startswith("un / deux / trois")


def test_a_footnote_is_said_to_be_one(entry):
    html = compare_html(entry("key_results"), text("Un"), doc(paragraph("Un", footnote("Voir le plan."))), "fr")

    assert "Footnote: [added: Voir le plan.]" in heard(html)


@pytest.mark.parametrize(
    "old,new,expected", [(None, text("Un"), "[added: Un] /"), (text("Un"), None, "[removed: Un] /")]
)
def test_where_there_was_or_is_nothing(entry, old, new, expected):
    assert heard(compare_html(entry("key_results"), old, new, "fr")) == expected


@pytest.mark.parametrize(
    "key,old,new,expected",
    [
        ("overall_progress", 3, 5, "[removed: 3] [added: 5] /"),
        ("overall_progress", None, 5, "[added: 5] /"),
        ("mechanism_useful", "no", "yes", "[removed: No] [added: Yes] /"),
        ("mechanism_useful", "no", None, "[removed: No] /"),
        (
            "evidence_types",
            {"codes": ["other"], "other": {"en": "Letters"}},
            {"codes": ["other"], "other": {"en": "Mails"}},
            "[removed: Other (Letters)] / [added: Other (Mails)] /",
        ),
    ],
)
def test_choices_and_scales_are_compared_by_their_labels(entry, key, old, new, expected):
    assert heard(compare_html(entry(key), old, new, "en")) == expected


def test_what_is_the_same_says_nothing(entry):
    assert compare_html(entry("key_results"), text("Un"), text("Un"), "fr") == ""
    assert compare_html(entry("overall_progress"), 3, 3, "en") == ""


def test_what_was_typed_is_no_markup(entry):
    html = compare_html(entry("key_results"), text("<b>"), text("<i>"), "fr")

    assert "&lt;" in html and "<b>" not in html and "<i>" not in html


@pytest.mark.parametrize(
    "old,new,expected",
    [
        (None, text("un deux deux"), (3, 0)),
        (text("un deux"), text("deux un"), (0, 0)),
        (text("un deux deux"), text("un deux trois"), (1, 1)),
        (text("un"), None, (0, 1)),
    ],
)
def test_words_are_counted(entry, old, new, expected):
    assert count_words(entry("key_results"), old, new) == expected
    assert count_words(entry("overall_progress"), 1, 2) is None


def test_the_line_of_a_next_step_is_compared_word_by_word():
    report = ReportFactory(country=CountryFactory(france=True))
    step = add_next_step(report=report, by=None)
    line = entry_of(report, "next_steps.step", step.identity)

    assert heard(compare_html(line, "Adopter un plan", "Adopter une loi", "fr")) == (
        "Adopter [removed: un plan] [added: une loi] /"
    )
    assert heard(compare_html(line, None, "Adopter un plan", "fr")) == "[added: Adopter un plan] /"
    assert count_words(line, "Adopter un plan", "Adopter une loi") == (2, 2)
