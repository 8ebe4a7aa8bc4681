"""The plan of an import: plain data that says where every word of a file goes. It is kept with the file.

What a thing is about (`about`): "" for a question asked once, the code of a priority, "earlier:n" for the nth entry of
`earlier_steps`, "step:n" for the nth of `steps`. A field of a next step has the key "group.field".
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from richtext.cleaning import printable
from richtext.reading import footnotes, leaves, words, words_of
from richtext.references import codes

VERSION = 1


class LostWords(Exception):
    """A plan that does not account for every letter of its file. It is not applied as it is."""


def name(key: str, about: str) -> str:
    """A name of a target that is fit for a form field and an anchor: progress--1, next_steps-goals--step-3."""
    stem = key.replace(".", "-")
    return f"{stem}--{about.replace(':', '-').replace('.', '_')}" if about else stem


@dataclass
class Found:
    """A question that the file asks. `score` is 1 where its wording is exactly known."""

    key: str
    about: str
    heading: str
    number: int | None
    place: int
    score: float
    notes: list[str]
    strands: list[str] = field(default_factory=list)
    reason: str = ""
    """Why, of a proposal made by its place in the file: a code of explanations.PLACES. "" for one that is plain."""
    near: list[str] = field(default_factory=list)
    """The numbers that the reason names."""


@dataclass
class Planned:
    """An answer to be written. `value` has the shape of the question's kind."""

    key: str
    about: str
    kind: str
    value: Any
    words: int
    place: int


@dataclass
class PlannedStep:
    title: str
    place: int


@dataclass
class EarlierStep:
    """A next step of last year. `identity` where the report asks about it already, "" where it is to be created."""

    title: str
    identity: str


@dataclass
class Unread:
    """A choice that a person must make. `lines` is what stands there; `suggestion` what it may mean."""

    key: str
    about: str
    reason: str
    lines: list[str]
    suggestion: list[Any]


@dataclass
class Moved:
    """Text that stood under one question and goes to the beginning of the answer to another."""

    key: str
    about: str
    to_key: str
    to_about: str
    text: str
    words: int
    blocks: int = 0
    """How many blocks of that answer it is."""


@dataclass
class Form:
    what: str
    text: str
    place: int


@dataclass
class Leftover:
    """Text that found no place, as a document of rich text. `near` is the question before it, if any."""

    doc: dict[str, Any]
    words: int
    reason: str
    near: str
    near_about: str
    place: int
    target: str = ""
    """The question that it may be the answer to, with what that is about, and why: for the person to decide."""
    target_about: str = ""
    why: str = ""
    why_near: list[str] = field(default_factory=list)


@dataclass
class Remark:
    """Something that no answer can hold. `near` is the question that it stands under, "" where that is not known."""

    what: str
    text: str
    near: str = ""
    near_about: str = ""


@dataclass
class UnknownCode:
    code: str
    excerpt: str
    key: str
    about: str


@dataclass
class Plan:
    filename: str
    format: str
    sha256: str
    language: str
    edition: str
    encoding: str = ""
    seems: str = ""
    """The language that the text seems to be in, "" where it is not plain."""
    found: list[Found] = field(default_factory=list)
    missing: list[list[str]] = field(default_factory=list)
    """[key, about] of the questions that the file does not ask."""
    answers: list[Planned] = field(default_factory=list)
    steps: list[PlannedStep] = field(default_factory=list)
    earlier_steps: list[EarlierStep] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    form: list[Form] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    unknown_codes: list[UnknownCode] = field(default_factory=list)
    words: dict[str, int] = field(default_factory=dict)
    """{"file": …, "placed": …, "form": …, "leftover": …}; the last three come to the first."""
    unproven: str = ""
    """Which letters went nowhere by a fault of ours; then paragraphs that were not found again are left over whole."""
    version: int = VERSION

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Plan":
        return cls(**{one.name: _revived(one.name, data[one.name]) for one in fields(cls) if one.name in data})

    @property
    def is_empty(self) -> bool:
        """Whether nothing in the file was recognised as an answer."""
        return not self.answers and not self.unread

    @property
    def documents(self) -> Iterator[tuple[Planned, dict[str, Any]]]:
        return ((answer, answer.value) for answer in self.answers if answer.kind == "rich_text")

    @property
    def references(self) -> list[str]:
        """The codes of the roadmap that the answers refer to, in order, each as often as it is cited."""
        return [code for _answer, doc in self.documents for code in codes(doc)]

    @property
    def footnote_count(self) -> int:
        return sum(len(footnotes(doc)) for _answer, doc in self.documents)

    @property
    def strands(self) -> list[str]:
        return [code for found in self.found for code in found.strands]

    def texts(self) -> Iterator[str]:
        """Every text of the plan that comes from the file, placed, form and left over."""
        for answer in self.answers:
            yield from answer_texts(answer)
        yield from (one.text for one in self.form)
        for leftover in self.leftovers:
            yield from document_texts(leftover.doc)

    def prove(self, file_texts: list[str]) -> None:
        """Raise LostWords unless the plan holds every letter and digit of the file, each as often as the file does."""
        wanted, held = _letters(file_texts), _letters(self.texts())
        if wanted != held:
            raise LostWords(f"missing {dict(wanted - held)}, too many {dict(held - wanted)}")
        if self.words["file"] != self.words["placed"] + self.words["form"] + self.words["leftover"]:
            raise LostWords(f"the counts do not add up: {self.words}")

    def count(self) -> None:
        """Fill `words`."""
        self.words = {
            "placed": sum(answer.words for answer in self.answers),
            "form": sum(len(words_of(one.text)) for one in self.form),
            "leftover": sum(one.words for one in self.leftovers),
        }
        self.words["file"] = sum(self.words.values())


def answer_texts(answer: Planned) -> Iterator[str]:
    """The file's own words in an answer; a ticked option's are the form's."""
    if answer.kind == "rich_text":
        yield from document_texts(answer.value)
    elif answer.kind == "line":
        yield answer.value
    elif answer.kind == "several":
        yield from answer.value.get("other", {}).values()


def answer_words(answer: Planned) -> int:
    if answer.kind == "rich_text":
        return len(words(answer.value))
    return sum(len(words_of(text)) for text in answer_texts(answer))


def document_texts(doc: dict[str, Any]) -> Iterator[str]:
    for leaf in leaves(doc):
        yield from _inline_texts(leaf)


def _inline_texts(node: dict[str, Any]) -> Iterator[str]:
    for inline in node.get("content", []):
        match inline["type"]:
            case "text":
                yield inline["text"]
            case "objective":
                yield inline["attrs"]["code"]
            case "footnote":
                yield from _inline_texts(inline)


def _letters(texts: Iterator[str] | list[str]) -> Counter[str]:
    """How often each letter and digit occurs; capitals count as small."""
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(character for character in printable(text).casefold() if character.isalnum())
    return counted


_PARTS = {
    "found": Found,
    "answers": Planned,
    "steps": PlannedStep,
    "earlier_steps": EarlierStep,
    "unread": Unread,
    "moved": Moved,
    "form": Form,
    "leftovers": Leftover,
    "remarks": Remark,
    "unknown_codes": UnknownCode,
}


def _revived(name: str, value: Any) -> Any:
    return [_PARTS[name](**one) for one in value] if name in _PARTS else value
