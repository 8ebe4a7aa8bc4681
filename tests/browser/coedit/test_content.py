"""Notes, objectives and their marks, and the list of objectives, in a text that is written together."""

import pytest
from playwright.sync_api import expect

from coediting import rendering, writing
from coediting.models import Document
from richtext import build as b
from richtext.schema import validate
from tests.browser.coedit.writer import together
from tests.coediting import owner

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two(server, open_text):
    def open_both(*content):
        document = writing.create(b.doc(*content), owner=owner.NAME, by=None)
        anna, ben = open_text(document).joined(), open_text(document).joined()
        return anna, ben, document

    return open_both


def agreed(anna, ben, document):
    together(anna, ben)
    text = rendering.current(document.pk)
    validate(text)
    assert anna.document == ben.document == text
    return text


@pytest.mark.long
def test_two_write_in_one_note(two):
    anna, ben, document = two(b.paragraph("Text", b.footnote("Note"), " after"))
    anna.after("Note").press("> anna")
    ben.sees("Note anna").after("No").press(">no")
    anna.sees("Nonote anna")
    assert agreed(anna, ben, document) == b.doc(b.paragraph("Text", b.footnote("Nonote anna"), " after"))
    ben.press("Control+z")
    anna.sees("Note anna").at("end").tool("footnote").press(">Second")
    ben.sees("Second")
    expected = b.doc(b.paragraph("Text", b.footnote("Note anna"), " after", b.footnote("Second")))
    assert agreed(anna, ben, document) == expected


def test_marks_of_an_objective_are_shared(two):
    anna, ben, document = two(b.paragraph("Under ", b.objective("1.2.C", b.bold), " much"))
    anna.after("much").press("> more")
    ben.sees("much more")
    assert ben.text.locator("strong .objective").count() == 1
    anna.at("start").press("Control+a", "Control+i")
    expect(ben.text.locator("em .objective, em strong .objective, strong em .objective").first).to_be_visible()
    text = agreed(anna, ben, document)
    assert text["content"][0]["content"][1] == b.objective("1.2.C", b.bold, b.italic)
    ben.at("start").press("Control+a", "Control+b", "Control+b")
    assert agreed(anna, ben, document)["content"][0]["content"][1]["marks"] == [{"type": "italic"}]


@pytest.mark.long
def test_a_code_becomes_a_reference_and_undo_gives_the_code_back(two):
    anna, ben, document = two(b.paragraph("See"))
    anna.at("end").press("> 1.2.C,")
    expect(ben.text.locator(".objective")).to_have_text("1.2.C")
    anna.press("Control+z")
    expect(ben.text.locator(".objective")).to_have_count(0)
    ben.sees("See 1.2.C,")
    assert agreed(anna, ben, document) == b.doc(b.paragraph("See 1.2.C,"))


@pytest.mark.long
def test_the_list_of_objectives_stays_open_while_another_writes(two):
    anna, ben, document = two(b.paragraph("First"), b.paragraph("Second"))
    anna.after("Second").press("> [")
    expect(anna.page.get_by_role("option").first).to_be_visible()
    ben.after("First").press("> line")
    anna.sees("First line")
    expect(anna.page.get_by_role("option").first).to_be_visible()
    anna.press(">1.2.A", "Enter")
    assert agreed(anna, ben, document) == b.doc(b.paragraph("First line"), b.paragraph("Second ", b.objective("1.2.A")))


@pytest.mark.long
def test_a_change_of_another_is_taken_however_deep_it_stands(two):
    """What one may not do oneself is not refused when it comes from the text: the two would say different things."""
    deep = b.bullet_list("a")
    for _ in range(4):
        deep = b.bullet_list(b.item("a", deep))
    anna, ben, _document = two(deep, b.paragraph("end"))
    anna.after("end").press("> more")
    ben.sees("end more")
    together(anna, ben)


def test_tables_are_shared(two):
    anna, ben, document = two(b.paragraph("Table"))
    anna.at("end").tool("table")
    anna.press(">Head", "Tab", ">Second")
    ben.sees("Second").after("Head").press("> line")
    anna.sees("Head line")
    agreed(anna, ben, document)


def test_each_undoes_only_what_is_their_own(two):
    anna, ben, document = two(b.paragraph("Text"))
    anna.at("end").press("> anna")
    ben.sees("anna").at("start").press(">ben ")
    anna.sees("ben Text anna").tool("undo")
    ben.sees("ben Text")
    expect(anna.page.locator("[data-tool=undo]")).to_have_attribute("aria-disabled", "true")
    ben.press("Control+z")
    assert agreed(anna, ben, document) == b.doc(b.paragraph("Text"))
    anna.tool("redo")
    ben.sees("Text anna")
    agreed(anna, ben, document)


@pytest.mark.long
def test_a_text_that_has_become_another_since_the_page_was_made(server, open_text):
    """The cursor of the page stands where the text of now has no place for letters."""
    document = writing.create(b.doc(b.paragraph("One two three")), owner=owner.NAME, by=None)
    writing.replace(document, b.doc(b.bullet_list("One two three", "four")), by=None)
    Document.objects.filter(pk=document.pk).update(value=document.value)
    anna = open_text(document).joined()
    assert anna.document == b.doc(b.bullet_list("One two three", "four"))
    anna.text.focus()
    anna.press(">!").saved()
    assert rendering.current(document.pk) == anna.document == b.doc(b.bullet_list("!One two three", "four"))
