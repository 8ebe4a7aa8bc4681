import pytest

from richtext.build import (
    bold,
    bullet_list,
    doc,
    footnote,
    hard_break,
    item,
    link,
    objective,
    ordered_list,
    paragraph,
    superscript,
    text,
)
from richtext.cleaning import from_text, normalise, printable
from richtext.schema import InvalidDocument, validate


@pytest.mark.parametrize(
    "plain, expected",
    [
        ("", doc(paragraph())),
        (" \n\n ", doc(paragraph())),
        ("one", doc(paragraph("one"))),
        ("one\ntwo", doc(paragraph("one", hard_break(), "two"))),
        ("one\r\ntwo\x0bthree", doc(paragraph("one", hard_break(), "two", hard_break(), "three"))),
        ("one\n\n \t\n\ntwo\n", doc(paragraph("one"), paragraph("two"))),
        ("a\tb  c", doc(paragraph("a\tb  c"))),
        ("l\x92\x8cuvre\x00 \ud800", doc(paragraph("l’Œuvre \ufffd"))),
        ("one\n\x00\ntwo", doc(paragraph("one", hard_break(), hard_break(), "two"))),
    ],
)  # fmt: skip
def test_plain_text_becomes_paragraphs(plain, expected):
    assert from_text(plain) == expected
    validate(from_text(plain))


def test_printable_text_is_one_line_that_a_document_takes():
    assert printable("a\nb\x85c\x1bd\x81e\uffff\tf") == "a b…cde\tf"


def test_texts_of_the_same_formatting_are_joined():
    href = link("https://example.org")
    untidy = doc(
        paragraph(text("a"), text(""), text("b"), text("c", bold), text("d", bold), text("e", href), text("f"))
    )
    untidy["content"][0]["content"].insert(1, {"type": "text", "text": ""})
    assert normalise(untidy) == doc(paragraph("ab", text("cd", bold), text("e", href), "f"))


def test_texts_on_both_sides_of_something_are_not_joined():
    parted = doc(paragraph("a", hard_break(), "b", footnote("c"), "d", objective("1.2.C"), "e"))
    assert normalise(parted) == parted


def test_marks_come_in_order_and_once():
    marks = [{"type": "subscript"}, {"type": "superscript"}, {"type": "bold"}, {"type": "bold"}]
    href = {"type": "link", "attrs": {"href": "https://example.org", "target": None, "rel": None}}
    untidy = doc(
        paragraph({"type": "text", "text": "a", "marks": [*marks, href]}, {"type": "text", "text": "b", "marks": []})
    )
    assert normalise(untidy) == doc(paragraph(text("a", link("https://example.org"), bold, superscript), "b"))


def test_breaks_and_footnotes_lose_their_marks_and_notes_keep_those_inside():
    marks = {"marks": [{"type": "bold"}]}
    untidy = doc(paragraph({**hard_break(), **marks}, {**footnote(text("a", bold)), **marks}))
    assert normalise(untidy) == doc(paragraph(hard_break(), footnote(text("a", bold))))


def test_defaults_are_written_and_null_attributes_dropped():
    untidy = {
        "type": "doc",
        "content": [
            {"type": "paragraph", "attrs": {"textAlign": None}, "content": []},
            {"type": "orderedList", "attrs": {"start": None, "type": None}, "content": [item("a")]},
            {
                "type": "table",
                "content": [
                    {"type": "tableRow", "content": [{"type": "tableCell", "attrs": {"colspan": 2, "colwidth": None}}]}
                ],
            },
        ],
    }
    cell = {"type": "tableCell", "attrs": {"colspan": 2, "rowspan": 1}, "content": [paragraph()]}
    assert normalise(untidy) == doc(
        paragraph(), ordered_list("a"), {"type": "table", "content": [{"type": "tableRow", "content": [cell]}]}
    )


def test_what_holds_nothing_is_dropped_and_what_needs_a_paragraph_gets_one():
    empty_list = {"type": "bulletList", "content": []}
    untidy = doc(
        empty_list,
        {"type": "table", "content": [{"type": "tableRow"}]},
        {"type": "blockquote", "content": [empty_list]},
        bullet_list({"type": "listItem"}, item(bullet_list("a"))),
    )
    assert normalise(untidy) == doc(bullet_list(item(paragraph()), item(paragraph(), bullet_list("a"))))
    assert normalise({"type": "doc"}) == doc()


def test_empty_paragraphs_are_kept_as_the_editor_keeps_them():
    spaced = doc(paragraph("a"), paragraph(), paragraph("b"))
    assert normalise(spaced) == spaced


def test_the_document_given_is_not_changed():
    untidy = doc(paragraph(text("a"), text("b")))
    normalise(untidy)
    assert untidy == doc(paragraph(text("a"), text("b")))


def with_inline(*nodes) -> dict:
    return {"type": "doc", "content": [{"type": "paragraph", "content": list(nodes)}]}


def deep_link() -> dict:
    """A text whose link is a dict in a dict in a dict …"""
    deep: dict = {}
    for _ in range(5_000):
        deep = {"a": deep}
    return {"type": "text", "text": "a", "marks": [{"type": "link", "attrs": {"href": deep}}]}


@pytest.mark.parametrize(
    "hostile",
    [
        None,
        "text",
        [],
        {"type": None},
        {"type": "doc", "content": "text"},
        {"type": "doc", "content": [None, 1, [], {"type": []}, {"type": {}}]},
        {"type": "doc", "content": [{"type": "paragraph", "attrs": "x"}]},
        with_inline({"type": "text", "text": 1}),
        with_inline({"type": "text", "text": "a", "marks": "b"}),
        with_inline({"type": "text", "text": "a", "marks": [1]}),
        with_inline({"type": "script", "marks": [{"type": "bold"}]}),
        with_inline(deep_link(), deep_link()),
    ],
)
def test_what_makes_no_sense_is_left_for_validation_to_refuse(hostile):
    normal = normalise(hostile)
    with pytest.raises(InvalidDocument):
        validate(normal)


@pytest.mark.long
def test_nesting_without_end_is_left_for_validation_to_refuse():
    block = paragraph("deep")
    for _ in range(5_000):
        block = bullet_list({"type": "listItem", "content": [paragraph(), block]})
    with pytest.raises(InvalidDocument) as caught:
        validate(normalise(doc(block)))
    assert caught.value.reason == "too_deep"


def test_thousands_of_pieces_are_joined_in_a_moment():
    assert normalise(doc(paragraph(*(text("ab ") for _ in range(50_000))))) == doc(paragraph("ab " * 50_000))
