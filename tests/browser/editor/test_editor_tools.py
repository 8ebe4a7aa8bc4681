"""The toolbar: each tool by mouse and by key, the form of a link, tables, and the way there by the keyboard."""

import pytest

from richtext import build as b

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.browser.editor.page")]

WORD = b.doc(b.paragraph("mot"))
MADE = {
    "bold": ("Control+b", b.doc(b.paragraph(b.text("mot", b.bold)))),
    "italic": ("Control+i", b.doc(b.paragraph(b.text("mot", b.italic)))),
    "superscript": ("Control+.", b.doc(b.paragraph(b.text("mot", b.superscript)))),
    "heading1": ("Control+Alt+1", b.doc(b.heading(1, "mot"))),
    "heading2": ("Control+Alt+2", b.doc(b.heading(2, "mot"))),
    "bulletList": ("Control+Shift+8", b.doc(b.bullet_list("mot"))),
    "orderedList": ("Control+Shift+7", b.doc(b.ordered_list("mot"))),
    "quote": ("Control+Shift+b", b.doc(b.blockquote("mot"))),
}


def test_each_format_is_set_and_taken_back_by_mouse_and_by_key(write):
    writer = write()
    for name, (key, document) in MADE.items():
        button = writer.page.locator(f"[data-tool={name}]")
        writer.start_over(WORD).press("Shift+End")
        assert writer.click_tool(name).document == document, name
        writer.page.wait_for_selector(f"[data-tool={name}][aria-pressed=true]")
        assert writer.click_tool(name).document == WORD, name
        assert writer.press(key).document == document, key
        assert writer.press(key).document == WORD, key
        assert button.get_attribute("aria-keyshortcuts") == key
    assert writer.press("Control+,").document == b.doc(b.paragraph(b.text("mot", b.subscript)))
    assert writer.click_tool("superscript").document == MADE["superscript"][1]


def test_undo_and_redo(write):
    writer = write(WORD).at_end().press(">s")
    assert writer.click_tool("undo").document == WORD
    assert writer.page.locator("[data-tool=undo]").get_attribute("aria-disabled") == "true"
    assert writer.click_tool("redo").document == b.doc(b.paragraph("mots"))
    assert writer.press("Control+z").document == WORD
    assert writer.press("Control+y").document == b.doc(b.paragraph("mots"))


def test_the_toolbar_is_one_stop_and_arrows_go_through_it(write):
    writer = write(WORD).at_end().press("Alt+F10")
    tool = "document.activeElement.dataset.tool"
    seen = [writer.page.evaluate(tool)]
    for key in ("ArrowRight", "End", "ArrowRight", "ArrowLeft", "Home"):
        seen.append(writer.press(key).page.evaluate(tool))
    assert seen == ["bold", "italic", "redo", "bold", "redo", "bold"]
    tip = "getComputedStyle(document.activeElement, '::after').content"
    assert writer.page.evaluate(tip) == '"Bold (Ctrl+B)"'
    assert writer.press("Enter", ">s").document == b.doc(b.paragraph("mot", b.text("s", b.bold)))
    writer.press("Alt+F10", "Escape", ">x")
    assert writer.page.locator("[data-tool][tabindex='0']").count() == 1
    assert writer.document == b.doc(b.paragraph("mot", b.text("sx", b.bold)))


def test_lists_have_tools_for_their_levels(write):
    writer = write(b.doc(b.bullet_list("un", "deux"))).at_end()
    writer.page.wait_for_selector("[data-tool=indent]")
    assert writer.click_tool("indent").document == b.doc(b.bullet_list(b.item("un", b.bullet_list("deux"))))
    assert writer.click_tool("outdent").document == b.doc(b.bullet_list("un", "deux"))
    writer.click_tool("orderedList")
    assert writer.document == b.doc(b.ordered_list("un", "deux"))


LINKS = {
    "www.ilo.org": "https://www.ilo.org",
    "  https://ilo.org/a?b=c#d ": "https://ilo.org/a?b=c#d",
    "http://ilo.org": "http://ilo.org",
    "contact@example.org": "mailto:contact@example.org",
    "mailto:contact@example.org": "mailto:contact@example.org",
    "ilo.org:8000/mon rapport.pdf": "https://ilo.org:8000/mon%20rapport.pdf",
}


def test_the_form_of_a_link_takes_what_people_write(write):
    writer = write()
    field = writer.page.get_by_label("Address of the link")
    for written, href in LINKS.items():
        writer.start_over(WORD).press("Shift+End", "Control+k")
        field.fill(written)
        field.press("Enter")
        assert writer.document == b.doc(b.paragraph(b.text("mot", b.link(href)))), written
    writer.click_tool("link")
    assert field.input_value() == "https://ilo.org:8000/mon%20rapport.pdf"
    writer.page.get_by_role("button", name="Remove link").click()
    assert writer.document == WORD
    writer.at_end().press(">s ", "Control+k", ">ilo.org", "Enter", ">.")
    assert writer.document == b.doc(b.paragraph("mots ", b.text("ilo.org", b.link("https://ilo.org")), "."))


def test_an_address_that_leads_nowhere_is_refused_with_a_reason(write, axe):
    writer = write(WORD).at_start().press("Shift+End", "Control+k")
    field = writer.page.get_by_label("Address of the link")
    for written in ("", "javascript:alert(1)", "ftp://a.example", "un mot", "un", "https://", "https://un mot/"):
        field.fill(written)
        field.press("Enter")
        assert field.get_attribute("aria-invalid") == "true", written
    assert writer.page.get_by_role("alert").inner_text().startswith("Write a web address")
    axe(writer.page)
    writer.press("Escape", "End", ">s")
    assert not field.is_visible()
    assert writer.document == b.doc(b.paragraph("mots"))


def test_a_table_is_made_and_changed(write):
    writer = write(WORD).at_end().click_tool("table").press(">a", "Tab", ">b")
    rows = [["a", "b", b.cell(header=True)], [b.cell(), b.cell(), b.cell()], [b.cell(), b.cell(), b.cell()]]
    assert writer.document == b.doc(b.paragraph("mot"), b.table(rows), b.paragraph())
    writer.page.wait_for_selector("[data-tool=deleteTable]")
    assert writer.page.locator("[data-tool=table]").get_attribute("aria-disabled") == "true"
    assert writer.page.locator("[data-tool=rowAbove]").get_attribute("aria-disabled") == "true"
    for tool in ("columnBefore", "columnAfter", "deleteColumn", "rowBelow"):
        writer.click_tool(tool)
    assert shape(writer.document) == ["HHHH", "cccc", "cccc", "cccc"]
    writer.press("ArrowDown").page.wait_for_selector("[data-tool=rowAbove][aria-disabled=false]")
    for tool in ("rowAbove", "rowAbove", "deleteRow"):
        writer.click_tool(tool)
    assert shape(writer.document) == ["HHHH", "cccc", "cccc", "cccc", "cccc"]
    assert shape(writer.click_tool("headerRow").document) == ["cccc", "cccc", "cccc", "cccc", "cccc"]
    assert writer.click_tool("deleteTable").document == b.doc(b.paragraph("mot"), b.paragraph())


def shape(document):
    """Of the table in second place: a word for each row, a letter for each cell, H for those of the head."""
    rows = document["content"][1]["content"]
    return ["".join("cH"[cell["type"] == "tableHeader"] for cell in row["content"]) for row in rows]


def test_tools_that_make_no_sense_in_a_footnote_are_off(write):
    writer = write(WORD).at_end().press("Control+Alt+f", ">note")
    writer.page.wait_for_selector("[data-tool=heading1][aria-disabled=true]")
    off = "all => all.filter(e => e.getAttribute('aria-disabled') === 'true').map(e => e.dataset.tool)"
    names = writer.page.locator("[data-tool]:visible").evaluate_all(off)
    assert names == ["heading1", "heading2", "bulletList", "orderedList", "quote", "footnote", "redo"]
    writer.press("Control+Shift+8", "Control+Alt+1")
    assert writer.document == b.doc(b.paragraph("mot", b.footnote("note")))
