"""The one door for answers: what each kind stores, refuses, calls blank and reads as text."""

import pytest
from django.utils import translation

from bilingual.text import Text
from questionnaires.kinds import KINDS, LINE_LIMIT, InvalidAnswer
from questionnaires.schema import Option, Question
from richtext.build import doc, paragraph, text

OPTIONS = (
    Option("surveys", Text.of(en="Surveys", fr="Enquêtes")),
    Option("interviews", Text.of(en="Interviews", fr="Entretiens")),
    Option("none", Text.of(en="Not applicable", fr="Sans objet"), exclusive=True),
    Option("other", Text.of(en="Other", fr="Autres"), other=True),
)
RICH = doc(paragraph(text("Three meetings")))


def question(kind: str) -> Question:
    return Question("asked", kind, Text.of(en="?"), minimum=0, maximum=10)


def clean(kind: str, raw):
    return KINDS[kind].clean(raw, question(kind), OPTIONS)


def test_text_is_written_per_language_and_choices_are_not():
    assert {name: kind.per_language for name, kind in KINDS.items()} == {
        "rich_text": True,
        "line": True,
        "choice": False,
        "several": False,
        "scale": False,
        "group": False,
    }


@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_is_a_blank_answer_of_every_kind(kind):
    assert clean(kind, None) is None
    assert KINDS[kind].is_blank(None)
    assert KINDS[kind].text(None, OPTIONS, "en") == ""


@pytest.mark.parametrize(
    "kind,raw,stored",
    [
        ("rich_text", RICH, RICH),
        ("rich_text", doc(paragraph(text("Three "), text("meetings"))), RICH),
        ("line", "  A guide for companies ", "A guide for companies"),
        ("line", "Guide\tfor companies", "Guide for companies"),
        ("line", "x" * LINE_LIMIT, "x" * LINE_LIMIT),
        ("line", " ", ""),
        ("choice", "interviews", "interviews"),
        ("several", {"codes": ["interviews", "surveys", "interviews"]}, {"codes": ["surveys", "interviews"]}),
        ("several", {"codes": []}, {"codes": []}),
        ("several", {"codes": ["none"]}, {"codes": ["none"]}),
        (
            "several",
            {"codes": ["other", "surveys"], "other": {"fr": " Personnes formées ", "en": ""}},
            {"codes": ["surveys", "other"], "other": {"fr": "Personnes formées"}},
        ),
        ("several", {"codes": ["other"], "other": {"fr": " "}}, {"codes": ["other"]}),
        ("several", {"codes": ["surveys"], "other": {"fr": ""}}, {"codes": ["surveys"]}),
        ("several", {"codes": ["surveys"], "other": None}, {"codes": ["surveys"]}),
        ("scale", 0, 0),
        ("scale", 10, 10),
    ],
)
def test_an_answer_is_stored_in_its_shape(kind, raw, stored):
    assert clean(kind, raw) == stored


UNREADABLE_TEXT = "The text could not be read. Reload the page and write it again."
UNREADABLE_CHOICES = "The choices could not be read. Reload the page and tick them again."
UNREADABLE_OTHER = "The text for “other” could not be read. Reload the page and write it again."
ONE_LINE = "Write this on one line, without line breaks."
UNPRINTABLE = "This text contains a character that cannot be printed. Remove it."
WHOLE_NUMBER = "Choose a whole number from 0 to 10."


@pytest.mark.parametrize(
    "kind,raw,message",
    [
        ("line", 7, UNREADABLE_TEXT),
        ("line", {"en": "text"}, UNREADABLE_TEXT),
        ("line", "one\ntwo", ONE_LINE),
        ("line", "one\r\ntwo", ONE_LINE),
        ("line", "one\u2028two", ONE_LINE),
        ("line", "nul\x00", UNPRINTABLE),
        ("line", "half \ud83d a face", UNPRINTABLE),
        ("line", "x" * 501, "Write at most 500 characters here; there are 501."),
        ("choice", "perhaps", "“perhaps” is not one of the choices of this question."),
        ("choice", "", "“” is not one of the choices of this question."),
        ("choice", ["surveys"], "“['surveys']” is not one of the choices of this question."),
        ("several", ["surveys"], UNREADABLE_CHOICES),
        ("several", {"codes": "surveys"}, UNREADABLE_CHOICES),
        ("several", {}, UNREADABLE_CHOICES),
        ("several", {"codes": ["surveys"], "note": "?"}, UNREADABLE_CHOICES),
        ("several", {"codes": ["perhaps"]}, "“perhaps” is not one of the choices of this question."),
        ("several", {"codes": [None]}, "“None” is not one of the choices of this question."),
        ("several", {"codes": ["none", "surveys"]}, "“Not applicable” cannot be combined with another choice."),
        ("several", {"codes": ["other"], "other": "text"}, UNREADABLE_OTHER),
        ("several", {"codes": ["other"], "other": {"xx": "text"}}, UNREADABLE_OTHER),
        ("several", {"codes": ["other"], "other": {"fr": "a\nb"}}, ONE_LINE),
        (
            "several",
            {"codes": ["surveys"], "other": {"fr": "Formations"}},
            "There is a text for “Other”, which is not ticked. Tick it, or remove the text.",
        ),
        ("scale", 11, WHOLE_NUMBER),
        ("scale", -1, WHOLE_NUMBER),
        ("scale", 7.0, WHOLE_NUMBER),
        ("scale", "7", WHOLE_NUMBER),
        ("scale", True, WHOLE_NUMBER),
        ("group", [], "This question is answered field by field, not as a whole."),
    ],
)
def test_what_cannot_be_stored_is_refused_with_a_reason(kind, raw, message):
    with pytest.raises(InvalidAnswer) as refusal:
        clean(kind, raw)
    assert refusal.value.message == message


def test_a_document_outside_the_schema_is_refused():
    with pytest.raises(InvalidAnswer, match=r"^The text holds something that is not known here\.$"):
        clean("rich_text", {"type": "doc", "content": [{"type": "script"}]})


def test_a_text_for_another_choice_is_refused_where_no_choice_takes_one():
    with pytest.raises(InvalidAnswer, match=r"^None of the choices of this question takes a text\.$"):
        KINDS["several"].clean({"codes": ["surveys"], "other": {"fr": "x"}}, question("several"), OPTIONS[:2])


def test_a_reason_names_the_choice_in_the_language_of_the_reader():
    with translation.override("fr"), pytest.raises(InvalidAnswer, match="Sans objet"):
        clean("several", {"codes": ["none", "surveys"]})


@pytest.mark.parametrize(
    "kind,value,blank",
    [
        ("rich_text", doc(paragraph()), True),
        ("rich_text", RICH, False),
        ("line", "", True),
        ("line", "Guide", False),
        ("choice", "surveys", False),
        ("several", {"codes": []}, True),
        ("several", {"codes": ["other"]}, False),
        ("scale", 0, False),
    ],
)
def test_a_blank_answer_says_nothing(kind, value, blank):
    assert KINDS[kind].is_blank(value) is blank


@pytest.mark.parametrize(
    "kind,value,language,plain",
    [
        ("rich_text", RICH, "en", "Three meetings"),
        ("line", "Guide", "en", "Guide"),
        ("choice", "surveys", "fr", "Enquêtes"),
        ("choice", "withdrawn", "fr", "withdrawn"),
        ("several", {"codes": ["surveys", "interviews"]}, "en", "Surveys\nInterviews"),
        (
            "several",
            {"codes": ["surveys", "other"], "other": {"fr": "Formations"}},
            "fr",
            "Enquêtes\nAutres (Formations)",
        ),
        ("several", {"codes": ["other"], "other": {"fr": "Formations"}}, "en", "Other (Formations)"),
        ("several", {"codes": ["other"]}, "en", "Other"),
        ("scale", 0, "en", "0"),
    ],
)
def test_an_answer_reads_as_plain_text(kind, value, language, plain):
    assert KINDS[kind].text(value, OPTIONS, language) == plain
