"""What is drawn in a Word file: the text of boxes goes on as text, of everything else the words are named."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from files.word.names import DGM, MC, A, R, V, W, left_out, made, said

_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
BOX = f"{W}txbxContent"
_SHAPES = frozenset({f"{V}shape", f"{V}rect", f"{V}oval", f"{V}roundrect", f"{V}line", f"{V}group", f"{V}polyline"})
_KNOWN_CHOICES = frozenset(
    "wps wpg wpc wpi w14 w15 w16 w16se w16cid w16cex w16sdtdh wp14 a14 cx cx1 c14 c16 am3d aink".split()
)

Part = Callable[[str], Element | None]
"""The part that a relationship of the part with the drawing leads to."""


@dataclass
class Drawn:
    """`boxes` are the w:txbxContent that are shown, `out` what is left out."""

    boxes: list[Element] = field(default_factory=list)
    out: list[Element] = field(default_factory=list)


def drawn(element: Element, part: Part) -> Drawn:
    """What a w:drawing, w:pict or w:object shows."""
    found = Drawn()
    names = list(element.iter(f"{_WP}docPr"))
    if any(each.get("hidden") in ("1", "true") for each in names):
        if words := said(element):
            found.out.append(left_out("hidden", words))
        found.out += unseen_in(element, part)
        return found
    hidden = _hidden_shapes_out_of(element)
    found = _shown(element, part)
    for each in hidden:
        if words := said(each):
            found.out.append(left_out("hidden", words))
        found.out += unseen_in(made("pict", each), part)
    return found


def unseen_in(element: Element, part: Part) -> list[Element]:
    """What a drawing that is hidden holds besides words: its pictures, charts and objects."""
    pictures = [
        each for each in _shown(element, part).out if each.get("what") not in ("drawn_text", "alternative_text")
    ]
    return [left_out("hidden_picture", each.get("text", "")) for each in pictures]


def _shown(element: Element, part: Part) -> Drawn:
    found = Drawn()
    has_object = False
    pictures, described = 0, _description(element)
    for each in _outside_boxes(element):
        if each.tag == BOX:
            found.boxes.append(each)
        elif each.tag == f"{DGM}relIds":
            found.out.append(left_out("diagram", _words(part(each.get(f"{R}dm", "")))))
        elif each.tag.endswith("}chart") and each.get(f"{R}id"):
            found.out.append(left_out("chart", _words(part(each.get(f"{R}id", "")))))
        elif each.tag == f"{V}textpath" and each.get("string", "").strip():
            found.out.append(left_out("drawn_text", each.get("string", "")))
        elif each.tag == _OLE:
            has_object = True
            found.out.append(left_out("object", each.get("ProgID", "")))
        elif each.tag == f"{W}control":
            has_object = True
            found.out.append(left_out("control", each.get(f"{W}name", "")))
        elif each.tag in (_PIC, f"{V}imagedata") or each.tag.endswith(("}contentPart", "}model3d")):
            pictures += 1
        elif each.tag == f"{A}txBody" and (words := said(each)):
            found.out.append(left_out("drawn_text", words))
    if element.tag == f"{W}drawing" and not found.boxes and not found.out and not _has_shape(element):
        pictures += 1  # of a kind that nobody knows
    if pictures and not has_object:
        found.out.append(left_out("picture", described))
    elif described:
        found.out.append(left_out("alternative_text", described))
    return found


def choice(alternatives: Element) -> list[Element]:
    """What Word shows of an mc:AlternateContent: the first choice whose requirements it knows, else the fallback."""
    for each in alternatives:
        if each.tag == f"{MC}Choice" and set(each.get("Requires", "").split()) <= _KNOWN_CHOICES and len(each):
            return list(each)
    fallback = alternatives.find(f"{MC}Fallback")
    return list(fallback) if fallback is not None else []


def _outside_boxes(element: Element) -> Iterator[Element]:
    """Everything inside but what is inside of boxes."""
    for child in element:
        yield child
        if child.tag != BOX:
            yield from _outside_boxes(child)


def _has_shape(element: Element) -> bool:
    """Lines, arrows and frames say nothing."""
    return any(each.tag.endswith(("}wsp", "}wgp", "}wpc", "}cxnSp")) for each in element.iter())


def _hidden_shapes_out_of(element: Element) -> list[Element]:
    """Take out the shapes that are hidden by themselves, alone or in a group, and give them."""
    hidden = [child for child in element if _is_hidden(child)]
    for child in hidden:
        element.remove(child)
    return hidden + [each for child in element if child.tag != BOX for each in _hidden_shapes_out_of(child)]


def _is_hidden(element: Element) -> bool:
    if element.tag in _SHAPES:
        style = "".join(element.get("style", "").split()).lower()
        return "visibility:hidden" in style or "mso-hide:all" in style
    names = [*element, *(each for child in element if "}nv" in child.tag for each in child)]
    return any(each.tag.endswith("}cNvPr") and each.get("hidden") in ("1", "true") for each in names)


def _description(element: Element) -> str:
    """The alternative texts, each once."""
    found = []
    for each in _outside_boxes(element):
        if each.tag.endswith(("}docPr", "}cNvPr")):
            found.append(each.get("descr") or each.get("title") or "")
        elif each.tag in _SHAPES:
            found.append(each.get("alt") or "")
    return "; ".join(dict.fromkeys(" ".join(text.split()) for text in found if text.strip()))


def _words(part: Element | None) -> str:
    """The words and figures of a diagram or chart in their order; newer charts have a namespace of their own."""
    found: list[str] = []
    for each in part.iter() if part is not None else ():
        if each.tag == f"{A}p":
            found.append(said(each))
        elif each.tag.endswith("}v") or (each.tag.endswith("}pt") and len(each) == 0):
            found.append((each.text or "").strip())
    return "; ".join(filter(None, found))
