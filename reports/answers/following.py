"""How a text or a choice names items of a roadmap once others have replaced them. Nothing here reads the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from richtext.names import Named
from richtext.reading import inlines, map_inlines, to_text, with_content
from roadmaps.models import Item
from roadmaps.naming import named, titles_of

Node = dict[str, Any]


@dataclass(frozen=True)
class Following:
    """Two versions of a roadmap, each in order with its levels, and what replaces the items of the first, by their
    primary keys (roadmaps.replacing.following)."""

    before: Sequence[Item]
    after: Sequence[Item]
    items: Mapping[int, Item]

    @cached_property
    def old(self) -> Named:
        return named(self.before)

    @cached_property
    def new(self) -> Named:
        return named(self.after)

    @cached_property
    def titles(self) -> dict[int, tuple[Item, dict[str, str]]]:
        return titles_of(self.after)

    def replacement(self, name: str) -> tuple[Item, Item] | None:
        """What a reference named, and what replaces it; None where nothing does."""
        old = self.old.get(name)
        new = self.items.get(old.pk) if old else None
        return (old, new) if new else None

    def name(self, name: str, language: str) -> str:
        """What a reference says from now on: as before where that names the right item, or nothing replaces it."""
        if not (found := self.replacement(name)):
            return name
        _old, new = found
        if name in self.new and self.new[name].pk == new.pk:
            return name
        titles = self.titles[new.pk][1] if new.pk in self.titles else {}
        return new.code or titles.get(language) or next(iter(titles.values()), name)

    def anchor(self, anchor: str) -> str:
        """That of what replaces the item with this one; "" where nothing does."""
        old = next((item for item in self.before if item.anchor == anchor), None)
        return self.items[old.pk].anchor if old and old.pk in self.items else ""

    def in_text(self, document: Node, language: str) -> Node:
        """The document with other names in its references, and other titles right behind them or alone in headings."""
        document = map_inlines(document, lambda content: self.in_line(content, language))
        return {**document, "content": [self.in_heading(block, language) for block in document["content"]]}

    def in_line(self, content: list[Node], language: str) -> list[Node]:
        changed: list[Node] = []
        behind: tuple[Item, Item] | None = None
        for inline in content:
            is_behind, behind = behind, None
            if inline["type"] == "objective":
                behind = self.replacement(inline["attrs"]["code"])
                code = self.name(inline["attrs"]["code"], language)
                inline = {**inline, "attrs": {**inline["attrs"], "code": code}}
            elif inline["type"] == "footnote":
                inline = with_content(inline, self.in_line(inlines(inline), language))
            elif is_behind and inline["type"] == "text":
                old, new = (item.title.get(language, "") for item in is_behind)
                if old and new and inline["text"].strip() == old:
                    inline = {**inline, "text": inline["text"].replace(old, new)}
            changed.append(inline)
        return changed

    def in_heading(self, block: Node, language: str) -> Node:
        """A heading that is the title of an item without a code."""
        if block["type"] != "heading" or any(inline["type"] != "text" for inline in inlines(block)):
            return block
        title = to_text({"type": "doc", "content": [block]}).strip()
        found = self.replacement(title)
        if not found or found[0].code or not (new := found[1].title.get(language)) or new == title:
            return block
        return with_content(block, [{**inlines(block)[0], "text": new}])
