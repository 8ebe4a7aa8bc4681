"""Characters that the PDF cannot show: no font that comes with us has them."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from reports.checks.material import Material
from reports.checks.problem import Finding
from reports.checks.words import excerpt
from richtext.printable import unprintable

SHOWN = 10
"""So many stretches of characters are named; a text in another script has no end of them."""


def letters_unprintable(material: Material) -> Iterator[Finding]:
    """Texts in which boxes are printed in place of characters, once a text, with the first place."""
    for passage in material.passages:
        found, first = [], ""
        for paragraph in passage.paragraphs:
            if stretches := unprintable(paragraph.text):
                start = paragraph.text.index(stretches[0])
                first = first or excerpt(paragraph.text, start, start + len(stretches[0]))
                found += stretches
        if found:
            yield Finding(passage.entry, boxes_instead(dict.fromkeys(found)), passage.language, first)


def boxes_instead(stretches: Iterable[str]) -> str:
    named = list(stretches)
    listed = ", ".join(named[:SHOWN]) + (" …" if len(named) > SHOWN else "")
    return _("These characters would be printed as empty boxes: %(characters)s") % {"characters": listed}
