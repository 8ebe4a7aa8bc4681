"""Opens a file that came back: what is refused, which copy it is, and its parts."""

from dataclasses import dataclass, field
from pathlib import PurePath
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from files.archives import TooNested, checked, trees
from files.checks import Refused, check
from reports.word import keys
from reports.word.found import FoundComment
from richtext.word.names import W
from richtext.word.reading import Parts, parts_of

_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_RELATIONSHIPS = "word/_rels/{}.xml.rels"


@dataclass
class Opened:
    """A file as opened. `reference` is that of the copy which it says it is, "" where it says none."""

    body: Element
    parts: Parts
    comments: dict[str, FoundComment] = field(default_factory=dict)
    """By identifier; those that say nothing are left out."""
    reference: str = ""


def open_file(filename: str, content: bytes) -> Opened:
    """Raises Refused for what is no Word file, is damaged, protected or a trap."""
    ending = PurePath(filename).suffix.lower()
    if check(filename, content) != "docx":
        raise Refused(
            _("A file ending in “%(ending)s” does not come back this way. Save it as .docx and send that.")
            % {"ending": ending}
        )
    raw, _pictures = checked(content, "docx")
    try:
        read = trees(raw)
    except TooNested as refused:
        raise Refused(
            _(
                "The file is far larger or more nested than a part of a report. "
                "Take the part out again, and copy your text between its lines."
            )
        ) from refused
    main = next((name for name in ("word/document.xml", "word/document2.xml") if name in read), "")
    body = read[main].find(f"{W}body") if main else None
    if body is None:
        raise Refused(
            _(
                "The file is damaged or is no text document. "
                "Open it in your word processor, save it again and send that."
            )
        )
    named = {name.removeprefix("word/").removesuffix(".xml"): each for name, each in read.items()}
    parts = parts_of(named, _targets(read, PurePath(main).stem), _targets(read, "footnotes"))
    return Opened(body, parts, _comments(named.get("comments")), _reference(read, body))


def _targets(trees: dict[str, Element], part: str) -> dict[str, str]:
    """Where the links of a part lead."""
    found = trees.get(_RELATIONSHIPS.format(part))
    outside = [each for each in found if each.get("TargetMode") == "External"] if found is not None else []
    return {each.get("Id", ""): each.get("Target", "") for each in outside}


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
