"""A Word file whose language is written from right to left: paragraphs, runs, tables and the page say so."""

import re

_RUN = re.compile(r"<w:r>(?:<w:rPr>((?:(?!</w:rPr>|<w:r>).)*+)</w:rPr>)?(?!<w:(?:fldChar|instrText))")
_COMPLEX = {"<w:b/>": "<w:b/><w:bCs/>", "<w:i/>": "<w:i/><w:iCs/>"}
_SIZE = re.compile(r'<w:sz w:val="(\d+)"/>')


def mirrored(xml: str) -> str:
    """A part of a file as `packing` writes it, from right to left.

    All styles of paragraphs are based on Normal, so that it is said there once. Bold, italic and sizes have elements of
    their own for such a script.
    """
    for plain, both in _COMPLEX.items():
        xml = xml.replace(plain, both)
    xml = _SIZE.sub(r'<w:sz w:val="\1"/><w:szCs w:val="\1"/>', xml)
    xml = xml.replace(
        '<w:name w:val="Normal"/><w:qFormat/>', '<w:name w:val="Normal"/><w:qFormat/><w:pPr><w:bidi/></w:pPr>'
    )
    xml = _RUN.sub(lambda run: f"<w:r><w:rPr>{run[1] or ''}<w:rtl/></w:rPr>", xml)
    return mirrored_tables(xml).replace("<w:titlePg/></w:sectPr>", "<w:titlePg/><w:bidi/></w:sectPr>")


def mirrored_tables(xml: str) -> str:
    """The first column of each table on the right."""
    return re.sub(r"(<w:tblStyle [^<>]*+>)", r"\1<w:bidiVisual/>", xml)
