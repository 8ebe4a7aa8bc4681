"""Text for answers of a single line: without formatting, and no longer than such an answer may be."""

import re

from questionnaires.kinds import LINE_LIMIT
from reports.importing.inlines import Node, all_text, cut, plain_text, trimmed
from richtext import build


def fitting(pieces: list[list[Node]], between: str = " ; ") -> tuple[str, list[Node]]:
    """The pieces as one line, and the content that does not fit into it any more.

    The line ends with a sentence where one ends in time, else with a word. What a footnote says is part of what does
    not fit: a line has no footnotes.
    """
    content: list[Node] = []
    for piece in pieces:
        content += [build.text(between), *piece] if content and plain_text(content).strip() else piece
    notes = [each for each in content if each["type"] == "footnote"]
    content = [
        build.text(" ") if each["type"] == "hardBreak" else each for each in content if each["type"] != "footnote"
    ]
    text = plain_text(content)
    line = " ".join(text.split())
    if len(line) <= LINE_LIMIT:
        return line, notes
    end = _end_in_time(text)
    return " ".join(text[:end].split()), [*trimmed(cut(content, end)[1]), *notes]


def _end_in_time(text: str) -> int:
    sentences = [
        match.end() for match in re.finditer(r"[.!?…](?=\s)", text[: LINE_LIMIT + 1]) if match.end() > LINE_LIMIT // 3
    ]
    if sentences:
        return sentences[-1]
    spaces = [match.start() for match in re.finditer(r"\s", text[:LINE_LIMIT])]
    return spaces[-1] if spaces else LINE_LIMIT


def is_long(content: list[Node]) -> bool:
    return len(" ".join(all_text(content).split())) > LINE_LIMIT
