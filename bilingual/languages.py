"""The languages that content may be written in. Adding one here is all that the fields and forms need."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """A language by its ISO 639-1 code, its own name and its writing direction (ltr or rtl)."""

    code: str
    name: str
    direction: str


LANGUAGES: dict[str, Language] = {
    language.code: language for language in (Language("en", "English", "ltr"), Language("fr", "Français", "ltr"))
}


def direction(code: str) -> str:
    """The writing direction of a language; left to right where it is not known."""
    return LANGUAGES[code].direction if code in LANGUAGES else "ltr"
