"""What passes over with a handover. Apps above register here what they know of, as lines with a page each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from forum.models import Country, User


@dataclass(frozen=True)
class Responsibility:
    """One thing that the successor takes over: what it is, and its page ("" where there is none)."""

    label: str
    url: str = ""


Finder = Callable[[Country, User | None], Iterable[Responsibility]]
"""Takes the country and the person who hands over (None: nobody in particular)."""

FINDERS: list[Finder] = []


def register(finder: Finder) -> None:
    FINDERS.append(finder)


def responsibilities_of(country: Country, person: User | None) -> list[Responsibility]:
    """All that passes over, app by app in the order in which they registered."""
    return [line for finder in FINDERS for line in finder(country, person)]
