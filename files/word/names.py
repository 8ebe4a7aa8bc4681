"""Names of Open XML: the namespaces, and those of the strict variant as the usual ones."""

from xml.etree.ElementTree import Element, register_namespace

_OFFICE = "http://schemas.openxmlformats.org"
SPACES = {
    "w": f"{_OFFICE}/wordprocessingml/2006/main",
    "r": f"{_OFFICE}/officeDocument/2006/relationships",
    "m": f"{_OFFICE}/officeDocument/2006/math",
    "mc": f"{_OFFICE}/markup-compatibility/2006",
    "wp": f"{_OFFICE}/drawingml/2006/wordprocessingDrawing",
    "a": f"{_OFFICE}/drawingml/2006/main",
    "pic": f"{_OFFICE}/drawingml/2006/picture",
    "c": f"{_OFFICE}/drawingml/2006/chart",
    "dgm": f"{_OFFICE}/drawingml/2006/diagram",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
for _prefix, _space in SPACES.items():
    register_namespace(_prefix, _space)  # pandoc knows elements by these prefixes

W, R, M, MC, A, C, DGM, V, O, W14 = (  # noqa: E741
    f"{{{SPACES[prefix]}}}" for prefix in ("w", "r", "m", "mc", "a", "c", "dgm", "v", "o", "w14")
)
LEFT_OUT = "{urn:pathfinder}left-out"
"""An element of ours, among the runs of a paragraph: something is left out here (attributes what, text)."""

_STRICT = "http://purl.oclc.org/ooxml/"
_USUAL = {
    "wordprocessingml/main": SPACES["w"],
    "officeDocument/relationships": SPACES["r"],
    "officeDocument/math": SPACES["m"],
    "drawingml/main": SPACES["a"],
    "drawingml/wordprocessingDrawing": SPACES["wp"],
    "drawingml/picture": SPACES["pic"],
    "drawingml/chart": SPACES["c"],
    "drawingml/diagram": SPACES["dgm"],
}


def usual(name: str) -> str:
    """A name of the strict variant as the usual one; any other as it is."""
    space, _brace, local = name.removeprefix("{").rpartition("}")
    known = _USUAL.get(space.removeprefix(_STRICT)) if space.startswith(_STRICT) else None
    return f"{{{known}}}{local}" if known else name


def make_usual(tree: Element) -> None:
    """Names of the strict variant become the usual ones, in place."""
    for element in tree.iter():
        element.tag = usual(element.tag)
        if any(name.startswith("{" + _STRICT) for name in element.attrib):
            element.attrib = {usual(name): value for name, value in element.attrib.items()}


def value(element: Element | None, tag: str, default: str = "") -> str:
    """The value of a child w:tag, "" where there is none."""
    found = element.find(W + tag) if element is not None else None
    return found.get(f"{W}val", default) if found is not None else ""


def whole(text: str, default: int = 0) -> int:
    """A number that a file says, within the bounds of one that a page can show."""
    return min(int(text), 99_999) if text.isdecimal() and text.isascii() else default


OFF = frozenset({"0", "false", "off", "none"})


def is_on(element: Element | None, tag: str) -> bool | None:
    """What a switch says: on, off, or None where it is not there."""
    found = element.find(W + tag) if element is not None else None
    return None if found is None else found.get(f"{W}val", "1") not in OFF


def made(tag: str, *children: Element, text: str = "", **attributes: str) -> Element:
    """An element w:tag."""
    element = Element(W + tag, {W + name: said for name, said in attributes.items()})
    element.extend(children)
    if text:
        element.text = text
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def left_out(what: str, text: str = "") -> Element:
    return Element(LEFT_OUT, {"what": what, "text": " ".join(text.split())})


_NEED_WORDS = frozenset({"hidden", "placeholder", "alternative_text", "comment"})


def with_spaces(what: str, text: str) -> Element:
    """What is left out, with its spaces, for it may be one of several in a row."""
    return Element(LEFT_OUT, {"what": what, "text": text})


def merged(content: list[Element]) -> list[Element]:
    """What is left out for the same reason, one after the other, is one thing."""
    result: list[Element] = []
    for element in content:
        last = result[-1] if result else None
        is_same = last is not None and element.tag == last.tag == LEFT_OUT and element.get("what") == last.get("what")
        if is_same and element.get("what") in ("hidden", "placeholder"):
            last.set("text", last.get("text", "") + element.get("text", ""))
        elif not (element.tag == f"{W}r" and all(each.tag == f"{W}rPr" for each in element)):
            result.append(element)
    for element in result:
        if element.tag == LEFT_OUT:
            element.set("text", " ".join(element.get("text", "").split()))
    return [each for each in result if each.tag != LEFT_OUT or each.get("text") or each.get("what") not in _NEED_WORDS]


def said(element: Element) -> str:
    """The words inside an element, whatever is around them; paragraphs are parted by spaces."""
    pieces = []
    for each in element.iter():
        if each.tag in (f"{W}t", f"{A}t", f"{M}t"):
            pieces.append(each.text or "")
        elif each.tag in (f"{W}p", f"{A}p", f"{W}tab", f"{W}br", f"{W}cr", f"{W}tc"):
            pieces.append(" ")
    return " ".join("".join(pieces).split())
