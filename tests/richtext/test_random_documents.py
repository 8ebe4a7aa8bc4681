"""What holds for every document, tried on five hundred random ones."""

import json
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from richtext import cleaning, differences, html, reading, references, schema
from tests.richtext.documents import KNOWN, written

pytestmark = pytest.mark.sampled("first", range(0, 500, 25))
ELEMENTS = {
    "p", "h4", "h5", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td",
    "a", "strong", "em", "sup", "sub", "br", "span", "section",
}  # fmt: skip
PARTS_WORDS = ELEMENTS - {"a", "strong", "em", "sup", "sub", "span"}
ATTRIBUTES = {"href", "id", "class", "role", "title", "scope", "colspan", "rowspan", "start", "style", "aria-label"}
ATTRIBUTES |= {"data-words"}


@pytest.fixture
def documents(first):
    """Twenty-five documents in the stored form."""
    return [cleaning.normalise(written(seed)) for seed in range(first, first + 25)]


class Reader(HTMLParser):
    """Reads HTML strictly: every element is known and closed where it should be. Collects the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []
        self.text = ""
        self.inside_links: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        assert tag in ELEMENTS
        assert {name for name, _value in attrs} <= ATTRIBUTES
        if any(opened == "a" for opened, _parts_words in self.open):
            self.inside_links.append(tag)
        parts_words = tag in PARTS_WORDS or ("class", "footnote") in attrs
        self.text += " " * parts_words
        if tag != "br":
            self.open.append((tag, parts_words))

    def handle_endtag(self, tag) -> None:
        opened, parts_words = self.open.pop()
        assert opened == tag
        self.text += " " * parts_words

    def handle_data(self, data) -> None:
        self.text += data

    def handle_comment(self, data) -> None:
        raise AssertionError(data)


def read(markup: str) -> Reader:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    assert reader.open == []
    return reader


def characters(node) -> str:
    """All characters of a document, however badly it is written."""
    own = node.get("text", "") + node.get("attrs", {}).get("code", "")
    return own + "".join(characters(child) for child in node.get("content", []))


def test_the_normal_form_is_valid_and_has_every_character(first):
    for seed in range(first, first + 25):
        doc = written(seed)
        as_written = json.dumps(doc)
        normal = cleaning.normalise(doc)
        schema.validate(normal)
        assert cleaning.normalise(normal) == normal
        assert characters(normal) == characters(doc)
        assert json.dumps(doc) == as_written


def test_linking_codes_changes_no_word(documents):
    for doc in documents:
        linked, made, unknown = references.link_codes(doc, KNOWN)
        schema.validate(linked)
        assert cleaning.normalise(linked) == linked
        assert characters(linked) == characters(doc)
        assert reading.words(linked) == reading.words(doc)
        assert reading.to_text(linked) == reading.to_text(doc)
        assert references.link_codes(linked, KNOWN) == (linked, [], unknown)
        assert len(references.codes(linked)) == len(references.codes(doc)) + len(made)


def test_plain_text_has_every_word(documents):
    for doc in documents:
        text = reading.to_text(doc)
        assert [word for word in reading.words(doc) if word not in text] == []


def test_html_for_the_screen_is_well_formed_and_has_every_word(documents):
    for doc in documents:
        reader = read(
            html.to_html(doc, objective_url=lambda code: f"#{code}", objective_title=lambda code: f"<{code}>")
        )
        assert [word for word in reading.words(doc) if word not in reader.text] == []


def test_html_for_print_has_every_word_in_its_place_and_no_element_in_a_link(documents):
    for doc in documents:
        reader = read(html.to_html(doc, footnotes="float", objective_url=lambda code: f"#{code}", id_prefix="a-"))
        assert reading.words_of(reader.text) == reading.words(doc)
        assert reader.inside_links == []


def test_differences_tell_both_texts(documents):
    for old, new in pairwise(documents):
        blocks = differences.differences(old, new)
        assert "".join(block.old for block in blocks) == "".join(texts(old))
        assert "".join(block.new for block in blocks) == "".join(texts(new))
        assert all(block.kind == "same" for block in differences.differences(old, old))


def texts(doc) -> list[str]:
    """The blocks of a document as the comparison reads them: against an empty one, all are added."""
    return [block.new for block in differences.differences({"type": "doc", "content": [{"type": "paragraph"}]}, doc)]
