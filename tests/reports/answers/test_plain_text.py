"""Long texts without script: plain on the page, and nothing of their formatting lost where nobody touched it."""

import pytest

from reports.answers.plain_text import from_plain, to_plain
from richtext.build import (
    bold,
    bullet_list,
    doc,
    footnote,
    hard_break,
    heading,
    item,
    objective,
    paragraph,
    table,
    text,
)
from richtext.schema import validate

RICH = doc(
    heading(1, objective("1.1"), text(" Training")),
    paragraph(
        text("Inspectors", bold), text(" were trained ("), objective("1.1.A"), text(")."), footnote("Two days each.")
    ),
    bullet_list("first", item(paragraph("second"), paragraph("with more"))),
    heading(2, "Figures"),
    table([["Year", "Number"], ["2023", "200"]]),
    paragraph("One line", hard_break(), "another line"),
)

PLAIN = """\
# 1.1 Training

Inspectors were trained (1.1.A). [note: Two days each.]

- first
- second
  with more

## Figures

Year | Number
2023 | 200

One line
another line"""


def test_a_document_reads_as_plain_text():
    assert to_plain(RICH) == PLAIN


def test_an_untouched_text_comes_back_as_it_was():
    assert from_plain(PLAIN, RICH) == RICH


def test_line_ends_as_forms_send_them_change_nothing():
    assert from_plain(PLAIN.replace("\n", "\r\n"), RICH) == RICH


def test_only_the_block_that_was_changed_loses_its_formatting():
    changed = from_plain(PLAIN.replace("were trained", "were trained well"), RICH)

    expected = paragraph("Inspectors were trained well (1.1.A). [note: Two days each.]")
    assert changed["content"] == [RICH["content"][0], expected, *RICH["content"][2:]]


def test_what_is_added_stands_where_it_was_typed():
    typed = PLAIN.replace("## Figures", "# New\n\n- one\n- two\n\nPlain.\n\n## Figures")

    assert from_plain(typed, RICH)["content"] == [
        *RICH["content"][:3],
        heading(1, "New"),
        bullet_list("one", "two"),
        paragraph("Plain."),
        *RICH["content"][3:],
    ]


@pytest.mark.parametrize("typed", ["", "  \n\n \r\n"])
def test_nothing_typed_is_no_answer(typed):
    assert from_plain(typed, RICH) is None


def test_the_first_text_needs_no_document():
    assert from_plain("Good day\nto all", None) == doc(paragraph("Good day", hard_break(), "to all"))


def test_characters_that_no_document_holds_are_taken_out():
    document = from_plain("# a\x00b\n\n- c\x01d\n\ne\x02f", None)

    validate(document)
    assert document == doc(heading(1, "ab"), bullet_list("cd"), paragraph("ef"))


def test_no_document_is_no_text():
    assert to_plain(None) == ""
