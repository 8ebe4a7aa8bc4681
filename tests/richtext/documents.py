"""Random documents: `written` by a careless editor or importer, and always the same for the same seed."""

import random
from typing import Any

Node = dict[str, Any]

KNOWN = {"1", "2", "3", "1.1", "3.1", "1.1.A", "1.1.B", "1.10.C", "1.2.C", "2.1.C"}
PIECES = (
    "le Forum", "des parties prenantes", "l'objectif ", "objectif 1.2.C", "(Objectif 1.1.A)",
    "objectifs 1.1.A et 1.1.B", "axe 2", "priorities 1 and 3", " 1.10.C", "9.9.Z", " ", "", "  ", "1.", "1.2", ".C",
    "1.5 million", "12.5.2023", "https://example.org/1.2.C", "article L. 225-102-4", "Saint-Denis", "ème", "عربي",
    "«\u202foui\u202f»", "<b>&amp;\"'", "</p>", "\t", "e\u0301", "😀", "1\u00a0000", "…", "-", "x" * 40,
)  # fmt: skip
HREFS = ("https://example.org/?a=1&b=2", "http://example.org/1.2.C", "mailto:forum@example.org")
MARKS: tuple[Node, ...] = (
    {"type": "bold"},
    {"type": "italic"},
    {"type": "subscript"},
    {"type": "superscript"},
    *({"type": "link", "attrs": {"href": href, "target": None}} for href in HREFS),
)


def written(seed: int) -> Node:
    """A document with all that `normalise` has to put right: loose texts, marks in any order, no defaults."""
    return _Author(random.Random(seed)).doc()


class _Author:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def doc(self) -> Node:
        return {"type": "doc", "content": self.some(self.block, 0, 8)}

    def some(self, make, lowest: int, highest: int, *args) -> list[Node]:
        return [make(*args) for _ in range(self.chance.randint(lowest, highest))]

    def block(self) -> Node:
        make = self.chance.choice([self.paragraph, self.paragraph, self.heading, self.list, self.quote, self.table])
        return make()

    def paragraph(self) -> Node:
        attrs = {"attrs": {"textAlign": None}} if self.chance.random() < 0.2 else {}
        return {"type": "paragraph", **attrs, "content": self.some(self.inline, 0, 9)}

    def heading(self) -> Node:
        return {
            "type": "heading",
            "attrs": {"level": self.chance.randint(1, 2)},
            "content": self.some(self.inline, 0, 4),
        }

    def list(self, depth: int = 0) -> Node:
        items = self.some(self.item, 0, 3, depth)
        if self.chance.random() < 0.5:
            return {"type": "bulletList", "content": items}
        start = {"attrs": {"start": self.chance.randint(1, 9), "type": None}} if self.chance.random() < 0.5 else {}
        return {"type": "orderedList", **start, "content": items}

    def item(self, depth: int) -> Node:
        makers = [self.paragraph, self.quote] if depth else [self.paragraph, self.quote, lambda: self.list(depth + 1)]
        return {"type": "listItem", "content": self.some(lambda: self.chance.choice(makers)(), 0, 3)}

    def quote(self) -> Node:
        return {"type": "blockquote", "content": self.some(self.paragraph, 0, 2)}

    def table(self) -> Node:
        return {"type": "table", "content": self.some(self.row, 0, 3)}

    def row(self) -> Node:
        return {"type": "tableRow", "content": self.some(self.cell, 0, 3)}

    def cell(self) -> Node:
        attrs = {"attrs": {"colspan": 2, "colwidth": None}} if self.chance.random() < 0.2 else {}
        kind = self.chance.choice(["tableHeader", "tableCell"])
        return {"type": kind, **attrs, "content": self.some(self.paragraph, 0, 2)}

    def inline(self) -> Node:
        if self.chance.random() < 0.1:
            return {"type": "footnote", "content": self.some(self.simple, 0, 4), "marks": []}
        return self.simple()

    def simple(self) -> Node:
        marks = {"marks": self.chance.sample(MARKS, self.chance.choice([0, 0, 0, 1, 2]))}
        kind = self.chance.random()
        if kind < 0.08:
            return {"type": "hardBreak", **marks}
        if kind < 0.18:
            return {"type": "objective", "attrs": {"code": self.chance.choice(sorted(KNOWN))}, **marks}
        return {"type": "text", "text": self.chance.choice(PIECES), **marks}
