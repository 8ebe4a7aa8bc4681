"""Content controls of a Word file: whether a box is ticked, and what shows only while nobody has filled one in."""

from xml.etree.ElementTree import Element

from files.leaving import is_prompt_of_word
from files.word.names import W14, W, is_on, said
from files.word.signs import TICKS


def show_tick(box: Element, content: Element) -> None:
    """Put the sign of a tick box into its text where it shows another one."""
    checked = box.find(f"{W14}checked")
    is_ticked = checked is not None and checked.get(f"{W14}val", "1") not in ("0", "false")
    texts = list(content.iter(f"{W}t")) or list(content.iter(f"{W}sym"))
    if texts and not set(said(content)) & TICKS:
        texts[0].tag, texts[0].text, texts[0].attrib = f"{W}t", "☒" if is_ticked else "☐", {}
        for other in texts[1:]:
            other.text = ""


def is_unfilled(properties: Element | None, content: Element) -> bool:
    """Whether a control shows what invites to fill it in."""
    if is_on(properties, "showingPlcHdr") or is_prompt_of_word(said(content)):
        return True
    for tag in ("dropDownList", "comboBox"):
        items = properties.find(W + tag) if properties is not None else None
        first = items.find(f"{W}listItem") if items is not None else None
        if first is not None and not first.get(f"{W}value", "").strip():
            return said(content) == " ".join(first.get(f"{W}displayText", "").split())
    return False
