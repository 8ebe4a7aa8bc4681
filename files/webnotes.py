"""Footnotes, endnotes and comments of a page, which all have one shape: a link to a place further down, and there a
link back. Word, LibreOffice, Google Docs and pandoc write them so, with other names."""

import re
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from files.leaving import LeavingOut
from files.pages import Page, new, text_of, words_of
from files.stylesheets import Styles

NUMBER = re.compile(r"[\[(]?[\w*†‡↑↩\ufe0e^]{0,4}[\])]?")
COMMENT = re.compile(r"(?:cmnt|_msocom_)\d+")
OF_GOOGLE = re.compile(r"(?:ftnt|cmnt)\d+")
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
HOLDERS = HEADINGS | frozenset("p li dd td aside div".split())
INLINE = frozenset("a b i em strong font span sup".split())


def notes_in(page: Page) -> None:
    """Each call leads to its note as pandoc knows them; the notes stand at the end of the page, out of the text."""
    for element in page.all():
        if element.get("role", "").startswith("doc-") or "epub:type" in element.attrib:
            element.attrib.pop("role", None)
            element.attrib.pop("epub:type", None)
    named = _named(page)
    order = {element: number for number, element in enumerate(page.all())}
    notes: dict[Element, str] = {}
    for call in page.all("a"):
        target = _target(call, named)
        if target is None or order[target] <= order[call]:
            continue
        note = _holder(target, page)
        if note is None or call in note.iter() or not _leads_back(note, call, named, page):
            continue
        name = notes.setdefault(note, f"note-{len(notes) + 1}")
        made = new("a", "", href=f"#{name}")
        made.set("epub:type", "noteref")
        outer = _outermost(call, page)
        page.without_brackets(outer)
        page.replace(outer, "", made)
    body = page.body
    for note, name in notes.items():
        _without_links(note, page)
        page.replace(note)
        aside = new("aside", id=name)
        aside.set("epub:type", "footnote")
        page.insert(body, len(body), aside)
        if note.tag in ("td", "li", "dd", "aside"):
            note.tag = "div"
        page.insert(aside, 0, note)


def comments_out(page: Page, leaving: LeavingOut, styles: Styles) -> None:
    """Comments in the margin are named where they were made, and are no text."""
    named = _named(page)
    for call in page.all("a"):
        name = _fragment(call)
        if not COMMENT.fullmatch(name) or not page.is_there(call):
            continue
        target = named.get(name) or named.get(name.replace("_msocom_", "_com_"))
        text = ""
        if target is not None and page.is_there(target):
            holder = target if target.tag == "div" else _holder(target, page)
            if holder is not None:
                _without_links(holder, page)
                text = words_of(holder)
                page.replace(holder)
        page.replace(_outermost(call, page), leaving.mark("comment", text))
    for element in page.all():
        classes = element.get("class", "").split()
        if page.is_there(element) and ("msocomtxt" in classes or "msocomoff" in classes or _is_list(element, styles)):
            words = words_of(element)
            page.replace(element, leaving.mark("comment", words) if words else "")


def _is_list(element: Element, styles: Styles) -> bool:
    return styles.get(element, {}).get("mso-element") in ("comment-list", "comment")


def _named(page: Page) -> dict[str, Element]:
    named: dict[str, Element] = {}
    for element in page.all():
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                named.setdefault(name, element)
    return named


def _fragment(link: Element) -> str:
    return unquote(link.get("href", "").rpartition("#")[2]) if "#" in link.get("href", "") else ""


def _target(link: Element, named: dict[str, Element]) -> Element | None:
    return named.get(_fragment(link))


def _links(element: Element) -> Iterator[Element]:
    return (each for each in list(element.iter("a")) if _fragment(each))


def _holder(target: Element, page: Page) -> Element | None:
    """The block that is the note; None where a table of contents leads to: a heading may well have a link back."""
    block = next((each for each in [target, *page.above(target)] if each.tag in HOLDERS), None)
    if block is None or block is page.body or any(each.tag in HEADINGS for each in block.iter()):
        return None
    parent = page.parents[block]
    # A note of several paragraphs has an element around them: with a name of its own, or Google's, without.
    if parent.tag in ("div", "li", "aside") and parent.get("id") and not block.get("id"):
        return parent
    is_googles = parent.tag == "div" and OF_GOOGLE.fullmatch(target.get("id") or target.get("name") or "")
    return parent if is_googles else block


def _leads_back(note: Element, call: Element, named: dict[str, Element], page: Page) -> bool:
    """Whether a link of the note goes to its call, to what is around that in the line, or to an anchor beside it."""
    for link in _links(note):
        target = _target(link, named)
        if target is not None and target.tag in ("a", "sup", "span"):
            beside = page.parents.get(target) is page.parents.get(call)
            if beside or call in target.iter() or target in call.iter():
                return True
    return False


def _without_links(note: Element, page: Page) -> None:
    for link in _links(note):
        if _is_number(link):
            outer = _outermost(link, page)
            page.without_brackets(outer)
            page.replace(outer)


def _outermost(element: Element, page: Page) -> Element:
    """An element and what is only around it: the superscript of a call, with its brackets."""
    for outer in page.above(element):
        if outer.tag not in INLINE or not _is_number(outer):
            break
        element = outer
    return element


def _is_number(element: Element) -> bool:
    text = text_of(element).strip()
    return len(text) <= 6 and NUMBER.fullmatch(text) is not None
