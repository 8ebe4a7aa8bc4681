"""Whether words stand in the text of today: compared as words, in runs, wherever in the text they are now."""

from collections.abc import Iterable
from dataclasses import dataclass

RUN = 3
"""So many words in a row count as the same words; fewer are found in any text. What is shorter must stand whole."""


@dataclass(frozen=True)
class WordCount:
    """How many of so many words stand in today's text."""

    words: int
    found: int

    @property
    def state(self) -> str:
        """whole, part or none."""
        if self.found == self.words:
            return "whole"
        return "part" if self.found else "none"

    def __add__(self, other: "WordCount") -> "WordCount":
        return WordCount(self.words + other.words, self.found + other.found)


NO_WORDS = WordCount(0, 0)


class Today:
    """The text of today, ready to be asked."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = folded(words)
        self.runs: dict[int, set[tuple[str, ...]]] = {}

    def has(self, words: Iterable[str]) -> WordCount:
        """How much of these words stands in it, whatever the formatting, the capitals and the order of the runs."""
        words = folded(words)
        length = min(RUN, len(words))
        if not length:
            return NO_WORDS
        runs = self.of(length)
        found = [False] * len(words)
        for start in range(len(words) - length + 1):
            if tuple(words[start : start + length]) in runs:
                found[start : start + length] = [True] * length
        return WordCount(len(words), sum(found))

    def of(self, length: int) -> set[tuple[str, ...]]:
        """All runs of so many words."""
        if length not in self.runs:
            starts = range(len(self.words) - length + 1)
            self.runs[length] = {tuple(self.words[start : start + length]) for start in starts}
        return self.runs[length]


def folded(words: Iterable[str]) -> list[str]:
    return [word.casefold() for word in words]


def together(standings: Iterable[WordCount]) -> WordCount:
    return sum(standings, NO_WORDS)
