"""The Word file, read back by pandoc and looked into."""

import json
import subprocess
from io import BytesIO
from zipfile import ZipFile

import pypandoc
import pytest

from publications import word
from publications.document import Document
from richtext.build import blockquote, bold, cell, doc, heading, italic, link, paragraph, superscript, table, text
from tests.publications.samples import sample


def read(document: Document) -> dict:
    """What pandoc reads in the file."""
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "--from=docx", "--to=json"],
        input=word.to_docx(document),
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)


def plain(document: Document) -> str:
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "--from=docx", "--to=plain", "--wrap=none"],
        input=word.to_docx(document),
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def nodes(value, kind: str) -> list:
    if isinstance(value, list):
        return [node for each in value for node in nodes(each, kind)]
    if not isinstance(value, dict):
        return []
    own = [value["c"]] if value.get("t") == kind else []
    return own + [node for each in value.values() for node in nodes(each, kind)]


@pytest.fixture(scope="module")
def blocks():
    return read(sample(("en",)))["blocks"]


def test_parts_questions_and_headings_are_headings_of_word(blocks):
    levels = [level for level, _attributes, _content in nodes(blocks, "Header")]
    assert levels == [1, 1, 2, 3, 4, 2, 3, 1, 2, 2, 2, 2, 1, 2, 3, 1]


def test_footnotes_are_footnotes(blocks):
    assert len(nodes(blocks, "Note")) == 2


def test_ticks_can_be_read_and_the_scale_says_its_value():
    text = plain(sample(("en",)))
    lines = ["- ☒ Yes", "- ☐ No", "- ☐ Child labour", "- ☒ Other (Pêche Written in French only)",
             "- ☒ 1.1.A Teach in schools", "7 out of 10 (0: No progress; 10: Much progress)"]  # fmt: skip
    assert [line for line in lines if line not in text] == []


def test_an_answer_in_the_other_language_says_so_and_carries_its_language():
    assert plain(sample(("en",))).count("Written in French only") == 4
    with ZipFile(BytesIO(word.to_docx(sample(("en",))))) as file:
        assert b'w:lang w:val="fr' in file.read("word/document.xml")


def test_links_lead_outside_and_to_the_annex(blocks):
    targets = {target[0] for _attributes, _content, target in nodes(blocks, "Link")}
    assert "https://example.org/a?b=c;d" in targets
    assert {"#item-1.1.A", "#item-2.1", "#progress--1"} <= targets


def test_a_draft_without_an_answer_says_no_answer_yet():
    assert "No answer yet" in plain(sample(("en",)))
    assert "No answer yet" not in plain(sample(("en",), stage="published"))


def test_every_kind_of_block_and_mark_is_written():
    value = doc(
        heading(2, "Title"),
        blockquote("quoted"),
        table([[cell("A", header=True, colspan=2)], ["b", "c"]], header=False),
        paragraph(text("x", bold, italic, superscript, link("https://example.org")), {"type": "hardBreak"}),
    )
    written = word.RichText({}, "a", 3).document(value)
    assert [block["t"] for block in written] == ["Header", "BlockQuote", "Table", "Para"]
    [(_attributes, [strong], _target)] = nodes(written, "Link")
    assert (strong["t"], strong["c"][0]["t"], strong["c"][0]["c"][0]["t"]) == ("Strong", "Emph", "Superscript")


def test_equal_documents_give_equal_files():
    assert word.to_docx(sample()) == word.to_docx(sample())


def test_a_failure_of_pandoc_is_told(monkeypatch):
    monkeypatch.setattr(word, "API_VERSION", "none")
    with pytest.raises(word.WordFailed, match="JSON"):
        word.to_docx(sample())


def test_the_page_is_a4_and_numbered():
    with ZipFile(BytesIO(word.to_docx(sample()))) as file:
        assert file.testzip() is None
        assert b'w:w="11906"' in file.read("word/document.xml")
        assert b" PAGE " in file.read("word/footer1.xml")
        assert file.read("word/_rels/document.xml.rels").count(b"footer1.xml") == 1
        assert file.read("[Content_Types].xml").count(b"/word/footer1.xml") == 1
        assert b"Aptos" not in file.read("word/theme/theme1.xml")
