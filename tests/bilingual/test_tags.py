"""{% text %} and its companions."""

import pytest
from django.template import Context, Template
from django.utils import translation

from bilingual.text import Text


def render(source: str, **context) -> str:
    return Template("{% load bilingual %}" + source).render(Context(context))


def test_a_text_in_the_pages_language_is_plain():
    assert render("{% text title %}", title=Text.of(en="Strand <1>", fr="Volet")) == "Strand &lt;1&gt;"


def test_a_text_in_another_language_says_so():
    assert render("{% text title %}", title=Text.of(fr="Volet")) == (
        '<span lang="fr" dir="ltr">Volet</span> <span class="language-tag">in French</span>'
    )


def test_the_note_can_be_left_out_but_the_language_never():
    assert render("{% text title note=False %}", title=Text.of(fr="Volet")) == '<span lang="fr" dir="ltr">Volet</span>'


@pytest.mark.parametrize("nothing", [None, Text()])
def test_nothing_is_nothing(nothing):
    assert render("{% text title %}", title=nothing) == ""


def test_plain_words_follow_the_pages_language():
    with translation.override("fr"):
        assert render("{{ title|plain }}", title=Text.of(en="Strand", fr="Volet")) == "Volet"


def test_languages_are_named_in_themselves():
    assert render("{{ code|own_name }} {{ code|language_direction }}", code="fr") == "Français ltr"
