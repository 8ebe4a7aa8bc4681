"""Which item of the roadmap a heading names: by a word and its code (Outcome 2), by the code alone, by the title.

Of titles the one most alike is meant, of those as much alike the one in the priority whose answer is open. A code is
believed behind a word for a level: the roadmap's own words, those that roadmaps use, and one that stands before the
right titles elsewhere in the file. A code that is one item's, before a title that is another's, is a contradiction.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bilingual.text import Text
from files.numerals import roman
from questionnaires.wording import plain
from reports.importing.frame import Item
from reports.importing.likeness import similarity
from roadmaps.codes import parts_of

LONGEST = 400
"""In characters, of a heading that names an item."""
SAME = 0.85
ALIKE = 0.5
OFTEN = 2
"""So many headings with the right titles tell that the codes of a kind are the roadmap's."""

_PROGRESS = (
    r"(?:(?:progress|achievements|results|progrès|avancées|réalisations|résultats|avances|progresos|logros|resultados"
    r"|avanços|progressos|fortschritte?|ergebnisse|voortgang|resultaten|التقدم|تقدم|نتائج|إنجازات)"
    r"(?:[\s’']+[^\W\d_]+){0,5}?[\s:’'–—-]+)?"
)
_WORD = r"(?P<word>[^\W\d_]{2,}(?:[\s-]+[^\W\d_]{2,}){0,2}?)(?![^\W_])\s*(?:n\s?[°ºo]\.?|no\.|nr\.|núm\.|#|[:.–—-])?\s*"
_CODE = (
    r"(?P<code>(?:[^\W\d_]{0,3}\d{1,4}|(?-i:[A-Z]{1,5}|[ء-ي]))(?:[.\-/](?:[^\W\d_]{0,3}\d{1,4}|[^\W\d_]{1,4}))*)(?!\w)"
)
_HEADS = tuple(
    re.compile(rf"\W*{_PROGRESS}{word}{_CODE}(?P<sign>\s*[.):(–—-]*)\s*(?P<rest>.*)", re.DOTALL | re.IGNORECASE)
    for word in (_WORD, "(?P<word>)")
)
_TAILS = (
    re.compile(rf"\A(?P<rest>.*\S)\s*[(\[–—]\s*{_WORD}{_CODE}(?P<sign>[\])\s]*)$", re.DOTALL | re.IGNORECASE),
    re.compile(rf"\A(?P<rest>.*\S)\s*[(\[](?P<word>){_CODE}(?P<sign>[\])])\s*$", re.DOTALL | re.IGNORECASE),
)
"""Prevention (Outcome 2), Prevention (2)."""
_ROMAN = {roman(number).upper(): str(number) for number in range(1, 31)}
_LEVELS = frozenset(
    "priority priorite prioridad prioridade prioritat prioriteit axis axe eje eixo pillar pilier pilar saule pijler"
    " strand volet outcome output impact result resultat resultado ergebni resultaat produit producto produto"
    " objective objectif objetivo goal ziel doel doelstelling component composante componente komponente"
    " activity activite actividad atividade aktivitat activiteit action accion acao aktion actie measure mesure medida"
    " massnahme maatregel strategy strategie estrategia lineamiento linea linha ligne actielijn lijn"
    " handlungsfeld schwerpunkt speerpunt domaine chantier levier focus workstream"
    " محور هدف اولويه اولوية نشاط اجراء ناتج مخرج نتيجة ركيزة مجال تدبير".split()
)
"""What roadmaps call their levels, without accents and plural."""

Code = Words = tuple[str, ...]


@dataclass(frozen=True)
class Spoken:
    """A word and a code of the roadmap in a heading. `rest` is the title beside them."""

    word: str
    code: Code
    items: tuple[Item, ...]
    start: int
    end: int
    rest: str


@dataclass(frozen=True)
class NamedItems:
    """What a heading names: several items where nothing decides. `against` is the item whose title a code precedes.

    `start` and `end` are the offsets of the code, 0 for none; `is_believed` says that the code alone would do.
    """

    items: tuple[Item, ...]
    is_titled: bool
    is_believed: bool = False
    start: int = 0
    end: int = 0
    against: Item | None = None


class ItemNames:
    """Knows the codes, titles and levels of one roadmap."""

    def __init__(self, items: Sequence[Item], levels: Sequence[Text]) -> None:
        self.items = items
        self.levels = [[_tokens(name) for name in names.values()] for names in levels]
        self.by_code: dict[Code, list[Item]] = defaultdict(list)
        self.trusted: set[tuple[str, bool]] = set()
        self.distrusted = False
        self.memo: dict[tuple[str, str], NamedItems | None] = {}
        for item in items:
            if item.code:
                self.by_code[key_of(item.code)].append(item)
        self.by_figures: dict[Code, list[Item]] = defaultdict(list)
        for code, named in self.by_code.items():
            self.by_figures[_figures(code)] += named
        self.own = {id(item): [bare for title in item.title.values() for bare in self.bare(title)] for item in items}
        self.titles: dict[Words, tuple[str, Counter[str], list[Item]]] = {}
        for item in items:
            for title in self.own[id(item)]:
                words = tuple(plain(title).split())
                self.titles.setdefault(words, (title, Counter(words), []))[2].append(item)
        for item in items:  # the country's own code may stand in the title
            for title in item.title.values():
                match = _HEADS[0].match(title)
                if match and self.is_level(match["word"]) and (code := key_of(match["code"])) not in self.by_code:
                    self.by_figures[code].append(item)

    def numbered(self, level: int) -> dict[int, str]:
        """The priorities by the number that is the code of their item of this level."""
        return {
            int(code[0]): items[0].priority
            for code, items in self.by_figures.items()
            if len(code) == 1 and code[0].isdecimal() and items[0].level == level and items[0].code
        }

    def bare(self, title: str) -> list[str]:
        """A title, and what of it stands behind a word and a code that it begins with."""
        match = _HEADS[0].match(title)
        return [title, match["rest"]] if match and match["rest"].strip() and self.is_level(match["word"]) else [title]

    def learn(self, headings: Iterable[str]) -> None:
        """See from all headings of a file which words, or codes without one, come with the roadmap's titles."""
        agree: Counter[tuple[str, bool]] = Counter()
        against = 0
        for text in headings:
            spoken, bare = self.spoken(text), _HEADS[1].match(text)
            if spoken and any(self.likeness(item, spoken.rest) >= SAME for item in spoken.items):
                agree[_kind(spoken)] += 1
            elif bare and (not spoken or not spoken.word) and self.by_title(bare["rest"])[0] >= SAME:
                against += 1
        self.trusted = {kind for kind, times in agree.items() if times >= OFTEN and kind != ("", False)}
        self.distrusted = against > OFTEN and not any(agree["", is_long] for is_long in (True, False))
        self.memo.clear()

    def of(self, text: str, inside: str = "") -> NamedItems | None:
        """What a heading names. `inside` is the priority whose answer is open."""
        if (text, inside) not in self.memo:
            self.memo[text, inside] = self._of(text, inside) if self.may_name(text) else None
        return self.memo[text, inside]

    def may_name(self, text: str) -> bool:
        return bool(text.strip()) and "\n" not in text.strip() and len(text) <= LONGEST

    def _of(self, text: str, inside: str) -> NamedItems | None:
        spoken = self.spoken(text)
        head, _sign, rest = _parted(text)
        said = spoken.rest if spoken else rest if self.is_level(head) else next(_rests(text), "")
        score, same = self.by_title(text, said)
        if spoken is not None and (named := self.by_spoken(spoken, score, same, inside)):
            return named
        return NamedItems(_within(same, inside), is_titled=True) if score >= SAME else None

    def by_spoken(self, spoken: Spoken, score: float, same: list[Item], inside: str) -> NamedItems | None:
        alike = {id(item): self.likeness(item, spoken.rest) for item in spoken.items}
        most = max(alike.values())
        items = [item for item in spoken.items if most < ALIKE or alike[id(item)] == most]
        levels = self.levels_of(spoken.word)
        if levels and most < ALIKE and len(spoken.code) == 1:  # Output 2 is not the second outcome
            items = [item for item in items if item.level in levels]
        items = list(_within(items, inside))
        if len(items) != 1:
            return None
        (item,) = items
        is_believed = self.is_believed(spoken, item)
        named = NamedItems((item,), most >= ALIKE, is_believed, spoken.start, spoken.end)
        is_bare = not spoken.word and len(spoken.code) > 1 and not self.distrusted
        if item.priority != inside and any(one.priority == inside for one in same):
            named = replace(named, is_titled=False)  # the title is that of a part of the open priority, too
        if score >= SAME and most < SAME and item not in same:
            return (
                replace(named, is_titled=False, against=_within(same, item.priority)[0])
                if is_believed or is_bare
                else None
            )
        return named if named.is_titled or is_believed or is_bare else None

    def is_believed(self, spoken: Spoken, item: Item) -> bool:
        if spoken.word:
            return self.is_level(spoken.word) or _kind(spoken) in self.trusted
        is_special = any(len(part) > 1 and not part.isdigit() and part not in _ROMAN for part in spoken.code)
        return _kind(spoken) in self.trusted or (is_special and spoken.code == key_of(item.code))

    def spoken(self, text: str) -> Spoken | None:
        """The word and the code that a heading begins with, or ends with in brackets."""
        if not self.may_name(text):
            return None
        for match in filter(None, (form.match(text) for form in (*_HEADS, *_TAILS))):
            inner = self.spoken(match["rest"]) if not match["word"] else None
            if inner is not None and self.is_level(inner.word):  # 3.1 Outcome 1: the file's own number stands first
                at = match.start("rest")
                return replace(inner, start=inner.start + at, end=inner.end + at)
            items = self.items_with(key_of(match["code"]), match["word"])
            if items and (any(map(str.isdigit, match["code"])) or _is_apart(match)):
                return Spoken(match["word"], key_of(match["code"]), items, *match.span("code"), match["rest"])
        return None

    def items_with(self, code: Code, word: str) -> tuple[Item, ...]:
        """The items with a code, written as it is or in other figures; those of the word's level before others."""
        exact, alike = self.by_code.get(code, []), self.by_figures.get(_figures(code), [])
        levels = self.levels_of(word)
        for items in (exact, alike):
            if there := [item for item in items if item.level in levels]:
                return tuple(there)
        return tuple(exact or alike)

    def is_level(self, word: str) -> bool:
        """Whether a word is one for a level of the roadmap, or of roadmaps."""
        tokens = _tokens(word)
        return bool(self.levels_of(word)) or bool({*tokens[:1], *tokens[-1:]} & _LEVELS)

    def levels_of(self, word: str) -> set[int]:
        """The levels of the roadmap that a word, or the beginning of their names, is the word for; from 1."""
        tokens = _tokens(word)
        ends = [tokens[start:] for start in range(len(tokens))]
        return {
            position
            for position, names in enumerate(self.levels, start=1)
            if any(name and all(map(str.__eq__, end, name)) for end in ends for name in names)
        }

    def likeness(self, item: Item, text: str) -> float:
        """How alike a text is to the title of an item; where one is the beginning of the other, they are the same."""
        written = plain(text).split()
        most = 0.0
        for title in self.own[id(item)]:
            wanted = plain(title).split()
            shorter = min(len(wanted), len(written))
            begins = shorter > 1 and wanted[:shorter] == written[:shorter]
            most = max(most, SAME if begins else 0.0, similarity(title, text))
        return most

    def by_title(self, *texts: str) -> tuple[float, list[Item]]:
        """The items with the title most alike to a text, and how alike, from SAME on; (0, none) where none is."""
        best, found = SAME, []
        for text in texts:
            written = tuple(plain(text).split())
            bag = Counter(written)
            for wanted, (title, own, items) in self.titles.items():
                enough = best * (len(written) + len(wanted)) / 2
                if min(len(written), len(wanted)) < enough or (bag & own).total() < enough:
                    continue
                score = similarity(title, text)
                if score > best:
                    best, found = score, []
                if score == best:
                    found += [item for item in items if item not in found]
        return (best, found) if found else (0.0, [])


def key_of(code: str) -> Code:
    """The parts of a code, its digits those of ASCII."""
    figures = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in code)
    return parts_of(figures)


def priority_of(code: str, names: ItemNames) -> str:
    """The priority of a code that the roadmap does not have, by the codes beside it; "" where they do not say."""
    parts = key_of(code)
    for stem in (parts[:depth] for depth in range(len(parts) - 1, 0, -1)):
        found = {
            item.priority for known, items in names.by_code.items() if known[: len(stem)] == stem for item in items
        }
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def _rests(text: str) -> Iterator[str]:
    """What stands beside a word and a code that are not the roadmap's: Chapter 7: Prevention."""
    return (match["rest"] for form in _HEADS if (match := form.match(text)))


def _parted(text: str) -> list[str]:
    """What stands before and after the first sign of a heading: Premier axe : Prévention."""
    return [*re.split(r"([:–—]|\s-\s)", text, maxsplit=1), "", ""][:3]


def _within(items: Sequence[Item], inside: str) -> tuple[Item, ...]:
    """Of items that are alike those under the open priority, else all."""
    return tuple(item for item in items if item.priority == inside and item.level > 1) or tuple(items)


def _kind(spoken: Spoken) -> tuple[str, bool]:
    return " ".join(_tokens(spoken.word)), len(spoken.code) > 1


def _is_apart(match: re.Match[str]) -> bool:
    """Whether letters are a code by what stands around them: a word before, a sign behind, or nothing."""
    return bool(match["word"] or match["sign"].strip() or not match["rest"].strip() or len(match["code"]) > 1)


def _figures(code: Code) -> Code:
    """A code in plain figures: I.1 and OP1.L1 are 1.1."""
    return tuple(_ROMAN.get(part) or re.sub(r"^[^\W\d_]+(?=\d)", "", part) for part in code)


def _tokens(words: str) -> tuple[str, ...]:
    """The words of the name of a level, without accents, plural and the Arabic article."""
    return tuple(one.removeprefix("ال").rstrip("s") for one in plain(words).split())
