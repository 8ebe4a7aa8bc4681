from publications.headings import printed_headings, without_gaps
from richtext.build import doc, footnote, heading, paragraph
from richtext.html import to_html


def test_headings_are_those_that_are_written():
    value = doc(heading(1, "One"), heading(2), heading(2, footnote("note")), paragraph("x"), heading(2, "Two "))
    assert printed_headings(value) == [(1, "One"), (2, ""), (2, "Two")]
    assert to_html(value).count("<h") == 3


def test_the_first_heading_is_on_the_first_level():
    value = doc(paragraph("x"), heading(2, "A"), heading(2, "B"), heading(1, "C"), heading(2, "D"))
    assert [level for level, _text in printed_headings(without_gaps(value))] == [1, 1, 1, 2]


def test_levels_without_a_gap_stay():
    value = doc(heading(1, "A"), heading(2, "B"))
    assert without_gaps(value) == value


def test_an_empty_heading_opens_no_level():
    assert [level for level, _text in printed_headings(without_gaps(doc(heading(1), heading(2, "A"))))] == [1]
