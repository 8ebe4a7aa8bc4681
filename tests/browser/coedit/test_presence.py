"""Who is here, and where."""

import pytest
from playwright.sync_api import expect

from tests.browser.coedit.writer import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("sockets", [True, False], ids=["sockets", "questions"])
def test_the_others_are_named_and_their_cursors_stand_in_the_text(document, open_text, axe, sockets):
    anna = open_text(document, name="Anna", sockets=sockets).joined()
    ben = open_text(document, name="Ben", sockets=sockets).joined()
    here = anna.page.locator(".editor-here")
    expect(here).to_have_text("1 other person here: Ben")
    ben.after("two")
    cursor = anna.text.locator(".remote-cursor")
    expect(cursor).to_have_count(1)
    expect(cursor).to_have_attribute("aria-hidden", "true")
    expect(cursor.locator("[data-name]")).to_have_attribute("data-name", "Ben")
    assert anna.text.inner_text().replace("\u2060", "") == "One two three"
    spoken = anna.page.locator(".editor [role=status]").filter(has_text="other person here: Ben")
    expect(spoken).to_have_count(1)
    axe(anna.page)
    ben.page.close()
    expect(here).to_be_hidden(timeout=60_000)
    expect(cursor).to_have_count(0)


@pytest.mark.long
def test_two_pages_of_one_person_are_one_person(document, open_text):
    anna = open_text(document, name="Anna").joined()
    ben = open_text(document, name="Ben").joined()
    again = open_text(document, user=ben.user).joined()
    expect(anna.page.locator(".editor-here")).to_have_text("1 other person here: Ben")
    expect(again.page.locator(".editor-here")).to_have_text("1 other person here: Anna")
    together(anna, ben, again)
