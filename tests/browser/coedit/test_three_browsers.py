"""Three browsers in one paragraph, one of which goes away and comes back: with sockets, and without."""

import pytest

from tests.browser.coedit.writer import stored, together

pytestmark = pytest.mark.django_db(transaction=True)
REFUSED = "WebSocket connection to|net::ERR_INTERNET_DISCONNECTED|Failed to load resource"


@pytest.fixture
def expected_in_console() -> list[str]:
    return [REFUSED]  # the browser tells of each try without a line


@pytest.mark.long
@pytest.mark.parametrize("sockets", [True, False], ids=["sockets", "questions"])
def test_three_write_in_one_paragraph_while_one_goes_away_and_comes_back(document, open_text, sockets):
    anna, ben, cara = (open_text(document, sockets=sockets).joined() for _ in range(3))
    cara.offline()
    for number in range(5):
        anna.at("end").press(f"> anna{number}")
        ben.after("One").press(f"> ben{number}")
        cara.after("two").press(f"> cara{number}")
    cara.says("offline")
    assert "cara4" not in anna.plain
    cara.online()
    anna.sees("cara0"), ben.sees("cara4"), cara.sees("anna4")
    text = together(anna, ben, cara)
    assert stored(document) == text
    words = text.split()
    assert sorted(words) == sorted(
        ["One", "two", "three", *(f"{name}{number}" for name in ("anna", "ben", "cara") for number in range(5))]
    )

    ben.press("Control+z")  # typed without a pause between, all of ben's
    anna.press("Control+z")
    text = together(anna, ben, cara)
    assert "anna4" not in text and "ben4" not in text
    assert [word for word in text.split() if word.startswith("cara")] == [f"cara{n}" for n in (4, 3, 2, 1, 0)]
    assert stored(document) == text
    ben.press("Control+y")
    cara.sees("ben4")
    assert together(anna, ben, cara) == stored(document)
