import pytest

from tests.browser.editor.page import Node, Writer


@pytest.fixture
def write(page_for):
    """write(document, …): a page of 1440 × 900 with the document in an editor."""

    def open_page(document: Node | str | None = None, *, width: int = 1440, height: int = 900, **query: str) -> Writer:
        return Writer(page_for(width=width, height=height), document, **query)

    return open_page
