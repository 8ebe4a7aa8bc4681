"""How words are set for print, and which places are printed with boxes."""

import pytest

from bilingual.text import Text
from publications.document import GroupAnswer, Passage
from publications.letters import Unprintable, set_letters, set_links, unprintable_in
from tests.publications.odd import MARKED, UNPRINTABLE, odd
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


@pytest.mark.parametrize(
    ("link", "html"),
    [
        ('<a href="#é">e &amp; é</a>', '<a href="#é">e &amp; é</a>'),
        ('<a href="#a">Kɔ\u0300fi</a>', '<a href="#a" data-marks>Kɔ\u0300fi</a>'),
        ('<a href="#a">a "한국"<br>✅</a>', '<a href="#a" data-text="a &quot;한국&quot; ✅">a "□□"<br>□</a>'),
        ("<aside>✅</aside> <abbr>✅</abbr>", "<aside>✅</aside> <abbr>✅</abbr>"),
    ],
)
def test_a_link_is_set_whole(link, html):
    assert set_links(link) == html


def test_all_that_is_printed_is_looked_at():
    titles = (Text.of(fr="Groupe").in_language("fr"),)
    group = GroupAnswer(titles, "endorse", "group-1", by="김", passages=(Passage("", "Fait ✅", "fr", "group-1-fr"),))
    document = sample(forum=(group,), country_names=(Text.of(fr="France 한").in_language("fr"),))
    assert unprintable_in(document) == [
        Unprintable("France 한", "", "", ("한",), "France 한"),
        Unprintable("Groupe", "", "", ("김", "✅"), "김"),
    ]


def test_a_question_is_named():
    [found] = unprintable_in(odd("marks and boxes"))
    assert (found.title, found.question, found.language) == ("Prévenir", "progress--1", "fr")
    assert found.line == f"{MARKED} {UNPRINTABLE}"
    assert found.stretches[:3] == ("한국어", "✅", "🇫🇷")


def test_a_document_that_can_be_printed_has_no_such_place():
    assert unprintable_in(sample(("fr", "en"))) == []
