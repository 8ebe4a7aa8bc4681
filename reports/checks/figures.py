"""Figures that contradict each other: the same thing counted twice for the same year, with different results.

Few are found and those are worth reading. Two sentences contradict each other when they name the same body, the same
years and nothing else of that kind, and count the same thing in the same words, each once.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from reports.checks.material import Material, Paragraph, place
from reports.checks.problem import Finding
from reports.checks.words import SMALL_WORDS, excerpt, fold

_COUNT = re.compile(
    r"(?<![\w.,/°-])(?P<figure>\d{1,3}(?:[\s\u00a0\u202f]\d{3})+|\d{1,3}(?:,\d{3})+|\d+)(?![\w.,/-]*\d)\s+"
    r"(?P<thing>[^\W\d_]{4,}(?:\s+(?:de|d['’]|des|du|of)\s*[^\W\d_]{4,}|\s+[^\W\d_]{4,})?)"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BODY = re.compile(r"\b(?:[A-ZÀ-Ü]{3,8}|(?<=[a-zà-ü,] )[A-ZÀ-Ü][a-zà-ü]{3,})\b")
_PART = re.compile(
    r"\b(?:dont|parmi|environ|près|plus|moins|including|of\s+which|among|about|nearly|over)\b", re.IGNORECASE
)
_UNITS = frozenset(
    "janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre january february march april "
    "june july august september october november december jours days mois months annees years semaines weeks heures "
    "hours minutes euros dollars millions milliards million billion thousand points".split()
)


class Count(NamedTuple):
    paragraph: Paragraph
    sentence: str
    figure: int
    start: int
    end: int


def figures_contradict(material: Material) -> Iterator[Finding]:
    """Two figures for one thing, told at the second."""
    for paragraphs in material.by_language.values():
        seen: dict[tuple[str, str, frozenset[str]], Count] = {}
        for paragraph in paragraphs:
            if paragraph.is_heading or paragraph.entry.name in material.plans:
                continue
            for sentence in paragraph.sentences:
                for key, count in counts(paragraph, sentence):
                    first = seen.setdefault(key, count)
                    if first.figure != count.figure:
                        yield Finding(
                            paragraph.entry,
                            contradiction(first, count),
                            paragraph.language,
                            excerpt(sentence, count.start, count.end),
                        )


def counts(paragraph: Paragraph, sentence: str) -> Iterator[tuple[tuple[str, str, frozenset[str]], Count]]:
    """What a sentence counts, under each body that it names; nothing where it counts the same thing more than once."""
    years = frozenset(_YEAR.findall(sentence))
    bodies = {match[0] for match in _BODY.finditer(sentence)}
    if not years or not bodies:
        return
    found: dict[str, list[Count]] = defaultdict(list)
    in_part: set[str] = set()
    for match in _COUNT.finditer(sentence):
        thing = [word for word in re.findall(r"[^\W_]+", fold(match["thing"])) if word not in SMALL_WORDS]
        if not thing or thing[0] in _UNITS or _YEAR.fullmatch(match["figure"]):
            continue
        before = [
            word
            for word in re.findall(r"[^\W_]+", fold(sentence[max(0, match.start() - 60) : match.start()]))
            if word not in SMALL_WORDS
        ]
        if len(thing) == 1 and (not before or before[-1].isdigit()):
            continue
        words = " ".join(thing) if len(thing) > 1 else f"{before[-1]} {thing[0]}"
        figure = int(re.sub(r"\D", "", match["figure"]))
        found[words].append(Count(paragraph, sentence, figure, match.start(), match.end("thing")))
        if _PART.search(sentence[max(0, match.start() - 12) : match.start()]):
            in_part.add(words)
    for words, several in found.items():
        if len(several) == 1 and words not in in_part:
            for body in sorted(bodies):
                yield (words, body, years), several[0]


def contradiction(first: Count, second: Count) -> str:
    return _("“%(here)s” here, “%(there)s” in %(question)s: which is right?") % {
        "here": second.sentence[second.start : second.end],
        "there": first.sentence[first.start : first.end],
        "question": place(first.paragraph.entry),
    }
