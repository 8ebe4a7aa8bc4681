"""A page of HTML as a browser shows it, ready for pandoc: what Word, LibreOffice, Google Docs and forms save.

The page is parsed as browsers parse it, and changed before pandoc sees it: what is hidden goes and is named, notes
stand where they are called, ticks and what was written into fields are text.
"""

from collections.abc import Iterator
from io import StringIO
from xml.etree.ElementTree import Element, tostring

import tinyhtml5
from django.utils.translation import gettext as _

from files.archives import DEEPEST, TooNested
from files.leaving import LeavingOut, unmarked, without_marks
from files.packages import Package
from files.pages import BLOCKS, NO_TEXT_IN, Page, words_of
from files.stylesheets import Styles, is_hidden, is_invisible, is_zero, styles_of
from files.webcontrols import fill_in, put_signs
from files.weblists import make_lists
from files.webnotes import comments_out, notes_in
from files.word.signs import in_signs, is_of_signs

NOT_SHOWN = ("noscript", "template", "datalist", "rp", "audio", "video", "canvas")
COLUMNS = ("col", "colgroup")
"""They hold no text: a browser shows the cells of one that is not displayed."""
NO_TEXT = ("script", "style", "link", "meta", "base")
OBJECTS = {"svg": "drawn_text", "object": "object", "iframe": "object", "embed": "object", "applet": "object"}
DIVISIONS = frozenset(
    "address center details dialog dir fieldset form hgroup legend menu optgroup search summary".split()
)
"""Blocks that pandoc takes for a part of the line."""
ATTRIBUTES = frozenset("href src alt title colspan rowspan start type value class id epub:type span".split())


def read_page(text: str) -> Package:
    """The page for pandoc, the text of each of its paragraphs, and what was left out. Raises Refused."""
    # As a stream: a short string would be taken for the name of a file.
    page = Page(tinyhtml5.parse(StringIO(without_marks(text)), namespace_html_elements=False))
    check_depth(page.root)
    leaving = LeavingOut()
    styles, before = styles_of(page.root)
    for element in page.all(*NO_TEXT):
        if page.is_there(element):
            page.replace(element)
    comments_in_source(page, leaving)
    comments_out(page, leaving, styles)
    hide(page, leaving, styles)
    for element, letters in before.items():
        if page.is_there(element) and any(not each.isspace() and each not in "•●○■▪·-–—" for each in letters):
            element.text = letters + (element.text or "")
    put_signs(page)
    show_fonts(page.body, "", styles)
    notes_in(page)
    fill_in(page, leaving)
    make_lists(page, styles)
    objects(page, leaving)
    plain(page)
    content = tostring(page.root, encoding="unicode", method="html").encode("utf-8", errors="replace")
    texts = [unmarked(each) for each in paragraphs(page.body)]
    return Package(content, [("text", each) for each in texts if each.strip()], leaving.things)


def check_depth(root: Element) -> None:
    """What reads the tree calls itself for each level."""
    level = [root]
    for _depth in range(DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return
    raise TooNested(
        _("The file is far larger or more nested than a report. Save the text in a new document and import that one.")
    )


def comments_in_source(page: Page, leaving: LeavingOut) -> None:
    """LibreOffice writes comments in the margin as comments of HTML. Word writes what only Word reads as such."""
    for comment in page.comments():
        if not page.is_there(comment):
            continue
        text = (comment.text or "").strip()
        is_ours = text and not text.startswith("[") and text not in ("StartFragment", "EndFragment")
        page.leave(comment, leaving.mark("comment", text) if is_ours else "")


def hide(page: Page, leaving: LeavingOut, styles: Styles) -> None:
    hide_all(page, leaving, styles)
    for element in page.all():
        if not page.is_there(element) or element in (page.root, page.body):
            continue
        if _is_tracked_deletion(element):
            page.leave(element, leaving.mark("deleted", words_of(element)))
        elif element.get("showingplchdr") == "t" or "MsoPlaceholderText" in element.get("class", "").split():
            page.leave(element, leaving.mark("placeholder", words_of(element)))
        elif element.tag in COLUMNS:
            continue
        elif is_hidden(style := styles.get(element, {})) or _is_hidden_by_itself(element, style):
            page.leave(element, hidden_in(element, leaving) if element.tag != "rp" else "")
        elif is_invisible(style):
            make_invisible(page, element, leaving, styles)
        elif is_zero(style.get("font-size", "")) and not _sizes_in(element, styles):
            page.leave(element, hidden_in(element, leaving))


def _sizes_in(element: Element, styles: Styles) -> bool:
    """Whether letters inside have a size of their own."""
    return any("font-size" in styles.get(each, {}) for each in element.iter() if each is not element)


def hidden_in(element: Element, leaving: LeavingOut) -> str:
    """The marks of what a hidden element holds: its words, and its pictures."""
    words = words_of(element)
    pictures = [leaving.mark("hidden_picture", each.get("alt", "")) for each in element.iter("img")]
    return "".join([leaving.mark("hidden", words) if words else "", *pictures])


def hide_all(page: Page, leaving: LeavingOut, styles: Styles) -> None:
    """Empty a page that is hidden whole, but for what is made visible again inside of it."""
    body = page.body
    for element in (page.root, body):
        style = styles.get(element, {})
        is_gone = is_hidden(style) or _is_hidden_by_itself(element, style)
        visible = [] if is_gone else list(_visible_in(element, styles))
        if not (is_gone or is_invisible(style)) or body in visible:
            continue
        for each in visible:
            page.replace(each)
        mark = hidden_in(body, leaving)
        for each in list(body):
            page.replace(each)
        body.text = mark
        for at, each in enumerate(visible):
            page.insert(body, at, each)


def make_invisible(page: Page, element: Element, leaving: LeavingOut, styles: Styles) -> None:
    """Take an element out, and leave in its place what is made visible again inside of it."""
    visible = list(_visible_in(element, styles))
    for each in visible:
        page.replace(each)
    mark = hidden_in(element, leaving)
    if visible:
        page.replace(element, "" if page.parents[element].tag in NO_TEXT_IN else mark, *visible)
    else:
        page.leave(element, mark)


def _visible_in(element: Element, styles: Styles) -> Iterator[Element]:
    for child in element:
        if styles.get(child, {}).get("visibility") == "visible":
            yield child
        else:
            yield from _visible_in(child, styles)


def _is_hidden_by_itself(element: Element, style: dict[str, str]) -> bool:
    """By what it is, which a style that says how to display it overrules."""
    is_off = (
        ("hidden" in element.attrib and element.get("hidden", "").casefold() != "until-found")
        or "popover" in element.attrib
        or (element.tag == "dialog" and "open" not in element.attrib)
    )
    return (
        (is_off and "display" not in style)
        or element.tag in NOT_SHOWN
        or element.get("hidden", "").casefold() == "until-found"
        or (element.tag == "input" and element.get("type", "").casefold() == "hidden")
    )


def _is_tracked_deletion(element: Element) -> bool:
    return element.tag == "del" and ("datetime" in element.attrib or "cite" in element.attrib)


def show_fonts(element: Element, font: str, styles: Styles) -> None:
    """Letters in a font of symbols become the signs that they look like."""
    font = _font_of(element, styles) or font
    if element.text and is_of_signs(font):
        element.text = in_signs(element.text, font)
    for child in element:
        if isinstance(child.tag, str):
            show_fonts(child, font, styles)
        if child.tail and is_of_signs(font):
            child.tail = in_signs(child.tail, font)


def _font_of(element: Element, styles: Styles) -> str:
    style = styles.get(element, {})
    if family := style.get("font-family"):
        return family.split(",")[0].strip(" '\"")
    if font := style.get("font", "").split(",")[0]:
        return font.split('"')[1] if font.count('"') == 2 else font.split()[-1]
    return element.get("face", "").split(",")[0] if element.tag == "font" else ""


def objects(page: Page, leaving: LeavingOut) -> None:
    """What pandoc would drop or show as a picture without a word; and what a pointer sees only when it stays."""
    for element in page.all():
        name = element.tag.rpartition("}")[2]
        if not page.is_there(element):
            continue
        if name in OBJECTS:
            page.leave(element, leaving.mark(OBJECTS[name], words_of(element) or element.get("src", "")))
            continue
        if name == "img":
            element.attrib.setdefault("src", "#")  # a browser shows the words of a picture that it cannot find
        title = element.attrib.pop("title", "").strip() if name not in ("img", "a") else ""
        if title and title.casefold() != words_of(element).casefold():
            element.text = leaving.mark("alternative_text", title) + (element.text or "")


def plain(page: Page) -> None:
    """Nothing but names and attributes that pandoc knows; no lists without items."""
    for element in page.all():
        element.tag = element.tag.rpartition("}")[2]
        if element.tag in DIVISIONS:
            element.tag = "div"
        for name in set(element.attrib) - ATTRIBUTES:
            del element.attrib[name]
        if not page.is_there(element) or element is page.root:
            continue
        is_empty_list = element.tag in ("ul", "ol", "dl") and not len(element) and not (element.text or "").strip()
        if is_empty_list or element.tag in COLUMNS:  # pandoc drops the cells that go beyond the columns it counts
            page.replace(element)
        elif ":" in element.tag or element.tag == "ins":
            page.unwrap(element)


def paragraphs(element: Element) -> Iterator[str]:
    """The text between the beginnings and ends of blocks, without notes; the notes by themselves."""
    pieces: list[str] = []
    for piece in _runs(element):
        if piece is None:
            yield "".join(pieces)
            pieces = []
        else:
            pieces.append(piece)
    yield "".join(pieces)


def _runs(element: Element) -> Iterator[str | None]:
    if element.get("epub:type") == "noteref" or element.tag == "math":
        return
    is_block = element.tag in BLOCKS
    if is_block:
        yield None
    yield " " if element.tag == "br" else element.text or ""
    for child in element:
        yield from _runs(child)
        yield child.tail or ""
    if is_block:
        yield None
