"""Opens .docx and .odt as what they are, zip archives of XML, and hands on only what is text.

What pandoc gets is an archive of our own making: checked parts, no macros, no embedded files, and a dot in the place of
each picture. What pandoc would pass over without a word is looked up here: old-style form check boxes become signs in
the text, and the paragraphs of all parts are listed, so that those missing in pandoc's reading (text boxes, headers and
footers) can be kept.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from reports.importing.checking import Refused, protected

MAX_ENTRIES = 3_000
MAX_UNPACKED = 200 * 1024 * 1024
"""All entries together, pictures included, in bytes."""
MAX_TEXT = 60 * 1024 * 1024
"""All parts that are read, in bytes: a report of 200 pages comes to some 3 MB."""
MAX_RATIO = 200
"""How much larger than packed an entry may be; XML comes to some 20."""
RATIO_COUNTS_FROM = 5 * 1024 * 1024

TEXT = {
    "docx": re.compile(
        r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:core|custom)\.xml|word/[\w-]+\.xml|word/theme/[\w-]+\.xml|word/_rels/[\w.-]+\.rels"
    ),
    "odt": re.compile(r"mimetype|content\.xml|styles\.xml|meta\.xml|META-INF/manifest\.xml"),
}
PICTURES = {"docx": re.compile(r"word/media/[^/]+"), "odt": re.compile(r"Pictures/[^/]+|media/[^/]+")}
MAIN = {"docx": re.compile(r"word/document\d*\.xml"), "odt": re.compile(r"content\.xml")}
DOT = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
"""A picture of one point, in the place of each picture."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_RUNNING = re.compile(
    r"word/(?:document\d*|footnotes|endnotes|comments|header\d*|footer\d*)\.xml|content\.xml|styles\.xml"
)
_CHECKBOX = re.compile(
    rb"(<w:r(?:\s[^>]*)?>(?:(?!</w:r>).){0,2000}?<w:fldChar\b[^>]*>\s*<w:ffData>(?:(?!</w:ffData>).){0,4000}?"
    rb"<w:checkBox>((?:(?!</w:checkBox>).){0,1000})</w:checkBox>)",
    re.DOTALL,
)
_ON = rb"""\s*(?:/>|>|w:val\s*=\s*["'](?:1|true|on)["'])"""
_OFF = rb"""\s*w:val\s*=\s*["'](?:0|false|off)["']"""


@dataclass(frozen=True)
class Package:
    """A document ready for pandoc, and the text of every paragraph in it, wherever it stands."""

    content: bytes
    paragraphs: list[tuple[str, str]]
    """(part, text): the part is "text", "header" or "comment"."""


def opened(content: bytes, kind: str) -> Package:
    """The document in an archive of our own making. Raises Refused for one that is damaged, protected or a trap."""
    parts, pictures = checked(content, kind)
    if kind == "docx":
        parts = {name: with_checkboxes(part) if _RUNNING.fullmatch(name) else part for name, part in parts.items()}
    trees = {name: tree(part) for name, part in parts.items() if _RUNNING.fullmatch(name)}
    read = {"docx": _word_paragraphs, "odt": _odt_paragraphs}[kind]
    paragraphs = [(_part(name), text) for name, tree in trees.items() for text in read(tree) if text.strip()]
    return Package(_packed(parts, pictures), paragraphs)


def checked(content: bytes, kind: str) -> tuple[dict[str, bytes], list[str]]:
    """The parts that are text, checked, and the names of the pictures. Raises Refused."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check(entries, kind)
            parts = {entry.filename: archive.read(entry) for entry in entries if TEXT[kind].fullmatch(entry.filename)}
            pictures = [entry.filename for entry in entries if PICTURES[kind].fullmatch(entry.filename)]
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise Refused(_damaged()) from error
    except RuntimeError as error:  # zipfile's way of asking for a password
        raise Refused(protected()) from error
    _check_parts(parts, kind)
    return parts, pictures


def with_checkboxes(part: bytes) -> bytes:
    """Word's old form check boxes hold no character; one is put in front of each, ☒ or ☐."""

    def sign(match: re.Match[bytes]) -> bytes:
        box = match[2]
        checked = re.search(rb"<w:checked\b(" + _ON + rb"|" + _OFF + rb")", box)
        default = re.search(rb"<w:default\b(" + _ON + rb"|" + _OFF + rb")", box)
        decided = checked or default
        is_on = bool(decided) and not re.fullmatch(_OFF, decided[1])
        return b'<w:r><w:t xml:space="preserve">' + ("☒ " if is_on else "☐ ").encode() + b"</w:t></w:r>" + match[1]

    return _CHECKBOX.sub(sign, part) if b"<w:checkBox" in part else part


def _check(entries: list[ZipInfo], kind: str) -> None:
    names = [entry.filename for entry in entries]
    if not any(MAIN[kind].fullmatch(name) for name in names):
        if "xl/workbook.xml" in names or "ppt/presentation.xml" in names:
            raise Refused(
                _("This is a spreadsheet or a presentation under another name. Only text documents can be imported.")
            )
        if kind == "docx" and "EncryptedPackage" in names:
            raise Refused(protected())
        raise Refused(_damaged())
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
            _("The file unpacks to far more than a report can hold. Save the text into a new document and import that.")
        )


def _check_parts(parts: dict[str, bytes], kind: str) -> None:
    if kind == "odt" and b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Refused(protected())
    for part in parts.values():
        # Neither Word nor LibreOffice ever declares an entity. UTF-16 would hide one from this look.
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part or part[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise Refused(
                _(
                    "The file holds declarations that no word processor writes. "
                    "Save the text into a new document and import that."
                )
            )


def _packed(parts: dict[str, bytes], pictures: list[str]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in [*parts.items(), *((name, DOT) for name in pictures)]:
            archive.writestr(name, part)
    return packed.getvalue()


def tree(part: bytes) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(part)  # noqa: S314  declarations have been refused
    except ElementTree.ParseError as error:
        raise Refused(_damaged()) from error


def _damaged() -> str:
    return _(
        "The file is damaged or is no text document. Open it in your word processor, save it again and import that."
    )


def _part(name: str) -> str:
    if "comments" in name:
        return "comment"
    return "header" if re.search(r"header|footer|styles", name) else "text"


def _word_paragraphs(tree: ElementTree.Element) -> Iterator[str]:
    """The text of each w:p without that of paragraphs inside it (text boxes). Deleted text is w:delText, not w:t."""
    for paragraph in tree.iter(f"{_W}p"):
        yield "".join(_own(paragraph, f"{_W}p", {f"{_W}t": None, f"{_W}tab": " ", f"{_W}br": " "}))


def _odt_paragraphs(tree: ElementTree.Element) -> Iterator[str]:
    deleted = {id(p) for changes in tree.iter(f"{_T}tracked-changes") for p in changes.iter()}
    for paragraph in tree.iter():
        if paragraph.tag in (f"{_T}p", f"{_T}h") and id(paragraph) not in deleted:
            yield "".join(_odt_text(paragraph))


def _own(node: ElementTree.Element, stop: str, texts: dict[str, str | None]) -> Iterator[str]:
    for child in node:
        if child.tag == stop:
            continue
        if child.tag in texts:
            yield texts[child.tag] or child.text or ""
        yield from _own(child, stop, texts)


def _odt_text(node: ElementTree.Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag in (f"{_T}s", f"{_T}tab", f"{_T}line-break"):
            yield " "
        elif child.tag not in (f"{_T}p", f"{_T}h", f"{_T}note-citation"):
            yield from _odt_text(child)
        yield child.tail or ""
