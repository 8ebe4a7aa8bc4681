"""Fields of a Word file: their results are text, instructions are not, and what shows without a result is read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from files.word.names import W, is_on, left_out, made, value, whole
from files.word.signs import in_signs

PAGES = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"})
"""Their results are numbers of pages: of the file's, not of the report's."""
_UNSAVED = frozenset({"AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM", "EQ"})
"""Fields that show something of which the file holds the recipe only."""
_INVITING = frozenset({"MACROBUTTON", "GOTOBUTTON"})
NOT_SHOWN = frozenset({"SET", "ASK", "XE", "TC", "TA", "RD", "PRIVATE"})
"""Fields that show nothing in their place, whatever result they hold."""
SET_ANEW = frozenset({"FORMCHECKBOX", "FORMDROPDOWN"})


@dataclass
class Field:
    """A field that has begun. `signs` are its marks in the tree, each with the run around it."""

    data: Element | None = None
    instruction: str = ""
    is_result: bool = False
    has_result: bool = False
    signs: list[tuple[Element, Element]] = field(default_factory=list)
    texts: list[Element] = field(default_factory=list)
    """The pieces of its result, of a field of a form."""

    @property
    def kind(self) -> str:
        return (self.instruction.split(maxsplit=1) or [""])[0].upper()

    @property
    def is_link(self) -> bool:
        return self.kind == "HYPERLINK"


class Fields:
    """The fields that are open at one place of a part: a field may begin in one paragraph and end in another."""

    def __init__(self) -> None:
        self.open: list[Field] = []

    @property
    def is_instruction(self) -> bool:
        """Whether what stands here is a field's instruction, which Word does not show."""
        return any(not one.is_result for one in self.open)

    @property
    def kinds(self) -> set[str]:
        return {one.kind for one in self.open}

    def holding(self, text: Element) -> list[Element]:
        """A piece of text in the results of the fields that are open."""
        for one in self.open:
            if one.data is not None:
                one.texts.append(text)
        return [text]

    def begin(self, data: Element | None) -> list[Element]:
        """A field begins; gives what it shows by itself."""
        self.open.append(Field(data))
        return of_form(data) if data is not None else []

    def separate(self) -> None:
        if self.open:
            self.open[-1].is_result = True

    def end(self) -> list[Element]:
        """A field ends; gives what it shows where it has no result. Only links keep their marks."""
        if not self.open:
            return []
        closed = self.open.pop()
        if not closed.is_link:
            for run, mark in closed.signs:
                if mark in list(run):
                    run.remove(mark)
        if self.open and closed.has_result:
            self.open[-1].has_result = True
        if prompt := prompt_in(closed):
            for piece in closed.texts:
                piece.text = ""
            return [left_out("placeholder", prompt)]
        return [] if closed.has_result else shown_by(closed.instruction)


def prompt_in(closed: Field) -> str:
    """What a text field shows while nobody has written in it, where it is all that it shows."""
    prompt = value(closed.data.find(f"{W}textInput"), "default").strip() if closed.data is not None else ""
    return prompt if prompt == "".join(each.text or "" for each in closed.texts).strip() else ""


def matched(root: Element) -> None:
    """Take out the marks of fields that begin and never end, or end and never began: Word shows what is in them."""
    begun: list[tuple[Element, Element]] = []
    lost: list[tuple[Element, Element]] = []
    for run, mark in _marks(root):
        match mark.get(f"{W}fldCharType"):
            case "begin":
                begun.append((run, mark))
            case "end" if begun:
                begun.pop()
            case "separate" if begun:
                pass
            case _:
                lost.append((run, mark))
    for run, mark in [*begun, *lost]:
        run.remove(mark)


def _marks(element: Element) -> Iterator[tuple[Element, Element]]:
    for child in list(element):
        if child.tag == f"{W}fldChar":
            yield element, child
        elif child.tag not in (f"{W}del", f"{W}moveFrom"):
            yield from _marks(child)


def shown_by(instruction: str) -> list[Element]:
    """What a field shows that has no result in the file."""
    name, _space, rest = instruction.strip().partition(" ")
    name, rest = name.upper(), rest.strip()
    if name == "SYMBOL":
        code, _space, switches = rest.partition(" ")
        number = int(code, 16) if code.lower().startswith("0x") and len(code) < 8 else whole(code)
        font = switches.partition("\\f")[2].strip().strip('"').partition('"')[0]
        sign = in_signs(chr(number), font) if font.lower().startswith(("w", "symbol")) else chr(number)
        return [made("r", made("t", text=sign))] if number > 31 else []
    if name in _INVITING:
        said = rest.partition(" ")[2].strip()
        return [left_out("placeholder", said)] if said else []
    return (
        [left_out("equation" if name == "EQ" else "field", rest if name == "EQ" else name)] if name in _UNSAVED else []
    )


def of_form(data: Element) -> list[Element]:
    """What the fields of old Word forms show: a tick box its sign, a drop-down list what was chosen."""
    if (box := data.find(f"{W}checkBox")) is not None:
        checked = is_on(box, "checked")
        is_ticked = checked if checked is not None else bool(is_on(box, "default"))
        return [made("r", made("t", text="☒ " if is_ticked else "☐ "))]
    if (drop := data.find(f"{W}ddList")) is not None:
        entries = [each.get(f"{W}val", "") for each in drop.findall(f"{W}listEntry")]
        chosen = value(drop, "result") or value(drop, "default")
        shown = entries[whole(chosen)] if whole(chosen) < len(entries) else ""
        if not shown.strip():
            return []
        return [made("r", made("t", text=shown))] if chosen else [left_out("drop_down", shown)]
    return []
