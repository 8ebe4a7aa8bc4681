"""Headings that are empty, or that nothing follows."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.checks.material import Material
from reports.checks.problem import Finding
from reports.checks.words import excerpt
from richtext.reading import Node, leaves, plain


def headings_empty(material: Material) -> Iterator[Finding]:
    """Headings without a word in them; the excerpt is what stands below."""
    for passage in material.passages:
        blocks = passage.doc["content"]
        for number, block in enumerate(blocks):
            if block["type"] == "heading" and not plain(block).strip():
                below = " ".join(text_of(each) for each in blocks[number + 1 : number + 2])
                yield Finding(passage.entry, _("There is an empty heading here."), passage.language, excerpt(below))


def headings_bare(material: Material) -> Iterator[Finding]:
    """Headings with no text below them, before the next one of their level or the end."""
    for passage in material.passages:
        blocks = [block for block in passage.doc["content"] if block["type"] == "heading" or text_of(block)]
        for block, following in zip(blocks, [*blocks[1:], None], strict=True):
            if block["type"] == "heading" and plain(block).strip() and ends(block, following):
                yield Finding(
                    passage.entry, _("There is no text below this heading."), passage.language, excerpt(plain(block))
                )


def ends(heading: Node, following: Node | None) -> bool:
    if following is None:
        return True
    return following["type"] == "heading" and following["attrs"]["level"] <= heading["attrs"]["level"]


def text_of(block: Node) -> str:
    return " ".join(plain(leaf) for leaf in leaves(block)).strip()
