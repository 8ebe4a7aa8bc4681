"""By what an answer is found again in a file that was elsewhere: three keys, each of which is enough.

- Lines that people see, around the place to write on: "▼ … [A3]" and "▲ … [A3]". They live through every word
  processor, mail program and copy.
- A content control with the answer's own key as its tag; Word keeps it.
- A bookmark; Word and LibreOffice keep it.

The file itself is known by the reference of its copy, in its properties and in its footer.
"""

import re
from hashlib import sha256

PROPERTY = "pathfinder-copy"
BEGIN, END = "▼", "▲"

_LINE = re.compile(rf"^\s*([{BEGIN}{END}]).*\[A(\d{{1,3}})\]\s*$", re.DOTALL)
_BOOKMARK = re.compile(r"answer_(\d{1,3})")
_REFERENCE = re.compile(r"PF-([A-Z2-9]{12})")
LONGEST_TAG = 64
DIGEST = "sha256:"


def line(sign: str, said: str, number: int) -> str:
    return f"{sign} {said} [A{number}]"


def read_line(text: str) -> tuple[str, int] | None:
    """The sign and the number of a line around an answer."""
    match = _LINE.match(text)
    return (match[1], int(match[2])) if match else None


def words(text: str) -> str:
    """A text by its words alone, as what stands around the answers is compared."""
    return " ".join(text.split())


def digest(text: str) -> str:
    """What is kept of a line around the answers that named a person who was erased: enough to know it again."""
    return DIGEST + sha256(words(text).encode()).hexdigest()


def tag(name: str, language: str) -> str:
    return f"{name}/{language}"[-LONGEST_TAG:]


def bookmark(number: int) -> str:
    return f"answer_{number}"


def read_bookmark(name: str) -> int | None:
    match = _BOOKMARK.fullmatch(name)
    return int(match[1]) if match else None


def shown_reference(reference: str) -> str:
    return f"PF-{reference}"


def read_reference(text: str) -> str:
    match = _REFERENCE.search(text)
    return match[1] if match else ""
