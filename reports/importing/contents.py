"""Lists of contents, whatever they are made of: their lines repeat the form's wording, and are nobody's answer.

A line belongs to such a list by its style, by being a link within the file, by a page number behind a heading that
stands again further down, or by standing in a run of headings with nothing between that all come again.
"""

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

from questionnaires.wording import plain
from reports.importing.blocks import Unit
from reports.importing.inlines import is_throughout
from richtext import build

_PAGE = re.compile(r"(?<![\d,.])(\d{1,3})\s*\Z")
_LEADERS = " \t\n.…·_-\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
"""What stands between a heading and its page."""
_TITLE = frozenset(
    "contents;table of contents;list of contents;sommaire;table des matieres;indice;tabla de contenido;"
    "tabla de contenidos;contenido;inhalt;inhaltsverzeichnis;sumario;inhoud;inhoudsopgave;"
    "liste des figures;liste des tableaux;table des illustrations;list of figures;list of tables;lista de figuras;"
    "lista de tablas;lista de cuadros;abbildungsverzeichnis;tabellenverzeichnis".split(";")
)
LONGEST = 500
"""In characters, of a line."""
SHORTEST = 8
"""In letters, of a heading that is recognised when it comes again."""
RUN = 2
"""So many lines in a row, with nothing between, are a list."""


def contents_lines(leaves: list[Unit], known: Callable[[Unit], str]) -> set[int]:
    """The ids of the leaves that are lines of a list of contents, its title included.

    `known` gives the wording of the form that a leaf has, "" for every other text.
    """
    wordings = [known(leaf) for leaf in leaves]
    texts = [
        wording or (plain(_line(leaf)[0]) if len(leaf.text) <= LONGEST else "")
        for leaf, wording in zip(leaves, wordings, strict=True)
    ]
    sure = [bool(leaf.is_contents or is_linked(leaf) or is_list(leaf, known)) for leaf in leaves]
    last = {
        text: index
        for index, (text, leaf) in enumerate(zip(texts, leaves, strict=True))
        if wordings[index] or ((leaf.level or is_throughout(leaf.content, "bold")) and len(text) >= SHORTEST)
    }
    again = [last.get(text, -1) > index for index, text in enumerate(texts)]
    pages = [_line(leaf)[1] for leaf in leaves]
    for start, end in _runs(leaves, pages, again, sure, texts):
        members = range(start, end)
        numbered = [index for index in members if pages[index] is not None]
        repeated = [index for index in members if again[index]]
        headings = [index for index in members if again[index] or wordings[index]]
        lines = [index for index in members if texts[index]]
        is_titled = start > 0 and plain(leaves[start - 1].text) in _TITLE
        rising = all(pages[one] <= pages[two] for one, two in pairwise(numbered))
        if (
            any(sure[index] for index in members)
            or (repeated and any(again[index] for index in numbered) and rising)
            or (len(numbered) >= RUN and (headings or is_titled) and rising and len(numbered) > len(lines) / 2)
            or (len(repeated) >= RUN and len(repeated) > len(lines) / 2)
        ):
            for index in members:
                sure[index] = sure[index] or again[index] or pages[index] is not None
    for index, leaf in enumerate(leaves[:-1]):
        if sure[index + 1] and plain(leaf.text) in _TITLE:
            sure[index] = True
    return {id(leaf) for leaf, is_line in zip(leaves, sure, strict=True) if is_line}


def is_list(leaf: Unit, known: Callable[[Unit], str]) -> bool:
    """Whether a leaf is a whole list of contents, its lines parted by breaks."""
    lines = [_without_page(line) for line in leaf.text.split("\n") if line.strip()]
    if len(lines) < RUN or any(page is None for _line, page in lines):
        return False
    headings = [line for line, _page in lines if line and known(Unit(leaf.place, content=[build.text(line)]))]
    return len(headings) >= RUN and len(headings) > len(lines) / 2


def is_linked(leaf: Unit) -> bool:
    """Whether a leaf is a link to a place in the file and nothing else."""
    return not leaf.level and is_throughout(leaf.content, "anchor")


def _runs(
    leaves: list[Unit], pages: list[int | None], again: list[bool], sure: list[bool], texts: list[str]
) -> Iterable[tuple[int, int]]:
    """The stretches of leaves that may each be a list of contents: a heading comes once in a list."""
    start, seen = 0, set()
    for index, leaf in enumerate([*leaves, None]):
        fits = (
            leaf is not None
            and len(leaf.text) <= LONGEST
            and (sure[index] or again[index] or (pages[index] is not None and not leaf.level))
            and (not texts[index] or texts[index] not in seen)
        )
        if fits:
            seen.add(texts[index])
            continue
        if index > start:
            yield start, index
        start, seen = index + 1, set()


def _line(leaf: Unit) -> tuple[str, int | None]:
    """The line without its page; in a heading, such as Outcome 2, a number behind nothing but a space is none."""
    line, page = _without_page(leaf.text)
    is_own = not leaf.text[len(line) :].rstrip("0123456789").strip(" ")
    return (leaf.text, None) if is_own and (leaf.level or is_throughout(leaf.content, "bold")) else (line, page)


def _without_page(text: str) -> tuple[str, int | None]:
    """The line without the page number at its end, and that number. A number alone is a page without a line."""
    match = _PAGE.search(text[-60:])
    if match is None:
        return text, None
    return text[: len(text) - len(text[-60:]) + match.start()].rstrip(_LEADERS), int(match[1])
