"""Whose words a text written together holds, with the people and how much of it is theirs."""

from collections import Counter
from dataclasses import dataclass

from coediting.authorship import Block
from coediting.identity import COLOURS
from forum.models import User
from reports.answers.word_authors import written_texts
from reports.models import AnswerText
from richtext.reading import words_of


@dataclass(frozen=True)
class Share:
    """One who wrote: their number on the page, and how many of the words are theirs (None: a file, or the system)."""

    number: int
    user: User | None
    words: int
    percent: int

    @property
    def look(self) -> int:
        """The look that they have for the others while they write, too."""
        return self.user.pk % COLOURS if self.user else 0


@dataclass(frozen=True)
class Stretch:
    share: Share
    text: str


@dataclass(frozen=True)
class Paragraph:
    type: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class Whose:
    paragraphs: tuple[Paragraph, ...]
    shares: tuple[Share, ...]


def whose(text: AnswerText) -> Whose | None:
    """The text that stands, stretch by stretch; None where its letters cannot be told apart. Four queries."""
    written = written_texts([text.document_id]).get(text.document_id)
    if written is None:
        return None
    counted = Counter()
    for block in written.blocks:
        for stretch in block.stretches:
            counted[stretch.author] += len(words_of(stretch.text))
    users = User.objects.in_bulk([author for author in counted if author is not None])
    total = max(counted.total(), 1)
    shares = {
        author: Share(number, users.get(author), words, round(100 * words / total))
        for number, (author, words) in enumerate(counted.most_common(), start=1)
    }
    return Whose(tuple(paragraph(block, shares) for block in written.blocks), tuple(shares.values()))


def paragraph(block: Block, shares: dict[int | None, Share]) -> Paragraph:
    """What parts the cells of a row is nobody's, and goes with the words before it."""
    joined: list[tuple[int | None, str]] = []
    for author, text in block.stretches:
        if joined and (joined[-1][0] == author or text == " | "):
            joined[-1] = (joined[-1][0], joined[-1][1] + text)
        else:
            joined.append((author, text))
    return Paragraph(block.type, tuple(Stretch(shares[author], text) for author, text in joined))
