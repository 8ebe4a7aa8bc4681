"""The one guard of everything that comes as an archive of XML, .docx or .odt: what is damaged, protected or a trap is
refused before a part of it is used. The import and the Word files that come back both go through here."""

import copy
import re
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from files.checks import Refused, protected

MAX_ENTRIES = 3_000
MAX_UNPACKED = 200 * 1024 * 1024
"""All entries together, pictures included, in bytes."""
MAX_TEXT = 60 * 1024 * 1024
"""All parts that are read, in bytes: a report of 200 pages comes to some 3 MB."""
MAX_RATIO = 200
"""How much larger than packed an entry may be; XML comes to some 20."""
RATIO_COUNTS_FROM = 5 * 1024 * 1024
PIECE = 64 * 1024
"""Bytes that are unpacked at a time: what the directory of an archive says of its entries may be a lie."""
PACKED_BY = (ZIP_STORED, ZIP_DEFLATED)
"""The ways of packing that every office program writes, and the only ones that give their content in pieces."""

FAULTS = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)
"""What zipfile raises for an archive that is damaged, or packed in a way that it does not know."""

TEXT = {
    # Also parts that the text only points to: its diagrams and charts, and texts of other formats. What is embedded,
    # and data that forms are bound to, is never opened.
    "docx": re.compile(
        r"(?!word/embeddings/|word/glossary/|customXml/|docMetadata/)(?:[\w.-]{1,80}/){0,4}"
        r"[\w.\[\] -]{0,120}\.(?:xml|rels|html?|xhtml|txt|rtf|docx|dat)"
    ),
    "odt": re.compile(r"mimetype|content\.xml|styles\.xml|meta\.xml|META-INF/manifest\.xml"),
}
MAIN = {"docx": re.compile(r"word/document\d*\.xml"), "odt": re.compile(r"content\.xml")}

DEEPEST = 200
"""How deep elements may stand within each other; Word comes to some 40, and what reads them calls itself for each."""
MOST_ELEMENTS = 600_000
"""In all parts of a file; a report of 200 pages in which everything was written twice comes to some 250,000."""
MOST_PARAGRAPHS = 20_000


class TooNested(Refused):
    """A file that is nested or long as no text is."""


def checked(content: bytes, kind: str) -> dict[str, bytes]:
    """The parts that are text, checked. Raises Refused."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check(entries, kind)
            parts = {
                entry.filename: b"".join(pieces(archive, entry))
                for entry in entries
                if TEXT[kind].fullmatch(entry.filename)
            }
    except FAULTS as error:
        raise Refused(damaged()) from error
    except RuntimeError as error:  # zipfile's way of asking for a password
        raise Refused(protected()) from error
    _check_parts(parts, kind)
    return parts


def pieces(archive: ZipFile, entry: ZipInfo) -> Iterator[bytes]:
    """The content of an entry, a piece at a time. Raises BadZipFile where it is not as long as its directory says."""
    if entry.compress_type not in PACKED_BY:
        raise NotImplementedError
    longer = copy.copy(entry)
    longer.file_size += 1  # zipfile would cut off what goes beyond the size that the directory names
    left = entry.file_size
    with archive.open(longer) as opened:
        while piece := opened.read(PIECE):
            left -= len(piece)
            if left < 0:
                break
            yield piece
    if left:
        raise BadZipFile


def trees(parts: Mapping[str, bytes]) -> dict[str, Element | None]:
    """The parts of a file that are XML, by their names; None for one that is damaged. Raises Refused, while reading,
    for XML that is a trap."""
    shape = _Shape()
    return {name: _tree(part, shape) for name, part in parts.items() if name.endswith((".xml", ".rels"))}


def _tree(part: bytes, shape: "_Shape") -> Element | None:
    parser = XMLParser(target=_Bounded(shape))  # noqa: S314  a declaration ends it
    try:
        parser.feed(part)
        return parser.close()
    except (ParseError, ValueError, LookupError):  # the last two: an encoding that is none
        return None


class _Shape:
    """What the parts of one file have come to so far."""

    def __init__(self) -> None:
        self.elements = self.paragraphs = 0


class _Bounded(TreeBuilder):
    """Builds a tree, and stops at the first element that is too many or too deep: a tree costs far more than its text.

    A declaration of a type of document stops it in every encoding; without one there are no entities.
    """

    def __init__(self, shape: _Shape) -> None:
        super().__init__()
        self.shape = shape
        self.depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> Element:
        self.depth += 1
        self.shape.elements += 1
        self.shape.paragraphs += tag.endswith(("}p", "}h"))
        too_many = self.shape.elements > MOST_ELEMENTS or self.shape.paragraphs > MOST_PARAGRAPHS
        if self.depth > DEEPEST or too_many:
            raise TooNested(
                _(
                    "The file is far larger or more nested than a report. "
                    "Save the text in a new document and import that one."
                )
            )
        return super().start(tag, attributes)

    def end(self, tag: str) -> Element:
        self.depth -= 1
        return super().end(tag)

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise Refused(_declares())


def _check(entries: list[ZipInfo], kind: str) -> None:
    names = [entry.filename for entry in entries]
    if not any(MAIN[kind].fullmatch(name) for name in names):
        if "xl/workbook.xml" in names or "ppt/presentation.xml" in names:
            raise Refused(
                _("This is a spreadsheet or a presentation under another name. Only text documents can be imported.")
            )
        if kind == "docx" and "EncryptedPackage" in names:
            raise Refused(protected())
        raise Refused(damaged())
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(protected())
    too_much = (
        len(entries) > MAX_ENTRIES
        or len(set(names)) < len(names)
        or sum(entry.file_size for entry in entries) > MAX_UNPACKED
        or sum(entry.file_size for entry in entries if TEXT[kind].fullmatch(entry.filename)) > MAX_TEXT
        or any(
            entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
            for entry in entries
        )
    )
    if too_much:
        raise Refused(
            _(
                "The file unpacks to far more than a report can hold. "
                "Save the text in a new document and import that one."
            )
        )


def _check_parts(parts: dict[str, bytes], kind: str) -> None:
    if kind == "odt" and b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Refused(protected())
    # Of a .docx only what was parsed goes on, and a declaration ends the parsing.
    for part in parts.values() if kind == "odt" else ():
        # Neither Word nor LibreOffice ever declares an entity. UTF-16 would hide one from this look.
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part or part[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise Refused(_declares())


def _declares() -> str:
    return _(
        "The file holds declarations that no word processor writes. "
        "Save the text in a new document and import that one."
    )


def needs(name: str) -> bool:
    """Whether nothing can be read without a part: without its styles, nobody knows what the file hides."""
    return name.endswith(("content.xml", "styles.xml"))


def damaged() -> str:
    return _(
        "The file is damaged or is no text document. Open it in your word processor, save it again and import that."
    )
