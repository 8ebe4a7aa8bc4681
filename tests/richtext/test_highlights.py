"""Words of a text highlighted for the page that shows it."""

import pytest

from richtext.build import bold, doc, objective, paragraph, text
from richtext.highlights import Highlight, highlighted, letters_of
from richtext.html import to_html


def html_of(value: dict, *wanted: str) -> str:
    """The text as HTML, these words highlighted; the ends as ⟨number⟩."""
    letters, _places = letters_of(value)
    found = [
        Highlight(letters.index(words), letters.index(words) + len(words), f"/{number}/", f"n{number}", f"p-{number}")
        for number, words in enumerate(wanted)
    ]
    html = to_html(highlighted(value, found)).replace('<mark class="passage-read">', "⟦").replace("</mark>", "⟧")
    for number in range(len(wanted)):
        words = f'<span class="visually-hidden">n{number}</span>'
        end = f'<a class="passage-thread" id="p-{number}" href="/{number}/">{words}</a>'
        html = html.replace(end, f"⟨{number}⟩")
    return html


@pytest.mark.parametrize(
    ("value", "wanted", "html"),
    [
        (doc(paragraph("One two three.")), ["two"], "<p>One ⟦two⟧⟨0⟩ three.</p>"),
        (doc(paragraph("One two three.")), [], "<p>One two three.</p>"),
        (doc(paragraph("One two three.")), ["One", "three"], "<p>⟦One⟧⟨0⟩ two ⟦three⟧⟨1⟩.</p>"),
        (doc(paragraph("One two three.")), ["One two", "two three"], "<p>⟦One two⟧⟨0⟩⟦ three⟧⟨1⟩.</p>"),
        (doc(paragraph("One   two")), ["One two"], "<p>⟦One   two⟧⟨0⟩</p>"),
        (doc(paragraph("One"), paragraph(), paragraph("two")), ["One two"], "<p>⟦One⟧</p><p>⟦two⟧⟨0⟩</p>"),
        (
            doc(paragraph(text("a "), text("b", bold), text(" <c>"))),
            ["a b <"],
            "<p>⟦a <strong>b</strong> &lt;⟧⟨0⟩c&gt;</p>",
        ),
        (
            doc(paragraph(text("See "), objective("1.1"), text("!"))),
            ["See 1.1"],
            '<p>⟦See <span class="objective">1.1</span>⟧⟨0⟩!</p>',
        ),
    ],
)
def test_the_words_are_highlighted_where_they_stand(value, wanted, html):
    assert html_of(value, *wanted) == html
