"""Opens .docx and .odt as what they are, zip archives of XML, once `archives` has let them through.

What pandoc gets is an archive of our own making: checked parts, no macros, no embedded files. What pandoc would pass
over without a word is made text or named as left out (`files.word`, `files.opendocument`), and the paragraphs of all
parts are listed, so that those missing in pandoc's reading can be kept.
"""

from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from files import opendocument
from files.archives import checked, damaged, needs, trees
from files.checks import Refused
from files.leaving import LeftOut
from files.word.reading import for_pandoc

NO_STYLES = b'<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
"""Pandoc reads no text without."""


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
    parts = checked(content, kind)
    found = trees(parts)
    lost = [name for name in found if found[name] is None]
    if any(map(needs, lost)):
        raise Refused(damaged())
    made, left_out, paragraphs = opendocument.shown(found["content.xml"], found.get("styles.xml"))
    kept = {"styles.xml": NO_STYLES} | {name: part for name, part in parts.items() if name not in lost}
    left_out += [LeftOut("damaged_part", name) for name in lost]
    return Package(_packed(kept | {"content.xml": made}), paragraphs, left_out)


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()
