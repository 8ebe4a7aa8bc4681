"""Word files that are made to take long, and the archive that pandoc gets."""

from io import BytesIO
from time import process_time
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from files.packages import opened
from files.word.fields import matched
from files.word.names import MC, W
from tests.reports.importing.word_files import field, p, question, r, word


def parts(content: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(opened(content, "docx").content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_only_what_is_text_reaches_pandoc():
    made = parts(
        word(
            p("un"),
            word__vbaProject_dot_bin=b"x",
            word__comments_dot_xml="<w:comments></w:comments>",
            customXml__i_dot_xml="<a></a>",
        )
    )
    assert sorted(made) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/_rels/document.xml.rels",
        "word/_rels/numbering.xml.rels",
        "word/_rels/styles.xml.rels",
        "word/document.xml",
        "word/numbering.xml",
        "word/styles.xml",
    ]


def test_a_part_is_written_with_the_prefixes_that_are_known_and_names_no_others():
    text = parts(word(question() + p("un"), strict=True))["word/document.xml"]
    root = ElementTree.fromstring(text)  # noqa: S314  our own
    assert f"{MC}Ignorable" not in root.attrib
    assert root.tag == f"{W}document"
    assert "<w:document " in text


@pytest.mark.long
def test_half_written_boxes_by_the_thousand_take_no_time():
    """What took an expression over the XML 86 seconds."""
    begun = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData></w:ffData></w:fldChar></w:r>'
    before = process_time()
    opened(word(p(begun * 4000) + p(r("un") * 4000) + p(field("REF x", r("a")) * 2000)), "docx")
    assert process_time() - before < 5


def test_fields_that_are_never_closed_lose_their_marks():
    marks = "".join(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("end", "begin", "begin", "end"))
    root = ElementTree.fromstring(f'<w:p xmlns:w="{W[1:-1]}">{marks}</w:p>')  # noqa: S314  our own
    matched(root)
    assert [len(run) for run in root] == [0, 0, 1, 1]
