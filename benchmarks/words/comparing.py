"""How many words of a text stand in another one, in order. Pure: lists of words in, matched and missing words out.

It is made for a PDF beside the file that its answers came from: the PDF has more (questions, heads, notes at the foot
of the page) and breaks words at the ends of lines; only what is missing of the file counts.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from richtext.reading import words_of

LARGEST_GAP = 4_000_000
"""So many pairs of words are compared one by one; longer stretches are parted at runs of words that occur once."""

RUNS = (6, 4, 2)
EDGE = 3
"""Lines at the top and at the foot of a page that can be a running head or a page number."""

_HYPHENS = re.compile(r"[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{SOFT HYPHEN}\N{EN DASH}]")
_BROKEN = re.compile(r"(?<=\w)[-\N{HYPHEN}\N{SOFT HYPHEN}]\n\s*(?=\w)")


@dataclass(frozen=True)
class Comparison:
    """`missing`: the runs of words that were not found, each with the words before and after it."""

    total: int
    matched: int
    missing: list[tuple[str, str, str]]

    @property
    def similarity(self) -> float:
        """From 0 to 1: how much of the text was found in order."""
        return self.matched / self.total if self.total else 1.0

    def __add__(self, other: "Comparison") -> "Comparison":
        return Comparison(self.total + other.total, self.matched + other.matched, self.missing + other.missing)


def compare(wanted: list[str], given: list[str]) -> Comparison:
    """How much of the wanted words stand in the given ones, in order."""
    first, second = [key(word) for word in wanted], [key(word) for word in given]
    pairs = [*align(first, second), (len(first), len(second))]
    missing, matched, i, j = [], 0, 0, 0
    for next_i, next_j in pairs:
        if next_i > i:
            found = within("".join(first[i:next_i]), "".join(second[j:next_j]))
            matched += found * (next_i - i)
            if not found:
                missing.append(
                    (
                        " ".join(wanted[max(0, i - 4) : i]),
                        " ".join(wanted[i:next_i]),
                        " ".join(wanted[next_i : next_i + 4]),
                    )
                )
        if next_i < len(first):
            matched += 1
        i, j = next_i + 1, next_j + 1
    return Comparison(len(wanted), matched, missing)


def key(word: str) -> str:
    """What of a word counts: a hyphen may be the printer's, an apostrophe straight or bent, two letters a ligature."""
    return _HYPHENS.sub("", unicodedata.normalize("NFKC", word).casefold()).replace("’", "'")


def within(wanted: str, given: str) -> bool:
    """Whether a word was only parted in another way: an address, or two words with a slash, at the end of a line."""
    return bool(wanted) and wanted.replace("/", "") in given.replace("/", "")


def align(first: list[str], second: list[str]) -> list[tuple[int, int]]:
    """Pairs of places at which both say the same word, rising in both."""
    return _align(first, 0, len(first), second, 0, len(second), 0)


def _align(first: list[str], a: int, b: int, second: list[str], c: int, d: int, run: int) -> list[tuple[int, int]]:
    if a == b or c == d:
        return []
    if (b - a) * (d - c) <= LARGEST_GAP or run == len(RUNS):
        blocks = SequenceMatcher(None, first[a:b], second[c:d], autojunk=False).get_matching_blocks()
        return [(a + block.a + k, c + block.b + k) for block in blocks for k in range(block.size)]
    pairs: list[tuple[int, int]] = []
    i, j = a, c
    for next_i, next_j in [*_anchors(first, a, b, second, c, d, RUNS[run]), (b, d)]:
        if next_i < i or next_j < j:
            continue
        pairs += _align(first, i, next_i, second, j, next_j, run + 1)
        i, j = next_i, next_j
        while i < b and j < d and first[i] == second[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


def _anchors(first: list[str], a: int, b: int, second: list[str], c: int, d: int, run: int) -> list[tuple[int, int]]:
    """The places of runs of words that occur once on both sides, as many as rise together."""
    ours, theirs = _once(first, a, b, run), _once(second, c, d, run)
    pairs = sorted((place, theirs[words]) for words, place in ours.items() if words in theirs)
    return _rising(pairs)


def _once(words: list[str], start: int, end: int, run: int) -> dict[tuple[str, ...], int]:
    runs = [tuple(words[i : i + run]) for i in range(start, end - run + 1)]
    counts = Counter(runs)
    return {each: start + index for index, each in enumerate(runs) if counts[each] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs, which rise in the first, that rises in the second too."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_i, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        before.append(last[at - 1] if at else -1)
        if at == len(ends):
            ends.append(j)
            last.append(index)
        else:
            ends[at], last[at] = j, index
    chain, index = [], last[-1] if last else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def words_of_pages(pages: list[str]) -> list[str]:
    """The words of a printed text without running heads and page numbers, words broken at line ends made whole."""
    return words_of(_BROKEN.sub("", "\n".join(without_edges(pages))))


def without_edges(pages: list[str]) -> list[str]:
    """The pages without the lines at top and foot that come back on a tenth of them: each section has its own head."""
    lines = [[line for line in page.splitlines() if line.strip()] for page in pages]
    edges = Counter(mark for page in lines for mark in {_mark(line) for line in page[:EDGE] + page[-EDGE:]})
    often = {mark for mark, number in edges.items() if number >= max(3, len(pages) * 0.1)}
    return [
        "\n".join(
            line
            for index, line in enumerate(page)
            if not ((index < EDGE or index >= len(page) - EDGE) and _mark(line) in often)
        )
        for page in lines
    ]


def _mark(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split()))
