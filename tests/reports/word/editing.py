"""What people and programs do to a Word file, done to its XML."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def part(content: bytes, name: str = "word/document.xml") -> str:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name).decode()


def changed(content: bytes, *changes: tuple[str, str], name: str = "word/document.xml") -> bytes:
    """The file with these words put in the place of others in one of its parts; each must be there."""
    xml = part(content, name)
    for old, new in changes:
        assert old in xml, old
        xml = xml.replace(old, new)
    return with_part(content, name, xml)


def patterns(content: bytes, *changes: tuple[str, str], name: str = "word/document.xml") -> bytes:
    xml = part(content, name)
    for old, new in changes:
        xml, number = re.subn(old, lambda _match, text=new: text, xml, flags=re.DOTALL)
        assert number, old
    return with_part(content, name, xml)


def with_part(content: bytes, name: str, xml: str) -> bytes:
    made = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for each in source.namelist():
            if each != name:
                target.writestr(each, source.read(each))
        target.writestr(name, xml)
    return made.getvalue()


def without_controls(content: bytes) -> bytes:
    """As LibreOffice of some versions and Google Docs save it."""
    unwrapped = r"<w:sdt>|</w:sdt>|<w:sdtPr>(?:(?!</w:sdtPr>).)*</w:sdtPr>|</?w:sdtContent>"
    return patterns(content, (unwrapped, ""))


def without_bookmarks(content: bytes) -> bytes:
    return patterns(content, (r"<w:bookmark(?:Start|End)[^>]*/>", ""))


def without_lines(content: bytes) -> bytes:
    """The lines with ▼ and ▲ deleted, with the controls that hold them."""
    line = r"<w:p><w:pPr><w:pStyle w:val=\"Marker(?:End)?\"/></w:pPr>.*?</w:p>"
    return patterns(content, (line, ""))


def paragraph(words: str, inner: str = "") -> str:
    return f'<w:p>{inner}<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def commented(content: bytes, words: str, author: str, said: str) -> bytes:
    """The file with a comment on a run."""
    run = f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
    begin, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    content = changed(content, (run, f'{begin}{run}{end}<w:r><w:commentReference w:id="0"/></w:r>'))
    comment = f'<w:comment w:id="0" w:author="{author}">{paragraph(said)}</w:comment>'
    return with_part(content, "word/comments.xml", f"<w:comments {W}>{comment}</w:comments>")
