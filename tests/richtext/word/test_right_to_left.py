"""A Word file in Arabic: what Word has to be told for it to run from right to left."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from richtext.build import bold, doc, paragraph, table, text
from richtext.word.packing import File, packed
from richtext.word.writing import WordWriter

TEXT = doc(paragraph("اعتمدت ", text("الحكومة", bold), " خطة."), table([["السنة"], ["2022"]]), paragraph("تم."))


def parts(language: str) -> dict[str, str]:
    writer = WordWriter()
    file = File(title="تقرير", language=language, header="تقرير", footer="نسخة", made="2026-05-01T00:00:00Z")
    with ZipFile(BytesIO(packed(writer.document(TEXT), writer, file))) as archive:
        return {name: archive.read(name).decode() for name in ("word/document.xml", "word/styles.xml")}


@pytest.mark.parametrize("language, expected", [("ar", True), ("fr", False)])
def test_paragraphs_runs_tables_and_the_page_say_their_direction(language, expected):
    made = parts(language)
    document, styles = made["word/document.xml"], made["word/styles.xml"]
    found = {
        "runs": document.count("<w:rtl/>") == document.count("<w:r>"),
        "bold": "<w:b/><w:bCs/><w:rtl/>" in document,
        "tables": "<w:bidiVisual/>" in document,
        "page": "<w:bidi/></w:sectPr>" in document,
        "paragraphs": '<w:name w:val="Normal"/><w:qFormat/><w:pPr><w:bidi/></w:pPr>' in styles,
        "sizes": styles.count("<w:szCs ") >= styles.count("<w:sz "),
    }
    assert found == dict.fromkeys(found, expected)


def test_the_language_is_proofed_as_that_of_a_country():
    made = [parts(language)["word/styles.xml"] for language in ("es", "pt", "de", "nl", "fr")]
    codes = ("es-ES", "pt-PT", "de-DE", "nl-NL", "fr-FR")
    assert [f'w:val="{code}"' in styles for code, styles in zip(codes, made, strict=True)] == [True] * 5
