"""Reads a file that came back: each answer by its keys, and everything else that somebody typed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element

from questionnaires.kinds import KINDS
from reports.word import keys
from reports.word.findings import Found, FoundAnswer, FoundComment, Outside
from reports.word.package import Opened, text_of
from richtext import build
from richtext.cleaning import normalise
from richtext.names import Named, Names
from richtext.reading import links
from richtext.references import codes, link_codes
from richtext.schema import InvalidDocument, validate
from richtext.word.names import W
from richtext.word.reading import UNWRAPPED, Reader
from richtext.word.runs import Noted
from richtext.word.styles import value as value_of
from richtext.word.writing import target_of

Node = dict[str, Any]

LONGEST_QUOTE = 1000
"""As much as a thread of comments keeps of the words that it stands at."""
MOST_AT_ONCE = 50
"""Of how many comments that stand at the same words the words are kept."""


@dataclass(frozen=True)
class SentOut:
    """What a file that came back is held against, as WordCopy keeps it."""

    language: str
    texts: list[dict[str, Any]]
    around: list[str]


@dataclass
class Block:
    """A paragraph or table of the file, and where it stands by each of the keys."""

    element: Element
    control: int | None = None
    bookmark: int | None = None
    line: tuple[str, int] | None = None


def read_answers(opened: Opened, copy: SentOut, known: Names) -> Found:
    """What the file says. `known` is the roadmap, whose codes become references where they are newly written."""
    names = {number: text["name"] for number, text in enumerate(copy.texts, start=1)}
    bases = {text["name"]: text["text"] for text in copy.texts}
    tags = {keys.tag(name, copy.language): number for number, name in names.items()}
    blocks = list(_Walk(tags).blocks(opened.body))
    hrefs = {target_of(link.href): link.href for base in bases.values() for link in links(base)}
    hrefs |= {target.rstrip("/"): href for target, href in hrefs.items()}
    cited = {code for base in bases.values() for code in codes(base)}
    reader = Reader(opened.parts, hrefs, Named(dict.fromkeys([*known.codes, *cited])))
    found = Found()
    taken: set[int] = set()
    told: list[str] = []
    for number, name in names.items():
        members = region(blocks, number)
        if members is None:
            found.missing.append(name)
            continue
        taken.update(members)
        elements = [blocks[at].element for at in members]
        found.answers[name], noted = _answer(reader, elements, bases[name], known)
        found.answers[name].comments = _comments(opened, noted.comments, elements)
        _add(told, noted.comments)
        _add(found.authors, noted.authors)
    rest = [(at, block) for at, block in enumerate(blocks) if at not in taken]
    found.outside = list(_outside(rest, blocks, names, copy.around, reader))
    found.comments = _comments(opened, (each for each in opened.comments if each not in told), opened.body)
    _add(found.authors, reader.noted.authors)
    found.left_out = [*reader.noted.left_out, *opened.left_out]
    return found


def region(blocks: list[Block], number: int) -> list[int] | None:
    """Which blocks are the text of this answer: those between its two lines; else those in its content control; else
    those in its bookmark. None where it is not in the file."""
    begin = next((at for at, block in enumerate(blocks) if block.line == (keys.BEGIN, number)), None)
    if begin is not None:
        after = ((at, block) for at, block in enumerate(blocks) if at > begin and block.line)
        at, end = next(after, (0, None))
        if end is not None and end.line == (keys.END, number):
            return list(range(begin + 1, at))
    for key in ("control", "bookmark"):
        members = [at for at, block in enumerate(blocks) if getattr(block, key) == number and not block.line]
        if members:
            return members
    return None


def _answer(reader: Reader, elements: list[Element], base: Node, known: Names) -> tuple[FoundAnswer, Noted]:
    """What an answer of the file says, and what was noted on the way. One that an answer cannot hold is left as it went
    out, with the reason."""
    outer, reader.runs.noted = reader.runs.noted, Noted()
    read = reader.document(elements)
    noted, reader.runs.noted = reader.runs.noted, outer
    problem = ""
    try:
        validate(read)
        value = tidied(read, base, known)
    except InvalidDocument as refused:
        value, problem = base, refused.message
    return FoundAnswer(
        value,
        struck=noted.struck,
        left_out=noted.left_out,
        problem=problem,
    ), noted


def _comments(opened: Opened, identifiers: Iterable[str], elements: Iterable[Element]) -> list[FoundComment]:
    """What these comments say, with the words that each comment stands at, tracked changes accepted."""
    quotes: dict[str, str] = {}
    begun: set[str] = set()
    for element in elements:
        for each in element.iter():
            if each.tag == f"{W}commentRangeStart" and len(begun) < MOST_AT_ONCE:
                begun.add(each.get(f"{W}id", ""))
            elif each.tag == f"{W}commentRangeEnd":
                begun.discard(each.get(f"{W}id", ""))
            elif each.tag in (f"{W}t", f"{W}p"):
                said = (each.text or "") if each.tag == f"{W}t" else " "
                for identifier in begun:
                    if len(quotes.setdefault(identifier, "")) < LONGEST_QUOTE:
                        quotes[identifier] += said
    return [
        replace(opened.comments[each], quote=keys.words(quotes.get(each, ""))[:LONGEST_QUOTE])
        for each in identifiers
        if each in opened.comments
    ]


def tidied(value: Node, base: Node, known: Names) -> Node:
    """The text with the empty lines at its ends as they went out, and codes that were newly written as references."""
    inner, before, after = _without_ends(value["content"])
    _inner, was_before, was_after = _without_ends(base["content"])
    if inner:
        inner = [*was_before, *inner, *was_after]
    else:
        inner = base["content"] if not _inner else [*before, *after][:1]
    linked = [
        block if block in base["content"] else link_codes(build.doc(block), known)[0]["content"][0] for block in inner
    ]
    return normalise(build.doc(*linked))


def _without_ends(blocks: list[Node]) -> tuple[list[Node], list[Node], list[Node]]:
    first, last = 0, len(blocks)
    while first < last and blocks[first] == build.paragraph():
        first += 1
    while last > first and blocks[last - 1] == build.paragraph():
        last -= 1
    return blocks[first:last], blocks[:first], blocks[last:]


def _outside(
    rest: list[tuple[int, Block]], blocks: list[Block], names: dict[int, str], around: list[str], reader: Reader
) -> Iterator[Outside]:
    """What is in none of the answers and did not go out with the file; neighbours come together."""
    expected = Counter(keys.words(text) for text in around)
    places = list(_places(blocks, names))
    gathered: list[Element] = []
    place, last = "", -2
    for at, block in rest:
        after = places[at]
        is_ours = block.line is not None
        if not is_ours and block.element.tag == f"{W}p":
            said = keys.words(text_of(block.element))
            known = next((one for one in (said, keys.digest(said)) if expected[one]), None)
            is_ours = known is not None
            expected[known] -= is_ours
        if gathered and (is_ours or after != place or at != last + 1):
            yield from _gathered(gathered, place, reader)
            gathered = []
        if not is_ours:
            gathered.append(block.element)
            place, last = after, at
    yield from _gathered(gathered, place, reader)


def _gathered(elements: list[Element], place: str, reader: Reader) -> Iterator[Outside]:
    blocks = [block for block in reader.document(elements)["content"] if block != build.paragraph()]
    if blocks:
        yield Outside(normalise(build.doc(*blocks)), place)


def _places(blocks: list[Block], names: dict[int, str]) -> Iterator[str]:
    """For each block the name of the answer that it stands in or after."""
    place = ""
    for block in blocks:
        place = names.get(block.line[1] if block.line else block.control or block.bookmark or 0, place)
        yield place


def _add(found: list[str], more: Iterable[str]) -> None:
    found += [each for each in more if each not in found]


class _Walk:
    """The blocks of a body in reading order, out of whatever is around them."""

    def __init__(self, tags: dict[str, int]) -> None:
        self.tags = tags
        self.open: dict[str, int] = {}
        """Bookmarks of ours that have begun, by their identifiers."""

    def blocks(self, elements: Iterable[Element], control: int | None = None) -> Iterator[Block]:
        for element in elements:
            if element.tag == f"{W}bookmarkStart":
                self.begin(element)
            elif element.tag == f"{W}bookmarkEnd":
                self.open.pop(element.get(f"{W}id", ""), None)
            elif element.tag == f"{W}sdt":
                tag = value_of(element.find(f"{W}sdtPr"), "tag")
                yield from self.blocks(element, self.tags.get(tag, control))
            elif element.tag in UNWRAPPED:
                yield from self.blocks(element, control)
            elif element.tag in (f"{W}p", f"{W}tbl"):
                yield self.block(element, control)

    def block(self, element: Element, control: int | None) -> Block:
        """Word may put the marks of a bookmark into the paragraphs at its ends."""
        ended = []
        has_text = False
        for each in element.iter():
            has_text = has_text or each.tag == f"{W}t"
            if each.tag == f"{W}bookmarkStart":
                self.begin(each)
            elif each.tag == f"{W}bookmarkEnd":
                if has_text:
                    ended.append(each.get(f"{W}id", ""))
                else:
                    self.open.pop(each.get(f"{W}id", ""), None)
        bookmark = next(iter(self.open.values()), None)
        for identifier in ended:
            self.open.pop(identifier, None)
        line = keys.read_line(text_of(element)) if element.tag == f"{W}p" else None
        return Block(element, control, bookmark, line)

    def begin(self, element: Element) -> None:
        number = keys.read_bookmark(element.get(f"{W}name", ""))
        if number is not None:
            self.open[element.get(f"{W}id", "")] = number


def is_blank(value: Node) -> bool:
    return KINDS["rich_text"].is_blank(value)
