"""Letters that are put together of several keys, by an input method, while something else happens to the text."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import WebSocketRoute, expect

from tests.browser.coedit.writer import Writer, stored, together

pytestmark = pytest.mark.django_db(transaction=True)
STEPS = ("k", "ko", "こ", "こn", "こん")


@pytest.fixture
def two(document, open_text) -> tuple[Writer, Writer]:
    return open_text(document).joined(), open_text(document).joined()


@pytest.mark.long
@pytest.mark.parametrize("place", ["start", "end", "One two"], ids=["before", "behind", "beside"])
def test_a_colleague_types_in_the_same_paragraph(two, document, place):
    anna, ben = two
    anna.after("One two").press("> ").compose(*STEPS)
    assert anna.composing
    ben.sees("こん")
    if place in {"start", "end"}:
        ben.at(place).press(">X!")
    else:
        ben.after(place).press(">X!")
    ben.saved()
    anna.compose("こんに").settle("今日は").sees("X!").press(">.")
    ben.sees("今日は.")
    texts = {
        "start": "X!One two 今日は. three",
        "end": "One two 今日は. threeX!",
        "One two": "One twoX! 今日は. three",
    }
    assert together(anna, ben) == stored(document) == texts[place]


def test_a_colleague_types_within_what_is_being_composed(two, document):
    anna, ben = two
    anna.after("One").compose(*STEPS)
    ben.sees("こん").after("こ").press(">X").saved()
    anna.settle("今").sees("X").press(">.")
    assert together(anna, ben) == stored(document)
    assert sorted(anna.plain) == sorted("One two three今X.")


@pytest.mark.long
def test_both_compose_at_once(two, document):
    anna, ben = two
    anna.after("One").compose("に", "にほ")
    ben.after("two").compose("と", "とう")
    anna.compose("にほん").settle("日本").sees("とう")
    ben.compose("とうき").settle("東京").sees("日本")
    assert together(anna, ben) == stored(document) == "One日本 two東京 three"


@pytest.mark.long
def test_what_others_write_waits_no_longer_than_ten_seconds(two, document):
    anna, ben = two
    anna.page.clock.install()
    anna.after("One").compose(*STEPS)
    ben.sees("こん").after("three").press("> four").saved()
    anna.page.clock.run_for(10_000)
    anna.sees("four").press(">.")
    assert together(anna, ben) == stored(document) == "Oneこん. two three four"


@pytest.mark.long
def test_who_writes_alone_is_told_that_it_is_saved(two, document):
    anna, ben = two
    anna.after("One").compose(*STEPS)
    anna.saved()
    assert anna.composing
    assert stored(document) == "Oneこん two three"
    anna.settle("今").saved()
    assert together(anna, ben) == stored(document) == "One今 two three"


class TestJoining:
    @pytest.mark.long
    def test_the_text_comes_while_a_letter_is_composed(self, document, open_text):
        ben = open_text(document).joined()
        anna = open_text(document)
        let_go = held_back(anna)
        anna.go().at("end").press("> four ").compose(*STEPS)
        ben.at("start").press(">Zero ").saved()
        let_go()
        expect(anna.state).to_have_attribute("data-state", "saving")  # what was typed is not in the text yet
        anna.compose("こんに").settle("今日は")
        anna.sees("Zero One two three four 今日は").press(">.")
        assert together(anna, ben) == stored(document) == "Zero One two three four 今日は."

    @pytest.mark.long
    def test_a_letter_that_is_given_up(self, document, open_text):
        anna = open_text(document)
        let_go = held_back(anna)
        anna.go().at("end").press("> four ").compose(*STEPS)
        let_go()
        expect(anna.state).to_have_attribute("data-state", "saving")
        anna.compose("")
        anna.press(">.").sees("One two three four .").saved()
        assert stored(document) == "One two three four ."


def held_back(writer: Writer) -> Callable[[], None]:
    """What the server says waits, from the next page on, until the function that this gives is called."""
    waiting: list[Callable[[], Any]] = []
    is_open: list[bool] = []

    def hold(socket: WebSocketRoute) -> None:
        def hear(message: str | bytes) -> None:
            if is_open:
                socket.send(message)
            else:
                waiting.append(lambda: socket.send(message))

        socket.connect_to_server().on_message(hear)

    def let_go() -> None:
        is_open.append(True)
        for send in waiting:
            send()

    writer.page.route_web_socket("**/ws/**", hold)
    return let_go


class TestWithoutALine:
    @pytest.fixture
    def expected_in_console(self) -> list[str]:
        return ["WebSocket connection to|net::ERR_|Failed to load resource"]

    @pytest.mark.long
    def test_the_line_breaks_and_comes_again_while_a_letter_is_composed(self, two, document):
        anna, ben = two
        anna.after("One two").press("> ").compose(*STEPS[:2])
        anna.offline().compose(*STEPS[2:])
        ben.at("start").press(">Zero ").saved()
        assert anna.composing
        anna.online().compose("こんに").settle("今日は").sees("Zero").press(">.")
        assert together(anna, ben) == stored(document) == "Zero One two 今日は. three"

    @pytest.mark.long
    def test_the_line_breaks_and_the_letter_is_settled_without(self, two, document):
        anna, ben = two
        anna.after("One two").press("> ").compose(*STEPS[:2])
        anna.offline().compose(*STEPS[2:]).settle("今日は")
        ben.at("start").press(">Zero ").saved()
        anna.press(">.").online().saved()
        assert together(anna, ben) == stored(document) == "Zero One two 今日は. three"

    @pytest.mark.long
    def test_the_page_is_closed_in_the_middle_of_a_letter(self, two, document):
        anna, ben = two
        anna.offline().after("One two").press("> ").compose(*STEPS)
        anna.kept(anna.waiting).leave().online().go().saved()
        assert together(anna, ben) == stored(document) == "One two こん three"
