"""By which words a text may name the items of a roadmap, and how sure it then is that they are meant."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

LETTERED = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[A-Z]")
_DATE = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2}")
_BETWEEN = re.compile(r"[./–-]")
_WORD = re.compile(r"[^\W\d_]+")


class Named(Mapping[str, Any]):
    """A mapping whose keys are names as a text writes them: the space between words, and in a name of several words the
    capitals, do not matter (eje I, Eje\u00a0I)."""

    def __init__(self, found: Mapping[str, Any]) -> None:
        self._found: dict[str, Any] = {}
        for name, one in found.items():
            self._found.setdefault(folded(name), one)

    def __getitem__(self, name: str) -> Any:
        return self._found[folded(name)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def folded(name: str) -> str:
    """frontend/src/editor/roadmap.ts does the same."""
    words = unicodedata.normalize("NFC", name).split()
    return " ".join(words).lower() if len(words) > 1 else "".join(words)


def is_right_to_left(name: str) -> bool:
    return any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in name)


@dataclass(frozen=True)
class Names:
    """What a written text is searched for: the codes of a roadmap, each with its level, and what its levels are called.
    Plain data, for the process in which files are read."""

    codes: Mapping[str, int]
    words: Mapping[str, Collection[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, codes: "Names | Collection[str]") -> "Names":
        """Codes alone: their parts tell the level."""
        return codes if isinstance(codes, Names) else cls({code: len(_BETWEEN.split(code)) for code in codes})


def is_certain(code: str, codes: Collection[str]) -> bool:
    """Whether a code of the roadmap is meant wherever it is written: 1.2.C, 1.1.1, I.1, M17 or Eje I, but not 3.1, 2,
    CC, A.b, nor a date. A4 and G7 are something else more often than not, unless the roadmap counts on to 10."""
    words = code.split()
    if len(words) > 1:
        rest = words[-1]
        is_counted = any(map(str.isdigit, rest)) or rest.isupper() or len(_BETWEEN.split(rest)) > 1
        return len(words[0]) > 1 and words[0].isalpha() and is_counted
    parts = _BETWEEN.split(code)
    has_digit, has_letter = any(map(str.isdigit, code)), any(map(str.isalpha, code))
    if len(parts) > 1:
        return has_digit and (has_letter or (len(parts) > 2 and not _DATE.fullmatch(code)))
    return has_digit and has_letter and (len(code) > 2 or f"{code[0]}10" in codes)


def forms(word: str) -> Iterator[tuple[str, bool]]:
    """How a text may write the name of a level in front of a code, and whether for several: as it is, its first word
    or its last, in the plural, without accents."""
    words = _WORD.findall(word)
    if not words:
        return
    heads = {" ".join(words), *(each for each in (words[0], words[-1]) if len(each) > 2)}
    for head in sorted(heads):
        yield from ((written, False) for written in _spellings(head))
        for plural in _plurals(head):
            yield from ((written, True) for written in _spellings(plural))


def _plurals(name: str) -> Iterator[str]:
    endings = (
        (("y", "ies"),),
        (("ión", "iones"), ("ion", "iones"), ("ção", "ções")),
        (("al", "aux"), ("al", "ais")),
        (("", "s"), ("", "es"), ("", "x"), ("", "n"), ("", "en"), ("", "e"), ("", "(s)")),
    )
    for ending, instead in (pair for group in endings for pair in group):
        if name.endswith(ending):
            yield name[: len(name) - len(ending)] + instead
    if " " in name:  # objectifs spécifiques, líneas de acción
        yield " ".join(part if len(part) < 4 else f"{part}s" for part in name.split())
        yield re.sub(r"(\w) ", r"\1s ", name, count=1)


def _spellings(name: str) -> set[str]:
    bare = "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))
    return {unicodedata.normalize("NFC", name).lower(), unicodedata.normalize("NFD", name).lower(), bare.lower()}
