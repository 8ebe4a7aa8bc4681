"""The outline of a file: which of its leaves are the form's own headings, and which question each of them is.

First by wording, a question that is broken over paragraphs put together; then, for what stands out and has other words,
by its place among the questions that were found (`places`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from questionnaires.wording import end_of, plain
from reports.importing.blocks import Unit
from reports.importing.contents import contents_lines
from reports.importing.frame import Frame
from reports.importing.inlines import is_throughout
from reports.importing.likeness import number_of
from reports.importing.naming import LONGEST
from reports.importing.recognising import CERTAIN, Found, Recogniser, is_question, speaks_to_reader
from reports.importing.topics import topic_of
from richtext import build

LONGEST_PIECE = 300
"""In characters, of a piece of a question that is broken over paragraphs."""
PIECES = 3
_UNFINISHED = re.compile(r"[^\W_][,’'-]?\s*$")
_GOES_ON = re.compile(
    r"(?:[,(’']|\b(?:\w{1,2}|des|les|une|aux|par|sur|pour|avec|vos|votre|autres?|leur|dans|the|your|and|for|with|other))\s*$",
    re.IGNORECASE,
)
"""How a line ends whose sentence cannot end there."""
_ONLY_NUMBER = re.compile(r"\W*(?:q(?:uestion)?\W*)?(\d{1,3})\W*", re.IGNORECASE)

_HEADS = frozenset(
    "n;no;nr;num;numero;number;nummer;question;questions;pregunta;preguntas;frage;fragen;pergunta;"
    "reponse;reponses;answer;answers;response;responses;respuesta;respuestas;antwort;antworten;resposta".split(";")
) | {""}
"""What the first row of a table of questions says above its columns."""


@dataclass(frozen=True)
class Cell:
    """Where in a table a leaf stands: the columns that its cell takes, of how many. Table 0 is none."""

    table: int = 0
    row: int = 0
    columns: range = range(1)
    of: int = 1
    depth: int = 0
    """How many tables are around."""

    @property
    def place(self) -> tuple[int, range]:
        return self.table, self.columns


@dataclass
class Leaf:
    """A leaf of the file as a possible heading."""

    unit: Unit
    cell: Cell
    number: int | None = None
    found: Found | None = None
    is_bold: bool = field(init=False)

    def __post_init__(self) -> None:
        self.is_bold = is_throughout(self.unit.content, "bold")
        if self.number is None:
            self.number = number_of(self.unit.text) or (self.unit.in_list.number if self.unit.in_list else None)

    @property
    def text(self) -> str:
        return self.unit.text

    @property
    def is_left(self) -> bool:
        """Whether it stands in a cell with another one beside it, where a question may have its answer."""
        return self.cell.columns.stop < self.cell.of

    @property
    def dress(self) -> tuple:
        """What a heading looks like: its level, its column, bold or plain."""
        if self.unit.level:
            return ("level", self.unit.level)
        if self.is_left:
            return ("cell", self.cell.columns.start, self.cell.depth)
        return ("bold",) if self.is_bold else ("plain",)


class Outline:
    """`found` has what a leaf is, by the id of its unit; `leaves` all leaves in the order of reading."""

    def __init__(self, units: list[Unit], frame: Frame, recogniser: Recogniser) -> None:
        self.frame, self.recogniser = frame, recogniser
        self.leaves = list(self.spread([unit for unit in units if not unit.origin]))
        self.found: dict[int, Found] = {}
        recogniser.names.learn(leaf.text for leaf in self.leaves if self.stands_out(leaf))
        for index in contents_lines([leaf.unit for leaf in self.leaves], self.wording):
            self.found[index] = Found("contents", "", 0, CERTAIN)
        self.by_wording()
        self.by_unit = {id(leaf.unit): leaf for leaf in self.leaves}
        asking = [leaf.cell for leaf in self.leaves if leaf.cell.table and leaf.found and leaf.found.kind == "question"]
        rows = Counter((cell.table, cell.row) for cell in asking)
        self.question_columns = {cell.place for cell in asking if rows[cell.table, cell.row] == 1}
        tables = {table for table, _columns in self.question_columns}
        for index, leaf in enumerate(self.leaves):
            if leaf.found is None and leaf.cell.place in self.question_columns:
                self.take_number(index)
            if leaf.cell.table in tables and leaf.cell.row == 0 and plain(leaf.text) in _HEADS:
                self.found[id(leaf.unit)] = Found("head", "", len(leaf.text), CERTAIN)

    def of(self, unit: Unit) -> Found | None:
        return self.found.get(id(unit))

    def is_row_label(self, unit: Unit) -> bool:
        """Whether a leaf stands in a column of questions and is none that was found: it ends the answer above it."""
        leaf = self.by_unit.get(id(unit))
        return leaf is not None and leaf.is_left and leaf.cell.place in self.question_columns

    def spread(self, units: Iterable[Unit], cell: Cell = Cell()) -> Iterator[Leaf]:
        for unit in units:
            if unit.is_leaf:
                yield Leaf(unit, cell)
            elif unit.rows:
                width = max(columns.stop for row in unit.columns for columns in row)
                for row, column in self.cells_in_order(unit):
                    inside = Cell(id(unit), row, unit.columns[row][column], width, cell.depth + 1)
                    yield from self.spread(unit.rows[row][column], inside)
            else:
                yield from self.spread(unit.parts, cell)

    def parts_in_order(self, unit: Unit) -> list[Unit]:
        """The parts of what is taken apart, in the order in which they are read."""
        if not unit.rows:
            return unit.parts
        return [part for row, column in self.cells_in_order(unit) for part in unit.rows[row][column]]

    def cells_in_order(self, table: Unit) -> list[tuple[int, int]]:
        """The cells of a table row by row; column by column where questions stand side by side above their answers."""
        cells = [(row, column) for row, cells in enumerate(table.rows) for column in range(len(cells))]
        for row in table.rows[:-1]:
            asking = sum(1 for cell in row if any(self.wording(leaf) for unit in cell for leaf in unit.leaves()))
            if asking > 1:
                return sorted(cells, key=lambda cell: (cell[1], cell[0]))
        return cells

    def wording(self, unit: Unit) -> str:
        """The wording of the form that a leaf has, by its key; that of a repeated question with its text."""
        found = self.recogniser.heading(unit, placed=True) if len(unit.text) <= 2 * LONGEST_PIECE else None
        if found is None:
            return ""
        repeats = found.kind == "question" and self.frame.edition.question(found.key).repeats
        return f"{found.kind} {found.key}" + (f" {plain(unit.text.rstrip(' 0123456789.…'))}" if repeats else "")

    def by_wording(self) -> None:
        """Take the headings whose wording is known, each with all of its pieces."""
        index, place = 0, _Place()
        while index < len(self.leaves):
            leaf = self.leaves[index]
            if id(leaf.unit) in self.found:
                index += 1
                continue
            found, pieces = self.heading(index)
            if (found is None or found.score < CERTAIN) and self.is_named(leaf):
                found = None
            if found is None:
                found, pieces = self.priority_heading(leaf, place), 1
            if found is not None:
                self.take(index, found, pieces)
                place.pass_by(found, leaf)
            elif leaf.unit.level and topic_of(leaf.text):
                place.is_progress, place.level = False, leaf.unit.level
            index += pieces if found is not None else 1

    def heading(self, index: int) -> tuple[Found | None, int]:
        """The question or section at a leaf, and how many leaves say it."""
        leaf = self.leaves[index]
        alone = self.recogniser.heading(leaf.unit, placed=self.is_placed(index))
        if alone is not None and (alone.kind != "question" or alone.end < len(leaf.text.rstrip())):
            return alone, 1
        best, pieces = alone, 1
        text, content = leaf.text, list(leaf.unit.content)
        for count, following in enumerate(self.leaves[index + 1 : index + PIECES], start=2):
            if not self.goes_on(leaf, text, following):
                break
            before = len(text) + 1
            text, content = f"{text} {following.text}", [*content, build.text(" "), *following.unit.content]
            whole = Unit(leaf.unit.place, content=content, level=leaf.unit.level, in_list=leaf.unit.in_list)
            joined = self.recogniser.heading(whole, placed=self.is_placed(index))
            is_other = best is not None and best.score == CERTAIN and joined is not None and joined.key != best.key
            if joined is None or joined.kind != "question" or is_other:
                continue
            if self.says_more(joined.key, text, before) or self.looks_on(leaf, following, text):
                best, pieces = joined, count
        return best, pieces

    def goes_on(self, leaf: Leaf, text: str, following: Leaf) -> bool:
        """Whether the paragraph after an unfinished line may be the rest of it."""
        return (
            len(following.text) <= LONGEST_PIECE
            and following.cell == leaf.cell
            and id(following.unit) not in self.found
            and bool(_UNFINISHED.search(text))
            and following.number is None
            and len(plain(text)) >= 8
        )

    def says_more(self, key: str, text: str, before: int) -> bool:
        """Whether a wording of the question goes on behind an offset."""
        return any(
            (end := end_of(alias, text)) is not None and end > before
            for alias in self.recogniser.wordings_of(key)
            if not alias.endswith("*")
        )

    def looks_on(self, leaf: Leaf, following: Leaf, text: str) -> bool:
        """Whether a paragraph goes on in the middle of the question's sentence, to its end."""
        stands_out = leaf.unit.level or leaf.is_bold
        same = (following.unit.level, following.is_bold) == (leaf.unit.level, leaf.is_bold)
        before = text[: len(text) - len(following.text)].rstrip()
        begun = re.match(r"\s*[\"“«„(]*([^\W_])", following.text)
        if begun is None or not (begun[1].islower() or following.text.lstrip()[0] in '"“«„'):
            return False
        return bool(re.search(r"[?*]\W*$", text) or (stands_out and same) or _GOES_ON.search(before))

    def is_placed(self, index: int) -> bool:
        """Whether a leaf stands where a form has its questions: alone in a cell, with an answer beside or below."""
        leaf = self.leaves[index]
        if not leaf.cell.table:
            return False
        return index == 0 or self.leaves[index - 1].cell != leaf.cell

    def take(self, index: int, found: Found, pieces: int) -> None:
        leaf = self.leaves[index]
        self.take_number(index)
        self.take_number_above(index, found)
        if pieces == 1 and self.repeats_the_last(index, found):
            found = replace(found, kind="rest")
        if pieces == 1:
            self.found[id(leaf.unit)] = leaf.found = found
            return
        members = self.leaves[index : index + pieces]
        heading = " ".join(member.text.strip() for member in members)
        leaf.found = replace(found, end=len(leaf.text), heading=heading)
        self.found[id(leaf.unit)] = leaf.found
        start = 0
        for member in members:
            end = min(len(member.text), max(0, found.end - start))
            if member is not leaf:
                self.found[id(member.unit)] = replace(found, kind="rest", end=end)
            start += len(member.text) + 1

    def repeats_the_last(self, index: int, found: Found) -> bool:
        """Whether it is the second sentence of the question right above it."""
        before = self.leaves[index - 1] if index else None
        return (
            before is not None
            and before.found is not None
            and found.kind == before.found.kind == "question"
            and found.key == before.found.key
            and before.found.end >= len(before.text.rstrip())
            and self.leaves[index].number is None
            and not self.frame.edition.question(found.key).repeats
        )

    def take_number(self, index: int) -> None:
        """The cell before a question may hold nothing but its number."""
        leaf, before = self.leaves[index], self.leaves[index - 1] if index else None
        if before is None or not leaf.cell.table or before.cell.columns.stop != leaf.cell.columns.start:
            return
        match = _ONLY_NUMBER.fullmatch(before.text)
        if match and before.cell.row == leaf.cell.row and before.cell.table == leaf.cell.table:
            leaf.number = int(match[1])
            self.found[id(before.unit)] = Found("number", "", len(before.text), CERTAIN)

    def take_number_above(self, index: int, found: Found) -> None:
        """The paragraph above a question may be its number, as "7." or "Question 7"; "7" may be an answer."""
        leaf, before = self.leaves[index], self.leaves[index - 1] if index else None
        if before is None or before.cell != leaf.cell or leaf.number is not None or id(before.unit) in self.found:
            return
        match = _ONLY_NUMBER.fullmatch(before.text)
        known = self.recogniser.numbers.get(found.key, set())
        if match and not before.text.strip().isdecimal() and int(match[1]) in known:
            leaf.number = int(match[1])
            self.found[id(before.unit)] = Found("number", "", len(before.text), CERTAIN)

    def priority_heading(self, leaf: Leaf, place: "_Place") -> Found | None:
        """A heading such as "Outcome 2: Better protect victims" stands for the question about that priority."""
        question = next((one for one in self.frame.edition.questions if one.repeats == "priority"), None)
        asks = is_question(leaf.text) or speaks_to_reader(leaf.text)
        if question is None or not place.goes_on(leaf) or not (self.stands_out(leaf) or (asks and leaf.number)):
            return None
        named = self.recogniser.names.of(leaf.text)
        code = named.items[0].priority if named else self.recogniser.named_priority(leaf.text, asks)
        is_other = named is not None and (named.against or len(named.items) > 1 or named.items[0].level > 1)
        if is_other or not code or not place.is_new(code, leaf) or len(leaf.text) > LONGEST:
            return None
        return Found("question", question.key, len(leaf.text), 0.9, about=code)

    def topics_behind(self, last: int) -> set[int]:
        """What stands out behind a place and is the only heading of the file about something that is asked."""
        topics = [(leaf.unit, topic_of(leaf.text)) for leaf in self.leaves if leaf.unit.level or leaf.is_bold]
        times = Counter(topic for _unit, topic in topics)
        return {id(unit) for unit, topic in topics if topic and unit.place > last and times[topic] == 1}

    def stands_out(self, leaf: Leaf) -> bool:
        return bool(leaf.unit.level or leaf.is_bold or leaf.is_left)

    def is_named(self, leaf: Leaf) -> bool:
        """Whether a heading says which part of the roadmap it is about, before its wording counts."""
        named = self.recogniser.names.of(leaf.text) if self.stands_out(leaf) else None
        return named is not None and (named.is_titled or named.against is not None)


@dataclass
class _Place:
    """Where in the form one is while its headings are passed by."""

    is_progress: bool = True
    level: int = 0
    priorities: dict[str, int] = field(default_factory=dict)
    """The level of the heading by which each was found."""

    def pass_by(self, found: Found, leaf: Leaf) -> None:
        self.is_progress, self.level = found.key == "progress", leaf.unit.level
        if found.about:
            self.priorities[found.about] = leaf.unit.level

    def is_new(self, code: str, leaf: Leaf) -> bool:
        """Whether a priority was not found yet, or only in a summary: in a table, or below a lower heading."""
        return code not in self.priorities or 0 < leaf.unit.level < (self.priorities[code] or leaf.unit.level + 1)

    def goes_on(self, leaf: Leaf) -> bool:
        """Whether an answer about progress can begin at a heading: not below that of another question."""
        return self.is_progress or 0 < leaf.unit.level <= self.level
