"""Opens a file that came back: what is refused, which copy it is, and its parts."""

from dataclasses import dataclass, field
from pathlib import PurePath
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from files.archives import TooNested
from files.checks import Refused, check
from files.word.package import read_parts
from reports.word import keys
from reports.word.findings import FoundComment
from richtext.word.names import W
from richtext.word.reading import Parts, parts_of

_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"


@dataclass
class Opened:
    """A file as opened. `reference` is that of the copy which it says it is, "" where it says none."""

    body: Element
    parts: Parts
    comments: dict[str, FoundComment] = field(default_factory=dict)
    """By identifier; those that say nothing are left out."""
    reference: str = ""
    left_out: list[list[str]] = field(default_factory=list)
    """[what, text] of what is in no part that is read."""


def open_file(filename: str, content: bytes) -> Opened:
    """Raises Refused for what is no Word file, is damaged, protected or a trap."""
    ending = PurePath(filename).suffix.lower()
    if check(filename, content) != "docx":
        raise Refused(
            _("A file ending in “%(ending)s” does not come back this way. Save it as .docx and send that.")
            % {"ending": ending}
        )
    try:
        parts = read_parts(content)
    except TooNested as refused:
        raise Refused(
            _(
                "The file is far larger or more nested than a part of a report. "
                "Take the part out again, and copy your text between its lines."
            )
        ) from refused
    parts.show(names_comments=False)
    read = parts.trees
    body = read[parts.main].find(f"{W}body")
    if body is None:
        raise Refused(
            _(
                "The file is damaged or is no text document. "
                "Open it in your word processor, save it again and send that."
            )
        )
    named = {name.removeprefix("word/").removesuffix(".xml"): each for name, each in read.items()}
    known = parts_of(named, parts.addresses(parts.main), parts.addresses("word/footnotes.xml"))
    left_out = [[each.get("what", ""), each.get("text", "")] for each in parts.rest]
    return Opened(body, known, _comments(named.get("comments")), _reference(read, body), left_out)


def _comments(comments: Element | None) -> dict[str, FoundComment]:
    found = {}
    for comment in comments.iter(f"{W}comment") if comments is not None else ():
        said = "\n".join(filter(None, (text_of(each).strip() for each in comment.iter(f"{W}p"))))
        if said:
            found[comment.get(f"{W}id", "")] = FoundComment(comment.get(f"{W}author", "").strip(), said)
    return found


def _reference(trees: dict[str, Element], body: Element) -> str:
    """From the properties, else from the footer, else from wherever it was copied to in the text."""
    properties = trees.get("docProps/custom.xml")
    for each in properties.iter(f"{_PROPERTIES}property") if properties is not None else ():
        if each.get("name") == keys.PROPERTY:
            return "".join(each.itertext()).strip()
    footers = [each for name, each in sorted(trees.items()) if name.startswith(("word/footer", "word/header"))]
    return next((found for each in [*footers, body] if (found := keys.read_reference(text_of(each)))), "")


def text_of(element: Element) -> str:
    """The plain text of a paragraph, tracked changes accepted."""
    return "".join(
        each.text or "" if each.tag == f"{W}t" else "\t"
        for each in element.iter()
        if each.tag == f"{W}t" or (each.tag == f"{W}tab" and not each.attrib)  # one of the ruler has attributes
    )
