"""Files that were made to hurt are refused by one guard, whichever way they come in."""

import pytest

from files import archives
from files.checks import Refused
from files.packages import opened
from reports.importing.reading import read
from reports.word.package import open_file
from tests.reports.importing.broken import NAMESPACE, bomb, large_text, lying, many_entries, word_with, zipped

ODT = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'  # noqa: E501
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))


def word_document(body: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>'


def nested(levels: int) -> bytes:
    return word_with("<w:p>" + "<w:smartTag>" * levels + "</w:smartTag>" * levels + "</w:p>")


def deep_in(part: str) -> bytes:
    """Deep where no text stands."""
    deep = "<a>" * 100_000 + "</a>" * 100_000
    return word_with("<w:p><w:r><w:t>Text</w:t></w:r></w:p>", **{part: deep.encode()})


def hidden(encoding: str) -> bytes:
    """A declaration that a look at the bytes does not find."""
    document = word_document("<w:p/>", f"<!DOCTYPE x [{LAUGHS}]>")
    return zipped(word__document_dot_xml=document.encode(encoding))


def twice() -> bytes:
    once = zipped(word__document_dot_xml=b"<a/>", word__document_dot_xmm=b"<b/>")
    return once.replace(b"word/document.xmm", b"word/document.xml")


TOO_NESTED = "The file is far larger or more nested than a "
FAR_TOO_MUCH = "The file unpacks to far more than a report can hold."
DECLARES = "The file holds declarations that no word processor writes."
DAMAGED = "The file is damaged or is no text document."

HOSTILE = {
    "nested": (nested(archives.DEEPEST), TOO_NESTED),
    "nested as deep as the sea": (nested(100_000), TOO_NESTED),
    "nested styles": (deep_in("word__styles_dot_xml"), TOO_NESTED),
    "nested settings": (deep_in("word__settings_dot_xml"), TOO_NESTED),
    "entities in entities": (
        zipped(word__document_dot_xml=word_document("&l9;", f"<!DOCTYPE x [{LAUGHS}]>").encode()),
        DECLARES,
    ),
    "entities behind an encoding": (hidden("utf-16-le"), DECLARES),
    "entities behind another encoding": (hidden("utf-16-be"), DECLARES),
    "an encoding that is none": (
        zipped(word__document_dot_xml=b'<?xml version="1.0" encoding="none-such"?><a/>'),
        DAMAGED,
    ),
    "a bomb": (bomb(), FAR_TOO_MUCH),
    "a huge part": (large_text(), FAR_TOO_MUCH),
    "very many parts": (many_entries(), FAR_TOO_MUCH),
    "a part twice": (twice(), FAR_TOO_MUCH),
    "a part that says it is small": (lying(100, 5 * 1024 * 1024), DAMAGED),
    "another archive": (zipped(a_dot_txt=b"a"), DAMAGED),
}
WAYS = {
    "imported": lambda content: read("a.docx", content),
    "sent back": lambda content: open_file("a.docx", content),
}


def refusal(way, content) -> str:
    with pytest.raises(Refused) as refused:
        way(content)
    return refused.value.message


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("fault", HOSTILE)
def test_a_hostile_file_is_refused_whichever_way_it_comes(fault, way):
    content, reason = HOSTILE[fault]
    assert refusal(WAYS[way], content)[: len(reason)] == reason


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("limit", ["MOST_ELEMENTS", "MOST_PARAGRAPHS"])
def test_the_parts_of_a_file_are_counted_together(monkeypatch, limit, way):
    monkeypatch.setattr(archives, limit, 30)
    notes = f'<w:footnotes xmlns:w="{NAMESPACE}">{"<w:p/>" * 20}</w:footnotes>'
    content = zipped(
        word__document_dot_xml=word_document("<w:p/>" * 20).encode(), word__footnotes_dot_xml=notes.encode()
    )
    assert refusal(WAYS[way], content).startswith(TOO_NESTED)


def test_an_opendocument_file_goes_through_the_same_guard():
    deep = "<text:span>" * 5_000 + "</text:span>" * 5_000
    content = (
        f"<office:document-content {ODT}><office:body><text:p>{deep}</text:p></office:body></office:document-content>"
    )
    assert refusal(lambda file: opened(file, "odt"), zipped(content_dot_xml=content.encode())).startswith(TOO_NESTED)


def test_what_is_nested_as_text_may_be_is_read():
    body, deep = "<w:p><w:r><w:t>Text</w:t></w:r>", archives.DEEPEST - 3
    content = word_with(f"{body}{'<w:smartTag>' * deep}{'</w:smartTag>' * deep}</w:p>")
    assert opened(content, "docx").paragraphs[0] == ("text", "Text")
