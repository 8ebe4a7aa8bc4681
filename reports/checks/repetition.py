"""Paragraphs that stand in the report twice, or that are last year's.

Two texts are compared by their runs of RUN words: each run is looked up in a table, so that the time grows with the
length of the report only, and a changed word here and there does not hide a repetition.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from reports.checks.material import Material, Paragraph, passages, place
from reports.checks.problem import Finding
from reports.checks.words import excerpt, sentences, tokens

RUN = 6
LONG_RUN = 32
"""So many words in a row are a repetition wherever they stand; the longest name of a ministry has some 25."""
SHORTEST, SHORTEST_SENTENCE = 20, 14
SHARE, SENTENCE_SHARE, SAME_SHARE = 0.7, 0.85, 0.9
COMMON = 2
"""A run that stands in more paragraphs than this, repeated ones left out, is a set phrase and says nothing."""


class Piece(NamedTuple):
    paragraph: Paragraph
    tokens: list[str]
    text: str
    shortest: int
    share: float


class Table:
    """Where each run of words stands, among the paragraphs that went in."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.runs: dict[tuple[str, ...], list[int]] = defaultdict(list)

    def add(self, paragraph: Paragraph) -> None:
        number = len(self.paragraphs)
        self.paragraphs.append(paragraph)
        for run in set(runs(paragraph.tokens)):
            self.runs[run].append(number)

    def nearest(self, words: list[str]) -> tuple[Paragraph | None, list[bool]]:
        """The paragraph that shares most with these words, and which of the words it shares."""
        at: dict[int, list[int]] = defaultdict(list)
        for position, run in enumerate(runs(words)):
            standing = self.runs.get(run, ())
            if len(standing) <= COMMON:
                for number in standing:
                    at[number].append(position)
        if not at:
            return None, []
        number = max(at, key=lambda one: (len(at[one]), -one))
        shared = [False] * len(words)
        for position in at[number]:
            shared[position : position + RUN] = [True] * RUN
        return self.paragraphs[number], shared


def paragraphs_repeated(material: Material) -> Iterator[Finding]:
    """Paragraphs, or sentences of some length, that stand in the report before."""
    for paragraphs in material.by_language.values():
        table = Table()
        for paragraph in compared(paragraphs):
            for piece in pieces(paragraph):
                first, shared = table.nearest(piece.tokens)
                if first is not None and is_repetition(piece, shared):
                    yield Finding(paragraph.entry, twice(first, paragraph), paragraph.language, meant(piece, shared))
                    break
            else:
                table.add(paragraph)


def paragraphs_unchanged(material: Material) -> Iterator[Finding]:
    """Paragraphs that last year's report of the country had word for word, or nearly so."""
    if material.previous is None:
        return
    for language, paragraphs in material.by_language.items():
        table = Table()
        for passage in passages(material.previous):
            if passage.language == language:
                for paragraph in compared(passage.paragraphs):
                    table.add(paragraph)
        for paragraph in compared(paragraphs):
            before, shared = table.nearest(paragraph.tokens)
            if before is not None and sum(shared) >= SAME_SHARE * len(shared):
                yield Finding(
                    paragraph.entry,
                    _("This paragraph is the same as in the report of %(year)s.")
                    % {"year": material.previous.report.campaign.year},
                    language,
                    excerpt(paragraph.text),
                )


def compared(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Headings may come back, and so may notes; a short line says too little."""
    for paragraph in paragraphs:
        if not (paragraph.is_heading or paragraph.is_note) and len(paragraph.tokens) >= SHORTEST_SENTENCE:
            yield paragraph


def pieces(paragraph: Paragraph) -> Iterator[Piece]:
    """The whole paragraph, then each sentence of it."""
    yield Piece(paragraph, paragraph.tokens, paragraph.text, SHORTEST, SHARE)
    if len(paragraph.sentences) > 1:
        for sentence in paragraph.sentences:
            yield Piece(paragraph, tokens(sentence), sentence, SHORTEST_SENTENCE, SENTENCE_SHARE)


def is_repetition(piece: Piece, shared: list[bool]) -> bool:
    if len(piece.tokens) < piece.shortest:
        return False
    return sum(shared) >= piece.share * len(piece.tokens) or longest(shared) >= LONG_RUN


def longest(shared: list[bool]) -> int:
    """The length of the longest row of shared words."""
    most = here = 0
    for one in shared:
        here = here + 1 if one else 0
        most = max(most, here)
    return most


def runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(RUN)), strict=False)


def twice(first: Paragraph, second: Paragraph) -> str:
    if first.entry.name == second.entry.name:
        return _("This stands twice in this text.")
    return _("This also stands in %(question)s.") % {"question": place(first.entry)}


def meant(piece: Piece, shared: list[bool]) -> str:
    """The first sentence of the piece that is repeated nearly whole; failing that, the beginning."""
    at = 0
    for sentence in sentences(piece.text):
        length = len(tokens(sentence))
        if sum(shared[at : at + length]) >= SAME_SHARE * length > 0:
            return excerpt(sentence)
        at += length
    return excerpt(piece.text)
