"""The file as Word wants it: whatever is named in one part is there in another, and a foreign reader understands it."""

from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pypandoc
import pytest

from richtext.build import doc, footnote, link, paragraph, text
from richtext.cleaning import normalise
from richtext.word.names import R, W
from tests.richtext.documents import written as random_document
from tests.richtext.word.test_identity import SITUATIONS
from tests.richtext.word.trip import unpacked, written


def everything() -> bytes:
    blocks = [block for each in SITUATIONS.values() for block in each["content"]]
    return written(normalise(doc(*blocks)))


def test_all_that_is_named_is_there():
    content = everything()
    trees = unpacked(content)
    document, styles = trees["word/document.xml"], trees["word/styles.xml"]
    defined = {each.get(f"{W}styleId") for each in styles.iter(f"{W}style")}
    used = {
        each.get(f"{W}val")
        for name in ("word/document.xml", "word/footnotes.xml", "word/footer1.xml")
        for tag in ("pStyle", "rStyle", "tblStyle")
        for each in trees[name].iter(f"{W}{tag}")
    }
    based = {each.get(f"{W}val") for tag in ("basedOn", "next") for each in styles.iter(f"{W}{tag}")}
    assert {"used": used - defined, "based on": based - defined} == {"used": set(), "based on": set()}
    numbers = {each.get(f"{W}numId") for each in trees["word/numbering.xml"].iter(f"{W}num")}
    assert {each.get(f"{W}val") for each in document.iter(f"{W}numId")} == numbers
    notes = [each.get(f"{W}id") for each in trees["word/footnotes.xml"].iter(f"{W}footnote")]
    called = [each.get(f"{W}id") for each in document.iter(f"{W}footnoteReference")]
    assert notes == ["-1", "0", *called]
    for part in ("document", "footnotes"):
        related = {each.get("Id") for each in trees[f"word/_rels/{part}.xml.rels"]}
        assert {each.get(f"{R}id") for each in trees[f"word/{part}.xml"].iter() if each.get(f"{R}id")} <= related


def test_each_part_has_its_type_and_each_relationship_its_part():
    content = written(doc(paragraph("One.")))
    with ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        types = ElementTree.fromstring(archive.read("[Content_Types].xml"))  # noqa: S314  our own
        related = ElementTree.fromstring(archive.read("word/_rels/document.xml.rels"))  # noqa: S314  our own
    typed = {each.get("PartName", "").lstrip("/") for each in types}
    assert [each for each in names if each.endswith(".xml") and each not in {*typed, "[Content_Types].xml"}] == []
    assert [each.get("Target") for each in related if f"word/{each.get('Target')}" not in names] == []


def test_the_same_document_makes_the_same_file():
    assert everything() == everything()


@pytest.mark.parametrize("seed", range(5))
def test_another_program_reads_it(tmp_path, seed):
    path = tmp_path / "made.docx"
    document = normalise(random_document(seed))
    path.write_bytes(written(normalise(doc(paragraph("Un début."), *document["content"]))))
    assert "Un début." in pypandoc.convert_file(str(path), "plain", format="docx")


def test_another_program_finds_links_and_footnotes(tmp_path):
    path = tmp_path / "made.docx"
    linked = text("ici", link("https://example.org/?a=1&b=2"))
    path.write_bytes(written(doc(paragraph("Voir ", linked, footnote("Une note.")))))
    assert pypandoc.convert_file(str(path), "markdown", format="docx").strip() == (
        "Voir [ici](https://example.org/?a=1&b=2)[^1]\n\n[^1]: Une note."
    )
