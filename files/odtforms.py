"""What was ticked, chosen and written into the controls and form fields of an OpenDocument text."""

from xml.etree.ElementTree import Element

from files.leaving import LeavingOut, is_prompt_of_word
from files.odtnames import FIELD, FORM, LOEXT, TEXT, XML_ID

ON, OFF = "☒ ", "☐ "
_NAMED = "vnd.oasis.opendocument.field."
WRITTEN = frozenset("text textarea formatted-text number date time combobox password".split())


def controls_in(root: Element) -> dict[str, Element]:
    """The controls of a document by their identity."""
    return {
        name: each
        for each in root.iter()
        if each.tag.startswith(FORM)
        for name in (each.get(f"{FORM}id"), each.get(XML_ID))
        if name
    }


def control(element: Element, leaving: LeavingOut) -> str:
    """What a control shows: its sign, its choice or its text."""
    kind = element.tag.removeprefix(FORM)
    label = element.get(f"{FORM}label", "")
    match kind:
        case "checkbox":
            is_on = element.get(f"{FORM}current-state", element.get(f"{FORM}state")) == "checked"
            return (ON if is_on else OFF) + label
        case "radio":
            is_on = element.get(f"{FORM}current-selected", element.get(f"{FORM}selected")) == "true"
            return (ON if is_on else OFF) + label
        case "listbox":
            options = list(element.iter(f"{FORM}option"))
            now = [each for each in options if each.get(f"{FORM}current-selected") == "true"]
            chosen = now or [each for each in options if each.get(f"{FORM}selected") == "true"]
            return ", ".join(each.get(f"{FORM}label", each.get(f"{FORM}value", "")) for each in chosen)
        case "fixed-text":
            return label
        case _ if kind in WRITTEN:
            lines = [" ".join("".join(each.itertext()).split()) for each in element.iter(f"{TEXT}p")]
            return element.get(f"{FORM}current-value") or element.get(f"{FORM}value") or "\n".join(lines)
    return leaving.mark("control", label) if label else ""


def drop_down(element: Element, shown: str, leaving: LeavingOut) -> str:
    """A field with a list, of which the document shows the item that was chosen."""
    if any(each.get(f"{TEXT}current-selected") == "true" for each in element):
        return shown
    return leaving.mark("drop_down", shown) if shown.strip() else ""


def field_mark(element: Element, leaving: LeavingOut) -> str:
    """A form field as Word had them: a box, or a list of which an item was chosen. Its own text is in the line."""
    parameters = [
        (each.get(f"{FIELD}name", ""), each.get(f"{FIELD}value", "")) for each in element.iter(f"{FIELD}param")
    ]
    named = dict(parameters)
    match element.get(f"{FIELD}type", "").rpartition(".")[2]:
        case "FORMCHECKBOX":
            return ON if named.get("Checkbox_Checked", named.get(_NAMED + "Checkbox_Checked")) == "true" else OFF
        case "FORMDROPDOWN":
            entries = [value for name, value in parameters if name.endswith("Dropdown_ListEntry")]
            at = next((value for name, value in parameters if name.endswith("Dropdown_Selected")), "")
            if len(at) < 5 and at.isdecimal() and int(at) < len(entries):
                return entries[int(at)]
            return leaving.mark("drop_down", entries[0]) if entries else ""
    return ""


def invites(element: Element, shown: str) -> bool:
    """Whether a field or a content control shows what it invites to write, for nobody wrote in it.

    A field that LibreOffice made of Word's has nothing but Word's own words to tell.
    """
    if element.get(f"{LOEXT}showing-place-holder") == "true":
        return element.get(f"{LOEXT}checkbox") != "true"
    is_prompt = bool(shown) and shown == element.get(f"{TEXT}description")
    if is_prompt or is_prompt_of_word(shown):
        return True
    first = element.find(f"{LOEXT}list-item")
    invites_first = first is not None and not first.get(f"{LOEXT}value", "")
    return invites_first and bool(shown) and shown == first.get(f"{LOEXT}display-text", "").strip()
