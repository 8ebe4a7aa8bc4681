"""A part of a Word file becomes what Word shows of it: one walk over its tree, in place.

Each element has a rule, by its name; one without a rule that holds text is left out and named. The elements that stay
are those that every reader of Word files knows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from files.leaving import without_marks
from files.word.controls import is_unfilled, show_tick
from files.word.drawings import Drawn, Part, choice, drawn, unseen_in
from files.word.fields import NOT_SHOWN, PAGES, SET_ANEW, Fields, matched, shown_by
from files.word.names import LEFT_OUT, MC, W14, M, R, W, is_on, left_out, made, merged, said, value, with_spaces
from files.word.numbering import Numbers
from files.word.signs import in_signs, is_of_signs, sign
from files.word.styles import Styles
from files.word.tables import alternative_texts, leave_in, styles_by_place, without_deleted_rows

_AROUND = frozenset(W + name for name in "customXml smartTag bdo dir".split())
"""What stands around text and says nothing."""
_KEPT_AROUND = frozenset(W + name for name in "ins moveTo hyperlink".split())
_GONE = frozenset(W + name for name in "del moveFrom".split())
_DRAWINGS = frozenset(W + name for name in "drawing pict object".split())
_AS_USUAL = {f"{W}cr": "br", f"{W}ptab": "tab"}
"""What pandoc does not know, as what shows alike."""
_TODAY = frozenset(W + name for name in "dayShort dayLong monthShort monthLong yearShort yearLong pgNum".split())


@dataclass
class Sight:
    """What the parts of one file share. `comments`: what each says, by identifier, where they are to be named here;
    `as_accepted`: paragraphs and rows that were deleted as tracked changes are taken out here."""

    styles: Styles
    numbers: Numbers
    comments: dict[str, str] | None = None
    as_accepted: bool = False
    notes: dict[tuple[str, str], str] = field(default_factory=dict)
    """What each note says, by the name of its reference and its identifier; those of hidden text are taken out."""


@dataclass
class Showing:
    """The walk over one part. `part` finds what its relationships lead to."""

    sight: Sight
    part: Part
    chunk: Callable[[str], str] = lambda identifier: identifier
    is_running: bool = False
    """A head or foot of the pages, whose page numbers say nothing."""
    fields: Fields = field(default_factory=Fields)
    boxes: list[Element] = field(default_factory=list)
    """Boxes of the paragraph that is walked over, which come after it."""
    paragraph: Element | None = None
    """The properties of that paragraph."""
    tables: list[str] = field(default_factory=list)
    """The styles of the tables around."""
    cells: dict[Element, str] = field(default_factory=dict)
    """The style of a table as it is in a cell, where it hides some cells by their place."""
    hidden_rows: list[Element] = field(default_factory=list)
    """What is left out for the hidden rows of the table that is walked over."""

    def of(self, root: Element) -> None:
        """Everything inside of a part's root, in place."""
        self.sight.numbers.look_over(root)
        matched(root)
        self.blocks(root)

    # --- blocks

    def blocks(self, around: Element) -> None:
        children = self.joined(list(around)) if self.sight.as_accepted else list(around)
        around[:] = [each for child in children for each in self.block(child)]

    def block(self, element: Element) -> list[Element]:
        tag = element.tag
        if tag == f"{W}p":
            return self.of_paragraph(element)
        if tag == f"{W}tbl":
            return self.table(element)
        if tag == f"{W}sdt":
            return self.control(element, self.blocks)
        if tag in _AROUND:
            self.blocks(element)
            return [child for child in element if child.tag in (f"{W}p", f"{W}tbl", f"{W}sdt", f"{W}tr", f"{W}tc")]
        if tag == f"{MC}AlternateContent":
            return [each for child in choice(element) for each in self.block(child)]
        if tag in (f"{W}altChunk", f"{W}subDoc"):
            return [made("p", left_out("chunk", self.chunk(element.get(f"{R}id", ""))))]
        if tag == f"{W}tr" and is_on(element.find(f"{W}trPr"), "hidden"):
            self.hidden_rows.append(left_out("hidden", self.words(element)))
            return []
        if tag == f"{W}tc" and element in self.cells:
            self.tables.append(self.cells[element])
            self.blocks(element)
            self.tables.pop()
            return [element]
        if tag in (f"{W}tr", f"{W}tc", f"{W}body", f"{W}footnote", f"{W}endnote", f"{W}ins", f"{W}moveTo"):
            self.blocks(element)
            return [element]
        if tag in (f"{M}oMathPara", f"{M}oMath", LEFT_OUT, f"{W}tcPr", f"{W}trPr", f"{W}tblPr", f"{W}sectPr"):
            return [element]
        if tag in _GONE or not (words := said(element)):
            return [element]
        return [made("p", left_out("unknown_element", words))]

    def joined(self, blocks: list[Element]) -> list[Element]:
        """Paragraphs whose end was deleted as a tracked change go on with the next one."""
        kept: list[Element] = []
        carried: list[Element] = []
        for element in blocks:
            if element.tag != f"{W}p":
                if carried and element.tag in (f"{W}tbl", f"{W}sectPr", f"{W}sdt"):
                    kept.append(made("p", *carried))
                    carried = []
                kept.append(element)
                continue
            properties = element.find(f"{W}pPr")
            content = [child for child in element if child is not properties]
            marks = properties.find(f"{W}rPr") if properties is not None else None
            if marks is not None and any(each.tag in _GONE for each in marks):
                carried += content
                continue
            if carried:
                element[:] = [*([properties] if properties is not None else []), *carried, *content]
                carried = []
            kept.append(element)
        return [*kept, made("p", *carried)] if carried else kept

    def table(self, table: Element) -> list[Element]:
        out = alternative_texts(table)
        if self.sight.as_accepted:
            out += without_deleted_rows(table)
        self.cells |= styles_by_place(table, self.sight.styles)
        outer, self.hidden_rows = self.hidden_rows, []
        self.tables.append(value(table.find(f"{W}tblPr"), "tblStyle"))
        self.blocks(table)
        self.tables.pop()
        out += self.hidden_rows
        self.hidden_rows = outer
        if out and table.find(f".//{W}tr") is None:
            return [made("p", *out)]
        leave_in(table, out)
        return [table]

    # --- paragraphs

    def of_paragraph(self, paragraph: Element) -> list[Element]:
        properties = paragraph.find(f"{W}pPr")
        outer, self.paragraph, boxes_outside, self.boxes = self.paragraph, properties, self.boxes, []
        content = [each for child in paragraph if child is not properties for each in self.inline(child)]
        content = merged(content)
        paragraph[:] = [*([properties] if properties is not None else []), *content]
        self.number(paragraph, properties)
        boxes, self.boxes, self.paragraph = self.boxes, boxes_outside, outer
        result = [paragraph]
        for box in boxes:
            self.blocks(box)
            result += list(box)
        return result

    def number(self, paragraph: Element, properties: Element | None) -> None:
        """The number that Word makes for a paragraph, as text where it says more than a list does."""
        styles, words = self.sight.styles, said(paragraph)
        mark = properties.find(f"{W}rPr") if properties is not None else None
        if not words and styles.is_hidden(mark, properties, self.tables[-1] if self.tables else "", web=False):
            return  # Word does not count what is hidden to its end
        label = self.sight.numbers.of(properties, is_heading=styles.is_heading(properties))
        if label is None or not label.is_written or not words:
            return
        is_hidden = label.is_hidden
        if is_hidden is None:
            is_hidden = styles.is_hidden(mark, properties, self.tables[-1] if self.tables else "", web=False)
        if properties is None:
            properties = made("pPr")
            paragraph.insert(0, properties)
        for old in properties.findall(f"{W}numPr"):
            properties.remove(old)
        properties.insert(1 if properties.find(f"{W}pStyle") is not None else 0, made("numPr", made("numId", val="0")))
        paragraph.insert(1, left_out("hidden", label.text) if is_hidden else made("r", made("t", text=label.text)))

    def inline(self, element: Element) -> list[Element]:
        tag = element.tag
        if tag == f"{W}r":
            return self.run(element)
        if tag in _KEPT_AROUND:
            element[:] = [each for child in element for each in self.inline(child)]
            is_link_of_nothing = tag == f"{W}hyperlink" and all(each.tag == LEFT_OUT for each in element)
            return list(element) if is_link_of_nothing else [element]
        if tag in (f"{M}oMath", f"{M}oMathPara"):
            return self.equation(element)
        if tag in _GONE or tag == LEFT_OUT:
            return [element]
        if tag == f"{W}sdt":
            return self.control(element, self.inlines)
        if tag == f"{W}fldSimple":
            return self.simple_field(element)
        if tag in _AROUND:
            return [each for child in element for each in self.inline(child)]
        if tag == f"{MC}AlternateContent":
            return [each for child in choice(element) for each in self.inline(child)]
        if tag == f"{W}ruby":
            return self.ruby(element, None)
        if tag in _DRAWINGS:
            return self.drawing(element)
        if tag == f"{W}subDoc":
            return [left_out("chunk", self.chunk(element.get(f"{R}id", "")))]
        return [left_out("unknown_element", words)] if (words := said(element)) else [element]

    def equation(self, equation: Element) -> list[Element]:
        """An equation without what is hidden of it."""
        runs = [(around, each) for around in equation.iter() for each in around if each.tag == f"{M}r"]
        hidden = [one for one in runs if self.sight.styles.is_hidden(one[1].find(f"{W}rPr"), self.paragraph)]
        for around, each in hidden:
            around.remove(each)
        out = [with_spaces("hidden", said(each)) for _around, each in hidden]
        return out if hidden and len(hidden) == len(runs) else [*out, equation]

    def words(self, element: Element) -> str:
        """The words inside an element that is left out, with those of its notes."""
        notes = [self.sight.notes.pop((each.tag, each.get(f"{W}id", "")), "") for each in element.iter()]
        return " ".join([said(element), *filter(None, notes)])

    def inlines(self, around: Element) -> None:
        around[:] = [each for child in around for each in self.inline(child)]

    def control(self, control: Element, inside: Callable[[Element], None]) -> list[Element]:
        """A content control. What one shows while nobody has filled it in is no text."""
        properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
        if content is None:
            return []
        if properties is not None and (box := properties.find(f"{W14}checkbox")) is not None:
            show_tick(box, content)
        elif is_unfilled(properties, content):
            words = self.words(content)
            paragraphs = list(content.iter(f"{W}p"))
            for around in paragraphs or [content]:
                around[:] = [child for child in around if child.tag == f"{W}pPr"]
            if words:
                (paragraphs[0] if paragraphs else content).append(left_out("placeholder", words))
            return [control]
        inside(content)
        return [control]

    def simple_field(self, element: Element) -> list[Element]:
        instruction = element.get(f"{W}instr", "")
        kind = (instruction.split(maxsplit=1) or [""])[0].upper()
        data = element.find(f"{W}fldData")
        children = [child for child in element if child is not data]
        if kind in SET_ANEW or (self.is_running and kind in PAGES):
            return []
        if kind in NOT_SHOWN:
            return [left_out("hidden", self.words(element))]
        content = [each for child in children for each in self.inline(child)]
        if kind == "HYPERLINK" and content:
            sign = [made("r", made("fldChar", fldCharType=each)) for each in ("begin", "separate", "end")]
            return [sign[0], made("r", made("instrText", text=instruction)), sign[1], *content, sign[2]]
        return content or shown_by(instruction)

    def ruby(self, ruby: Element, properties: Element | None) -> list[Element]:
        """The text, and in brackets how it is read."""
        base, above = ruby.find(f"{W}rubyBase"), ruby.find(f"{W}rt")
        content = [each for child in (base if base is not None else ()) for each in self.inline(child)]
        over = [each for child in (above if above is not None else ()) for each in self.inline(child)]
        content += [each for each in over if each.tag == LEFT_OUT]
        reading = " ".join(filter(None, map(said, over)))
        more = made("t", text=f" ({reading})")
        return [*content, made("r", *([properties] if properties is not None else []), more)] if reading else content

    # --- runs

    def run(self, run: Element) -> list[Element]:
        properties = run.find(f"{W}rPr")
        is_link = "HYPERLINK" in self.fields.kinds
        styles, table = self.sight.styles, self.tables[-1] if self.tables else ""
        hides = styles.is_hidden(properties, self.paragraph, table, web=not is_link and not self.is_contents)
        unfilled = not hides and styles.is_placeholder(properties)
        font = styles.font(properties, self.paragraph)
        result: list[Element] = []
        current: Element | None = None
        for child in run:
            if child is properties:
                continue
            for each in self.of_run(child, properties, font, "hidden" if hides else "placeholder" if unfilled else ""):
                if each.tag in (f"{W}r", LEFT_OUT):
                    result.append(each)
                    current = None
                    continue
                if current is None:
                    current = made("r", *([properties] if properties is not None else []))
                    result.append(current)
                current.append(each)
                if each.tag in (f"{W}fldChar", f"{W}instrText") and self.fields.open:
                    self.fields.open[-1].signs.append((current, each))
        return result

    @property
    def is_contents(self) -> bool:
        return "TOC" in self.fields.kinds or self.sight.styles.is_contents(self.paragraph)

    def of_run(self, child: Element, properties: Element | None, font: str, unseen: str) -> list[Element]:
        """One thing in a run. `unseen`: why its text is not to be read."""
        tag = child.tag
        if tag == f"{W}fldChar":
            return self.field_sign(child)
        if tag in (f"{W}instrText", f"{W}delInstrText"):
            if self.fields.open and not self.fields.open[-1].is_result:
                self.fields.open[-1].instruction += child.text or ""
            return [child]
        if self.fields.is_instruction:
            return []
        if tag == f"{MC}AlternateContent":
            return [each for one in choice(child) for each in self.of_run(one, properties, font, unseen)]
        if unseen and tag in _DRAWINGS:
            return [with_spaces(unseen, f" {self.words(child)} "), *unseen_in(child, self.part)]
        if unseen:
            return [with_spaces(unseen, (child.text or "") if tag == f"{W}t" else f" {self.words(child)} ")]
        if tag in (f"{W}t", f"{W}sym"):
            return self.text(child, font)
        if tag in _DRAWINGS:
            return self.drawing(child)
        if tag == f"{W}ruby":
            return self.ruby(child, properties)
        if tag == f"{W}commentReference" and self.sight.comments is not None:
            words = self.sight.comments.pop(child.get(f"{W}id", ""), "")
            return [left_out("comment", words)] if words else []
        if tag in _TODAY:
            return [left_out("field", tag.removeprefix(W))]
        if tag.endswith("}contentPart"):
            return [left_out("picture")]
        if tag in _AS_USUAL:
            return [made(_AS_USUAL[tag])]
        return [left_out("unknown_element", words)] if (words := said(child)) else [child]

    def text(self, child: Element, font: str) -> list[Element]:
        """Text, and signs of fonts of signs as what they show."""
        for one in self.fields.open:
            one.has_result = True
        if self.fields.open and self.fields.open[-1].kind in SET_ANEW:
            return []
        drops = PAGES if self.is_running or self.is_contents else frozenset()
        if self.fields.kinds & drops:
            return []
        if child.tag == f"{W}sym":
            code = child.get(f"{W}char", "")
            number = (
                int(code, 16) if 0 < len(code) <= 5 and all(each in "0123456789abcdefABCDEF" for each in code) else 0
            )
            shown = sign(number, child.get(f"{W}font", "") or font)
            return [made("t", text=shown)] if shown else [child]
        words = without_marks(child.text or "")
        if self.fields.kinds & NOT_SHOWN:
            return [with_spaces("hidden", words)]
        if is_of_signs(font):
            words = in_signs(words, font)
        elif any("\uf000" <= letter <= "\uf0ff" for letter in words):
            words = "".join(sign(ord(letter), font) or letter for letter in words)
        return self.fields.holding(made("t", text=words)) if words else []

    def field_sign(self, child: Element) -> list[Element]:
        match child.get(f"{W}fldCharType"):
            case "begin":
                shown = self.fields.begin(child.find(f"{W}ffData"))
                child[:] = []
                return [*shown, child]
            case "separate":
                self.fields.separate()
                return [child]
            case "end" if self.fields.open:
                closed = self.fields.open[-1]
                is_link = closed.is_link
                return [*self.fields.end(), *([child] if is_link else [])]
        return []

    def drawing(self, element: Element) -> list[Element]:
        for alternative in list(element.iter(f"{MC}AlternateContent")):
            alternative[:] = choice(alternative)
        found: Drawn = drawn(element, self.part)
        self.boxes += found.boxes
        return found.out
