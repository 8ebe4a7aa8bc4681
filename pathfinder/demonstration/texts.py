"""The long answers of the demonstration, one Markdown file a language, so that they can be read and reviewed."""

import re
from pathlib import Path
from typing import Any

from reports.importing.blocks import Unit, to_blocks, units_of
from reports.importing.reading import run_pandoc
from richtext import build
from richtext.reading import map_inlines

Node = dict[str, Any]
Place = tuple[str, str]
"""A question's key, and what it is asked about: an item's code (its anchor where it has none), a step's number counted
from 1, or ""."""

REFERENCE = re.compile(r"\[(\d+(?:\.\d+)?(?:\.[A-Z])?)\]")


class Unreadable(ValueError):
    """A file that does not follow the little that it has to."""


def read_answers(path: Path) -> dict[Place, Node]:
    """The documents of a file: `# progress 1` begins an answer, `[1.2.C]` in it is a reference to the roadmap.

    What stands above the first such heading is a note to readers of the file. Raises Unreadable.
    """
    units, remarks = units_of(run_pandoc("markdown", path.read_bytes()))
    if remarks:
        raise Unreadable(f"{path.name} holds what no answer can: {remarks}")
    found: dict[Place, list[Unit]] = {}
    for unit in units:
        if unit.level == 1:
            key, _space, about = unit.text.partition(" ")
            if (key, about) in found:
                raise Unreadable(f"{path.name} answers {unit.text} twice")
            answer = found[key, about] = []
        elif found:
            unit.rank = max(unit.level - 1, 0)
            answer.append(unit)
    return {place: document(answer) for place, answer in found.items()}


def document(units: list[Unit]) -> Node:
    return map_inlines(build.doc(*to_blocks(units)), with_references)


def with_references(content: list[Node]) -> list[Node]:
    return [part for inline in content for part in (references_in(inline) if inline["type"] == "text" else [inline])]


def references_in(inline: Node) -> list[Node]:
    # Split at a pattern with one group: texts and codes take turns.
    parts = enumerate(REFERENCE.split(inline["text"]))
    marks = inline.get("marks", [])
    return [build.objective(part, *marks) if index % 2 else build.text(part, *marks) for index, part in parts if part]
