"""A long text with a long history, as people write it: five at once, letter by letter, and with much taken back."""

import random
from collections.abc import Iterator

from pycrdt import Doc, XmlElement, XmlText

from coediting.convert import fragment_of
from richtext import build

AUTHORS = 5
SITTING = 60  # edits that one makes in one place
WORDS = (
    "the country of children and labour inspection in was a national plan to with school region workers trained since"
    " law for forced an employers adopted on by"
).split()


def beginning(words: int, chance: random.Random) -> dict:
    """What was imported: paragraphs of a hundred words."""
    paragraphs = [" ".join(chance.choice(WORDS) for _ in range(100)) for _ in range(words // 100)]
    return build.doc(*(build.paragraph(words) for words in paragraphs))


class Author:
    def __init__(self, doc: Doc, chance: random.Random) -> None:
        self.doc = doc
        self.chance = chance
        self.to_type = ""

    def sit(self, edits: int) -> Iterator[None]:
        """Edits in one place, one after the other: letters, letters taken back, words taken out, words made bold."""
        chance, blocks = self.chance, fragment_of(self.doc).children
        place = chance.randrange(len(blocks))
        if chance.random() < 0.04:
            text = blocks.insert(place, XmlElement("paragraph")).children.append(XmlText(""))
        else:
            text = blocks[place].children[0]
        at = chance.randrange(len(text) + 1)
        for _ in range(edits):
            what = chance.random()
            if what < 0.12 and at:
                del text[at - 1 : at]
                at -= 1
            elif what < 0.14 and len(text) > 20:
                start = chance.randrange(len(text) - 8)
                del text[start : start + 8]
                at = min(start, len(text))
            elif what < 0.15 and len(text) > 20:
                start = chance.randrange(len(text) - 8)
                text.format(start, start + 8, {chance.choice(["bold", "italic"]): {}})
            else:
                self.to_type = self.to_type or f"{chance.choice(WORDS)} "
                letter, self.to_type = self.to_type[0], self.to_type[1:]
                text.insert(at, letter)
                at += 1
            yield


def history(start: bytes, edits: int, *, an_update: int, chance: random.Random) -> Iterator[tuple[int, bytes]]:
    """Updates as (author, update), each of so many edits; everybody hears of the others after each sitting."""
    authors = [Author(Doc(), chance) for _ in range(AUTHORS)]
    for author in authors:
        author.doc.apply_update(start)
    made = 0
    while made < edits:
        written: list[list[bytes]] = []
        for author in authors:
            its, before = [], author.doc.get_state()
            for number, _ in enumerate(author.sit(SITTING), 1):
                if number % an_update == 0:
                    its.append(author.doc.get_update(before))
                    before = author.doc.get_state()
            written.append(its)
            made += SITTING
        for number, its in enumerate(written):
            for author in authors:
                if author is not authors[number]:
                    for update in its:
                        author.doc.apply_update(update)
        for turn in range(SITTING // an_update):  # at the same time, so they come in turn
            for number, its in enumerate(written):
                yield number, its[turn]
