"""Characters that the PDF cannot show: no font that comes with us has them.

What is printed besides the answers (names, titles, wordings) is known to publications, which live above: they register
here how all of it is looked through, for this check and for their own page alike.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.checks.material import Material
from reports.checks.problem import Finding
from reports.checks.words import excerpt
from reports.content.entries import ReportContent

SHOWN = 10
"""So many stretches of characters are named; a text in another script has no end of them."""


@dataclass(frozen=True)
class Unprintable:
    """A place that is printed with boxes: its title, the name of the question and the language if it is an answer or
    the wording of one, the characters, and the line in which the first of them stand."""

    title: str
    question: str
    language: str
    stretches: tuple[str, ...]
    line: str


Finder = Callable[[ReportContent, tuple[str, ...]], Iterable[Unprintable]]
"""Takes a report and languages, gives every place that is printed with boxes, in order."""

FINDERS: list[Finder] = []


def register(finder: Finder) -> None:
    FINDERS.append(finder)


def letters_unprintable(material: Material) -> Iterator[Finding]:
    """Places in which boxes are printed in place of characters, once a language, with the first line."""
    asked = {entry.name: entry for entry in material.entries}
    languages = tuple(material.languages)
    for find in FINDERS:
        for place in find(material.content, languages):
            if place.language in ("", *languages):
                start = place.line.index(place.stretches[0])
                words = excerpt(place.line, start, start + len(place.stretches[0]))
                message = boxes_instead(place.stretches)
                yield Finding(asked.get(place.question), message, place.language, words)


def boxes_instead(stretches: Iterable[str]) -> str:
    named = list(stretches)
    listed = ", ".join(named[:SHOWN]) + (" …" if len(named) > SHOWN else "")
    return _("These characters would be printed as empty boxes: %(characters)s") % {"characters": listed}
