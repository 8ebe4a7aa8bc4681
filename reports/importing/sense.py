"""What a heading in other words than ours may be about, and whether what stands below it can answer a question.

Neither decides alone: they tell which of the questions that a place in the file leaves open is meant.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable

from bilingual.text import Text
from questionnaires.schema import Edition, Question
from questionnaires.wording import plain, recognise, wordings
from reports.importing.frame import Frame
from reports.importing.ticks import BETWEEN, SIGN

STEM = 6
"""Letters of a word that count: initiative and initiatives are one."""
_SAME = (
    "difficul challen obstac hurdle barrie proble constr entrav contra",
    "lesson enseig learn learnt learned leçons lecon lecons",
    "succes achiev accomp reussi result result outcom",
    "tool tools instru outil outils method",
    "overco tackle surmon addres",
    "collab cooper work partne",
    "evalua assess monito measur apprec",
    "update revise revisi actual modifi",
    "eviden proof preuve",
    "foresee expect antici prevoy eventu",
    "suppor appuye souten lend",
)
"""Words, by their stems, of one sense: the form in other words says one for the other."""
_SENSES = {stem: line.split()[0] for line in _SAME for stem in line.split()}
WRITTEN_OUT = 30
"""So many words without a sign are no choice."""


class Sense:
    """Knows what the words of an edition's questions are worth, language by language: a heading is in one."""

    def __init__(self, edition: Edition) -> None:
        self.worth: list[dict[str, dict[str, float]]] = []
        for language in edition.languages:
            said = {one.key: _stems(_own_texts(one, language)) for one in edition.questions}
            counted = Counter(stem for stems in said.values() for stem in stems)
            worth = {stem: math.log(len(said) / times) for stem, times in counted.items() if times <= len(said) / 4}
            self.worth.append({key: {one: worth.get(one, 0.0) for one in stems} for key, stems in said.items()})

    def score(self, key: str, text: str) -> float:
        """What a question's words that stand in a text are worth together; 0 where none does."""
        stems = _stems([text])
        return max(sum(worth[key].get(stem, 0.0) for stem in stems) for worth in self.worth)

    def best(self, text: str, keys: Iterable[str]) -> str:
        """The question that a text is plainly about, of these; "" where none is, or more than one."""
        scored = sorted(((self.score(key, text), key) for key in dict.fromkeys(keys)), reverse=True)
        if not scored or scored[0][0] < 2 or (len(scored) > 1 and scored[0][0] < 1.4 * scored[1][0]):
            return ""
        return scored[0][1]


def _own_texts(question: Question, language: str) -> list[str]:
    own = Text({language: question.label[language]} if language in question.label else {})
    said = wordings(own, {language: question.aliases.get(language, ())})
    return [*said, (question.help or {}).get(language, "")]


def _stems(texts: Iterable[str]) -> set[str]:
    stems = {word[:STEM] for text in texts for word in plain(text.replace("*", " ")).split() if len(word) > 3}
    return {_SENSES.get(stem, stem) for stem in stems}


def options_met(question: Question, frame: Frame, lines: list[str]) -> int:
    """How many different options of a question begin a line, behind a sign or without one."""
    choices = [(choice.code, choice.wordings) for choice in frame.choices(question)]
    met = set()
    for line in lines:
        at = 0
        while True:
            at = BETWEEN.match(line, at).end()
            sign = SIGN.match(line, at)
            if sign:
                at = sign.end()
                continue
            found = recognise(line[at:], choices) if at < len(line) else None
            if found is None or not found[1]:
                break
            met.add(found[0])
            at += found[1]
    return len(met)


def can_answer(question: Question, frame: Frame, lines: list[str]) -> bool:
    """Whether what stands below a heading has the shape of an answer to the question. Nothing has every shape."""
    said = sum(len(re.findall(r"\w+", line)) for line in lines)
    signs = sum(1 for line in lines for sign in SIGN.finditer(line) if sign.lastgroup in ("full", "empty"))
    match question.kind:
        case "choice" | "several":
            return said <= 3 or signs > 0 or bool(options_met(question, frame, lines)) or said < WRITTEN_OUT
        case "scale":
            return not said or (any(char.isdecimal() for line in lines for char in line) and said < WRITTEN_OUT)
        case "rich_text":
            return signs < 2 or said > 12 * signs
    return True
