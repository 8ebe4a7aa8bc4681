"""The parts of the roadmap that a text cites, and how codes written as plain text become references.

What counts as a written code:
- "1.2.C", with a letter: always, in any text;
- "3.1": after a word that cites a part of a roadmap ("objectif 3.1", "strand 3.1"), or in a list with such a code
  ("1.1.D et 3.1");
- "2" or "A" alone: after a word for a priority ("axe 2", "priorities 1 and 2").
Never in an address, an article of law, a version, a date, a decimal number or an amount, and never in the middle of a
longer code. When in doubt a number is left as it is: a missing reference can be made by hand, a wrong one misleads.
"""

import re
from collections.abc import Collection, Iterator
from enum import Enum
from typing import Any, NamedTuple

from richtext.cleaning import joined
from richtext.reading import atom_text, inlines, leaves, map_inlines, with_content

Node = dict[str, Any]


def codes(doc: Node) -> list[str]:
    """The codes referred to, in reading order, each as often as it is."""
    return [code for leaf in leaves(doc) for code in _codes(inlines(leaf))]


def link_codes(doc: Node, known: Collection[str]) -> tuple[Node, list[str], list[str]]:
    """Turn the written codes of the roadmap into references; no character of the text changes.

    Returns the new document, the codes turned into references and the codes with a letter that are not in `known`,
    both in reading order and each as often as it stands there. A code whose formatting changes half-way is left alone.
    """
    work = _Linking(frozenset(known))
    return map_inlines(doc, work.content), work.linked, work.unknown


class _Cited(Enum):
    """Why a number may be a code, or why it is none."""

    PART = "after a word for an objective, a strand or another part of a roadmap"
    PRIORITY = "after a word for a priority"
    PRIORITIES = "after the plural of such a word"
    CODE = "beside a code with a letter"
    LAW = "after a word that cites a law or a version"


class _Written(NamedTuple):
    start: int
    end: int
    code: str
    is_known: bool


_TOKEN = re.compile(r"(?<!\w)(?:[0-9]{1,3}|[A-Z])(?!\w)(?:\.(?:[0-9]{1,3}|[A-Za-z])(?!\w))*")
_LETTERED = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[A-Z]")
_LOWER = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[a-z]")

# a citing word ends where the code begins
_NUMBER_SIGN = r"(?:\s{1,3}(?:stratégique|spécifique|opérationnel)s?)?\s{1,3}(?:n\s?[°º]\s{0,2}|no\.?\s{1,2}|#)?"
_CITING = re.compile(
    r"\b(?:"
    r"(?P<PART>(?:objecti(?:f|ve)|volet|strand)(?:s|\(s\))?)"
    r"|(?P<PRIORITY>axe|axis|priorit(?:é|e\u0301?|y)|pilier|pillar)"
    r"|(?P<PRIORITIES>axes|priorit(?:é|e\u0301?|ie)s|piliers|pillars)"
    rf"){_NUMBER_SIGN}",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"(?:\b(?:articles?|annexe?s?|alinéas?|paragra(?:ph|phe)s?|versions?)\s{1,3}(?:n\s?[°º]\s{0,2})?"
    r"|\b(?:art|al|v)\.\s{0,3}|§{1,2}\s{0,3}|\b(?-i:[LRD])\.\s{0,3})+",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"\s{0,3}(?:[,;/&–—-]|(?:,\s{0,3})?\b(?:et|and|ou|or|à|to|ainsi que|as well as)\b)\s{0,3}", re.IGNORECASE
)
_CONJUNCTION = re.compile(r"\s{1,3}(?:&|et|and|ou|or|ainsi que|as well as)\s{1,3}", re.IGNORECASE)

_BAD_BEFORE = frozenset(".,/\\-@#=&+%_")
# after a code with a letter: a file name or a longer code goes on, a new sentence without a space ("1.1.A.Le") does not
_BAD_AFTER_LETTERED = re.compile(r"\.(?:[0-9a-z]|[A-Z](?!\w*[a-zà-ÿ]))|-[a-z]|/[a-z]{2}|@")
_BAD_AFTER_NUMBER = re.compile(r"[.:][0-9A-Za-z]|[,/-][0-9]+(?![0-9]*\.[0-9])|-[a-z]|/[a-z]{2}|@", re.IGNORECASE)
_AMOUNT = re.compile(
    r"\s{0,3}(?:(?:k|md?)?[%‰€$£°]|[0-9]{3}\b"
    r"|(?:millions?|milliards?|billions?|milliers?|thousand|pour\s?cent|per\s?cent|euros?|dollars?|points?|fois|times"
    r"|ans|années|years?|mois|months?|semaines?|weeks?|jours?|days?|heures?|hours?)\b)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,15}://|www\.|[a-z0-9-]{2,63}\.[a-z]{2,24}/", re.IGNORECASE)


class _Linking:
    """One pass over a document, collecting what it did."""

    def __init__(self, known: frozenset[str]) -> None:
        self.known = known
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
        citing = {match.end(): _Cited[match.lastgroup] for match in _CITING.finditer(text)}
        citing.update((match.end(), _Cited.LAW) for match in _LAW.finditer(text))
        hidden = _Spans(_addresses(text))
        present = _Spans(references)
        before: _Cited | None = None
        gap_start = 0
        for match in _TOKEN.finditer(text):
            start, end = match.span()
            gap = text[gap_start:start] if start - gap_start <= 20 else "…"
            goes_on = before is not None and _SEPARATOR.fullmatch(gap) is not None
            cited = citing.get(start) or (_carried_on(before, gap) if goes_on else None)
            gap_start = end
            if present.meets(start, end):
                before = cited or _Cited.CODE
            elif hidden.meets(start, end) or cited is _Cited.LAW:
                before = cited
            elif not (cited or goes_on) and start and text[start - 1] in _BAD_BEFORE:
                before = None
            else:
                is_lettered = self.is_lettered(match[0])
                if self.is_code(match[0], cited, text, end):
                    yield _Written(start, end, match[0], is_known=True)
                elif _is_unknown_code(match[0], cited, text, end) and match[0] not in self.known:
                    yield _Written(start, end, match[0], is_known=False)
                before = cited or (_Cited.CODE if is_lettered else None)

    def is_lettered(self, token: str) -> bool:
        """Whether a token is a code by its looks: as 1.2.C, or as 1.C where the roadmap has that."""
        if _LETTERED.fullmatch(token):
            return True
        return token in self.known and token[0].isdigit() and token[-1].isalpha()

    def is_code(self, token: str, cited: _Cited | None, text: str, end: int) -> bool:
        if token not in self.known:
            return False
        if self.is_lettered(token):
            return not _BAD_AFTER_LETTERED.match(text, end)
        if "." not in token and cited not in (_Cited.PRIORITY, _Cited.PRIORITIES):
            return False
        return cited is not None and not _BAD_AFTER_NUMBER.match(text, end) and not _AMOUNT.match(text, end)


def _carried_on(before: _Cited | None, gap: str) -> _Cited | None:
    """What the token before a separator says about the one after it."""
    if before is _Cited.CODE:
        return before if _CONJUNCTION.fullmatch(gap) else None
    # "axe 2 et 3 réunions": after a singular only a number with a dot can go on
    return _Cited.PART if before is _Cited.PRIORITY else before


def _is_unknown_code(token: str, cited: _Cited | None, text: str, end: int) -> bool:
    looks = _LETTERED.fullmatch(token) or (cited and _LOWER.fullmatch(token))
    return bool(looks) and not _BAD_AFTER_LETTERED.match(text, end)


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
