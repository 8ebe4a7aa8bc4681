"""Acronyms: never explained, spelt two ways, or explained two ways.

An acronym is explained where it stands in brackets or dashes behind words, or before brackets, and wherever words with
its initials stand. Names are none: "l’association RUELLE", "AXA France", an item in a list of names.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from django.utils.translation import gettext as _

from reports.checks.material import Material, Paragraph, quoted
from reports.checks.problem import Finding
from reports.checks.words import SMALL_WORDS, excerpt, fold, significant

KNOWN = frozenset(
    # what every reader of a report to the Alliance knows: the United Nations, their agencies, regional bodies
    "ONU UN NU UE EU ILO OIT BIT SDG SDGS ODD ONG ONGS NGO NGOS OSC CSO UNICEF UNHCR HCR OIM IOM FAO UNESCO OMS WHO "
    "ONUDC UNODC OCDE OECD OSCE OMC WTO OTAN NATO UA AU CEDEAO ECOWAS ASEAN EUROPOL INTERPOL USA UK "
    "RSE CSR PME SME SMES "
    "COVID PDF HTTP HTTPS WWW HTML TV SMS ID TVA VAT PIB GDP".split()
)

_ACRONYM = re.compile(r"(?<![\w.@/-])[A-ZÀ-Ü](?:[A-ZÀ-Ü]|\d(?=[A-ZÀ-Ü])){2,7}s?(?![\w@]|\.\w)")
_BEHIND = re.compile(
    r"(?<=[\w»”])\s*(?:\(\s*[«“]?\s*|\s[-–]\s?)(?P<acronym>[A-ZÀ-Ü][A-ZÀ-Ü\d]{1,7})\s*[»”]?\s*"
    r"(?:\)|[-–](?=[\s,.;)]))"
)
_BEFORE = re.compile(r"(?P<acronym>[A-ZÀ-Ü][A-ZÀ-Ü\d]{1,7})\s*\(\s*(?P<words>[^()]{4,200})\)")
_NAMED = re.compile(
    r"\b(?i:projets?|associations?|groupe|société|entreprise|collectif|dispositif|campagne|fondation|label|ONG|concours"
    r"|revue|magazine|projects?|company|campaign|foundation|NGO|charity|firm|magazine)(?:\s+(?:de|d['’])?\s*[a-zà-ü]+){0,2}"
    r"\s+[«“]?\s*$"
)
_OF = re.compile(r"[A-ZÀ-Ü][a-zà-ü]+\s+d['’]\s*$")
_ITEM_BEFORE = re.compile(r"\w\s*;\s*$")
_ITEM_AFTER = re.compile(r"\s*;\s*[A-ZÀ-Ü]")
_CAPITALISED = re.compile(r"\s+[A-ZÀ-Ü][a-zà-ü]")
_LISTED_BEFORE = re.compile(r"([^,;()]*)[,;]\s*$")
_LISTED_AFTER = re.compile(r"[^,;()]{0,20}[,;]\s*([^,;()]*)")
_ORDINARY = re.compile(r"(?<![\w./@-])[^\W\d_]{3,}(?!\w|[.@/]\w)")
_BREAK = re.compile(r"[^\w\s'’-]+")
_NAME = re.compile(r"\s*[A-ZÀ-Ü][a-zà-ü]+(?:\s+[A-ZÀ-Ü]\w+){0,3}\s*")


WORDS = 200
"""The words that an acronym stands for are looked for in so many characters before it."""


class Reading:
    """The acronyms of the texts in one language."""

    def __init__(self, paragraphs: list[Paragraph]) -> None:
        self.paragraphs = [paragraph for paragraph in paragraphs if any(map(str.isupper, paragraph.text))]
        self.explained: dict[str, list[tuple[Paragraph, str, int]]] = defaultdict(list)
        """By acronym: where words stand with it, those words, and the place of the acronym in the paragraph."""
        for paragraph in self.paragraphs:
            behind = [
                (match, re.split(r"[();:]", paragraph.text[max(0, match.start() - WORDS) : match.start()])[-1])
                for match in _BEHIND.finditer(paragraph.text)
            ]
            before = [(match, match["words"]) for match in _BEFORE.finditer(paragraph.text)]
            for match, words in behind + before:
                if any(map(str.islower, words)):
                    self.explained[match["acronym"]].append((paragraph, words, match.start("acronym")))

    @cached_property
    def used(self) -> dict[str, list[tuple[Paragraph, int]]]:
        """Every acronym with the places where it stands, in order."""
        found: dict[str, list[tuple[Paragraph, int]]] = defaultdict(list)
        for paragraph in self.paragraphs:
            if paragraph.text.isupper():
                continue
            for match in _ACRONYM.finditer(paragraph.text):
                if not is_name(paragraph.text, match.start(), match.end()):
                    found[match[0].removesuffix("s")].append((paragraph, match.start()))
        return {acronym: places for acronym, places in found.items() if fold(acronym) not in self.ordinary}

    @cached_property
    def ordinary(self) -> set[str]:
        """The words that stand in the texts with small letters: SANS and OBJET are none, nor is the name KARVAR."""
        return {
            fold(word)
            for paragraph in self.paragraphs
            for word in _ORDINARY.findall(paragraph.text)
            if not word.isupper() and not word.removesuffix("s").isupper()
        }

    @cached_property
    def initials(self) -> tuple[str, str]:
        """The first letters of the words in order, a space where there is a break; and those of capitalised words only,
        a dot for any other. With the small words left out, then with all."""
        every, capital = [], []
        for paragraph in self.paragraphs:
            for piece in _BREAK.split(paragraph.text):
                words = re.findall(r"[^\W_]+", piece)
                for chosen in ([word for word in words if fold(word) not in SMALL_WORDS], words):
                    every.append("".join(fold(word[0]) for word in chosen))
                    capital.append("".join(fold(word[0]) if word[0].isupper() else "." for word in chosen))
        return " ".join(every), " ".join(capital)

    def is_explained(self, acronym: str) -> bool:
        """Initials of three letters come together by chance, unless their words begin with a capital letter."""
        every, capital = self.initials
        return acronym in self.explained or fold(acronym) in (every if len(acronym) > 3 else capital)


def acronyms_unexplained(material: Material) -> Iterator[Finding]:
    """Acronyms that are nowhere written out, told once where they first stand."""
    for language, paragraphs in material.by_language.items():
        reading = Reading(paragraphs)
        odd = {one for pair in variants(reading) for one in pair}
        for acronym, places in reading.used.items():
            if acronym in KNOWN or acronym in odd or reading.is_explained(acronym):
                continue
            paragraph, at = places[0]
            yield Finding(
                paragraph.entry,
                _("%(acronym)s is nowhere written out.") % {"acronym": acronym},
                language,
                excerpt(paragraph.text, at, at + len(acronym)),
            )


def acronyms_two_ways(material: Material) -> Iterator[Finding]:
    """One name with two acronyms, or an acronym that looks like a slip for another one."""
    for language, paragraphs in material.by_language.items():
        reading = Reading(paragraphs)
        for usual, odd in variants(reading):
            paragraph, at = first_place(reading, odd)
            yield Finding(
                paragraph.entry,
                _("%(odd)s here, %(usual)s elsewhere: are they the same?") % {"odd": odd, "usual": usual},
                language,
                excerpt(paragraph.text, at, at + len(odd)),
            )
        for acronym, places in reading.explained.items():
            expansions: dict[tuple[str, ...], tuple[str, Paragraph, int]] = {}
            for paragraph, words, at in places:
                if expansion := by_initials(acronym, words):
                    expansions.setdefault(tuple(significant(expansion)), (expansion, paragraph, at))
            if len(expansions) > 1:
                _first, (_words, paragraph, at) = list(expansions.values())[:2]
                yield Finding(
                    paragraph.entry,
                    _("%(acronym)s is written out in two ways: %(ways)s.")
                    % {
                        "acronym": acronym,
                        "ways": ", ".join(quoted(way) for way, _paragraph, _at in expansions.values()),
                    },
                    language,
                    excerpt(paragraph.text, at, at + len(acronym)),
                )


def variants(reading: Reading) -> list[tuple[str, str]]:
    """Pairs of acronyms for one thing: the one used more, and the other."""
    by_words: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for acronym, places in reading.explained.items():
        for _paragraph, words, _at in places:
            key = tuple(significant(words)[-len(acronym) :])
            if len(key) == len(acronym) > 2 and key[0].startswith(fold(acronym[0])) | (key[0][0] in fold(acronym)):
                by_words[key][acronym] = None
    found = []
    for acronyms in by_words.values():
        usual, *others = sorted(acronyms, key=lambda one: -count(reading, one))
        found += [(usual, other) for other in others]
    paired = {other for _usual, other in found}
    for acronym in reading.used:
        if acronym in reading.explained or acronym in KNOWN or acronym in paired:
            continue
        like = [one for one in reading.explained if one not in paired and is_slip(acronym, one)]
        if like:
            found.append((max(like, key=lambda one: count(reading, one)), acronym))
    return found


def count(reading: Reading, acronym: str) -> int:
    return len(reading.used.get(acronym, ()))


def first_place(reading: Reading, acronym: str) -> tuple[Paragraph, int]:
    if acronym in reading.used:
        return reading.used[acronym][0]
    paragraph, _words, at = reading.explained[acronym][0]
    return paragraph, at


def is_slip(one: str, other: str) -> bool:
    """Whether one letter of four or more is another one, or two have changed places."""
    if len(one) != len(other) or len(one) < 4 or one[0] != other[0]:
        return False
    differing = [at for at in range(len(one)) if one[at] != other[at]]
    if len(differing) == 2:
        first, second = differing
        return (one[first], one[second]) == (other[second], other[first])
    return len(differing) == 1


def by_initials(acronym: str, words: str) -> str:
    """The end of the words, if the initials of its significant words are the acronym; else nothing."""
    count = 0
    for word in reversed(list(re.finditer(r"[^\W_]+", words))):
        if fold(word[0]) in SMALL_WORDS:
            continue
        count += 1
        if fold(word[0])[0] != fold(acronym)[-count]:
            return ""
        if count == len(acronym):
            return words[word.start() :].strip(" -–")
    return ""


def is_name(text: str, start: int, end: int) -> bool:
    """Whether what looks like an acronym is part of a name, or the name of something."""
    before, after = text[max(0, start - 60) : start], text[end : end + 60]
    if re.search(r"[-–’'][^\W\d_]?$|[A-Z]-$", before) and re.match(r"-\w", after):
        return True
    if _CAPITALISED.match(after) or _NAMED.search(before):
        return True
    if _OF.search(before) or (_ITEM_BEFORE.search(before) and _ITEM_AFTER.match(after)):
        return True
    listed = _LISTED_BEFORE.search(before), _LISTED_AFTER.match(after)
    return any(match and _NAME.fullmatch(match[1]) for match in listed)
