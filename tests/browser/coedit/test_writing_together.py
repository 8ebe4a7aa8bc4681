"""Several write in one text at the same time."""

import pytest

from coediting import rendering
from tests.browser.coedit.writer import stored, together
from tests.browser.editor.test_editor import EVERYTHING
from tests.coediting import owner

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_one_types_the_other_sees_and_the_server_has(document, open_text):
    anna, ben = open_text(document).joined(), open_text(document).joined()
    anna.at("end").press("> four")
    ben.sees("One two three four").at("start").press(">Zero ")
    anna.sees("Zero One two three four")
    assert together(anna, ben) == stored(document) == "Zero One two three four"


def test_every_kind_of_content_comes_and_stays_as_it_was(server, open_text):
    from coediting import writing

    document = writing.create(EVERYTHING, owner=owner.NAME, by=None)
    anna = open_text(document).joined()
    ben = open_text(document).joined()
    assert anna.document == ben.document == EVERYTHING
    anna.at("end").press(">x")
    ben.sees("deux espaces")
    anna.press("Backspace").saved()
    together(anna, ben)
    assert anna.document == ben.document == EVERYTHING
    assert rendering.current(document.pk) == EVERYTHING
