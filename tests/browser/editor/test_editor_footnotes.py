"""A footnote stands in the line: where letters go at its edges, and what each key does there.

Here a paragraph is written as a string: "ab{note}cd" has a note with the text "note", "|" in it is a line break.
"""

import re

import pytest

from richtext import build as b

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.browser.editor.page")]

LEFT, RIGHT = "ArrowLeft", "ArrowRight"


def paragraph(written: str) -> b.Node:
    pieces = (piece for piece in re.split(r"({[^}]*})", written) if piece)
    return b.paragraph(*(b.footnote(*lines(piece[1:-1])) if piece[0] == "{" else piece for piece in pieces))


def lines(text: str) -> list[b.Node | str]:
    first, *rest = text.split("|")
    return [first, *(inline for line in rest for inline in (b.hard_break(), line))]


KEYS = [
    ("ab{note}cd", [*[RIGHT] * 2, ">xy"], "abxy{note}cd"),
    ("ab{note}cd", [*[RIGHT] * 3, ">xy"], "ab{xynote}cd"),
    ("ab{note}cd", [*[RIGHT] * 7, ">xy"], "ab{notexy}cd"),
    ("ab{note}cd", [*[RIGHT] * 8, ">xy"], "ab{note}xycd"),
    ("ab{note}cd", ["End", *[LEFT] * 2, ">xy"], "ab{note}xycd"),
    ("ab{note}cd", ["End", *[LEFT] * 3, ">xy"], "ab{notexy}cd"),
    ("ab{note}cd", ["End", *[LEFT] * 8, ">xy"], "abxy{note}cd"),
    ("ab{note}", ["End", ">xy"], "ab{note}xy"),
    ("{note}", ["Home", ">xy"], "xy{note}"),
    ("{n}{m}", [*[RIGHT] * 3, ">xy"], "{n}xy{m}"),
    ("ab{note}", ["End", LEFT, "Escape", ">x"], "ab{note}x"),
    ("ab{note}", ["End", LEFT, "Enter", ">x"], "ab{note}x"),
    ("ab{note}", ["End", LEFT, "Shift+Enter", ">x"], "ab{note|x}"),
    ("ab{note}", ["End", "Backspace", "Backspace", ">x"], "abx"),
    ("ab{note}cd", [*[RIGHT] * 3, "Backspace", "Backspace", ">x"], "abxcd"),
    ("ab{note}cd", [*[RIGHT] * 2, "Delete", "Delete", ">x"], "abxcd"),
    ("ab", ["End", "Control+Alt+f", ">x", "Escape", ">y"], "ab{x}y"),
    ("ab", ["End", "Control+Alt+f", "Backspace", ">x"], "abx"),
    ("ab", ["End", "Control+Alt+f", ">xy", "Backspace", "Backspace", ">z"], "ab{z}"),
    ("ab{note}", ["End", LEFT, "Control+Alt+f", ">x"], "ab{notex}"),
]


def test_letters_go_where_the_cursor_is(write):
    writer = write()
    written = [writer.start_over(b.doc(paragraph(before))).press(*keys).document for before, keys, _ in KEYS]
    assert written == [b.doc(paragraph(after)) for _, _, after in KEYS]


PLACES = [
    ("ab{note}cd", [RIGHT] * 2, "abêx{note}cd"),
    ("ab{note}cd", [RIGHT] * 3, "ab{êxnote}cd"),
    ("ab{note}cd", [RIGHT] * 7, "ab{noteêx}cd"),
    ("ab{note}", ["End"], "ab{note}êx"),
    ("ab", ["End", "Control+Alt+f"], "ab{êx}"),
]


def test_accents_by_dead_keys_go_there_too(write):
    writer = write()
    written = []
    for before, keys, _ in PLACES:
        writer.start_over(b.doc(paragraph(before))).press(*keys).compose("ê").press(">x")
        written.append(writer.document)
    assert written == [b.doc(paragraph(after)) for _, _, after in PLACES]


def test_a_paragraph_is_split_beside_a_note_and_never_in_it(write):
    writer = write(b.doc(paragraph("ab{note}cd"))).at_start().press(*[RIGHT] * 8, "Enter")
    assert writer.document == b.doc(paragraph("ab{note}"), paragraph("cd"))


def test_a_note_has_no_marks_and_its_words_may(write):
    writer = write(b.doc(paragraph("ab{note}cd"))).at_start().press("Control+a", "Control+b")
    bold = [b.text("ab", b.bold), b.footnote(b.text("note", b.bold)), b.text("cd", b.bold)]
    assert writer.document == b.doc(b.paragraph(*bold))


def test_what_is_pasted_into_a_note_becomes_its_lines(write):
    writer = write(b.doc(paragraph("ab{note}"))).at_start().press("End", LEFT)
    writer.paste(
        '<h2>Titre</h2><ul><li>Un <b>gras</b><a href="#n" id="r">1</a></li></ul><p id="n"><a href="#r">1</a> Deux</p>'
    )
    note = b.footnote("noteTitre", b.hard_break(), "Un ", b.text("gras", b.bold), "Deux")
    assert writer.document == b.doc(b.paragraph("ab", note))


def test_the_note_under_the_cursor_is_marked_and_notes_are_numbered(write):
    writer = write(b.doc(paragraph("a{un}b{deux}"))).at_start().press("End", LEFT)
    assert writer.page.locator(".footnote-active").inner_text() == "deux"
    assert [note.aria_snapshot() for note in writer.page.locator(".footnote").all()] == ["- note: un", "- note: deux"]
