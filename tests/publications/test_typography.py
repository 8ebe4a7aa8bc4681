"""« French spacing »: what is added, and what must not be touched."""

import pytest

from publications.typography import set_html, set_text

N, B = "\u202f", "\u00a0"  # narrow, and as wide as a space


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("oui ; non", f"oui{N}; non"),
        ("oui; non", f"oui{N}; non"),
        ("Vraiment ?", f"Vraiment{N}?"),
        ("Vraiment?!", f"Vraiment{N}?!"),
        ("en cours : deux", f"en cours{B}: deux"),
        ("en cours: deux", f"en cours{B}: deux"),
        ("le « guide » utile", f"le «{N}guide{N}» utile"),
        ("le «guide»", f"le «{N}guide{N}»"),
        (f"le «{B}guide{B}» ", f"le «{N}guide{N}» "),
        ("3 100 milliards, 12 000 000 personnes", f"3{B}100 milliards, 12{B}000{B}000 personnes"),
        ("50 % de 20 €", f"50{B}% de 20{B}€"),
        ("étape n° 1", f"étape n°{B}1"),
        ("« Est-ce utile ? »", f"«{N}Est-ce utile{N}?{N}»"),
    ],
)
def test_french_gets_its_spaces(written, printed):
    assert set_text(written, "fr") == printed


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a?b=c;d!",
        "voir www.example.org/a;b?c",
        "a.b@example.org",
        "à 12:30",
        "le 14 octobre 2022",
        "en 2022 100 personnes",
        "objectif 1.2.C (1/2)",
        "(?)",
        "l’année 2022-2023",
    ],
)
def test_what_needs_no_space_stays(text):
    assert set_text(text, "fr") == text


def test_other_languages_stay_as_they_are():
    assert set_text("“Why?” he said; 12 000: no", "en") == "“Why?” he said; 12 000: no"


def test_words_are_never_changed():
    text = "Qu’est-ce que l’ODD 8.7 ; « voici » : 3 100 ! Oui ? Non…"
    changed = set_text(text, "fr")
    assert changed.replace(N, "").replace(B, "").replace(" ", "") == text.replace(" ", "")


def test_the_spacing_follows_the_language_of_each_part():
    html = '<p>Ici ; <span lang="en">here ; <em>there</em> ;</span> puis <br>là ;</p>'
    assert set_html(html, "fr") == f'<p>Ici{N}; <span lang="en">here ; <em>there</em> ;</span> puis <br>là{N};</p>'


def test_tags_attributes_styles_and_entities_stay():
    html = '<style>a { b: c ; }</style><a href="?a=1 ; b" title="x ; y">A &amp; B ; « C »</a><!-- d ; -->'
    printed = f'<style>a {{ b: c ; }}</style><a href="?a=1 ; b" title="x ; y">A &amp; B{N}; «{N}C{N}»</a><!-- d ; -->'
    assert set_html(html, "fr") == printed


@pytest.mark.parametrize(
    ("html", "printed"),
    [
        ("<p><em>mot</em>; suite</p>", f"<p><em>mot</em>{N}; suite</p>"),
        ("<p><em>mot</em> : suite</p>", f"<p><em>mot</em>{B}: suite</p>"),
        ("<p>« <strong>mot</strong> »</p>", f"<p>«{N}<strong>mot</strong>{N}»</p>"),
        ("<p>«<strong> mot </strong>»</p>", f"<p>«{N}<strong>mot </strong>»</p>"),
        ("<p>mot</p><p>: suite</p>", "<p>mot</p><p>: suite</p>"),
    ],
)
def test_a_sign_after_formatted_text_is_set_with_it(html, printed):
    assert set_html(html, "fr") == printed


def test_escaped_text_is_escaped_again():
    assert set_html("<p>&lt;script&gt; ; &quot;x&quot;</p>", "fr") == f'<p>&lt;script&gt;{N}; "x"</p>'
