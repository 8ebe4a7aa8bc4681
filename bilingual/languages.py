"""The three lists of languages (decision 49).

`LANGUAGES` is what a country may write in, and what any text in several languages holds. `INTERFACE` is what the pages
speak; each has a whole catalogue in locale/. What a questionnaire is worded in follows from its files, see
`questionnaires.schema.Edition.languages`.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Language:
    """A language by its ISO 639-1 code, its own name and its writing direction (ltr or rtl).

    `called` is its name within a sentence of the language that is active: in Arabic, en arabe.
    """

    code: str
    name: str
    called: Promise
    direction: str = "ltr"


LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("en", "English", _("English")),
        Language("fr", "Français", _("French")),
        Language("es", "Español", _("Spanish")),
        Language("pt", "Português", _("Portuguese")),
        Language("ar", "العربية", _("Arabic"), "rtl"),
        Language("de", "Deutsch", _("German")),
        Language("nl", "Nederlands", _("Dutch")),
    )
}
"""To add one: its line here, and locale/<code>/ with the words of a document (`bin/messages`)."""

INTERFACE = ("en", "fr")


def direction(code: str) -> str:
    """The writing direction of a language; left to right where it is not known."""
    return LANGUAGES[code].direction if code in LANGUAGES else "ltr"


def offered(languages: list[str]) -> list[str]:
    """The languages of a country's forms: its own, then those of the interface, which everybody else reads."""
    return list(dict.fromkeys([*languages, *INTERFACE]))
