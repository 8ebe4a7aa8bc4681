"""A .docx for pandoc: an archive of our own making, of what Word shows, with marks for what is left out."""

import posixpath
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, SubElement, tostring
from zipfile import ZIP_DEFLATED, ZipFile

from files.leaving import LeavingOut
from files.word.names import MC, M, R, W, made
from files.word.package import Parts, left_out_of, read_parts

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TEXT = {"t": None, "tab": " ", "br": " ", "cr": " ", "ptab": " ", "noBreakHyphen": "-"}
_PLACES = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}


def for_pandoc(content: bytes) -> tuple[bytes, list[tuple[str, str]], LeavingOut, dict[str, tuple[str, bytes]]]:
    """The archive, its paragraphs as (part, text), what is left out, and the texts that lie in other parts by their
    names, each with its format. Raises Refused."""
    parts = read_parts(content)
    parts.show(names_comments=True)
    out = LeavingOut()
    chunks = {}
    for name in [parts.main, *parts.notes]:
        for element in left_out_of(parts.trees[name]):
            if element.get("what") == "chunk" and (chunk := chunk_of(parts, element.get("text", ""))):
                chunks[element.get("text", "")] = chunk
            _mark(element, out)
    for element in [*(each for name in parts.running for each in left_out_of(parts.trees[name])), *parts.rest]:
        out.mark(element.get("what", ""), element.get("text", ""))
    texts = [
        (part, text)
        for part, names in (("text", [parts.main, *parts.notes]), ("header", parts.running))
        for name in names
        for text in paragraphs(parts.trees[name])
    ]
    return _packed(parts), texts, out, chunks


def chunk_of(parts: Parts, name: str) -> tuple[str, bytes] | None:
    """A text that lies in another part, with its format, where it is of one that can be read."""
    content = parts.raw.get(name)
    if content is None:
        return None
    start = content[:200].lstrip().lower()
    if content.startswith(b"PK\x03\x04"):
        return "docx", content
    if start.startswith(b"{\\rtf"):
        return "rtf", content
    if start.startswith((b"<", b"\xef\xbb\xbf<")) or name.lower().endswith((".html", ".htm", ".xhtml")):
        return "html", content
    return ("txt", content) if name.lower().endswith(".txt") else None


def _mark(element: Element, out: LeavingOut) -> None:
    """An element of ours becomes a run with a mark."""
    mark = out.mark(element.get("what", ""), element.get("text", ""))
    element.tag, element.attrib = f"{W}r", {}
    element.append(made("t", text=mark))


def paragraphs(tree: Element) -> Iterator[str]:
    """The text of each paragraph that holds any. Where an equation or a note stands, the text is parted by NUL."""
    for paragraph in tree.iter(f"{W}p"):
        if (text := "".join(_own(paragraph))).strip("\0 \t"):
            yield text


def _own(node: Element) -> Iterator[str]:
    for child in node:
        name = child.tag.removeprefix(W)
        if child.tag == f"{W}p" or name == "moveFrom" or (name == "t" and "\ufdd0" in (child.text or "")):
            continue
        if name in ("footnoteReference", "endnoteReference") or child.tag in (f"{M}oMath", f"{M}oMathPara"):
            yield "\0"
            continue
        if name in _TEXT and not (name == "tab" and child.attrib):  # one of the ruler has attributes
            yield _TEXT[name] or child.text or ""
        yield from _own(child)


def _packed(parts: Parts) -> bytes:
    """Only what is text, under the names at which pandoc looks."""
    made_of = {"word/document.xml": parts.main}
    for kind in _PLACES:
        for name in parts.of(kind)[:1]:
            made_of[f"word/{kind}.xml"] = name
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", _content_types(made_of))
        archive.writestr("_rels/.rels", _relationships([("rId1", "officeDocument", "word/document.xml", False)]))
        for place, name in made_of.items():
            tree = parts.trees[name]
            for element in tree.iter():
                element.attrib.pop(f"{MC}Ignorable", None)  # it names prefixes that are not declared any more
            # Pandoc looks names of all parts up in what the root of the text declares; that is only what is used.
            tree.attrib |= {f"{R}used": "", f"{M}used": ""}
            archive.writestr(place, tostring(tree, encoding="utf-8", xml_declaration=True))
            links = [
                (identifier, "hyperlink", one.target, True)
                for identifier, one in parts.relations.get(name, {}).items()
                if one.is_outside and one.kind == "hyperlink"
            ]
            if place == "word/document.xml":
                links += [
                    (f"rIdPart{kind}", kind, f"{kind}.xml", False) for kind in _PLACES if f"word/{kind}.xml" in made_of
                ]
            archive.writestr(f"word/_rels/{posixpath.basename(place)}.rels", _relationships(links))
    return packed.getvalue()


def _relationships(rows: list[tuple[str, str, str, bool]]) -> bytes:
    root = Element("Relationships", {"xmlns": f"{_PACKAGE}/relationships"})
    for identifier, kind, target, is_outside in rows:
        mode = {"TargetMode": "External"} if is_outside else {}
        SubElement(root, "Relationship", {"Id": identifier, "Type": f"{_OFFICE}/{kind}", "Target": target} | mode)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _content_types(made_of: dict[str, str]) -> bytes:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    root = Element("Types", {"xmlns": f"{_PACKAGE}/content-types"})
    SubElement(
        root,
        "Default",
        {"Extension": "rels", "ContentType": "application/vnd.openxmlformats-package.relationships+xml"},
    )
    SubElement(root, "Default", {"Extension": "xml", "ContentType": "application/xml"})
    for place in made_of:
        kind = "document.main" if place == "word/document.xml" else posixpath.basename(place).removesuffix(".xml")
        SubElement(root, "Override", {"PartName": f"/{place}", "ContentType": f"{word}.{kind}+xml"})
    return tostring(root, encoding="utf-8", xml_declaration=True)
