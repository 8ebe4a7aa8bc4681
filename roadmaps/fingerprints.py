"""What a page showed, as a short mark. An act names the mark that its page showed, and is refused where it is gone."""

from collections.abc import Iterable

from forum.fingerprints import mark
from roadmaps.changes import FIELDS
from roadmaps.models import Item, Roadmap


def of_title(item: Item) -> str:
    return mark(item.title)


def of_fields(roadmap: Roadmap) -> str:
    """What the roadmap says of itself."""
    return mark(*(getattr(roadmap, name) for name in FIELDS))


def of_whole(roadmap: Roadmap | None, items: Iterable[Item]) -> str:
    """A version with all its items; None where there is none yet."""
    if roadmap is None:
        return mark(None)
    return mark(roadmap.version, of_fields(roadmap), *(mark(item.code, item.title, item.retired_on) for item in items))
