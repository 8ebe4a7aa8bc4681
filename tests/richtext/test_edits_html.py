"""Edits as HTML: in their place, with what screen readers hear, and nothing of the text unescaped."""

from richtext.build import bullet_list, doc, footnote, hard_break, heading, objective, paragraph
from richtext.build import text as words
from richtext.edits import edits, tokens_of
from richtext.edits_html import edit_html, is_of_form

BOLD = {"type": "bold"}


def shown(old, new) -> list[str]:
    tokens = tokens_of(old)
    heard = {
        '<span class="visually-hidden">Taken out: </span>': "-",
        '<span class="visually-hidden">Put in: </span>': "+",
    }
    found = []
    for number, edit in enumerate(edits(old, new)):
        html = edit_html(tokens, edit, f"c{number}-")
        for span, sign in heard.items():
            html = html.replace(span, sign)
        found.append(html)
    return found


def test_words_stand_among_the_words_around_them():
    old, new = doc(paragraph("Born in May, in Paris.")), doc(paragraph("Born in June, in Paris."))
    assert shown(old, new) == ["<p>Born in <del>-May</del><ins>+June</ins>, in Paris.</p>"]


def test_of_a_long_text_there_is_some_before_and_after():
    before, after = "one two three " * 30, " four five six" * 30
    (html,) = shown(doc(paragraph(f"{before}old{after}")), doc(paragraph(f"{before}new{after}")))
    assert html.startswith("<p>… ")
    assert html.endswith(" …</p>")
    assert len(html) < 300


def test_whole_blocks_say_after_what_they_stand():
    old = doc(paragraph("First one."), paragraph("Last one here."))
    new = doc(paragraph("First one."), bullet_list("An item"), paragraph("Last one here."))
    added = '<ins class="change-block">+<ul><li>An item</li></ul></ins>'
    assert shown(old, new) == [f'<p class="change-after">After “First one.”:</p>{added}']
    assert shown(doc(paragraph("First one."), paragraph("Last one here.")), doc(paragraph("Last one here."))) == [
        '<p class="change-after">At the beginning:</p><del class="change-block">-<p>First one.</p></del>'
    ]


def test_an_empty_line_is_something_too():
    old, new = doc(paragraph("One.")), doc(paragraph("One."), paragraph())
    (html,) = shown(old, new)
    assert '<ins class="change-block">+<p class="empty-text">(an empty line)</p></ins>' in html


def test_notes_breaks_and_objectives_can_be_seen():
    old = doc(paragraph("All of them were trained last year."))
    new = doc(
        paragraph(
            "All of them were trained", footnote("See <them>"), " last ", objective("1.1.A"), hard_break(), "year."
        )
    )
    first, second = shown(old, new)
    assert first == "<p>All of them were trained<ins>+ [note: See &lt;them&gt;]</ins> last year.</p>"
    assert second == ('<p>All of them were trained last <ins>+<span class="objective">1.1.A</span>↵<br></ins>year.</p>')


def test_another_form_of_the_same_words_is_told_apart():
    old, new = doc(paragraph("Born in May.")), doc(paragraph("Born in ", words("May", BOLD), "."))
    tokens = tokens_of(old)
    assert [is_of_form(tokens, edit) for edit in edits(old, new)] == [True]
    other = doc(paragraph("Born in June."))
    assert [is_of_form(tokens, edit) for edit in edits(old, other)] == [False]


def test_a_paragraph_that_becomes_a_heading():
    (html,) = shown(doc(paragraph("Title")), doc(heading(1, "Title")))
    assert html.endswith('<del class="change-block">-<p>Title</p></del><ins class="change-block">+<h5>Title</h5></ins>')
