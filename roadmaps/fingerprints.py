"""What a page showed, as a short mark. An act names the mark that its page showed, and is refused where it is gone."""

from collections.abc import Iterable

from forum.fingerprints import mark
from roadmaps.changes import facts_of
from roadmaps.models import Item, Roadmap


def of_item(item: Item) -> str:
    """Its code and its title."""
    return mark(item.code, item.title)


def of_fields(roadmap: Roadmap) -> str:
    """What the roadmap says of itself."""
    return mark(*facts_of(roadmap).values())


def of_whole(roadmap: Roadmap | None, items: Iterable[Item]) -> str:
    """A version with all its items, in order; None where there is none yet."""
    if roadmap is None:
        return mark(None)
    each = (mark(item.anchor, item.parent_id, item.code, item.title, item.details, item.retired_on) for item in items)
    return mark(roadmap.version, of_fields(roadmap), *each)
