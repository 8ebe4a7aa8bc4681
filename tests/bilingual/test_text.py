"""Text in several languages."""

import pytest

from bilingual.text import Rendered, Text


def test_the_language_asked_for_comes_when_it_is_there():
    rendered = Text.of(en="Forced labour", fr="Travail forcé").in_language("fr")

    assert (rendered, rendered.is_other) == (Rendered("Travail forcé", "fr", "fr"), False)


def test_another_language_comes_openly():
    rendered = Text.of(en="Forced labour").in_language("fr")

    assert (rendered, rendered.is_other) == (Rendered("Forced labour", "en", "fr"), True)


def test_no_text_has_no_language():
    rendered = Text().in_language("fr")

    assert (rendered, rendered.is_other) == (Rendered("", "", "fr"), False)


def test_empty_texts_are_left_out():
    assert dict(Text.of(en="  ", fr=" Volet ")) == {"fr": "Volet"}


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="unknown language: xx"):
        Text({"xx": "?"})


def test_it_equals_its_mapping_and_can_be_a_key():
    assert Text.of(en="a") == {"en": "a"}
    assert {Text.of(en="a"): 1}[Text.of(en="a")] == 1


def test_it_says_what_is_missing():
    assert Text.of(fr="Volet").missing(["fr", "en"]) == ["en"]
