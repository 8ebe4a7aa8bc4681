"""What stands on a roadmap. Reports do, but live in an app above: they register here how they are found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from roadmaps.models import Roadmap


@dataclass(frozen=True)
class Use:
    """One thing that uses a version of a roadmap: what it is called, and its page."""

    label: str
    url: str


Finder = Callable[[Iterable[Roadmap]], dict[int, list[Use]]]
"""Takes roadmaps, gives the uses by the roadmap's primary key, in one query."""

FINDERS: list[Finder] = []


def register(finder: Finder) -> None:
    FINDERS.append(finder)


def uses_of(roadmaps: Iterable[Roadmap]) -> dict[int, list[Use]]:
    """The uses of each roadmap, by its primary key."""
    roadmaps = list(roadmaps)
    found: dict[int, list[Use]] = {roadmap.pk: [] for roadmap in roadmaps}
    for finder in FINDERS:
        for pk, uses in finder(roadmaps).items():
            found[pk] += uses
    return found


def is_used(roadmap: Roadmap) -> bool:
    return bool(uses_of([roadmap])[roadmap.pk])
