"""Which language a text seems to be in, by its smallest words. Only to warn; nobody's choice is changed."""

import re
from collections import Counter

SMALL_WORDS = {
    "en": frozenset(
        "the of and to in that for with on by from are was were been have has this their which not".split()
    ),
    "fr": frozenset(
        "le la les des du de et en une un dans pour sur par avec est sont été ont aux cette leur qui".split()
    ),
    "es": frozenset("el los las del y por con una su sus como más fue han está esta al lo entre".split()),
    "pt": frozenset("os dos das em na nas nos com uma não pelo pela foi são ao aos foram ou".split()),
    "ar": frozenset("في من على إلى التي الذي أن عن مع هذا هذه تم كما بين".split()),
    "de": frozenset("der und von mit für auf ist eine wurde nicht zu dem werden sowie durch".split()),
    "nl": frozenset("het een van voor met op zijn wordt niet aan bij ook werd naar".split()),
}
ENOUGH = 20
"""So many small words of a language must stand there, and three times as many as of any other."""


PART = 8
"""So many in one paragraph, and twice as many in all, tell that part of a text is in a language."""


def languages_of(paragraphs: list[str]) -> list[str]:
    """The languages that paragraphs of one text are in, as far as that is plain."""
    counts: Counter[str] = Counter()
    for paragraph in paragraphs:
        counted = _counted([paragraph])
        if counted and max(counted.values()) >= PART and max(counted.values()) >= 3 * sum(counted.values()) / 4:
            counts[max(counted, key=counted.get)] += max(counted.values())
    return sorted(language for language, number in counts.items() if number >= 2 * PART)


def language_of(texts: list[str]) -> str:
    """The code of the language, "" where it is not plain."""
    ranked = _counted(texts).most_common()
    if not ranked or ranked[0][1] < ENOUGH:
        return ""
    rest = sum(number for _language, number in ranked[1:])
    return ranked[0][0] if ranked[0][1] >= 3 * rest else ""


def _counted(texts: list[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        for word in re.findall(r"[^\W\d_]+", text.lower()):
            counts.update(language for language, words in SMALL_WORDS.items() if word in words)
    return counts
