"""What goes out into a Word file and is not touched comes back the same."""

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
    italic,
    item,
    link,
    objective,
    ordered_list,
    paragraph,
    subscript,
    superscript,
    table,
    text,
)
from richtext.cleaning import normalise
from richtext.schema import validate
from tests.richtext.documents import written as random_document
from tests.richtext.word.trip import there_and_back

SITUATIONS = {
    "nothing": doc(),
    "a paragraph": doc(paragraph("One.")),
    "empty paragraphs": doc(paragraph(), paragraph("One."), paragraph(), paragraph(), paragraph("Two."), paragraph()),
    "spaces": doc(paragraph(" a  b\tc \u00a0: «\u202foui\u202f» \u2011 \u00ad "), paragraph("  ")),
    "signs of XML": doc(paragraph("<b>&amp;\"'</w:t>"), heading(1, "a < b & c")),
    "headings": doc(heading(1, "Results"), paragraph("One."), heading(2, text("Two", italic)), heading(1)),
    "marks": doc(
        paragraph(
            text("a", bold), text("b", italic), text("c", bold, italic), "d", text("2", superscript),
            text("3", subscript),
        )
    ),
    "links": doc(
        paragraph(
            text("one", link("https://example.org/?a=1&b=2#c")),
            text("two", link("mailto:forum@example.org"), bold),
            " and ",
            text("three", link("https://example.org/a b/é?q={x}|\"'")),
        )
    ),
    "objectives": doc(
        paragraph("See ", objective("1.2.C"), ", ", objective("9.9.Z", bold), " but 1.2.C", objective("1.2.C")),
        paragraph(objective("1.2.C", link("https://example.org/"))),
    ),
    "line breaks": doc(paragraph(hard_break(), "a", hard_break(), hard_break(), "b", hard_break())),
    "footnotes": doc(
        paragraph(
            "a", footnote(" one ", text("b", bold), hard_break(), objective("1.2.C")), "b", footnote(),
            footnote(text("x", link("https://example.org/x"))), footnote("\tt"),
        )
    ),
    "lists beside each other": doc(
        bullet_list("a", "b"), bullet_list("c"), ordered_list("d", start=4), ordered_list("e", start=4),
        bullet_list("f"),
    ),
    "lists in lists": doc(
        ordered_list(
            item("a", bullet_list("b", item("c", ordered_list("d", "e", start=3))), bullet_list("f"), "more of a"),
            item("g", "more of g", bullet_list("h"), "still g"),
            "i",
        ),
        paragraph("after"),
        ordered_list("j", start=2),
    ),
    "five lists deep": doc(
        bullet_list(item("1", bullet_list(item("2", bullet_list(item("3", bullet_list(item("4", bullet_list("5")))))))))
    ),
    "quotations": doc(
        blockquote("a", "b"), blockquote("c"), blockquote("d"), paragraph("e"),
        blockquote(bullet_list("f", item("g", ordered_list("h"), "g again"))), blockquote(bullet_list("i"), "j"),
    ),
    "quotations in items": doc(
        bullet_list(
            item("a", blockquote("b"), blockquote("c", bullet_list("d")), "e"), item(paragraph(), blockquote("f"))
        )
    ),
    "tables": doc(
        table([["Year", "Cases"], ["2022", "4"], ["", bullet_list("one", "two")]]),
        table([["a", "b"]], header=False),
        paragraph("after"),
        table([[cell("x", "y", header=True), cell("z", header=False)], [cell(header=True), "w"]], header=False),
    ),
    "cells over several places": doc(
        table(
            [
                [cell("wide", colspan=2, header=True), cell("high", rowspan=2, header=True)],
                ["a", cell("b")],
                [cell("c", rowspan=2), "d", "e"],
                [cell("f", colspan=2)],
            ],
            header=False,
        )
    ),
    "rows of unlike length": doc(table([["a"], ["b", "c", "d"], [cell("e", colspan=2)]], header=False)),
    "lists in heading cells": doc(
        table([[cell(ordered_list(item("a", bullet_list("b")), "c", start=7), "d", header=True), "e"]], header=False)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_document_comes_back_as_it_went_out(name):
    before = normalise(SITUATIONS[name])
    validate(before)

    assert there_and_back(before) == before


@pytest.mark.sampled("first", range(0, 500, 50))
def test_random_documents_come_back_as_they_went_out(first):
    before = [normalise(random_document(seed)) for seed in range(first, first + 50)]

    assert [there_and_back(each) for each in before] == before
