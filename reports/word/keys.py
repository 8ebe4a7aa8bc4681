"""By what an answer is found again in a file that was elsewhere: three keys, each of which is enough.

- Lines that people see, around the place to write on: "▼ … [A3]" and "▲ … [A3]". They live through every word
  processor, mail program and copy.
- A content control with the answer's own key as its tag; Word keeps it.
- A bookmark; Word and LibreOffice keep it.

The file itself is known by the reference of its copy, in its properties and in its footer.
"""

import re

PROPERTY = "pathfinder-copy"
BEGIN, END = "▼", "▲"

_LINE = re.compile(rf"^\s*([{BEGIN}{END}]).*\[A(\d{{1,3}})\]\s*$", re.DOTALL)
_BOOKMARK = re.compile(r"answer_(\d{1,3})")
_REFERENCE = re.compile(r"PF-([A-Z2-9]{12})")
LONGEST_TAG = 64


def line(sign: str, said: str, number: int) -> str:
    return f"{sign} {said} [A{number}]"


def read_line(text: str) -> tuple[str, int] | None:
    """The sign and the number of a line around an answer."""
    match = _LINE.match(text)
    return (match[1], int(match[2])) if match else None


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
