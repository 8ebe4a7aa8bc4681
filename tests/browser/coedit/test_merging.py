"""One types without a line while another changes the structure around it.

Every word that was typed is in the text in the end, in its place, or offered back; whether the page stood open all
the time, or was closed and opened again.
"""

import pytest
from playwright.sync_api import expect

from coediting import writing
from richtext import build as b
from tests.browser.coedit.writer import stored, together
from tests.coediting import owner

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def expected_in_console() -> list[str]:
    return ["WebSocket connection to|net::ERR_|Failed to load resource"]


@pytest.fixture(params=["open", "closed"])
def stands(request) -> str:
    """What becomes of the page in which one typed without a line."""
    return request.param


@pytest.fixture
def back(stands):
    """back(anna, ben, document): Anna has a line again, and everybody the same text."""

    def come(anna, ben, document) -> None:
        if stands == "closed":
            anna.kept(anna.waiting).leave().online().go()
        anna.online().saved()
        together(anna, ben)
        assert stored(document) == anna.plain

    return come


@pytest.fixture
def two(server, open_text):
    """Anna and Ben in a text of two paragraphs; Anna has no line."""

    def open_both(*paragraphs: str):
        text = b.doc(*(b.paragraph(words) for words in paragraphs or ("Intro words", "Alpha beta gamma delta")))
        document = writing.create(text, owner=owner.NAME, by=None)
        anna, ben = open_text(document).joined(), open_text(document).joined()
        return anna.offline(), ben, document

    return open_both


def insert_again(anna, ben, document) -> None:
    anna.offered.first.get_by_role("button").first.click()
    anna.saved()
    together(anna, ben)
    assert stored(document) == anna.plain


@pytest.mark.long
def test_types_while_the_other_makes_it_a_heading(two, back):
    anna, ben, document = two()
    anna.after("beta").press("> TYPED")
    ben.after("gamma").tool("heading1")
    ben.saved()
    back(anna, ben, document)
    expect(anna.offered).to_have_count(1)
    expect(anna.offered.locator(".kept-text")).to_have_text("TYPED")
    insert_again(anna, ben, document)
    assert anna.document == b.doc(b.paragraph("Intro words"), b.heading(1, "Alpha beta TYPED gamma delta"))


def test_types_in_the_tail_while_the_other_splits_before_it(two, back):
    anna, ben, document = two()
    anna.after("delta").press("> TYPED")
    ben.after("beta").press("Enter").saved()
    back(anna, ben, document)
    expect(anna.offered).to_have_count(1)
    expect(anna.offered.locator(".kept-text")).to_have_text("TYPED")
    insert_again(anna, ben, document)
    assert anna.plain == "Intro words\n\nAlpha beta\n\ngamma delta TYPED"


@pytest.mark.long
def test_types_while_the_other_makes_a_list_of_it(two, back):
    anna, ben, document = two()
    anna.after("beta").press("> TYPED")
    ben.after("gamma").tool("bulletList")
    ben.saved()
    back(anna, ben, document)
    expect(anna.offered).to_have_count(1)
    insert_again(anna, ben, document)
    assert anna.document == b.doc(b.paragraph("Intro words"), b.bullet_list("Alpha beta TYPED gamma delta"))


@pytest.mark.long
def test_types_while_the_other_joins_it_with_the_paragraph_before(two, back):
    anna, ben, document = two()
    anna.after("beta").press("> TYPED")
    ben.after("Intro words").press("Delete").saved()
    back(anna, ben, document)
    expect(anna.offered).to_have_count(1)
    expect(anna.offered.locator(".notice-title")).to_have_text("Words of yours that the merge dropped")
    insert_again(anna, ben, document)
    assert anna.document == b.doc(b.paragraph("Intro wordsAlpha beta TYPED gamma delta"))


@pytest.mark.long
def test_both_make_a_list_of_it(two, back):
    anna, ben, document = two()
    anna.after("beta").tool("bulletList")
    ben.after("gamma").tool("bulletList")
    ben.saved()
    back(anna, ben, document)
    assert "Alpha beta gamma delta" in anna.plain


@pytest.mark.long
def test_makes_words_bold_while_the_other_types_among_them(two, back):
    anna, ben, document = two()
    anna.after("Alpha").press("Shift+Control+ArrowRight", "Control+b")
    ben.after("beta").press(">XX").saved()
    back(anna, ben, document)
    assert anna.plain == "Intro words\n\nAlpha betaXX gamma delta"
    assert anna.text.locator("strong").count() == 1
    expect(anna.offered).to_have_count(0)


def test_types_while_the_other_replaces_everything(two, back):
    anna, ben, document = two()
    anna.after("beta").press("> TYPED")
    ben.at("start").press("Control+a", ">Something else").saved()
    back(anna, ben, document)
    assert "Something else" in anna.plain
    if "TYPED" not in anna.plain:
        expect(anna.offered).to_have_count(1)
        expect(anna.offered.locator(".kept-text")).to_contain_text("TYPED")
        insert_again(anna, ben, document)
        assert "TYPED" in anna.plain


@pytest.mark.long
def test_words_can_be_copied_or_let_go(two, back):
    anna, ben, document = two()
    anna.after("beta").press("> TYPED")
    ben.after("Intro words").press("Delete").saved()
    back(anna, ben, document)
    anna.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    anna.offered.get_by_role("button", name="Copy").click()
    expect(anna.offered.get_by_role("status")).to_have_text("Copied")
    assert anna.page.evaluate("navigator.clipboard.readText()") == "TYPED"
    anna.offered.get_by_role("button", name="Dismiss").click()
    expect(anna.offered).to_have_count(0)
    anna.go().joined()
    expect(anna.offered).to_have_count(0)


@pytest.mark.long
def test_what_others_type_elsewhere_offers_nothing(two, back):
    anna, ben, document = two()
    anna.after("beta").press("> TYPED")
    ben.after("Intro").press("> more").saved()
    ben.after("gamma").press("> and").saved()
    back(anna, ben, document)
    expect(anna.offered).to_have_count(0)
    assert anna.plain == "Intro more words\n\nAlpha beta TYPED gamma and delta"


@pytest.mark.long
def test_words_are_offered_once_though_they_are_found_twice(two):
    """The page is closed again before the server has taken them."""
    anna, ben, document = two()
    anna.after("beta").press("> TYPED")
    anna.after("Intro").press("> KEPT")
    ben.after("gamma").tool("heading1")
    ben.saved()
    anna.kept(anna.waiting).leave().online()
    anna.page.route_web_socket("**/ws/**", says_nothing_new)
    anna.page.route("**/sync/**", lambda route: route.abort())
    for _ in range(2):
        anna.go().says("saving")
        expect(anna.offered).to_have_count(1)
        expect(anna.offered.locator(".kept-text")).to_have_text("TYPED")
    anna.page.unroute_all()
    assert stored(document) == "Intro words\n\nAlpha beta gamma delta"


def says_nothing_new(socket) -> None:
    """A line on which no change of this page arrives."""
    server = socket.connect_to_server()
    sync, step_two = 0, 1
    socket.on_message(lambda message: None if message[0] == sync and message[1] >= step_two else server.send(message))
