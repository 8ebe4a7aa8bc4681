"""How words are set for print, and which places are printed with boxes."""

import pytest

from bilingual.text import Text
from publications.document import GroupAnswer, Passage
from publications.letters import Unprintable, set_letters, unprintable_in
from tests.publications.odd import odd
from tests.publications.samples import sample


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Kofi &amp; Łódź", "Kofi &amp; Łódź"),
        ("Kɔ\u0300fi, là", '<span class="marked">Kɔ\u0300fi</span>, là'),
        ("Jose\u0301", "José"),
        ("o\u0323\u0301", '<span class="marked">ọ\u0301</span>'),
        ("Ха\u0301н", "Ха\u0301н"),
        ("2\u0304", "2\u0304"),
        ("✅\ufe0f oui", '<span class="missing" data-text="✅">□</span>\ufe0f oui'),
        ("🇫🇷", '<span class="missing" data-text="🇫🇷">□□</span>'),
    ],
)
def test_a_word_is_set(text, html):
    assert set_letters(text) == html


def test_all_that_is_printed_is_looked_at():
    titles = (Text.of(fr="Groupe").in_language("fr"),)
    group = GroupAnswer(titles, "endorse", "group-1", by="김", passages=(Passage("", "Fait ✅", "fr", "group-1-fr"),))
    document = sample(forum=(group,), country_names=(Text.of(fr="France 한").in_language("fr"),))
    assert unprintable_in(document) == [
        Unprintable("France 한", "", ("한",)),
        Unprintable("Groupe", "", ("김", "✅")),
    ]


def test_a_question_is_named():
    [found] = unprintable_in(odd("marks and boxes"))
    assert (found.title, found.question) == ("Prévenir", "progress--1")
    assert found.stretches[:3] == ("한국어", "✅", "🇫🇷")


def test_a_document_that_can_be_printed_has_no_such_place():
    assert unprintable_in(sample(("fr", "en"))) == []
