"""What was ticked, chosen and written into the fields of a page."""

from xml.etree.ElementTree import Element

from files.leaving import LeavingOut
from files.pages import Page, new, text_of, words_of
from files.word.signs import TICKS

ON, OFF = "☒ ", "☐ "
TICKED_BY_ROLE = ("checkbox", "radio", "switch", "menuitemcheckbox", "menuitemradio")
NO_VALUE = ("button", "submit", "reset", "image", "file", "password", "color")


def put_signs(page: Page) -> None:
    """Boxes that are drawn by a script say their state by their role; a sign goes in front of their words."""
    for element in page.all():
        if element.get("role") in TICKED_BY_ROLE and element.tag != "input" and not TICKS & set(text_of(element)):
            element.text = (ON if element.get("aria-checked") == "true" else OFF) + (element.text or "")


def fill_in(page: Page, leaving: LeavingOut) -> None:
    for element in page.all("input", "select", "textarea", "button", "progress", "meter"):
        if not page.is_there(element):
            continue
        match element.tag:
            case "input":
                page.replace(element, _input(element, leaving))
            case "select":
                page.replace(element, _chosen(element, leaving))
            case "textarea":
                _written(page, element, leaving)
            case "button":
                page.replace(element, leaving.mark("control", words_of(element)) if words_of(element) else "")
            case _:
                page.replace(element, f" {words_of(element) or element.get('value', '')} ")


def _input(field: Element, leaving: LeavingOut) -> str:
    kind, value = field.get("type", "text").strip().casefold(), field.get("value", "").strip()
    if kind in ("checkbox", "radio"):
        return ON if "checked" in field.attrib else OFF
    if kind in NO_VALUE:
        return ""
    return f" {value} " if value else _empty(field, leaving)


def _empty(field: Element, leaving: LeavingOut) -> str:
    """A field in which nobody wrote; what it invites to write is no text."""
    return leaving.mark("placeholder", field.get("placeholder")) if field.get("placeholder") else ""


def _chosen(field: Element, leaving: LeavingOut) -> str:
    """The options that were chosen. The browser shows the first one where none was: that is nobody's choice."""
    options = list(field.iter("option"))
    chosen = [each for each in options if "selected" in each.attrib]
    if "multiple" not in field.attrib:
        chosen = chosen[-1:]
    invites = [each for each in chosen if "disabled" in each.attrib or each.get("value") == ""]
    if chosen and not invites:
        return f" {', '.join(words_of(each) for each in chosen)} "
    shown = " ".join(words_of(each) for each in invites or options[:1])
    return leaving.mark("drop_down", shown) if shown else ""


def _written(page: Page, field: Element, leaving: LeavingOut) -> None:
    lines = text_of(field).strip().splitlines()
    if not lines:
        page.replace(field, _empty(field, leaving))
        return
    written = new("span", lines[0])
    for line in lines[1:]:
        br = new("br")
        br.tail = line
        written.append(br)
    page.replace(field, " ", written)
