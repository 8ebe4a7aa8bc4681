"""Opens .docx and .odt as what they are, zip archives of XML, once `archives` has let them through.

What pandoc gets is an archive of our own making: checked parts, no macros, no embedded files. What pandoc would pass
over without a word is made text or named as left out (`files.word`, `files.opendocument`), and the paragraphs of all
parts are listed, so that those missing in pandoc's reading can be kept.
"""

from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from files import opendocument
from files.archives import checked, trees
from files.leaving import LeftOut
from files.word.reading import for_pandoc

DOT = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
"""A picture of one point, in the place of each picture."""


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
    found = trees(parts)
    styles = found.get("styles.xml")
    made, left_out, texts = opendocument.shown(found["content.xml"], styles)
    running = [] if styles is None else [text for text in opendocument.paragraphs(styles) if text.strip()]
    paragraphs = [("text", text) for text in texts] + [("header", text) for text in running]
    return Package(_packed({**parts, "content.xml": made}, pictures), paragraphs, left_out)


def _packed(parts: dict[str, bytes], pictures: list[str]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in [*parts.items(), *((name, DOT) for name in pictures)]:
            archive.writestr(name, part)
    return packed.getvalue()
