import pytest

from richtext.build import (
    blockquote,
    bold,
    bullet_list,
    cell,
    doc,
    footnote,
    hard_break,
    heading,
    item,
    link,
    objective,
    ordered_list,
    paragraph,
    superscript,
    table,
    text,
)
from richtext.reading import footnotes, headings, is_blank, links, map_text, to_text, word_count, words, words_of
from richtext.schema import validate

SITE = link("https://example.org")
NOTE = footnote("Voir ", text("le site", SITE), ".")
ANSWER = doc(
    heading(1, "1.1 Le ", text("Forum", bold), footnote("Cinq groupes.")),
    paragraph("Le 3", text("ème", superscript), " plan", NOTE, " (objectif ", objective("1.2.C"), ")."),
    bullet_list(item("Un", ordered_list(item("Deux", paragraph("Deux bis")), "Trois", start=9)), item(paragraph())),
    blockquote("Ligne", paragraph("à", hard_break(), "part")),
    table([["Année", cell("Nombre", header=True, colspan=2)], ["2023", bullet_list("4", "5"), cell()]]),
)  # fmt: skip


@pytest.mark.parametrize(
    "plain, expected",
    [
        ("", []),
        ("l'objectif d’Ile-de-France,", ["l'objectif", "d’Ile-de-France"]),
        ("«\u202foui\u202f» : non\u00a0!", ["oui", "non"]),
        ("(Objectif 1.1.A). A ce titre", ["Objectif", "1.1.A", "A", "ce", "titre"]),
        ("- – … & / *", []),
        ("10 000 € soit 12,5 %", ["10", "000", "soit", "12,5"]),
        ("et/ou\nwww.example.org/?a=1", ["et/ou", "www.example.org/?a=1"]),
        ("cafe\u0301, _mot_", ["cafe\u0301", "mot"]),
        ("هدفٌ، हिन्दी।", ["هدفٌ", "हिन्दी"]),
    ],
)
def test_words_stand_between_white_space_and_have_a_letter_or_digit(plain, expected):
    assert words_of(plain) == expected


def test_words_come_in_reading_order_with_those_of_a_note_where_it_is_called():
    assert " ".join(words(ANSWER)) == (
        "1.1 Le Forum Cinq groupes Le 3ème plan Voir le site objectif 1.2.C "
        "Un Deux Deux bis Trois Ligne à part Année Nombre 2023 4 5"
    )
    assert word_count(ANSWER) == 26


def test_plain_text_shows_lists_tables_and_notes():
    assert to_text(ANSWER) == "\n\n".join(
        [
            "1.1 Le Forum[1]",
            "Le 3ème plan[2] (objectif 1.2.C).",
            "- Un\n  9. Deux\n     Deux bis\n  10. Trois\n-",
            "Ligne\n\nà\npart",
            "Année | Nombre\n2023 | - 4 - 5 |",
            "[1] Cinq groupes.\n[2] Voir le site.",
        ]
    )
    assert to_text(doc(paragraph(), paragraph("a"), paragraph())) == "a"
    assert to_text(doc()) == ""


@pytest.mark.parametrize(
    "document, expected",
    [
        (doc(), True),
        (doc(paragraph(" \u00a0\t", hard_break())), True),
        (doc(heading(1, "1.1 Le Forum", footnote("Cinq groupes.")), paragraph()), True),
        (doc(bullet_list(item(paragraph())), table([[cell()]])), True),
        (doc(heading(1, "a"), paragraph("b")), False),
        (doc(paragraph(objective("1.2.C"))), False),
        (doc(paragraph(footnote("a"))), False),
        (doc(paragraph(footnote())), True),
        (doc(table([["", bullet_list("a")]])), False),
    ],
)
def test_a_document_is_blank_when_nothing_stands_outside_headings(document, expected):
    assert is_blank(document) is expected


def test_headings_are_listed_without_their_notes():
    assert headings(ANSWER) == [(1, "1.1 Le Forum")]
    assert headings(doc(heading(2, "a", hard_break(), objective("1.1")), paragraph("b"))) == [(2, "a 1.1")]


def test_footnotes_are_listed_in_the_order_of_their_calls():
    assert footnotes(ANSWER) == ["Cinq groupes.", "Voir le site."]


def test_links_are_listed_with_all_their_words():
    other = link("mailto:forum@example.org")
    linked = doc(
        paragraph("a ", text("le ", SITE), text("site", SITE, bold), objective("1.2.C", SITE), text("forum", other)),
        bullet_list(item(paragraph(text("b", SITE), "c", footnote(text("d", SITE)), text("e", SITE)))),
    )
    site = "https://example.org"
    assert links(linked) == [
        (site, "le site1.2.C"),
        ("mailto:forum@example.org", "forum"),
        (site, "b"),
        (site, "d"),
        (site, "e"),
    ]
    assert links(ANSWER) == [(site, "le site")]


def test_a_function_can_change_every_piece_of_text():
    changed = map_text(ANSWER, lambda piece: "" if piece.startswith("Cinq") else piece.upper())
    validate(changed)
    assert footnotes(changed) == ["", "VOIR LE SITE."]
    assert words(changed) == [word.upper() for word in words(ANSWER) if word not in ("Cinq", "groupes")]
    assert map_text(doc(paragraph("a")), lambda piece: "") == doc()
    assert map_text(ANSWER, str) == ANSWER
