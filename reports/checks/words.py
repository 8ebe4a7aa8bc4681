"""Words and sentences of a text as the checks compare them: without case, accents and punctuation."""

import re
import unicodedata

EXCERPT = 160

SMALL_WORDS = frozenset(
    "a à au aux avec ce ces cette d dans de des du elle en et il ils l la le les leur leurs ne ou par pour qu que qui "
    "s sa se ses son sur un une y an and at by for from in into its of on or that the their this to with".split()
)
"""Words that say nothing about what a phrase names."""

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"(?<=[.!?;:])[»”)\s]*\s+(?=[A-ZÀ-ÖØ-Þ«“(])|(?<=\w)\.(?=[A-ZÀ-Ö][a-zà-ö])|\n+")
_NO_END = re.compile(r"(?:\b(?:M|Mme|MM|Mr|Mrs|Ms|Dr|art|cf|ex|no|No|St)|\b[A-Z])\.\s*$")


def fold(text: str) -> str:
    """Small letters without accents."""
    if text.isascii():
        return text.lower()
    return "".join(each for each in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(each))


def tokens(text: str) -> list[str]:
    """Every word and number, folded: "l’État" gives l, etat."""
    return _WORD.findall(fold(text))


def significant(text: str) -> list[str]:
    """The same without the small words."""
    return [word for word in tokens(text) if word not in SMALL_WORDS]


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph. An abbreviation such as "Mme" or an initial ends none."""
    found, start = [], 0
    for end in _SENTENCE_END.finditer(text):
        if _NO_END.search(text, max(start, end.start() - 6), end.start()):
            continue
        found.append(text[start : end.start()].strip())
        start = end.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def excerpt(text: str, start: int = 0, end: int | None = None) -> str:
    """A piece of the text on one line; a long one is cut around the words from `start` to `end`."""
    text = " ".join(text.split()) if end is None else text
    if len(text) <= EXCERPT:
        return text.strip()
    if end is None:
        return text[:EXCERPT].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    room = max(0, EXCERPT - (end - start)) // 2
    left, right = max(0, start - room), min(len(text), max(end, start) + room)
    if left:
        left = text.find(" ", left, start) + 1 or left
    if right < len(text):
        right = text.rfind(" ", end, right) if " " in text[end:right] else right
    return ("… " if left else "") + " ".join(text[left:right].split()) + (" …" if right < len(text) else "")
