"""Opens .docx and .odt as what they are, zip archives of XML, once `archives` has let them through.

What pandoc gets is an archive of our own making: checked parts, no macros, no embedded files, and a dot in the place of
each picture. What pandoc would pass over without a word is looked up here: old-style form check boxes become signs in
the text, and the paragraphs of all parts are listed, so that those missing in pandoc's reading (text boxes, headers and
footers) can be kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile

from files import opendocument
from files.archives import checked, trees
from files.leaving import LeftOut

DOT = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
"""A picture of one point, in the place of each picture."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RUNNING = re.compile(r"word/(?:document\d*|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
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
    left_out: list[LeftOut] = field(default_factory=list)
    """What has a mark in the content, by the mark's number."""


def opened(content: bytes, kind: str) -> Package:
    """The document in an archive of our own making. Raises Refused for one that is damaged, protected or a trap."""
    parts, pictures = checked(content, kind)
    if kind == "odt":
        return _opendocument(parts, pictures)
    if kind == "docx":
        parts = {name: with_checkboxes(part) if _RUNNING.fullmatch(name) else part for name, part in parts.items()}
    running = {name: tree for name, tree in trees(parts).items() if _RUNNING.fullmatch(name)}
    paragraphs = [
        (_part(name), text) for name, tree in running.items() for text in _word_paragraphs(tree) if text.strip()
    ]
    return Package(_packed(parts, pictures), paragraphs)


def _opendocument(parts: dict[str, bytes], pictures: list[str]) -> Package:
    found = trees(parts)
    styles = found.get("styles.xml")
    made, left_out, texts = opendocument.shown(found["content.xml"], styles)
    running = [] if styles is None else [text for text in opendocument.paragraphs(styles) if text.strip()]
    paragraphs = [("text", text) for text in texts] + [("header", text) for text in running]
    return Package(_packed({**parts, "content.xml": made}, pictures), paragraphs, left_out)


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


def _packed(parts: dict[str, bytes], pictures: list[str]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in [*parts.items(), *((name, DOT) for name in pictures)]:
            archive.writestr(name, part)
    return packed.getvalue()


def _part(name: str) -> str:
    if "comments" in name:
        return "comment"
    return "header" if re.search(r"header|footer", name) else "text"


def _word_paragraphs(tree: ElementTree.Element) -> Iterator[str]:
    """The text of each w:p without that of paragraphs inside it (text boxes). Deleted text is w:delText, not w:t."""
    for paragraph in tree.iter(f"{_W}p"):
        yield "".join(_own(paragraph, f"{_W}p", {f"{_W}t": None, f"{_W}tab": " ", f"{_W}br": " "}))


def _own(node: ElementTree.Element, stop: str, texts: dict[str, str | None]) -> Iterator[str]:
    for child in node:
        if child.tag == stop:
            continue
        if child.tag in texts:
            yield texts[child.tag] or child.text or ""
        yield from _own(child, stop, texts)
