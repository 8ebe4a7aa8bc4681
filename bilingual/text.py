"""One text in several languages, and what comes out when one of them is asked for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from bilingual.languages import LANGUAGES, direction


def in_its_language(code: str, text: str) -> SafeString:
    """A piece of text as HTML that says its language and its direction."""
    return format_html('<span lang="{}" dir="{}">{}</span>', code, direction(code), text)


@dataclass(frozen=True)
class Rendered:
    """A text together with the language that it really is in ("" where there is no text at all)."""

    text: str
    language: str
    requested: str

    @property
    def is_other(self) -> bool:
        """Whether this is another language than the one asked for."""
        return bool(self.language) and self.language != self.requested

    def __str__(self) -> str:
        return self.text


class Text(Mapping[str, str]):
    """An immutable mapping from language code to text. Empty texts are left out; unknown languages are refused."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str] | None = None) -> None:
        unknown = set(texts or {}) - set(LANGUAGES)
        if unknown:
            raise ValueError(f"unknown language: {', '.join(sorted(unknown))}")
        self._texts = {code: texts[code].strip() for code in LANGUAGES if texts and (texts.get(code) or "").strip()}

    @classmethod
    def of(cls, **texts: str) -> "Text":
        return cls(texts)

    def in_language(self, language: str, others: Iterable[str] = ()) -> Rendered:
        """The text in this language; failing that in one of the others, or in any, which the result names."""
        for code in (language, *others, *self._texts):
            if code in self._texts:
                return Rendered(self._texts[code], code, language)
        return Rendered("", "", language)

    def missing(self, languages: list[str] | tuple[str, ...]) -> list[str]:
        """Those of the languages in which nothing is written."""
        return [code for code in languages if code not in self._texts]

    def __getitem__(self, language: str) -> str:
        return self._texts[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and dict(self) == dict(other)

    def __hash__(self) -> int:
        return hash(tuple(self._texts.items()))

    def __repr__(self) -> str:
        return f"Text({self._texts!r})"
