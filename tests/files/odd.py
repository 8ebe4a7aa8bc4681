# ruff: noqa: E501  a file a line
"""Files at which a reader might stumble: (name, content). Each is read, or refused in a sentence."""

from pathlib import Path

from tests.reports.importing.broken import BROKEN, WORD, lying, word_with, zipped

CASES = Path(__file__).parents[1] / "data" / "cases" / "import"
ODT = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
PARAGRAPH = "<w:p><w:r><w:t>Bonjour</w:t></w:r></w:p>"


def archives_in_archives(levels: int) -> bytes:
    inner = zipped(word__document_dot_xml=b"<a/>")
    for _level in range(levels):
        inner = zipped(inner_dot_zip=inner)
    return inner


def odt(body: str) -> bytes:
    content = f"<office:document-content {ODT}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return zipped(mimetype=b"application/vnd.oasis.opendocument.text", content_dot_xml=content.encode())


def charset(name: str) -> bytes:
    return f'<meta charset="{name}"><p>Qu’est-ce que c’est ?</p>'.encode("cp1252")


def list_with(kind: str) -> bytes:
    return f'<ol type="{kind}" start="99999999999999999999"></ol><ol type="{kind}"><li></li></ol><p>Un</p>'.encode()


REPORTS = {
    **{fault: (name, content) for fault, (name, content, _reason) in BROKEN.items()},
    "an archive in an archive": ("a.docx", archives_in_archives(6)),
    "a lying directory": ("a.docx", lying(1000, 8 * 1024 * 1024)),
    "only the end of an archive": ("a.docx", b"PK\5\6" + bytes(18)),
    "a directory that points beyond the end": ("a.docx", b"PK\3\4" + WORD[-400:]),
    **{f"cut off at {share}": ("a.docx", WORD[: len(WORD) * share // 10]) for share in (1, 5, 9)},
    "no body": ("a.docx", zipped(word__document_dot_xml=b"<w:document/>")),
    "a huge number in a list": (
        "a.docx",
        word_with(
            f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{10**30}"/><w:numId w:val="-1"/></w:numPr></w:pPr></w:p>{PARAGRAPH}'
        ),
    ),
    "no numbers where numbers belong": (
        "a.docx",
        word_with(f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="x"/></w:tcPr>{PARAGRAPH}</w:tc></w:tr></w:tbl>'),
    ),
    "a huge span": (
        "a.docx",
        word_with(
            f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{PARAGRAPH}</w:tc></w:tr></w:tbl>'
        ),
    ),
    "an empty table": ("a.docx", word_with(f"<w:tbl></w:tbl><w:tbl><w:tr/></w:tbl>{PARAGRAPH}")),
    "a note that is not there": (
        "a.docx",
        word_with(f'<w:p><w:r><w:footnoteReference w:id="77"/></w:r></w:p>{PARAGRAPH}'),
    ),
    "a comment that never ends": ("a.docx", word_with(f'<w:commentRangeStart w:id="1"/>{PARAGRAPH}')),
    "a symbol that is none": (
        "a.docx",
        word_with('<w:p><w:r><w:sym w:font="Wingdings" w:char="ZZZZ"/><w:t>x</w:t></w:r></w:p>'),
    ),
    "OpenDocument without text": ("a.odt", odt("")),
    "OpenDocument with a huge repetition": ("a.odt", odt('<text:p>a<text:s text:c="99999999999"/>b</text:p>')),
    "OpenDocument with a list in a list": (
        "a.odt",
        odt("<text:list><text:list-item>" * 60 + "<text:p>x</text:p>" + "</text:list-item></text:list>" * 60),
    ),
    "charset undefined": ("a.html", (CASES / "meta-charset-undefined.html").read_bytes()),
    **{
        f"charset {name}": ("a.html", charset(name))
        for name in "idna punycode base64 rot13 hex utf-16 utf-32 utf-7 replacement unicode_escape x-user-defined mbcs".split()
    },
    "UTF-16 cut in a character": ("a.md", "Un été 😀".encode("utf-16")[:-1]),
    "half of a pair": ("a.html", b"\xff\xfe<\x00p\x00>\x00\x3d\xd8x\x00"),
    "an empty lettered list": ("a.html", (CASES / "empty-lettered-list.html").read_bytes()),
    **{f"a list of type {kind}": ("a.html", list_with(kind)) for kind in "aAiI1"},
    "deep in quotes": ("a.md", b"> " * 3_000 + b"x"),
    "deep in brackets": ("a.md", b"[" * 20_000 + b"x" + b"]" * 20_000),
    "deep in elements": ("a.html", b"<div>" * 5_000 + b"x" + b"</div>" * 5_000),
    "deep in lists": ("a.html", b"<ul><li>" * 500 + b"x"),
    "deep in emphasis": ("a.html", b"<b><i>" * 3_000 + b"x"),
    "a table with huge spans": ("a.html", b'<table><tr><td colspan="99999999" rowspan="9999999">x</td></tr></table>'),
    "a table without rows": ("a.html", b"<table></table><table><tr></tr></table><p>x</p>"),
    "characters that are none": ("a.html", b"<p>&#0; &#xD800; &#x110000; &#99999999999; &nosuch; x</p>"),
    "a null far behind": ("a.md", b"a" * 5_000 + b"\0" + b"b"),
    "headings without words": ("a.md", b"#\n\n##\n\n### \n\n7.\n\n- \n\n[^1]: \n\nx"),
    "a note in its own note": ("a.md", b"x[^1]\n\n[^1]: y[^1]\n"),
    "huge numbers": (
        "a.md",
        b"## 99999999999999999999999. Quels sont les r\xc3\xa9sultats ?\n\n99999999999999999999/10\n",
    ),
    "metadata": ("a.md", b"---\ntitle: [a, {b: c}]\ndate: 99999\n---\n\nx"),
    "metadata that is broken": ("a.md", b"---\ntitle: [a\n---\n\nx"),
    "a name of dots": ("....docx", WORD[:100]),
    "a long name": ("a" * 5_000 + ".md", b"x"),
    "a name with a null": ("a\0b.md", b"x"),
}

ROADMAPS = {
    "nothing": ("a.csv", b""),
    "spaces": ("a.csv", b" \n \n"),
    "nulls": ("a.csv", b"code,title_fr\n1,\0\n"),
    "half of UTF-16": ("a.csv", "code,title_fr\n1,é".encode("utf-16")[:-1]),
    "an open quotation mark": ("a.csv", b'code,title_fr\n1,"a\n'),
    "a cell that is too long": ("a.csv", b"code,title_fr\n1," + b"x" * 200_000),
    "a huge number": ("a.csv", b"code,title_fr\n99999999999999999999999,x\n"),
    "digits of elsewhere": ("a.csv", "code,title_fr\n١.²,x\n".encode()),
    "a lone surrogate": ("a.csv", b"code,title_fr\n1,\xed\xa0\x80\n"),
    "no workbook": ("a.xlsx", b"PK\3\4 broken"),
    "a workbook without sheets": ("a.xlsx", zipped(xl__workbook_dot_xml=b"<workbook/>")),
    "a lying directory": ("a.xlsx", lying(1000, 8 * 1024 * 1024)),
    "a text document": ("a.xlsx", WORD),
    "an old workbook": ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)),
    "tags": ("a.yaml", b"!!python/object/apply:os.system ['true']"),
    "laughs": ("a.yaml", b"a: &a [x]\nb: [*a, *a]\n"),
    "a tab": ("a.yaml", b"items:\n\t- x\n"),
    "two documents": ("a.yaml", b"title: a\n---\ntitle: b\n"),
    "deep": ("a.yaml", b"[" * 10_000),
    "control characters": ("a.yaml", b"title: \x01\x02\n"),
    "dates that are none": ("a.yaml", b"title: a\nadopted_on: 99999-99-99\nitems: [{code: 1, title: {fr: a}}]\n"),
    "lists as keys": ("a.yaml", b"? [a, b]\n: c\nitems: {a: b}\n"),
    "wrong kinds": ("a.yaml", b"title: [1, 2]\nitems: [1, [2], {code: {a: b}, title: [x]}, null]\n"),
    "another ending": ("a.exe", b"MZ"),
    "no ending": ("", b"x"),
}
