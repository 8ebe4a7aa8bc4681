"""References to the roadmap: the list under the cursor, and codes that become references as they are typed."""

import pytest

from richtext import build as b

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.browser.editor.page")]

ALL = ["1", "1.1", "1.1.A", "1.2", "1.2.A", "1.2.C", "1.10.A"]


def active(writer):
    code = "document.getElementById(document.querySelector('.ProseMirror').getAttribute('aria-activedescendant'))?.id"
    selected = writer.page.locator("[role=option][aria-selected=true]")
    assert writer.page.evaluate(code) == (selected.get_attribute("id") if selected.count() else None)
    return selected.inner_text().split()[0] if selected.count() else None


OFFERED = {
    "[": ALL,
    "[1.2": ["1.2", "1.2.A", "1.2.C"],
    "[erad": ["1.2.A"],
    "[TRAV for": ["1.2.A"],
    "[élèves sens": ["1.2.C"],
    "[rien": [],
    "voir 1.2": ["1.2", "1.2.A", "1.2.C"],
    "(1.1.a": ["1.1.A"],
    "l’objectif 1.10": ["1.10.A"],
    "12": [],
    "le 1": [],
    "2.1": [],
    "a1.2": [],
}


def test_the_list_opens_with_what_fits(write):
    writer = write()
    assert {typed: writer.start_over(b.doc()).press(f">{typed}").options for typed in OFFERED} == OFFERED


def test_the_list_is_a_listbox_that_tells_what_it_holds(write, axe):
    writer = write().at_start().press(">[1.2")
    text, box = writer.text, writer.page.get_by_role("listbox", name="Objectives of the roadmap")
    assert text.get_attribute("aria-controls") == box.get_attribute("id")
    assert writer.page.get_by_role("status").inner_text() == "3 objectives found"
    assert box.locator("span[lang=fr]").first.inner_text() == "Former les acteurs"
    axe(writer.page)
    steps = [active(writer)] + [active(writer.press(key)) for key in ("ArrowDown", "ArrowUp", "ArrowUp", "ArrowDown")]
    assert steps == ["1.2", "1.2.A", "1.2", "1.2.C", "1.2"]
    writer.press(">zzz")
    assert not box.is_visible()
    assert writer.page.get_by_role("status").inner_text() == "No objective found"
    assert [text.get_attribute("aria-controls"), active(writer)] == [None, None]


def test_enter_and_tab_take_the_chosen_one(write):
    writer = write()
    for key in ("Enter", "Tab"):
        writer.start_over(b.doc()).press(">voir [1.2", "ArrowDown", key, ">, puis")
        assert writer.document == b.doc(b.paragraph("voir ", b.objective("1.2.A"), ", puis"))


def test_a_click_takes_one_too(write):
    writer = write().at_start().press(">voir [")
    writer.page.get_by_role("option", name="Sensibiliser").click()
    assert writer.press(">.").document == b.doc(b.paragraph("voir ", b.objective("1.2.C"), "."))


def test_escape_closes_the_list_and_leaves_what_was_typed(write):
    writer = write().at_start().press(">voir [1.2", "Escape", ">5]", "Enter", ">fin")
    assert writer.document == b.doc(b.paragraph("voir [1.25]"), b.paragraph("fin"))
    assert writer.press(">[").options == ALL


def test_a_number_may_be_a_number_so_enter_takes_nothing_before_an_arrow(write):
    writer = write().at_start().press(">un taux de 1.2", "Enter", ">fin")
    assert writer.document == b.doc(b.paragraph("un taux de 1.2"), b.paragraph("fin"))
    writer = write().at_start().press(">objectif 1.2", "ArrowDown", "Enter")
    assert writer.document == b.doc(b.paragraph("objectif ", b.objective("1.2")))


def test_the_tool_opens_the_whole_list_to_be_filtered(write):
    writer = write(b.doc(b.paragraph("voir "))).at_end().click_tool("objective")
    assert writer.options == ALL
    assert writer.press(">sens").options == ["1.2.C"]
    assert writer.press("Enter").document == b.doc(b.paragraph("voir ", b.objective("1.2.C")))


def test_the_list_stays_away_when_the_cursor_only_passes_and_when_the_text_is_left(write):
    writer = write(b.doc(b.paragraph("voir [1.2"))).at_end()
    assert writer.options == []
    assert writer.press("Backspace").options == [code for code in ALL if code != "1"]
    writer.page.locator("h1").click()
    writer.page.get_by_role("link", name="After the text").focus()
    assert writer.options == []


TYPED = {
    "voir 1.2.C et": ["voir ", b.objective("1.2.C"), " et"],
    "(1.1.A)": ["(", b.objective("1.1.A"), ")"],
    "[1.1.A]": ["[", b.objective("1.1.A"), "]"],
    "1.1.A.": [b.objective("1.1.A"), "."],
    "objectif 1.2 et": ["objectif ", b.objective("1.2"), " et"],
    "volets 1.1, 1.2 et": ["volets ", b.objective("1.1"), ", 1.2 et"],
    "1.2 million": ["1.2 million"],
    "1.2.D et 1.2.c.": ["1.2.D et 1.2.c."],
    "objectif 1.2.C ": ["objectif ", b.objective("1.2.C"), " "],
    "x1.2.C ou 3.1.2.C ": ["x1.2.C ou 3.1.2.C "],
}


def test_a_known_code_becomes_a_reference_when_the_next_character_ends_it(write):
    writer = write()
    written = {typed: writer.start_over(b.doc()).press(f">{typed}").document for typed in TYPED}
    assert written == {typed: b.doc(b.paragraph(*inline)) for typed, inline in TYPED.items()}


def test_undo_gives_the_typed_code_back(write):
    writer = write().at_start().press(">voir 1.2.C ", "Control+z")
    assert writer.document == b.doc(b.paragraph("voir 1.2.C "))
    assert writer.press(">et").document == b.doc(b.paragraph("voir 1.2.C et"))


def test_the_first_backspace_shows_what_the_second_removes(write):
    document = b.doc(b.paragraph("voir ", b.objective("1.2.C"), "."))
    writer = write(document).at_end().press("ArrowLeft", "Backspace")
    assert writer.page.locator(".ProseMirror-selectednode").inner_text() == "1.2.C"
    assert writer.document == document
    assert writer.press("Backspace").document == b.doc(b.paragraph("voir ."))


def test_a_reference_tells_its_title_and_an_unknown_one_stands_out(write):
    writer = write(b.doc(b.paragraph(b.objective("1.2.C"), b.objective("9.9.Z"))))
    known, unknown = writer.page.locator("[data-objective]").all()
    assert known.get_attribute("title") == "1.2.C – Sensibiliser les élèves"
    assert unknown.get_attribute("title") == "The roadmap has no 9.9.Z."
    assert known.evaluate("e => getComputedStyle(e, '::after').content") == "none"
    assert unknown.evaluate("e => getComputedStyle(e, '::after').content") == '" ?"'


def test_a_reference_fits_into_a_footnote(write):
    writer = write(b.doc(b.paragraph("a"))).at_end().press("Control+Alt+f", ">voir [sens", "Enter", "Escape", ">.")
    assert writer.document == b.doc(b.paragraph("a", b.footnote("voir ", b.objective("1.2.C")), "."))


TYPED_ABROAD = {
    "el eje I y": ["el ", b.objective("eje I"), " y"],
    "el Eje CC y CC a": ["el Eje ", b.objective("CC"), " y CC a"],
    "la línea I.1.a, ": ["la ", b.objective("línea I.1.a"), ", "],
    "(I.1.a)": ["(", b.objective("I.1.a"), ")"],
    "M17 y M171 ": [b.objective("M17"), " y M171 "],
    "Vigilar los avances, I y ": ["Vigilar los avances, I y "],
}


def test_the_codes_of_another_country_are_known_with_the_words_of_its_levels(write):
    writer = write(abroad="1")
    written = {typed: writer.start_over(b.doc()).press(f">{typed}").document for typed in TYPED_ABROAD}
    assert written == {typed: b.doc(b.paragraph(*inline)) for typed, inline in TYPED_ABROAD.items()}


def test_an_item_without_a_code_is_picked_by_its_title_in_the_words_of_the_roadmap(write, axe):
    writer = write(abroad="1").at_start().press(">[vig")
    assert writer.page.get_by_role("listbox", name="Of the roadmap: eje, línea").inner_text() == "Vigilar los avances"
    axe(writer.page)
    assert writer.press("Enter", ">.").document == b.doc(b.paragraph(b.objective("Vigilar los avances"), "."))
    assert writer.page.locator("[data-objective]").get_attribute("title") == "Vigilar los avances"


def test_what_is_left_of_a_code_is_put_in_where_its_word_is_typed(write):
    writer = write(abroad="1").at_start().press(">la línea I.1", "Enter", ">.")
    assert writer.document == b.doc(b.paragraph("la línea ", b.objective("I.1.a"), "."))
