"""Whose words a passage of a text is: by its letters, for every page that names who wrote what.

Where several wrote a version together, its row names them all and does not say who wrote which words. The letters do,
as long as the words stand; of words that are gone since nobody can tell, and nobody is guessed.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, NamedTuple
from uuid import UUID

from coediting.authorship import Author, Block, whose_words
from richtext.reading import words_of

RUN = 3
"""So many words in a row count as the same words; fewer are found in any text. What is shorter must stand whole."""

UNKNOWN: Literal[""] = ""
_TOKEN = re.compile(r"\S+\s*")


class Passage(NamedTuple):
    """Words of one author; UNKNOWN where it cannot be told whose they are."""

    author: Author | Literal[""]
    text: str


@dataclass(frozen=True)
class WrittenText:
    """A text that is written together, as it stands."""

    blocks: list[Block]
    words: list[str] = field(init=False, default_factory=list)
    authors: list[Author] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        for block in self.blocks:
            for word, author in words_with_authors(block):
                self.words.append(word)
                self.authors.append(author)

    def passages(self, text: str, among: Collection[int]) -> list[Passage]:
        """Words that were put in by some `among` these people, in order, parted by who wrote them."""
        tokens = _TOKEN.findall(text)
        counted = [number for number, token in enumerate(tokens) if words_of(token)]
        sought = [words_of(tokens[number])[0].casefold() for number in counted]
        whose: dict[int, Author | Literal[""]] = {}
        for run in SequenceMatcher(None, sought, self.words, autojunk=False).get_matching_blocks():
            if run.size < min(RUN, len(sought)):
                continue
            for number in range(run.size):
                author = self.authors[run.b + number]
                whose[counted[run.a + number]] = author if author in among else UNKNOWN
        found = (whose.get(number, UNKNOWN) if words_of(token) else None for number, token in enumerate(tokens))
        return list(joined(zip(found, tokens, strict=True), counted))


def joined(marked: Iterable[tuple[Author | Literal[""], str]], counted: list[int]) -> Iterator[Passage]:
    """Signs that are no word go with the words before them."""
    marked = list(marked)
    last = marked[counted[0]][0] if counted else UNKNOWN
    sure = []
    for number, (author, token) in enumerate(marked):
        last = author if number in set(counted) else last
        sure.append((last, token))
    for author, group in groupby(sure, key=lambda pair: pair[0]):
        yield Passage(author, "".join(token for _author, token in group).strip())


def words_with_authors(block: Block) -> Iterator[tuple[str, Author]]:
    """A word is theirs who wrote its first letter."""
    text = "".join(stretch.text for stretch in block.stretches)
    authors = [stretch.author for stretch in block.stretches for _letter in stretch.text]
    for token in _TOKEN.finditer(text):
        for word in words_of(token.group()):
            yield word.casefold(), authors[token.start() + token.group().index(word)]


def written_texts(documents: Collection[UUID]) -> dict[UUID, WrittenText]:
    """Those whose letters can be told apart. Three queries, however many they are."""
    return {key: WrittenText(blocks) for key, blocks in whose_words(documents).items() if blocks is not None}
