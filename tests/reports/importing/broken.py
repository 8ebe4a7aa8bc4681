"""Files that must be refused, by what is wrong with them: (name, content, beginning of the reason)."""

import struct
import zipfile
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from files.checks import OLE
from tests.reports.importing.conftest import FRANCE

WORD = FRANCE.read_bytes()
MAIN = b"word/document.xml"
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(**parts: bytes) -> bytes:
    """An archive; in the names "__" stands for "/" and "_dot_" for "."."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return packed.getvalue()


def word_with(document: str, **parts: bytes) -> bytes:
    """France's file with another text in it. `document` is the inside of w:body."""
    packed = BytesIO()
    with ZipFile(BytesIO(WORD)) as source, ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        changed = {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
        for entry in source.infolist():
            if entry.filename in changed:
                continue
            content = source.read(entry)
            if entry.filename == "word/document.xml":
                content = _document(document).encode()
            archive.writestr(entry.filename, content)
        for name, content in changed.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _document(body: str) -> str:
    spaces = {
        "w": NAMESPACE,
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "v": "urn:schemas-microsoft-com:vml",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }
    declared = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in spaces.items())
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {declared}><w:body>{body}</w:body></w:document>'


def bomb() -> bytes:
    return zipped(word__document_dot_xml=b"<a/>", word__media__picture_dot_png=bytes(60_000_000))


def lying(said: int, size: int) -> bytes:
    """An archive whose main part is `size` bytes long, of which its directory says `said`."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(bytes(1024 * 1024)) + packer.flush(zlib.Z_FULL_FLUSH)  # it stands by itself
    data = piece * (size // (1024 * 1024)) + packer.flush()
    check = 0  # nobody comes as far as to look at it
    about = struct.pack("<HHHHHLLLHH", 20, 0, zipfile.ZIP_DEFLATED, 0, 0, check, len(data), said, len(MAIN), 0)
    local = b"PK\3\4" + about + MAIN
    central = b"PK\1\2" + struct.pack("<H", 20) + about + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + MAIN
    end = b"PK\5\6" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(central), len(local) + len(data), 0)
    return local + data + central + end


def large_text() -> bytes:
    return zipped(word__document_dot_xml=b"<a>" + b" " * 70_000_000 + b"</a>")


def with_password() -> bytes:
    return OLE + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000)


def encrypted_entry() -> bytes:
    content = bytearray(zipped(word__document_dot_xml=b"<a/>"))
    directory = content.index(b"PK\x01\x02")
    content[6] |= 1
    content[directory + 8] |= 1
    return bytes(content)


def with_entities() -> bytes:
    document = (
        f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{NAMESPACE}">&x;</w:document>'
    )
    return zipped(word__document_dot_xml=document.encode())


def many_entries() -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", b"<a/>")
        for number in range(3_001):
            archive.writestr(f"word/media/{number}.png", b"")
    return packed.getvalue()


BROKEN = {
    "empty": ("a.docx", b"", "The file is empty."),
    "empty text": ("a.md", b" \n\t\n", "The file is empty."),
    "too large": ("a.docx", bytes(20 * 1024 * 1024 + 1), "The file is too large: 20.0"),
    "old Word": ("a.doc", OLE + bytes(600), "This is a document of old Word versions (.doc)."),
    "old Word under another name": ("a.docx", OLE + bytes(600), "This is a document of old Word versions under"),
    "macros": ("a.docm", WORD, "This document holds macros (.docm)."),
    "PDF": ("a.pdf", b"%PDF-1.7", "A PDF cannot be imported."),
    "PDF under another name": ("a.docx", b"%PDF-1.7", "A PDF cannot be imported."),
    "rich text format": ("a.docx", rb"{\rtf1}", "This is a rich text file (.rtf)"),
    "another ending": ("a.exe", b"MZ", "Files ending in “.exe” cannot be imported."),
    "no ending": ("report", b"text", "Files ending in “report” cannot be imported."),
    "no archive": ("a.docx", b"Bonjour", "This is no .docx document, or it is damaged"),
    "no archive, OpenDocument": ("a.odt", b"Bonjour", "This is no .odt document, or it is damaged"),
    "archive as text": ("a.md", WORD, "This is no text file, though its name ends in “.md”."),
    "no text": ("a.html", b"\x00\x01\x02", "This is no text file, though its name ends in “.html”."),
    "cut off": ("a.docx", WORD[:20_000], "The file is damaged or is no text document."),
    "altered": ("a.docx", WORD[:9_000] + bytes(200) + WORD[9_200:], "The file is damaged or is no text document."),
    "another archive": ("a.docx", zipped(hello_dot_txt=b"hello"), "The file is damaged or is no text document."),
    "spreadsheet": ("a.docx", zipped(xl__workbook_dot_xml=b"<a/>"), "This is a spreadsheet or a presentation"),
    "broken XML": ("a.docx", zipped(word__document_dot_xml=b"<a>"), "The file is damaged or is no text document."),
    "no Word inside": ("a.docx", zipped(word__document_dot_xml=b"<a/>"), "The file is damaged: the reader stops"),
    "password": ("a.docx", with_password(), "The file is protected by a password."),
    "encrypted entry": ("a.docx", encrypted_entry(), "The file is protected by a password."),
    "password, OpenDocument": (
        "a.odt",
        zipped(content_dot_xml=b"\x12\x34", **{"META-INF__manifest_dot_xml": b"<m:encryption-data/>"}),
        "The file is protected by a password.",
    ),
    "bomb": ("a.docx", bomb(), "The file unpacks to far more than a report can hold."),
    "far too much text": ("a.docx", large_text(), "The file unpacks to far more than a report can hold."),
    "far too many entries": ("a.docx", many_entries(), "The file unpacks to far more than a report can hold."),
    "entities": ("a.docx", with_entities(), "The file holds declarations that no word processor writes."),
    "nothing in it": ("a.docx", word_with("<w:p/>"), "There is no text in this file."),
}
