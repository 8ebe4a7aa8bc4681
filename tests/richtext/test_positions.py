"""Places as the editor counts them: what a range of tokens is cut out of its document by."""

from richtext.build import bullet_list, doc, footnote, hard_break, objective, paragraph, text
from richtext.edits import tokens_of
from richtext.positions import positions


def test_each_kind_of_token_has_its_size():
    tokens = tokens_of(doc(paragraph("Né en mai", hard_break(), objective("1.2"), "."), paragraph()))
    kinds = [token[0] for token in tokens]
    assert kinds == ["open", *["text"] * 5, "atom", "atom", "text", "close", "open", "close"]
    assert positions(tokens) == [0, 1, 3, 4, 6, 7, 10, 11, 12, 13, 14, 15, 16]


def test_a_note_has_two_edges_and_what_it_says():
    tokens = tokens_of(doc(paragraph(footnote("See ", objective("1.2")), "x")))
    assert positions(tokens) == [0, 1, 1 + 2 + 4 + 1, 9, 10]


def test_letters_that_a_browser_counts_twice_count_twice():
    tokens = tokens_of(doc(paragraph(text("𝒜b"))))
    assert positions(tokens) == [0, 1, 4, 5]


def test_blocks_within_blocks():
    assert positions(tokens_of(doc(bullet_list("a", "b")))) == list(range(13))
