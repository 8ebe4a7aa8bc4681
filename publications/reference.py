"""The Word file whose styles and page all exported ones get: pandoc's own, on A4, in our colours, with page numbers."""

import re
import subprocess
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pypandoc

FOOTER = """<?xml version="1.0" encoding="UTF-8"?>
<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:jc w:val="right"/></w:pPr>\
<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>\
<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>"""

PAGE = """<w:sectPr><w:footerReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" \
w:type="default" r:id="rIdFooter"/><w:footnotePr><w:numRestart w:val="continuous"/></w:footnotePr>\
<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1700" w:right="1500" w:bottom="1500" w:left="1700" w:header="850" \
w:footer="850" w:gutter="0"/></w:sectPr>"""

# Lines around the cells, and heads on grey: without them nobody sees where a cell to write in ends.
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
TABLE = (
    '<w:basedOn w:val="TableNormal" /><w:qFormat /><w:pPr><w:spacing w:before="40" w:after="40" /></w:pPr><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa" /><w:tblBorders>'
    + "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8A94A3" />' for side in _SIDES)
    + "</w:tblBorders>"
)

CHANGES: dict[str, list[tuple[str, str]]] = {
    "word/document.xml": [(r"<w:sectPr>.*?</w:sectPr>", PAGE)],
    "word/_rels/document.xml.rels": [
        (
            "</Relationships>",
            '<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" '
            'Id="rIdFooter" Target="footer1.xml"/></Relationships>',
        )
    ],
    "[Content_Types].xml": [
        (
            "</Types>",
            '<Override PartName="/word/footer1.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>',
        )
    ],
    # Fonts that offices have: a serif to read, a sans for titles; the titles in our blue.
    "word/theme/theme1.xml": [
        ('typeface="Aptos Display"[^>]*/>', 'typeface="Calibri"/>'),
        ('typeface="Aptos"[^>]*/>', 'typeface="Cambria"/>'),
    ],
    "word/styles.xml": [
        ('w:val="0F4761"', 'w:val="14294A"'),
        (r'(?<=<w:name w:val="Table" />).*?<w:tblInd w:w="0" w:type="dxa" />', TABLE),
    ],
}


@cache
def reference_docx() -> bytes:
    default = subprocess.run(
        [pypandoc.get_pandoc_path(), "--print-default-data-file=reference.docx"], capture_output=True, check=True
    ).stdout
    made = BytesIO()
    with ZipFile(BytesIO(default)) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name in CHANGES:
                content = changed(content.decode(), CHANGES[name]).encode()
            target.writestr(ZipInfo(name), content)
        target.writestr(ZipInfo("word/footer1.xml"), FOOTER)
    return made.getvalue()


def changed(xml: str, changes: list[tuple[str, str]]) -> str:
    for pattern, replacement in changes:
        xml = re.sub(pattern, lambda _match, text=replacement: text, xml, flags=re.DOTALL)
    return xml
