"""Lists of a page that are written as something else: Word's are paragraphs with a mark in front, Google's stand side
by side instead of one in the other."""

import re
from xml.etree.ElementTree import Element

from files.pages import Page, new, text_of
from files.stylesheets import Styles
from files.word.signs import TICKS

LEVEL = re.compile(r"level(\d)")
MARGIN = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)(pt|cm|in)")
POINTS = {"pt": 1.0, "cm": 28.35, "in": 72.0}
INDENT = 36.0
"""What Word moves each level of a list to the right, in points."""
NUMBER = re.compile(r"\(?(\d{1,4})[.)]+")
OF_GOOGLE = re.compile(r"(lst-kix_\w+)-(\d)")
INTEGER = re.compile(r"\s*[+-]?\d{1,6}(?!\d)")
BULLETS = frozenset("•·○o▪●–—-➢❖→⇨⇒*♦§")


def make_lists(page: Page, styles: Styles) -> None:
    for element in page.all("ul", "ol"):
        if page.is_there(element):
            _nest_googles(page, element)
    for element in page.all("ol"):
        if page.is_there(element):
            _number(page, element)
    for paragraph in page.all("p"):
        if page.is_there(paragraph) and _mark_of(paragraph, styles) is not None:
            _run(page, paragraph, styles)


def _number(page: Page, element: Element) -> None:
    """The numbers of a list as the page shows them. It is parted where they do not count on, for pandoc knows nothing
    but where a list starts; numbers below 1 become text."""
    items, step = element.findall("li"), -1 if "reversed" in element.attrib else 1
    start = _whole(element.get("start"))
    number = start if start is not None else len(items) if step < 0 else 1
    runs: list[list[tuple[int, Element]]] = []
    for item in items:
        written = _whole(item.get("value"))
        number = number if written is None else written
        if not runs or number != runs[-1][-1][0] + 1:
            runs.append([])
        runs[-1].append((number, item))
        number += step
    lists = [_counted_from(run, element.get("type", "1")) for run in runs]
    if len(items) == len(element) and lists and (len(lists) > 1 or lists[0].get("start") != "1"):
        page.replace(element, element.text or "", *lists)


def _counted_from(run: list[tuple[int, Element]], form: str) -> Element:
    if run[0][0] > 0:
        made = new("ol", start=str(run[0][0]), type=form)
    else:
        made = new("div")
        for number, item in run:
            item.tag, item.text = "div", f"{number}. {item.text or ''}"
    made.extend(item for _number, item in run)
    return made


def _whole(text: str | None) -> int | None:
    found = INTEGER.match(text or "")
    return int(found[0]) if found else None


def _nest_googles(page: Page, element: Element) -> None:
    found = OF_GOOGLE.search(element.get("class", ""))
    if not found:
        return
    siblings = list(page.parents[element])
    before = siblings[siblings.index(element) - 1] if siblings.index(element) else None
    if before is None or before.tag not in ("ul", "ol") or not len(before) or (before.tail or "").strip():
        return
    above = OF_GOOGLE.search(before.get("class", ""))
    if not above or above[1] != found[1] or above[2] > found[2]:
        return
    # Down the list before it to the list of this level, or to the item that this level is one deeper than.
    if above[2] == found[2]:
        page.replace(element)
        for item in list(element):
            page.insert(before, len(before), item)
        return
    item = list(before)[-1]
    for _level in range(int(above[2]) + 1, int(found[2])):
        lists = [each for each in item if each.tag in ("ul", "ol") and len(each)]
        if not lists:
            break
        item = list(lists[-1])[-1]
    page.replace(element)
    page.insert(item, len(item), element)


def _run(page: Page, first: Element, styles: Styles) -> None:
    """The list that begins with a paragraph, in the place of all its paragraphs."""
    parent = page.parents[first]
    siblings = list(parent)
    run = []
    for each in siblings[siblings.index(first) :]:
        if _mark_of(each, styles) is None or (run and (run[-1].tail or "").strip()):
            break
        run.append(each)
    open_lists: list[tuple[int, Element]] = []
    roots: list[Element] = []
    for paragraph in run:
        mark, level = _mark_of(paragraph, styles), _level(paragraph, styles)
        number = NUMBER.fullmatch(text_of(mark).strip())
        page.replace(mark)
        while open_lists and open_lists[-1][0] > level and len(open_lists) > 1:
            open_lists.pop()
        tag = "ol" if number else "ul"
        if not open_lists or open_lists[-1][0] < level or open_lists[-1][1].tag != tag:
            while open_lists and open_lists[-1][0] >= level:
                open_lists.pop()
            made = new(tag, **({"start": number[1]} if number else {}))
            if open_lists:
                open_lists[-1][1][-1].append(made)
            else:
                roots.append(made)
            open_lists.append((level, made))
        item = new("li")
        open_lists[-1][1].append(item)
        page.replace(paragraph)
        item.append(paragraph)
    holder = new("div")
    holder.extend(roots)
    page.insert(parent, siblings.index(first), holder)


def _mark_of(paragraph: Element, styles: Styles) -> Element | None:
    """The element with the bullet or the number of a list of Word. Codes and ticks in its place are text."""
    if paragraph.tag != "p":
        return None
    is_item = "level" in styles.get(paragraph, {}).get("mso-list", "") or any(
        name.startswith("MsoListParagraph") for name in paragraph.get("class", "").split()
    )
    if not is_item or (paragraph.text or "").strip():
        return None
    marks = [each for each in paragraph.iter("span") if styles.get(each, {}).get("mso-list") == "ignore"]
    if not marks:
        marks = [each for each in paragraph if each.tag == "span" and _ends_in_space(each)][:1]
    text = text_of(marks[0]).strip() if marks else ""
    return marks[0] if text and (text in BULLETS or NUMBER.fullmatch(text)) and not TICKS & set(text) else None


def _ends_in_space(element: Element) -> bool:
    """Word fills up to the text with narrow spaces that do not break."""
    return any(len(text) > 1 and not text.strip() and "\xa0" in text for text in (each.text or "" for each in element))


def _level(paragraph: Element, styles: Styles) -> int:
    style = styles.get(paragraph, {})
    if found := LEVEL.search(style.get("mso-list", "")):
        return int(found[1])
    margin = MARGIN.match(style.get("margin-left", ""))
    return max(1, round(float(margin[1]) * POINTS[margin[2]] / INDENT)) if margin else 1
