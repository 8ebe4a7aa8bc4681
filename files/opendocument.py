"""An OpenDocument text as LibreOffice shows it, ready for pandoc.

The tree of its content is built anew before pandoc sees it: what is hidden or deleted goes and is named; fields,
controls and signs are the text that they show; the paragraphs of boxes stand behind the one that they are anchored in;
numbers that the outline or a list of several levels makes stand in front of their paragraph.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, tostring

from files import odtforms
from files.leaving import HEADING, LeavingOut, LeftOut, unmarked
from files.odtnames import DC, DRAW, OFFICE, STYLE, SVG, TABLE, TEXT, XML_ID
from files.odtnumbers import Counters, Lists, is_code, shows_codes
from files.odtstyles import Level, Sheet, whole
from files.odttext import KEPT, NOTHING, OBJECTS, append, cells, holder, is_picture, paragraphs, under, words
from files.word.signs import TICKS, in_signs, is_of_signs


@dataclass(frozen=True)
class State:
    """What the styles around a piece of text say."""

    hidden: bool = False
    font: str = ""
    in_cell: bool = False
    is_running: bool = False
    """A head or foot of the pages, whose page numbers say nothing."""


def shown(content: Element, styles: Element | None) -> tuple[bytes, list[LeftOut], list[tuple[str, str]]]:
    """The content for pandoc, what was left out, and each paragraph of it and of heads and feet as (part, text)."""
    leaving = LeavingOut()
    sheet = Sheet([content] if styles is None else [content, styles])
    work = _Building(sheet, leaving, content)
    made = work.document(content)
    parts = [("text", made), *(("header", part) for part in work.running(styles))]
    texts = [(name, unmarked(text)) for name, part in parts for text in paragraphs(part)]
    return (
        tostring(made, encoding="utf-8", xml_declaration=True),
        leaving.things,
        [(name, text) for name, text in texts if text.strip()],
    )


class _Building:
    def __init__(self, sheet: Sheet, leaving: LeavingOut, content: Element) -> None:
        self.sheet = sheet
        self.leaving = leaving
        self.lists = Lists()
        self.controls = odtforms.controls_in(content)
        self.deleted = {
            region.get(f"{TEXT}id", region.get(XML_ID, "")): " ".join(
                words(each) for each in region.iter(f"{TEXT}deletion")
            )
            for region in content.iter(f"{TEXT}changed-region")
        }
        self.automatic: Element | None = None
        self.outline = sheet.levels(sheet.outline)
        self.levels = {name: sheet.levels(style) for name, style in sheet.lists.items()}
        self.hidden: list[str] = []
        """Pieces of hidden text that are not named yet."""
        self.boxes: list[Element] = []
        """Frames and shapes of the paragraph that is being built."""
        self.first = ""
        """What stands in front of the next paragraph."""

    def document(self, content: Element) -> Element:
        made = Element(content.tag, content.attrib)
        for part in content:
            if part.tag != f"{OFFICE}body":
                made.append(copy.deepcopy(part))
                self.automatic = made[-1] if part.tag == f"{OFFICE}automatic-styles" else self.automatic
                continue
            body = under(made, part)
            for text in part:
                self.blocks(text, under(body, text), State())
        return made

    def running(self, styles: Element | None) -> Iterator[Element]:
        """The heads and feet of the pages that are shown."""
        for part in () if styles is None else styles.iterfind(f".//{STYLE}master-page/*"):
            if part.tag.rpartition("}")[2].startswith(("header", "footer")) and part.get(f"{STYLE}display") != "false":
                made = Element(part.tag)
                self.blocks(part, made, State(is_running=True))
                yield made

    # Blocks

    def blocks(self, source: Element, target: Element, state: State) -> None:
        for child in source:
            self.block(child, target, state)

    def block(self, child: Element, target: Element, state: State) -> None:
        match child.tag.rpartition("}")[2]:
            case _ if child.tag in NOTHING:
                return
            case "p" | "h":
                self.paragraph(child, target, state)
            case "list":
                self.list(child, target, state)
            case "numbered-paragraph":
                self.blocks(child, target, state)
            case "section":
                self.section(child, target, state)
            case "table" if child.tag == f"{TABLE}table" and state.in_cell:
                # Pandoc passes over a table in a cell: its words stand in the outer one.
                for cell in cells(child):
                    self.blocks(cell, target, state)
            case "table" if child.tag == f"{TABLE}table":
                self.named(child, target)
                self.blocks(child, under(target, child), state)
            case "table-cell":
                self.blocks(child, under(target, child), replace(state, in_cell=True))
            case "change":
                self.own_line(self.deletion(child), target)
            case _ if child.tag.startswith(DRAW):
                self.box(child, target, state)
            case _:
                self.blocks(child, under(target, child), state)

    def section(self, child: Element, target: Element, state: State) -> None:
        is_hidden = child.get(f"{TEXT}display") == "none" or (
            child.get(f"{TEXT}display") == "condition" and child.get(f"{TEXT}is-hidden") == "true"
        )
        if is_hidden:
            self.own_line(self.leaving.mark("hidden", words(child)), target)
        else:
            self.blocks(child, target, state)

    def own_line(self, text: str, target: Element) -> None:
        if text:
            under(target, Element(f"{TEXT}p")).text = text

    def paragraph(self, source: Element, target: Element, state: State) -> None:
        style = source.get(f"{TEXT}style-name", "")
        state = self.styled(state, "paragraph", style)
        if any(each.get(f"{TEXT}is-hidden") == "true" for each in source.iter(f"{TEXT}hidden-paragraph")):
            state = replace(state, hidden=True)
        is_heading = source.tag == f"{TEXT}h"
        level = whole(source.get(f"{TEXT}outline-level"), 1)
        first, self.first = self.first, ""
        if (
            is_heading
            and not first
            and source.get(f"{TEXT}is-list-header") != "true"
            and self.sheet.numbers_headings(style)
        ):
            first = self.numbered(self.lists.outline, level, self.outline, None)
        boxes, self.boxes = self.boxes, []
        made = Element(source.tag, source.attrib)
        if is_heading and state.in_cell:
            # Pandoc passes over the headings of cells: a mark says what this paragraph is.
            made = Element(f"{TEXT}p", source.attrib)
            made.text = self.leaving.mark(HEADING, str(level))
        target.append(made)
        if words(source) or first.strip() in TICKS:
            self.write(made, first, replace(state, font=""))
        self.inlines(source, made, state)
        self.name_hidden(made)
        boxes, self.boxes = self.boxes, boxes
        for box in boxes:
            self.box(box, target, state)

    def box(self, child: Element, target: Element, state: State) -> None:
        """The paragraphs in a frame or a shape, where pandoc would pass over them."""
        if child.get(f"{DRAW}display") == "none":
            self.own_line(self.leaving.mark("hidden", words(child)) if words(child) else "", target)
        elif child.tag == f"{DRAW}control":
            self.own_line(self.control(child), target)
        elif child.tag in (f"{DRAW}g", f"{DRAW}a"):
            for each in child:
                if each.tag not in NOTHING:
                    self.box(each, target, state)
        elif any(True for _each in child.iter(f"{TEXT}p")) or any(True for _each in child.iter(f"{TEXT}h")):
            self.named(child, target)
            self.blocks(child if child.tag != f"{DRAW}frame" else holder(child), target, replace(state, font=""))
        elif any(each.tag in OBJECTS for each in child):
            names = [words(each) for each in child if each.tag in (f"{SVG}title", f"{SVG}desc")]
            self.own_line(self.leaving.mark("object", " – ".join(names)), target)
        elif child.tag == f"{DRAW}frame":
            self.own_line(self.picture(child), target)

    def picture(self, frame: Element, what: str = "picture") -> str:
        names = [words(each) for each in frame if each.tag in (f"{SVG}title", f"{SVG}desc")]
        return self.leaving.mark(what, "; ".join(filter(None, dict.fromkeys(names))))

    def named(self, child: Element, target: Element) -> None:
        """The alternative text of a box or a table."""
        for each in child:
            if each.tag.rpartition("}")[2] in ("title", "desc") and words(each):
                self.own_line(self.leaving.mark("alternative_text", words(each)), target)

    # Lists

    def list(
        self,
        source: Element,
        target: Element,
        state: State,
        depth: int = 1,
        style: str = "",
        counters: Counters | None = None,
    ) -> None:
        style = source.get(f"{TEXT}style-name", style)
        levels = self.levels.get(style, {})
        if counters is None:
            counters = self.lists.begin(
                style,
                source.get(XML_ID, ""),
                source.get(f"{TEXT}continue-list", ""),
                source.get(f"{TEXT}continue-numbering") == "true",
            )
        made: Element | None = None
        for item in source:
            if item.tag not in (f"{TEXT}list-item", f"{TEXT}list-header"):
                continue
            blocks = [each for each in item if each.tag not in NOTHING]
            counts = item.tag == f"{TEXT}list-item" and any(each.tag != f"{TEXT}list" for each in blocks)
            start = item.get(f"{TEXT}start-value")
            number = counters.next(depth, levels, whole(start, 1) if start else None) if counts else 0
            label = counters.label(depth, levels) if counts else ""
            is_alone = (
                _is_headed(blocks, counts=counts) or is_code(label) or (blocks and shows_codes(item, depth, levels))
            )
            if is_alone or start:
                made = None
            if made is None and not is_alone:
                made = under(target, source)
                self.start_at(made, style, levels, depth, number)
            inside = target if made is None else under(made, item)
            self.first = (f"{label} " if is_alone and label else "") or _tick(levels.get(depth))
            for each in blocks:
                if each.tag == f"{TEXT}list":
                    self.list(each, inside, state, depth + 1, style, counters)
                else:
                    self.block(each, inside, state)
                self.first = ""

    def start_at(self, made: Element, style: str, levels: dict[int, Level], depth: int, number: int) -> None:
        """Pandoc begins every list with the number of its style; one that goes on needs a style of its own."""
        level = levels.get(depth)
        if self.automatic is None or level is None or not level.number or number in (0, level.start):
            return
        own = copy.deepcopy(self.sheet.lists[style])
        own.set(f"{STYLE}name", f"{style}-{depth}-{number}")
        for each in own:
            if each.get(f"{TEXT}level") == str(depth):
                each.set(f"{TEXT}start-value", str(number))
        self.automatic.append(own)
        made.set(f"{TEXT}style-name", f"{style}-{depth}-{number}")

    def numbered(self, counters: Counters, depth: int, levels: dict[int, Level], start: int | None) -> str:
        counters.next(depth, levels, start)
        label = counters.label(depth, levels)
        return f"{label} " if label else ""

    # The line

    def styled(self, state: State, family: str, style: str) -> State:
        hides = self.sheet.hides(family, style)
        font = self.sheet.font(family, style)
        return replace(state, hidden=state.hidden if hides is None else hides, font=font or state.font)

    def inlines(self, source: Element, target: Element, state: State) -> None:
        self.write(target, source.text or "", state)
        for child in source:
            self.inline(child, target, state)
            self.write(target, child.tail or "", state)

    def inline(self, child: Element, target: Element, state: State) -> None:
        match child.tag.rpartition("}")[2]:
            case _ if child.tag in NOTHING:
                return
            case "span":
                self.inlines(
                    child, under(target, child), self.styled(state, "text", child.get(f"{TEXT}style-name", ""))
                )
            case "s" | "tab" | "line-break" if not state.hidden:
                under(target, child)
            case "s" | "tab" | "line-break":
                self.hidden.append(" ")
            case "a" if child.tag == f"{TEXT}a":
                style = child.get(f"{TEXT}style-name", "")
                self.inlines(child, under(target, child), self.styled(state, "text", style))
            case "note" if not state.hidden:
                self.note(child, target)
            case "note":
                self.hidden += [f" {words(each)} " for each in child if each.tag == f"{TEXT}note-body"]
            case "ruby-text":
                style = self.styled(state, "text", child.get(f"{TEXT}style-name", ""))
                self.write(target, f" ({words(child)})" if not style.hidden else words(child), style)
            case "page-number" | "page-count" if state.is_running:
                return
            case "annotation":
                self.write(target, self.comment(child), replace(state, hidden=False))
            case "change":
                self.write(target, self.deletion(child), replace(state, hidden=False))
            case "placeholder":
                self.write(target, self.leaving.mark("placeholder", words(child)), state)
            case "drop-down":
                shown = words(child) or " ".join((each.tail or "").strip() for each in child)
                self.write(target, odtforms.drop_down(child, shown, self.leaving), state)
            case "hidden-text":
                self.hidden_text(child, target, state)
            case "hidden-paragraph":
                return
            case "fieldmark" | "fieldmark-start":
                self.write(target, odtforms.field_mark(child, self.leaving), state)
            case "content-control" | "text-input" if odtforms.invites(child, words(child)):
                self.write(target, self.leaving.mark("placeholder", words(child)), state)
            case "variable-set" | "user-field-get" | "expression" if child.get(f"{TEXT}display") == "none":
                return
            case _ if child.tag in KEPT:
                under(target, child)
            case "control" if child.tag == f"{DRAW}control":
                self.write(target, self.control(child), state)
            case "frame" if is_picture(child):
                hides = state.hidden or child.get(f"{DRAW}display") == "none"
                picture = self.picture(child, "hidden_picture" if hides else "picture")
                self.write(target, picture, replace(state, hidden=False))
            case _ if child.tag.startswith(DRAW):
                if state.hidden:
                    self.hidden.append(f" {words(child)} ")
                else:
                    self.boxes.append(child)
            case _:
                self.inlines(child, target, state)

    def note(self, child: Element, target: Element) -> None:
        made = under(target, child)
        boxes, self.boxes = self.boxes, []
        for part in child:
            if part.tag == f"{TEXT}note-body":
                self.blocks(part, under(made, part), State())
            else:
                made.append(copy.deepcopy(part))
        self.boxes = boxes

    def comment(self, child: Element) -> str:
        author = " ".join((child.findtext(f"{DC}creator") or "").split())
        text = " ".join(words(each) for each in child.iter() if each.tag in (f"{TEXT}p", f"{TEXT}h"))
        return self.leaving.mark("comment", f"{author}: {text}" if author else text)

    def deletion(self, child: Element) -> str:
        text = self.deleted.get(child.get(f"{TEXT}change-id", ""), "")
        return self.leaving.mark("deleted", text) if text else ""

    def hidden_text(self, child: Element, target: Element, state: State) -> None:
        if child.get(f"{TEXT}is-hidden") == "true":
            text = child.get(f"{TEXT}string-value", "") or words(child)
            self.write(target, self.leaving.mark("hidden", text), replace(state, hidden=False))
        else:
            self.write(target, "".join(child.itertext()) or child.get(f"{TEXT}string-value", ""), state)

    def control(self, child: Element) -> str:
        element = self.controls.get(child.get(f"{DRAW}control", ""))
        return "" if element is None else odtforms.control(element, self.leaving)

    def write(self, target: Element, text: str, state: State) -> None:
        if not text:
            return
        if state.hidden:
            self.hidden.append(text)
            return
        if is_of_signs(state.font):
            text = in_signs(text, state.font)
        if text.strip():
            self.name_hidden(target)
        lines = text.split("\n") if "\n" in text and text.strip() else [text]
        append(target, lines[0])
        for line in lines[1:]:
            append(target, " " + line)

    def name_hidden(self, target: Element) -> None:
        text, self.hidden = "".join(self.hidden), []
        if text.strip():
            append(target, self.leaving.mark("hidden", text))


def _is_headed(blocks: list[Element], *, counts: bool) -> bool:
    """Whether an item holds a heading, or has one deeper down: so LibreOffice writes headings that Word numbers."""
    if any(each.tag == f"{TEXT}h" for each in blocks):
        return True
    if counts or not blocks:
        return False
    first = next((each for each in blocks[0].iter() if each.tag in (f"{TEXT}p", f"{TEXT}h")), None)
    return first is not None and first.tag == f"{TEXT}h"


def _tick(level: Level | None) -> str:
    """A bullet that is a box or a tick says something."""
    sign = level.bullet if level else ""
    if level and is_of_signs(level.font):
        sign = in_signs(sign, level.font)
    return f"{sign} " if sign in TICKS and sign else ""
