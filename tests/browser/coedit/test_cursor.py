"""The cursor stays where its writer put it, whatever comes into the text in that moment."""

from typing import Any

import pytest

from coediting import writing
from coediting.models import Document
from richtext import build
from tests.browser.coedit.writer import Writer, stored, together

pytestmark = pytest.mark.django_db(transaction=True)

# Messages that bring text wait while `held` is a list: on a busy machine they come at any moment, here at the worst.
HOLD = """
const Real = window.WebSocket;
window.held = null;
const bringsText = (data) => {
    const [kind, step] = new Uint8Array(data);
    return kind === 0 && step > 0;
};
window.WebSocket = class extends Real {
    set onmessage(hear) {
        super.onmessage = hear && ((event) => {
            if (window.held && bringsText(event.data)) window.held.push(() => hear(event));
            else hear(event);
        });
    }
};
"""
# The browser tells of a cursor that has moved a moment later; what follows in the same breath comes before it does.
MOVE_TO_THE_END = """
    const letters = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    while (letters.nextNode());
    getSelection().collapse(letters.currentNode, letters.currentNode.length);
"""
LET_IN = """
    const held = window.held;
    window.held = null;
    for (const hear of held) hear();
"""
PRESS_ENTER = """
    const key = { key: "Enter", code: "Enter", keyCode: 13, bubbles: true, cancelable: true };
    text.dispatchEvent(new KeyboardEvent("keydown", key));
"""


def at_once(writer: Writer, *acts: str) -> None:
    writer.text.evaluate(f"(text) => {{{''.join(acts)}}}")


def paragraphs(*lines: str) -> dict[str, Any]:
    return build.doc(*(build.paragraph(line) for line in lines))


@pytest.fixture
def anna(document: Document, open_text) -> Writer:
    anna = open_text(document).joined()
    anna.page.add_init_script(HOLD)
    return anna


def test_it_is_moved_as_somebody_else_s_words_come(anna, document, open_text):
    anna.go().joined().at("start")
    ben = open_text(document).joined().at("start")
    anna.page.evaluate("window.held = []")
    ben.press(">Zero ").saved()
    anna.page.wait_for_function("window.held.length")
    at_once(anna, MOVE_TO_THE_END, LET_IN)
    anna.press("> four")
    assert together(anna, ben) == stored(document) == "Zero One two three four"


@pytest.mark.long
def test_it_is_moved_as_the_text_comes(anna, document):
    anna.page.add_init_script("window.held = []")
    anna.go().at("start")
    anna.page.wait_for_function("window.held.length")
    at_once(anna, MOVE_TO_THE_END, LET_IN)
    anna.press("> four").saved()
    assert anna.plain == stored(document) == "One two three four"


@pytest.mark.long
def test_it_stays_in_the_words_that_were_typed_before_the_text_came(document, open_text):
    """Of words that begin alike a comparison may take either for the new ones: a cursor there would tear them apart."""
    writing.replace(document, paragraphs("Zero", "Le guide 1"), by=None)
    seen = Document.objects.get(pk=document.pk).value
    writing.replace(document, paragraphs("Zero more", "Le guide 1"), by=None)
    Document.objects.filter(pk=document.pk).update(value=seen)  # the page was made before
    anna = open_text(document)
    anna.page.add_init_script(HOLD + "window.held = []")
    anna.go().sees("Le guide 1").at(7).press(">Le guide 2", "Enter", "ArrowLeft")
    anna.page.wait_for_function("window.held.length")
    at_once(anna, LET_IN)
    anna.sees("Zero more").press(">0").saved()
    assert anna.plain == stored(document) == "Zero more\n\nLe guide 20\n\nLe guide 1"


@pytest.mark.long
def test_a_key_acts_where_the_cursor_is_before_the_browser_has_told_of_it(document, open_text):
    anna = open_text(document).joined().at("start")
    at_once(anna, MOVE_TO_THE_END, PRESS_ENTER)
    anna.press(">four").saved()
    assert anna.plain == stored(document) == "One two three\n\nfour"
