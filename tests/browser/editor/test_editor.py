"""The editor of an answer: what it takes, gives back and offers, by mouse and by keyboard."""

import json

import pytest

from richtext import build as b
from richtext.reading import word_count
from tests.browser.editor.page import DOCUMENT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.browser.editor.page")]

EVERYTHING = b.doc(
    b.heading(1, "Axe 1"),
    b.paragraph(
        "Une ",
        b.text("grande", b.link("https://ilo.org/fr?a=1&b=2"), b.bold, b.italic),
        " enquête, l’an 1",
        b.text("er", b.superscript),
        b.text("2", b.subscript),
        b.hard_break(),
        "sur ",
        b.objective("1.2.C", b.bold),
        b.footnote("Insee, ", b.text("Emploi", b.italic), b.hard_break(), b.objective("1.1")),
        " ; ",
        b.text("écrire", b.link("mailto:contact@example.org")),
    ),
    b.heading(2, "Volet ", b.footnote()),
    b.bullet_list("un", b.item("deux", b.ordered_list("trois", b.item("quatre", b.blockquote("cinq")), start=3))),
    b.blockquote("cité", b.bullet_list("dedans")),
    b.table(
        [["A", "B"], [b.cell("large", b.bullet_list("point"), colspan=2)], [b.cell("haut", rowspan=2), "x"], ["y"]]
    ),
    b.paragraph(),
    b.paragraph("  deux  espaces\u00a0; "),
)


def test_every_kind_of_content_comes_back_as_it_was(write):
    writer = write(EVERYTHING)
    assert writer.page.evaluate(DOCUMENT) == EVERYTHING
    writer.at_end().press(">x", "Backspace")
    assert writer.document == EVERYTHING


def test_an_empty_answer_is_an_empty_document(write):
    writer = write()
    assert writer.page.evaluate(DOCUMENT) == b.doc()
    assert writer.page.locator("textarea").input_value() == ""
    writer.at_start().press(">Un", "Enter", ">Deux")
    assert writer.document == b.doc(b.paragraph("Un"), b.paragraph("Deux"))


def test_the_text_has_the_name_the_advice_and_the_language_of_its_field(write):
    text = write(lang="ar").page.get_by_role("textbox", name="What was done?")
    assert text.evaluate("e => [e.lang, e.dir, e.spellcheck, e.ariaMultiLine]") == ["ar", "rtl", True, "true"]
    described = "e.getAttribute('aria-describedby').split(' ').map(id => document.getElementById(id).textContent)"
    assert text.evaluate(f"e => {described}") == ["In two pages.", "Alt+F10: tools. Escape, then Tab: leave the text."]


def test_each_change_is_told_to_the_form_and_a_document_that_is_set_is_not(write):
    writer = write(b.doc(b.paragraph("a")))
    writer.page.evaluate("window.told = 0; document.querySelector('form').addEventListener('input', () => { told++ })")
    writer.at_end().press(">bc")
    assert writer.page.evaluate("told") == 2
    other = b.doc(b.paragraph("autre ", b.objective("1.1")))
    writer.start_over(other)
    assert (writer.document, writer.page.evaluate("told")) == (other, 2)
    writer.page.evaluate("document.querySelector('textarea').richText.setDocument(null)")
    assert writer.page.locator("textarea").input_value() == ""
    assert writer.page.locator(".editor-count").inner_text() == "0 words"


def test_a_locked_text_can_be_read_and_not_written(write, axe):
    writer = write(b.doc(b.paragraph("a")))
    writer.page.evaluate("document.querySelector('textarea').richText.setEditable(false)")
    assert writer.text.get_attribute("contenteditable") == "false"
    assert not writer.page.get_by_role("toolbar").is_visible()
    axe(writer.page)
    writer.page.evaluate("document.querySelector('textarea').richText.setEditable(true)")
    assert writer.page.get_by_role("toolbar").is_visible()


def saying(**node):
    """The source of a document with one paragraph that says "Connu", and with something more."""
    return json.dumps({"type": "doc", "content": [{"type": "paragraph", "content": [b.text("Connu")]} | node]})


KNOWN = b.text("Connu")
UNKNOWN = {
    "node": json.dumps({"type": "doc", "content": [b.paragraph("Connu"), {"type": "video"}]}),
    "attribute": saying(attrs={"align": "left"}),
    "mark": saying(content=[KNOWN | {"marks": [{"type": "blink"}]}]),
    "address": saying(content=[KNOWN | {"marks": [b.link("javascript:alert(1)")]}]),
    "level": saying(type="heading", attrs={"level": 3}),
    "no document": "Connu",
}


@pytest.mark.parametrize("text", UNKNOWN.values(), ids=UNKNOWN)
def test_what_the_editor_does_not_know_is_shown_and_left_as_it_is(write, axe, text):
    page = write(text).page
    assert page.locator(".editor-body").inner_text() == "Connu"
    assert page.locator(".notice").inner_text().startswith("This text was written with a newer version")
    assert page.locator("[contenteditable=true]").count() == 0
    assert page.locator("textarea").input_value() == text
    axe(page)


def test_fields_that_come_with_a_fragment_are_enhanced_and_let_go_with_it(write):
    page = write(b.doc(b.paragraph("a"))).page
    page.evaluate("htmx.ajax('GET', '/other', '#field')")
    other = page.locator(".ProseMirror[aria-label=Other]")
    other.press_sequentially("b")
    assert json.loads(page.locator("textarea[name=other]").input_value()) == b.doc(b.paragraph("b"))
    assert page.locator(".editor").count() == 1


def test_nothing_that_is_typed_is_altered(write):
    lines = [
        "1. un",
        "- deux",
        "# trois",
        "> quatre",
        "**cinq** _six_",
        "`sept` -- ... (c) \"huit\" 'neuf'",
        "www.ilo.org ",
        "1.9.Z 1.2 :",
    ]
    writer = write().at_start()
    for number, line in enumerate(lines):
        writer.press(*(["Enter"] if number else []), f">{line}")
    assert writer.document == b.doc(*(b.paragraph(line) for line in lines))


def test_the_words_are_counted_as_the_server_counts_them(write):
    writer = write(EVERYTHING)
    assert writer.page.locator(".editor-count").inner_text() == f"{word_count(EVERYTHING)} words"
    assert writer.page.locator(".editor-count").get_attribute("aria-live") is None
    writer.at_end().press("Control+a", ">l'objectif : 1,5 % – d’un porte-parole")
    assert writer.page.locator(".editor-count").inner_text() == f"{word_count(writer.document)} words"


def test_lists_grow_and_shrink_by_the_keyboard(write):
    writer = (
        write().at_start().press("Control+Shift+8", ">un", "Enter", ">deux", "Tab", "Enter", ">trois", "Enter", "Enter")
    )
    writer.press(">quatre", "Enter", "Backspace", ">fin")
    nested = b.bullet_list(b.item("un", b.bullet_list("deux", "trois")), "quatre")
    assert writer.document == b.doc(nested, b.paragraph("fin"))


def test_lists_do_not_nest_deeper_than_the_server_takes(write):
    writer = write().at_start().press("Control+Shift+8", ">1")
    for number in range(2, 8):
        writer.press("Enter", "Tab", f">{number}")
    lists = json.dumps(writer.document).count("bulletList")
    assert lists == 5


def test_tab_leaves_the_text_and_after_escape_also_a_list_and_a_table(write):
    active = "document.activeElement.innerText"
    writer = write(b.doc(b.paragraph("a"))).at_start().press("Tab")
    assert writer.page.evaluate(active) == "After the text"
    writer = write(b.doc(b.bullet_list("un", "deux"))).at_end().press("Escape", "Tab")
    assert writer.page.evaluate(active) == "After the text"
    writer = write(b.doc(b.table([["A", "B"]])))
    writer.click("th").press("Tab", ">x", "Escape", "Shift+Tab")
    assert writer.page.evaluate("document.activeElement.dataset.tool") == "bold"
    writer.click("th").press("Tab", "Tab")
    assert writer.page.evaluate(active) == "After the text"


def test_the_page_is_accessible_and_the_tools_are_large_enough(write, axe):
    writer = write(EVERYTHING).at_start()
    writer.text.locator("td").last.click()
    writer.page.wait_for_selector("[data-tool=deleteTable]")
    axe(writer.page)
    sizes = (
        writer.page.get_by_role("toolbar")
        .get_by_role("button")
        .evaluate_all("all => all.map(e => [e.offsetWidth, e.offsetHeight])")
    )
    assert len(sizes) == 22
    assert min(min(size) for size in sizes) >= 32


def test_the_tools_stay_in_sight_on_a_long_text_and_wrap_on_a_small_screen(write):
    writer = write(b.doc(*(b.paragraph(f"Ligne {number}") for number in range(80))), width=390, height=844).at_end()
    bar = writer.page.get_by_role("toolbar").bounding_box()
    assert 0 <= bar["y"] < 60
    assert writer.page.evaluate("document.documentElement.scrollWidth") == 390
