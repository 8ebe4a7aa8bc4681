"""France's report in other shapes: the same answers below headings of other looks, words, numbers and order.

A shape is a function on the tree that pandoc gives, and what of the base's answers should still be there. Run as a
module it prints how much of each is found: python -m tests.reports.importing.reshaping
"""

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from bilingual.text import Text
from reports.importing.frame import Frame, Priority
from reports.importing.plan import Plan, answer_texts
from reports.importing.planning import plan_for
from reports.importing.reading import Reading
from tests.reports.importing.conftest import items_of

Block = dict[str, Any]

ENGLISH = {
    1: "Which advances has your country achieved since May 2022 under priority 1?",
    2: "Which advances has your country achieved since May 2022 under priority 2?",
    3: "Which advances has your country achieved since May 2022 under priority 3?",
    4: "What is the state of implementation of the step that you had planned?",
    5: "Kindly provide additional information on what became of the steps that you had defined.",
    6: "In your view, has headway been made against what your roadmap sets out?",
    7: "In light of all this, which major achievements should be featured on the homepage?",
    8: "Did the efforts deployed bring any further success stories worth reporting?",
    9: "Which are these stories?",
    10: "Which obstacles have you had to tackle when implementing your roadmap?",
    11: "How were these obstacles tackled? Which conclusions were drawn?",
    12: "Which instruments and/or other forms of proof were used to measure your status?",
    13: "If relevant, kindly elaborate on the instruments and/or other forms of proof.",
    14: "Kindly indicate any hurdles faced in collecting what was needed to assess your progress.",
    15: "Kindly list others who were involved, if at all, in assessing your progress.",
    16: "Did you work together with partners from other countries?",
    17: "Kindly list these foreign partners and describe the nature of the cooperation.",
    18: "Did you lend a hand to undertakings in your region or beyond it?",
    19: "Kindly elaborate on the undertakings to which you lent a hand.",
    20: "Do you work together with partners at home?",
    21: "Kindly list these partners at home and describe the nature of the cooperation.",
    22: "Do you consider that cooperation at home has become closer than the year before?",
    23: "Kindly explain how it has become closer and which measures were adopted as a result.",
    24: "Did this way of working prove worthwhile?",
    25: "Do your country's aims need to be looked at again?",
    26: "Which of them?",
    27: "Until April 2024, which actions need to be taken to deliver what your roadmap sets out?",
    28: "Which hurdles, if any, will have to be cleared along the way?",
    29: "Would you like to share anything more with us?",
}
"""A form in other English words than ours, as nobody's is."""

CAPITALS = {number: words.upper() for number, words in ENGLISH.items()}

STATING = {
    1: "First priority: describe the headway made since May 2022.",
    2: "Second priority: describe the headway made since May 2022.",
    3: "Third priority: describe the headway made since May 2022.",
    4: "At what stage is your planned step?",
    5: "Give details of what was done about your planned steps.",
    6: "On a scale from 0 to 10, how much headway has been made overall?",
    7: "State the chief outcomes of the year.",
    8: "Are there other positive outcomes to report?",
    9: "If so, state them.",
    10: "State the main obstacles encountered.",
    11: "State how the obstacles were dealt with and any lessons.",
    12: "Indicate which sources of evidence were used.",
    13: "Describe the sources of evidence.",
    14: "Describe any problem in obtaining evidence.",
    15: "Name other bodies that took part in the assessment.",
    16: "Partners from abroad",
    17: "Name the partners from abroad and what they did.",
    18: "Was support given to initiatives abroad?",
    19: "Name those initiatives.",
    20: "Partners at home",
    21: "Name the partners at home and what they did.",
    22: "Is there more collaboration at home than last year?",
    23: "Describe how.",
    24: "Was the mechanism of use to you?",
    25: "Should the roadmap be revised?",
    26: "State what should be revised.",
    27: "State the next steps up to April 2024.",
    28: "State the obstacles you foresee.",
    29: "Other remarks",
}
"""A form that does not ask, but states what is to be written."""

GERMAN = {
    1: "Welche Fortschritte wurden seit Mai 2022 beim ersten Schwerpunkt erzielt?",
    2: "Welche Fortschritte wurden seit Mai 2022 beim zweiten Schwerpunkt erzielt?",
    3: "Welche Fortschritte wurden seit Mai 2022 beim dritten Schwerpunkt erzielt?",
    4: "Wie weit ist der angekündigte Schritt gediehen?",
    5: "Bitte erläutern Sie, was aus den Schritten geworden ist.",
    6: "Wie weit sind Sie Ihrer Meinung nach insgesamt gekommen?",
    7: "Welche wichtigsten Ergebnisse sollen hervorgehoben werden?",
    8: "Gab es weitere erwähnenswerte Erfolge?",
    9: "Welche Erfolge sind das?",
    10: "Welche Schwierigkeiten mussten Sie überwinden?",
    11: "Wie haben Sie diese überwunden? Was haben Sie daraus gelernt?",
    12: "Welche Nachweise haben Sie herangezogen?",
    13: "Bitte beschreiben Sie diese Nachweise gegebenenfalls näher.",
    14: "Welche Schwierigkeiten hatten Sie bei der Beschaffung?",
    15: "Bitte nennen Sie weitere Beteiligte und deren Beitrag.",
    16: "Haben Sie mit internationalen Partnern zusammengearbeitet?",
    17: "Bitte nennen Sie diese Partner und die Art der Zusammenarbeit.",
    18: "Haben Sie regionale oder weltweite Vorhaben unterstützt?",
    19: "Bitte beschreiben Sie diese Vorhaben.",
    20: "Arbeiten Sie mit Partnern im Land zusammen?",
    21: "Bitte nennen Sie diese Partner im Land.",
    22: "Hat die Zusammenarbeit im Land zugenommen?",
    23: "Bitte erläutern Sie, inwiefern sie zugenommen hat.",
    24: "Hat sich das Verfahren bewährt?",
    25: "Müssen die Schwerpunkte überarbeitet werden?",
    26: "Was muss geändert werden?",
    27: "Welche nächsten Schritte stehen bis April 2024 an?",
    28: "Welche Schwierigkeiten erwarten Sie dabei?",
    29: "Möchten Sie noch etwas hinzufügen?",
}


@dataclass
class Piece:
    """A question of the base with what stands below it. `number` 0: what stands before the first."""

    number: int
    heading: list[Any] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    section: Block | None = None
    """The title of the part that begins with it."""

    @property
    def words(self) -> list[Any]:
        """The heading without its number and the star of what is required."""
        inlines = list(self.heading)
        if inlines and inlines[0].get("c", "").rstrip(".").isdecimal():
            inlines = inlines[2:]
        return inlines[:-2] if inlines[-1].get("c") == "*" else inlines


def pieces_of(tree: dict[str, Any]) -> list[Piece]:
    """The base taken apart: one piece for each question."""
    pieces, section = [Piece(0)], None
    for block in tree["blocks"]:
        level = block["c"][0] if block["t"] == "Header" else 0
        if level == 1:
            section = block
        elif level == 2:
            number = int(re.match(r"(\d+)", written(block["c"][2]))[1])
            pieces.append(Piece(number, block["c"][2], section=section))
            section = None
        elif section is None:
            pieces[-1].blocks.append(block)
    return pieces


def written(inlines: list[Any]) -> str:
    return "".join(
        inline["c"] if inline["t"] == "Str" else " " if inline["t"] == "Space" else written(inline["c"][1])
        if inline["t"] == "Quoted" else "" for inline in inlines
    )  # fmt: skip


def text(words: str) -> list[Any]:
    result: list[Any] = []
    for word in words.split(" "):
        result += [{"t": "Space"}, {"t": "Str", "c": word}]
    return result[1:]


def header(level: int) -> Callable[[list[Any]], list[Block]]:
    return lambda inlines: [{"t": "Header", "c": [level, ["", [], []], inlines]}]


def bold(inlines: list[Any]) -> list[Block]:
    return [{"t": "Para", "c": [{"t": "Strong", "c": inlines}]}]


def plain(inlines: list[Any]) -> list[Block]:
    return [{"t": "Para", "c": inlines}]


def numbered(number: int, inlines: list[Any]) -> list[Any]:
    return [*text(f"{number}."), {"t": "Space"}, *inlines]


def capitals(inlines: list[Any]) -> list[Any]:
    result = copy.deepcopy(inlines)
    for inline in result:
        if inline["t"] == "Str":
            inline["c"] = inline["c"].upper()
    return result


def broken(parts: int, dress: Callable[[list[Any]], list[Block]]) -> Callable[[list[Any]], list[Block]]:
    """A heading over so many paragraphs, if it is long enough to be broken."""

    def build(inlines: list[Any]) -> list[Block]:
        spaces = [index for index, inline in enumerate(inlines) if inline["t"] == "Space"]
        if len(spaces) < 4 * parts:
            return dress(inlines)
        ends = [spaces[len(spaces) * part // parts] for part in range(1, parts)]
        starts = [0, *(end + 1 for end in ends)]
        return [
            block
            for start, end in zip(starts, [*ends, len(inlines)], strict=True)
            for block in dress(inlines[start:end])
        ]

    return build


def with_line_break(inlines: list[Any]) -> list[Block]:
    middle = [index for index, inline in enumerate(inlines) if inline["t"] == "Space"]
    middle = middle[len(middle) // 2]
    return bold([*inlines[:middle], {"t": "LineBreak"}, *inlines[middle + 1 :]])


def cell(blocks: list[Block]) -> list[Any]:
    return [["", [], []], {"t": "AlignDefault"}, 1, 1, blocks]


def table(rows: list[list[list[Block]]]) -> Block:
    columns = max(len(row) for row in rows)
    body = [[["", [], []], [cell(blocks) for blocks in row]] for row in rows]
    return {
        "t": "Table",
        "c": [
            ["", [], []],
            [None, []],
            [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]] * columns,
            [["", [], []], []],
            [[["", [], []], 0, [], body]],
            [["", [], []], []],
        ],
    }


Heading = Callable[[Piece], list[Block]]


def in_words(words: dict[int, str], dress: Callable[[list[Any]], list[Block]], shift: int | None = 0) -> Heading:
    """Headings in other words; `shift` is added to the number, None leaves it out."""

    def heading(piece: Piece) -> list[Block]:
        inlines = text(words[piece.number])
        return dress(inlines if shift is None else numbered(piece.number + shift, inlines))

    return heading


def dressed(
    dress: Callable[[list[Any]], list[Block]], shift: int | None = 0, change=lambda inlines: inlines
) -> Heading:
    def heading(piece: Piece) -> list[Block]:
        inlines = change(piece.words)
        return dress(inlines if shift is None else numbered(piece.number + shift, inlines))

    return heading


def laid_out(pieces: list[Piece], heading: Heading, *, sections: bool = True) -> list[Block]:
    blocks = list(pieces[0].blocks)
    for piece in pieces[1:]:
        if sections and piece.section:
            blocks.append(piece.section)
        blocks += [*heading(piece), *piece.blocks]
    return blocks


def one_table(pieces: list[Piece], row: Callable[[Piece], list[list[Block]]]) -> list[Block]:
    return [*pieces[0].blocks, table([row(piece) for piece in pieces[1:]])]


def tables(pieces: list[Piece], rows: Callable[[Piece], list[list[list[Block]]]]) -> list[Block]:
    return [*pieces[0].blocks, *(table(rows(piece)) for piece in pieces[1:])]


def contents(kind: str, pieces: list[Piece]) -> list[Block]:
    """A list of contents of one of six kinds, as it stands in front of a report."""
    lines = [(numbered(piece.number, piece.words), str(2 + piece.number // 3)) for piece in pieces[1:]]
    match kind:
        case "links":
            return [plain([{"t": "Link", "c": [["", [], []], line, ["#_Toc1", ""]]}])[0] for line, _page in lines]
        case "style":
            return [
                {"t": "Div", "c": [["", [], [["custom-style", "toc 2"]]], plain([*line, *text(" " + page)])]}
                for line, page in lines
            ]
        case "tab":
            return [plain([*line, {"t": "Str", "c": "\t" + page}])[0] for line, page in lines]
        case "dots":
            return [plain([*line, *text(" ............ " + page)])[0] for line, page in lines]
        case "run":
            return [plain(line)[0] for line, _page in lines]
        case _:
            return [table([[plain(line), plain(text(page))] for line, page in lines])]


def with_strange_headings_instead(pieces: list[Piece]) -> list[Block]:
    """Some questions are left out, and a heading of their rank that is none stands in their place."""
    blocks = list(pieces[0].blocks)
    for piece in pieces[1:]:
        if piece.number in (9, 11, 14, 17, 28):
            blocks += [*header(2)(text("Remerciements")), *plain(text("Étranger à toute question."))]
        else:
            blocks += [*dressed(header(2))(piece), *piece.blocks]
    return blocks


def with_strange_headings(pieces: list[Piece]) -> list[Block]:
    """Headings of the questions' rank that are none: what stands below them belongs to no answer."""
    blocks = list(pieces[0].blocks)
    for piece in pieces[1:]:
        blocks += [*dressed(header(2))(piece), *piece.blocks]
        if piece.number in (3, 11, 17, 27):
            blocks += [*header(2)(text("Remerciements")), *plain(text("Étranger à toute question."))]
    return blocks


def without(pieces: list[Piece], *numbers: int) -> list[Piece]:
    return [piece for piece in pieces if piece.number not in numbers]


def moved(pieces: list[Piece]) -> list[Piece]:
    """The last ten questions first, the others after them."""
    return [pieces[0], *pieces[20:], *pieces[1:20]]


Shape = Callable[[list[Piece]], list[Block]]

SHAPES: dict[str, Shape] = {
    "headings": lambda p: laid_out(p, dressed(header(2))),
    "bold": lambda p: laid_out(p, dressed(bold)),
    "plain": lambda p: laid_out(p, dressed(plain)),
    "plain, no numbers": lambda p: laid_out(p, dressed(plain, None)),
    "bold, no numbers": lambda p: laid_out(p, dressed(bold, None)),
    "capitals, bold": lambda p: laid_out(p, dressed(bold, 0, capitals)),
    "capitals, plain": lambda p: laid_out(p, dressed(plain, 0, capitals)),
    "numbers shifted": lambda p: laid_out(p, dressed(plain, 100)),
    "two paragraphs, bold": lambda p: laid_out(p, dressed(broken(2, bold))),
    "two paragraphs, plain": lambda p: laid_out(p, dressed(broken(2, plain))),
    "three paragraphs, bold": lambda p: laid_out(p, dressed(broken(3, bold))),
    "three paragraphs, headings": lambda p: laid_out(p, dressed(broken(3, header(2)))),
    "line break": lambda p: laid_out(p, dressed(with_line_break)),
    "table, question left": lambda p: one_table(p, lambda q: [dressed(plain)(q), q.blocks]),
    "table, bold, no numbers": lambda p: one_table(p, lambda q: [dressed(bold, None)(q), q.blocks]),
    "table, number in a column": lambda p: one_table(
        p, lambda q: [plain(text(f"{q.number}.")), plain(q.words), q.blocks]
    ),
    "table, question above": lambda p: [
        *p[0].blocks,
        table([row for q in p[1:] for row in ([dressed(plain)(q)], [q.blocks])]),
    ],
    "a table each": lambda p: tables(p, lambda q: [[dressed(plain)(q), q.blocks]]),
    "a table each, question above": lambda p: tables(p, lambda q: [[dressed(plain)(q)], [q.blocks]]),
    "side by side above the answers": lambda p: [
        *laid_out(p[:10], dressed(header(2))),
        table([[dressed(plain)(q) for q in p[10:12]], [q.blocks for q in p[10:12]]]),
        *laid_out([Piece(0), *p[12:]], dressed(header(2))),
    ],
    "no titles of parts": lambda p: laid_out(p, dressed(header(2)), sections=False),
    "order changed": lambda p: laid_out(moved(p), dressed(plain)),
    "some left out": lambda p: laid_out(without(p, 2, 9, 13, 14, 21, 28), dressed(plain)),
    "contents, links": lambda p: [*contents("links", p), *laid_out(p, dressed(header(2)))],
    "contents, style": lambda p: [*contents("style", p), *laid_out(p, dressed(header(2)))],
    "contents, tab": lambda p: [*contents("tab", p), *laid_out(p, dressed(plain))],
    "contents, dots": lambda p: [*contents("dots", p), *laid_out(p, dressed(bold))],
    "contents, nothing": lambda p: [*contents("run", p), *laid_out(p, dressed(header(2)))],
    "contents, table": lambda p: [*contents("table", p), *laid_out(p, dressed(header(2)))],
    "strange headings": with_strange_headings,
    "strange headings instead of questions": with_strange_headings_instead,
    "English, headings": lambda p: laid_out(p, in_words(ENGLISH, header(2))),
    "English, bold": lambda p: laid_out(p, in_words(ENGLISH, bold), sections=False),
    "English, plain": lambda p: laid_out(p, in_words(ENGLISH, plain), sections=False),
    "English, table": lambda p: one_table(p, lambda q: [in_words(ENGLISH, plain)(q), q.blocks]),
    "English, capitals, headings": lambda p: laid_out(p, in_words(CAPITALS, header(2))),
    "English, capitals, bold, no numbers": lambda p: laid_out(p, in_words(CAPITALS, bold, None)),
    "other English, bold": lambda p: laid_out(p, in_words(STATING, bold), sections=False),
    "other English, plain": lambda p: laid_out(p, in_words(STATING, plain), sections=False),
    "English, headings, no numbers": lambda p: laid_out(p, in_words(ENGLISH, header(2), None)),
    "English, numbers shifted": lambda p: laid_out(p, in_words(ENGLISH, header(2), 3)),
    "English, some left out": lambda p: laid_out(without(p, 9, 13, 14, 21, 28), in_words(ENGLISH, bold)),
    "English, every other in our words": lambda p: laid_out(
        p, lambda q: (dressed(bold) if q.number % 2 else in_words(ENGLISH, bold))(q)
    ),
    "every third in other words, no numbers": lambda p: laid_out(
        p, lambda q: (dressed(header(2), None) if q.number % 3 else in_words(ENGLISH, header(2), None))(q)
    ),
    "German, headings": lambda p: laid_out(p, in_words(GERMAN, header(2))),
    "German, bold": lambda p: laid_out(p, in_words(GERMAN, bold), sections=False),
    "German, plain": lambda p: laid_out(p, in_words(GERMAN, plain), sections=False),
    "German, some left out": lambda p: laid_out(without(p, 9, 13, 14, 21, 28), in_words(GERMAN, bold)),
    "German, every other in our words": lambda p: laid_out(
        p, lambda q: (dressed(bold) if q.number % 2 else in_words(GERMAN, bold))(q)
    ),
}
"""Each with the blocks of the file."""


def shortened(reading: Reading, words: int = 30) -> Reading:
    """The reading with long paragraphs of its answers cut short."""
    tree = copy.deepcopy(reading.tree)
    for block in tree["blocks"]:
        for paragraph in block["c"][1] if block["t"] == "Div" else []:
            if paragraph["t"] == "Para":
                del paragraph["c"][2 * words :]
    return replace(reading, tree=tree, paragraphs=[])


def reshaped(reading: Reading, shape: Shape) -> Reading:
    tree = copy.deepcopy(reading.tree)
    return replace(reading, tree={**tree, "blocks": shape(pieces_of(tree))}, paragraphs=[])


def with_priorities(frame: Frame, count: int) -> Frame:
    """The frame of a roadmap with so many priorities, the file's three first."""
    more = {str(code): Text.of(fr=f"Une autre priorité, la numéro {code}") for code in range(4, count + 1)}
    own = {item.code: item.title for item in frame.items}
    items = {code: title for code, title in {**own, **more}.items() if int(code.split(".")[0]) <= count}
    return replace(
        frame,
        items=items_of(items),
        priorities=tuple(Priority(code, title) for code, title in items.items() if "." not in code),
    )


@dataclass(frozen=True)
class Outcome:
    """How many questions were found, how many of the base's answers are the same, and what went astray.

    `wrong` are words in an answer that they do not belong to, `proposed` those of them in one that was proposed.
    """

    found: int
    same: int
    wrong: int
    proposed: int


def outcome(plan: Plan, base: Plan) -> Outcome:
    wanted = {(one.key, one.about): one.value for one in base.answers}
    homes = {}
    for answer in base.answers:
        for line in answer_texts(answer):
            homes.setdefault(line.strip(), set()).add((answer.key.split(".")[0], answer.about))
    proposed = {(one.key, one.about) for one in plan.found if getattr(one, "reason", "")}
    astray = {False: 0, True: 0}
    for answer in plan.answers:
        for line in answer_texts(answer):
            home = homes.get(line.strip())
            place = (answer.key.split(".")[0], answer.about)
            if len(line.strip()) > 3 and (home is None or place not in home) and not answer.about.startswith("step:"):
                astray[place in proposed] += len(line.split())
    same = sum((one.key, one.about) in wanted and wanted[one.key, one.about] == one.value for one in plan.answers)
    return Outcome(len(plan.found), same, astray[False], astray[True])


def measured(base: Reading, frame: Frame) -> dict[str, Outcome]:
    plan = plan_for(base, frame)
    return {name: outcome(plan_for(reshaped(base, shape), frame), plan) for name, shape in SHAPES.items()}
