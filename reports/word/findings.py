"""What was found in a file that came back, as it is kept."""

from dataclasses import asdict, dataclass, field
from typing import Any

Node = dict[str, Any]


@dataclass
class FoundComment:
    """A comment of the file: who made it, what it says, and the words that it stands at, "" where it is at none."""

    author: str
    said: str
    quote: str = ""


@dataclass
class FoundAnswer:
    """An answer that is in the file. `problem` says why it cannot be taken."""

    value: Node
    comments: list[FoundComment] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    left_out: list[list[str]] = field(default_factory=list)
    """[what, text] of what no answer can hold, or Word does not show."""
    problem: str = ""


@dataclass
class Outside:
    """Text that stands outside of the answers. `after` is the name of the answer before it, "" at the beginning."""

    text: Node
    after: str = ""


@dataclass
class Found:
    """All that a file holds. `missing` are the answers that are not in it any more."""

    answers: dict[str, FoundAnswer] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    outside: list[Outside] = field(default_factory=list)
    comments: list[FoundComment] = field(default_factory=list)
    """Those on what stands around the answers."""
    left_out: list[list[str]] = field(default_factory=list)
    """[what, text] of what stands around the answers."""
    authors: list[str] = field(default_factory=list)
    """Whose tracked changes were read as accepted."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Found":
        return cls(
            **data
            | {
                "answers": {name: _answer(answer) for name, answer in data["answers"].items()},
                "outside": [Outside(**outside) for outside in data["outside"]],
                "comments": _comments(data["comments"]),
            }
        )


def _answer(data: dict[str, Any]) -> FoundAnswer:
    """Files that were read before things were named kept how many pictures there were."""
    pictures = [["picture", ""]] * data.pop("pictures", 0)
    left_out = [*data.pop("left_out", []), *pictures]
    return FoundAnswer(**data | {"comments": _comments(data["comments"]), "left_out": left_out})


def _comments(data: list[Any]) -> list[FoundComment]:
    """Files that were read before comments had a place kept them as text, the author in front."""
    return [FoundComment("", each) if isinstance(each, str) else FoundComment(**each) for each in data]
