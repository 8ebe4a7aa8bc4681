"""The parts of the roadmap that a text cites, and how codes written as plain text become references.

What counts as a written code:
- "1.2.C", "1.1.1", "M17", "Eje I" (names.is_certain): always, in any text;
- "3.1": after a word that cites a part of a roadmap ("objectif 3.1", "strand 3.1", the roadmap's own words for its
  levels), or in a list with such a code ("1.1.D et 3.1");
- "2", "A" or "CC" alone: after a word for its level ("axe 2", "priorities 1 and 2", "Pillar CC").
Never in an address, an article of law, a version, a date, a decimal number or an amount, and never in the middle of a
longer code. When in doubt a number is left as it is: a missing reference can be made by hand, a wrong one misleads.
"""

import re
from collections.abc import Collection, Iterator
from enum import Enum, auto
from typing import Any, NamedTuple

from richtext.cleaning import joined
from richtext.names import LETTERED, Named, Names, folded, forms, is_certain
from richtext.reading import atom_text, inlines, leaves, map_inlines, with_content

Node = dict[str, Any]


def codes(doc: Node) -> list[str]:
    """The codes referred to, in reading order, each as often as it is."""
    return [code for leaf in leaves(doc) for code in _codes(inlines(leaf))]


def link_codes(doc: Node, known: Names | Collection[str]) -> tuple[Node, list[str], list[str]]:
    """Turn the written codes of the roadmap into references; no character of the text changes.

    Returns the new document, the codes turned into references and what looks like a code but is not in `known`,
    both in reading order and each as often as it stands there. A code whose formatting changes half-way is left alone.
    """
    work = _Linking(Names.of(known))
    return map_inlines(doc, work.content), work.linked, work.unknown


class _Why(Enum):
    """Why a number may be a code, or why it is none."""

    PART = auto()
    """After a word for some part of a roadmap."""
    ONE = auto()
    """After the word for a level."""
    SEVERAL = auto()
    """After the plural of such a word."""
    CODE = auto()
    """Beside a code that is certain."""
    LAW = auto()
    """After a word that cites a law or a version."""


class _Cited(NamedTuple):
    why: _Why
    levels: frozenset[int] = frozenset()
    """Those that the word before stands for."""
    is_dutch: bool = False
    """A plural such as doelen, which no French word is: "en" goes on with the list."""


class _Written(NamedTuple):
    start: int
    end: int
    code: str
    is_known: bool


_TOKEN = re.compile(r"(?<!\w)(?:[0-9]{1,3}|[A-Z])(?!\w)(?:\.(?:[0-9]{1,3}|[A-Za-z])(?!\w))*")
_LOWER = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[a-z]")

# a citing word ends where the code begins
_NUMBER_SIGN = (
    r"(?:\s{1,3}(?:stratégique|spécifique|opérationnel)s?)?"
    r"\s{1,3}(?:n\s?[°º]\s{0,2}|(?:n[or]|núm)\.?\s{1,2}|رقم\s{1,2}|#)?"
)
_CITING = re.compile(
    r"\b(?:"
    r"(?P<PART>(?:objecti(?:f|ve)|volet|strand)(?:s|\(s\))?)"
    r"|(?P<ONE>axe|axis|priorit(?:é|e\u0301?|y)|pilier|pillar)"
    r"|(?P<SEVERAL>axes|priorit(?:é|e\u0301?|ie)s|piliers|pillars)"
    rf"){_NUMBER_SIGN}",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"(?:\b(?:articles?|annexe?s?|alinéas?|paragra(?:ph|phe)s?|versions?"
    r"|art[íi](?:cul|g)os?|artikels?|anexos?|anhang|absatz|p[áa]rrafos?|par[áa]grafos?|versión|versão|المادة)"
    r"\s{1,3}(?:n\s?[°º]\s{0,2})?"
    r"|\b(?:art|al|v)\.\s{0,3}|§{1,2}\s{0,3}|\b(?-i:[LRD])\.\s{0,3})+",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"\s{0,3}(?:[,;/&–—-]|(?:,\s{0,3})?\b(?:et|and|ou|or|à|to|y|e|o|und|oder|bis|و|ainsi que|as well as)\b)\s{0,3}",
    re.IGNORECASE,
)
_DUTCH = re.compile(r"(?:,\s{0,3})?\s{1,3}en\s{1,3}", re.IGNORECASE)
_CONJUNCTION = re.compile(r"\s{1,3}(?:&|et|and|ou|or|y|e|o|und|oder|و|ainsi que|as well as)\s{1,3}", re.IGNORECASE)

_PARTS = re.compile(r"\w[./–-]\w|[0-9][^\W\d]|[^\W\d][0-9]")
"""In a code of several parts: 3.1, M17."""
_FIRST = frozenset({1})
_BAD_BEFORE = frozenset(".,/\\-@#=&+%_")
# after a code with a letter: a file name or a longer code goes on, a new sentence without a space ("1.1.A.Le") does not
_BAD_AFTER_LETTERED = re.compile(r"\.(?:[0-9a-z]|[A-Z](?!\w*[a-zà-ÿ]))|-[a-z]|/[a-z]{2}|@")
_BAD_AFTER_NUMBER = re.compile(r"[.:][0-9A-Za-z]|[,/-][0-9]+(?![0-9]*\.[0-9])|-[a-z]|/[a-z]{2}|@", re.IGNORECASE)
_AMOUNT = re.compile(
    r"\s{0,3}(?:(?:k|md?)?[%‰€$£°]|[0-9]{3}\b"
    r"|(?:millions?|milliards?|billions?|milliers?|thousand|pour\s?cent|per\s?cent|euros?|dollars?|points?|fois|times"
    r"|mill[oi](?:nes|nen|hões)|por\s?c[ie]+nto|prozent|años|anos|jahren?|meses|monaten?|semanas|wochen?|d[ií]as|tagen?"
    r"|ans|années|years?|mois|months?|semaines?|weeks?|jours?|days?|heures?|hours?)\b)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\bI\s{1,3}(?:am|have|do|see|saw|think|thought|believe|know|knew|want|wanted|wish|hope|say|said|mention|mentioned"
    r"|describe|described|met|heard|felt|went|wrote|spoke)\b"
)
"""Along the axis I saw: what an axis does not do, or says otherwise (has, sees)."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,15}://|www\.|[a-z0-9-]{2,63}\.[a-z]{2,24}/", re.IGNORECASE)


class _Linking:
    """One pass over a document, collecting what it did."""

    def __init__(self, names: Names) -> None:
        self.levels = Named(names.codes)
        self.token = _tokens(names.codes)
        self.word, self.words = _words(names)
        self.linked: list[str] = []
        self.unknown: list[str] = []

    def content(self, content: list[Node]) -> list[Node]:
        """Inline content with its written codes turned into references."""
        content = joined(content)
        texts = ["\ufffc" if inline["type"] == "footnote" else atom_text(inline) for inline in content]
        found = iter(self.written("".join(texts), _references(content, texts)))
        code = next(found, None)
        result: list[Node] = []
        start = 0
        for inline, text in zip(content, texts, strict=True):
            end = start + len(text)
            if inline["type"] == "footnote":
                inline = with_content(inline, self.content(inlines(inline)))
            pieces: list[Node] = []
            done = start
            while code is not None and code.start < end:
                if not code.is_known:
                    self.unknown.append(code.code)
                elif code.end <= end:
                    pieces += _piece(inline, text[done - start : code.start - start])
                    pieces.append(_reference(inline, code.code))
                    self.linked.append(code.code)
                    done = code.end
                code = next(found, None)
            result += [*pieces, *_piece(inline, text[done - start :])] if pieces else [inline]
            start = end
        return result

    def written(self, text: str, references: list[tuple[int, int]]) -> Iterator[_Written]:
        """The codes written in the text of a block that are to become references, and the unknown ones."""
        citing = self.citing(text)
        hidden = _Spans(_addresses(text))
        present = _Spans(references)
        before: _Cited | None = None
        gap_start = 0
        for match in self.token.finditer(text):
            start, end = match.span()
            gap = text[gap_start:start] if start - gap_start <= 20 else "…"
            goes_on = before is not None and bool(
                _SEPARATOR.fullmatch(gap) or (before.is_dutch and _DUTCH.fullmatch(gap))
            )
            cited = citing.get(start) or (_carried_on(before, gap) if goes_on else None)
            gap_start = end
            if present.meets(start, end):
                before = cited or _Cited(_Why.CODE)
            elif hidden.meets(start, end) or (cited and cited.why is _Why.LAW):
                before = cited
            elif not (cited or goes_on) and start and text[start - 1] in _BAD_BEFORE:
                before = None
            else:
                if self.is_code(match[0], cited, text, end):
                    yield _Written(start, end, match[0], is_known=True)
                elif self.is_unknown(match[0], cited, text, end):
                    yield _Written(start, end, match[0], is_known=False)
                before = cited or (_Cited(_Why.CODE) if self.is_certain(match[0]) else None)

    def citing(self, text: str) -> dict[int, _Cited]:
        """Where words end that cite what comes next. The roadmap's own words go before those that many have."""
        found: dict[int, _Cited] = {}
        for match in _CITING.finditer(text):
            why = _Why[match.lastgroup]
            found[match.end()] = _Cited(why, frozenset() if why is _Why.PART else _FIRST)
        for match in self.word.finditer(text) if self.word else ():
            why, levels = self.words[folded(match["word"]).lower()]
            before = found.get(match.end(), _Cited(why))
            found[match.end()] = _Cited(why, levels | before.levels, match["word"].lower().endswith("en"))
        found.update((match.end(), _Cited(_Why.LAW)) for match in _LAW.finditer(text))
        return found

    def is_certain(self, token: str) -> bool:
        """Whether a token is a code by its looks alone."""
        return bool(LETTERED.fullmatch(token)) or (token in self.levels and is_certain(token, self.levels))

    def is_code(self, token: str, cited: _Cited | None, text: str, end: int) -> bool:
        if token not in self.levels:
            return False
        if self.is_certain(token) and not token[-1].isdigit():
            return not _BAD_AFTER_LETTERED.match(text, end)
        if _BAD_AFTER_NUMBER.match(text, end) or _AMOUNT.match(text, end):
            return False
        if self.is_certain(token):
            return True
        return (
            cited is not None
            and not _PRONOUN.match(text, end - 1)
            and (bool(_PARTS.search(token)) or self.levels[token] in cited.levels)
        )

    def is_unknown(self, token: str, cited: _Cited | None, text: str, end: int) -> bool:
        if token in self.levels or _BAD_AFTER_LETTERED.match(text, end):
            return False
        if LETTERED.fullmatch(token) or (cited and _LOWER.fullmatch(token)):
            return True
        alike = cited and {_shape(code) for code, level in self.levels.items() if level in cited.levels}
        return bool(alike) and _shape(token) in alike and is_certain(token, self.levels)


def _tokens(codes: Collection[str]) -> re.Pattern[str]:
    """What may be a code: what has the common looks, or is one of these."""
    others = sorted((code for code in codes if not _TOKEN.fullmatch(code)), key=len, reverse=True)
    written = [r"\s{1,3}".join(map(re.escape, code.split())) for code in others]
    # eje I: what has a word in front of it may be written with another capital there
    cased = [f"(?i:{each[0]}){each[1:]}" if each[0].isalpha() and r"\s" in each else each for each in written]
    return re.compile(rf"(?<!\w)(?:{'|'.join(cased)})(?!\w)|{_TOKEN.pattern}") if others else _TOKEN


def _words(names: Names) -> tuple[re.Pattern[str] | None, dict[str, tuple[_Why, frozenset[int]]]]:
    """What the roadmap's own words for its levels look like in front of a code, and what each of them cites."""
    found: dict[str, tuple[_Why, frozenset[int]]] = {}
    for word, levels in names.words.items():
        for written, is_plural in forms(word):
            name = folded(written).lower()
            why, before = found.get(name, (_Why.SEVERAL, frozenset()))
            found[name] = (why if is_plural else _Why.ONE, before | frozenset(levels))
    longest = sorted(found, key=len, reverse=True)
    written = "|".join(r"\s{1,3}".join(map(re.escape, name.split())) for name in longest)
    pattern = rf"\b(?:[وفبك]?ال|لل)?(?P<word>{written}){_NUMBER_SIGN}"
    return re.compile(pattern, re.IGNORECASE) if found else None, found


def _shape(code: str) -> str:
    return re.sub(r"[a-z]", "a", re.sub(r"[A-Z]", "A", re.sub(r"[0-9]+", "0", code)))


def _carried_on(before: _Cited | None, gap: str) -> _Cited | None:
    """What the token before a separator says about the one after it."""
    if before and before.why is _Why.CODE:
        return before if _CONJUNCTION.fullmatch(gap) else None
    # "axe 2 et 3 réunions": after a singular only a number with a dot can go on
    return _Cited(_Why.PART) if before and before.why is _Why.ONE else before


def _codes(content: list[Node]) -> Iterator[str]:
    for inline in content:
        if inline["type"] == "objective":
            yield inline["attrs"]["code"]
        elif inline["type"] == "footnote":
            yield from _codes(inlines(inline))


def _references(content: list[Node], texts: list[str]) -> list[tuple[int, int]]:
    """Where the references already made stand in the text of a block."""
    spans = []
    start = 0
    for inline, text in zip(content, texts, strict=True):
        if inline["type"] == "objective":
            spans.append((start, start + len(text)))
        start += len(text)
    return spans


def _addresses(text: str) -> list[tuple[int, int]]:
    """Where web and mail addresses stand. Token by token, so that the time grows with the length only."""
    spans = []
    for token in re.finditer(r"\S+", text):
        if "@" in token[0]:
            spans.append(token.span())
        elif ("/" in token[0] or "." in token[0]) and (address := _ADDRESS.search(token[0])):
            spans.append((token.start() + address.start(), token.end()))
    return spans


class _Spans:
    """Stretches of text in order, asked from left to right."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans = spans
        self.index = 0

    def meets(self, start: int, end: int) -> bool:
        while self.index < len(self.spans) and self.spans[self.index][1] <= start:
            self.index += 1
        return self.index < len(self.spans) and self.spans[self.index][0] < end


def _piece(inline: Node, text: str) -> list[Node]:
    return [{**inline, "text": text}] if text else []


def _reference(inline: Node, code: str) -> Node:
    marks = {"marks": inline["marks"]} if "marks" in inline else {}
    return {"type": "objective", "attrs": {"code": code}, **marks}
