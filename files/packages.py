"""Opens .docx and .odt as what they are, zip archives of XML, once `archives` has let them through.

What pandoc gets is an archive of our own making: checked parts, no macros, no embedded files. What pandoc would pass
over without a word is made text or named as left out (`files.word`), and the paragraphs of all parts are listed, so
that those missing in pandoc's reading can be kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile

from files.archives import checked, trees
from files.leaving import LeftOut
from files.word.reading import for_pandoc

DOT = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
"""A picture of one point, in the place of each picture."""

_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_RUNNING = re.compile(r"content\.xml|styles\.xml")


@dataclass(frozen=True)
class Package:
    """A document ready for pandoc, and the text of every paragraph in it, wherever it stands."""

    content: bytes
    paragraphs: list[tuple[str, str]]
    """(part, text): the part is "text", "header" or "comment"."""
    left_out: list[LeftOut] = field(default_factory=list)
    """What has a mark in the content, by the mark's number."""
    chunks: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """Texts in other parts, (format, content), by the name that the thing left out in their place says."""


def opened(content: bytes, kind: str) -> Package:
    """The document in an archive of our own making. Raises Refused for one that is damaged, protected or a trap."""
    if kind == "docx":
        packed, paragraphs, out, chunks = for_pandoc(content)
        return Package(packed, paragraphs, out.things, chunks)
    parts, pictures = checked(content, kind)
    running = {name: tree for name, tree in trees(parts).items() if _RUNNING.fullmatch(name)}
    paragraphs = [
        (_part(name), text) for name, tree in running.items() for text in _odt_paragraphs(tree) if text.strip()
    ]
    return Package(_packed(parts, pictures), paragraphs)


def _packed(parts: dict[str, bytes], pictures: list[str]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in [*parts.items(), *((name, DOT) for name in pictures)]:
            archive.writestr(name, part)
    return packed.getvalue()


def _part(name: str) -> str:
    return "header" if "styles" in name else "text"


def _odt_paragraphs(tree: ElementTree.Element) -> Iterator[str]:
    deleted = {id(p) for changes in tree.iter(f"{_T}tracked-changes") for p in changes.iter()}
    for paragraph in tree.iter():
        if paragraph.tag in (f"{_T}p", f"{_T}h") and id(paragraph) not in deleted:
            yield "".join(_odt_text(paragraph))


def _odt_text(node: ElementTree.Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag in (f"{_T}s", f"{_T}tab", f"{_T}line-break"):
            yield " "
        elif child.tag not in (f"{_T}p", f"{_T}h", f"{_T}note-citation"):
            yield from _odt_text(child)
        yield child.tail or ""
