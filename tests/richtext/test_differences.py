import random
import time

import pytest
from django.utils.safestring import SafeString

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
    table,
    text,
)
from richtext.differences import Block, Part, differences, differences_html


def block(kind: str, type_: str, *parts: tuple[str, str], language: str = "") -> Block:
    return Block(kind, type_, tuple(Part(*part) for part in parts), language)


def test_equal_documents_have_no_differences():
    same = doc(heading(1, "A"), paragraph("b"))
    assert differences(same, same) == [
        block("same", "heading", ("same", "A")),
        block("same", "paragraph", ("same", "b")),
    ]
    assert differences(doc(), doc()) == []


def test_changed_words_are_shown_within_their_block():
    old = doc(paragraph("Le Forum se réunit deux fois par an."), paragraph("Fin."))
    new = doc(paragraph("Le Forum se réunira trois fois par an, à Paris."), paragraph("Fin."))
    assert differences(old, new, "fr") == [
        block(
            "changed",
            "paragraph",
            ("same", "Le Forum se "),
            ("removed", "réunit deux"),
            ("added", "réunira trois"),
            ("same", " fois par an"),
            ("added", ", à Paris"),
            ("same", "."),
            language="fr",
        ),
        block("same", "paragraph", ("same", "Fin."), language="fr"),
    ]


def test_added_and_removed_blocks_do_not_disturb_the_others():
    old = doc(
        paragraph("Premier alinéa gardé."), paragraph("Ce passage disparaît."), paragraph("Dernier alinéa gardé.")
    )
    new = doc(paragraph("Tout nouveau."), paragraph("Premier alinéa bien gardé."), paragraph("Dernier alinéa gardé."))
    assert differences(old, new) == [
        block("added", "paragraph", ("added", "Tout nouveau.")),
        block("changed", "paragraph", ("same", "Premier alinéa "), ("added", "bien "), ("same", "gardé.")),
        block("removed", "paragraph", ("removed", "Ce passage disparaît.")),
        block("same", "paragraph", ("same", "Dernier alinéa gardé.")),
    ]


def test_everything_is_new_against_an_empty_document():
    written = doc(paragraph("a"), bullet_list("b"))
    assert differences(doc(), written) == [
        block("added", "paragraph", ("added", "a")),
        block("added", "item", ("added", "b")),
    ]
    assert differences(written, doc()) == [
        block("removed", "paragraph", ("removed", "a")),
        block("removed", "item", ("removed", "b")),
    ]


def test_items_rows_and_footnotes_are_blocks_of_their_own():
    document = doc(
        bullet_list(item("a", bullet_list("b"))),
        blockquote("c"),
        paragraph("d ", objective("1.2.C"), footnote("e")),
        table([["f", paragraph("g", footnote("h"))], ["", ""], ["", "i"]]),
    )
    assert [(each.type, each.new) for each in differences(doc(), document)] == [
        ("item", "a"),
        ("item", "b"),
        ("paragraph", "c"),
        ("paragraph", "d 1.2.C"),
        ("footnote", "e"),
        ("row", "f | g"),
        ("footnote", "h"),
        ("row", " | i"),
    ]


def test_a_paragraph_that_became_a_heading_has_changed_though_its_words_have_not():
    assert differences(doc(paragraph("Résultats")), doc(heading(1, "Résultats"))) == [
        block("changed", "heading", ("same", "Résultats"))
    ]


def test_formatting_alone_is_no_difference():
    assert differences(doc(paragraph("a")), doc(paragraph(text("a", bold)))) == [
        block("same", "paragraph", ("same", "a"))
    ]


def test_html_marks_what_is_gone_and_what_is_new():
    old = doc(paragraph("Un <b> deux trois", hard_break(), "fin"), paragraph("gone & lost"))
    new = doc(paragraph("Un <b> quatre trois", hard_break(), "fin"))
    shown = differences_html(old, new, "fr")
    assert shown == (
        '<div class="differences" lang="fr">'
        '<p class="paragraph changed">Un &lt;b&gt; <del>deux</del><ins>quatre</ins> trois<br>fin</p>'
        '<p class="paragraph removed"><del>gone &amp; lost</del></p>'
        "</div>"
    )
    assert isinstance(shown, SafeString)
    assert differences_html(doc(), doc()) == '<div class="differences"></div>'


@pytest.mark.long
def test_long_texts_that_have_nothing_in_common_are_compared_in_a_moment():
    chance = random.Random(1)
    vocabulary = [f"mot{number}" for number in range(300)]

    def long_text(paragraphs: int, length: int) -> dict:
        return doc(*(paragraph(" ".join(chance.choices(vocabulary, k=length))) for _ in range(paragraphs)))

    before = time.process_time()
    for paragraphs, length in ((1, 20_000), (20, 1_000), (400, 50), (5_000, 2)):
        old, new = long_text(paragraphs, length), long_text(paragraphs, length)
        blocks = differences(old, new)
        assert "".join(each.new for each in blocks) == "".join(each.new for each in differences(doc(), new))
    assert time.process_time() - before < 10


def test_formatting_alone_is_named_where_it_is_asked_for():
    old = doc(heading(1, "Titre"), paragraph("Un mot gras."), bullet_list("un"), paragraph("Fin."))
    new = doc(heading(2, "Titre"), paragraph("Un ", text("mot", bold), " gras."), ordered_list("un"), paragraph("Fin."))

    found = [(each.kind, each.type, each.formatting) for each in differences(old, new, formatting=True)]

    assert found == [
        ("changed", "heading", ("level",)),
        ("changed", "paragraph", ("bold",)),
        ("changed", "item", ("list",)),
        ("same", "paragraph", ()),
    ]
    assert {each.kind for each in differences(old, new)} == {"same"}


def test_a_mark_that_moved_to_another_word_or_address_is_named():
    old = doc(paragraph(text("un", bold), " deux"), paragraph(text("lien", link("https://a.example"))))
    new = doc(paragraph("un ", text("deux", bold)), paragraph(text("lien", link("https://b.example"))))

    assert [each.formatting for each in differences(old, new, formatting=True)] == [("bold",), ("link",)]


def test_the_formatting_of_a_cell_is_named_and_where_words_changed_nothing_is():
    old = doc(table([["Année", "Nombre"]]), paragraph("Un deux trois."))
    new = doc(
        table([["Année", cell(paragraph(text("Nombre", bold)), header=True)]]),
        paragraph("Un deux ", text("quatre", bold), "."),
    )

    assert [each.formatting for each in differences(old, new, formatting=True)] == [("bold",), ()]
