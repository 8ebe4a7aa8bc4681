"""The kinds of answer: the shape of each one's value, what is accepted, and how it reads as plain text.

    kind       per language   value (JSON)
    rich_text  yes            a document of richtext.schema
    line       yes            text without line breaks, at most LINE_LIMIT characters
    choice     no             the code of one option
    several    no             {"codes": [code, …], "other": {language: text}}, codes in the order of the options;
                              "other" only where the option that takes a text is chosen and has one
    scale      no             a whole number
    group      no             none of its own: each item answers the group's fields

None is the value of no answer, for every kind. `clean` is the one door for forms, imports and commands; it returns
the value to be stored or raises InvalidAnswer. `options` are those valid for the question in that report: the ones
of its `options_from`, then its own.
"""

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bilingual.languages import LANGUAGES
from bilingual.text import Text
from questionnaires.schema import Option, Question
from richtext.cleaning import normalise
from richtext.reading import is_blank, to_text
from richtext.schema import InvalidDocument, validate

LINE_LIMIT = 500

Options = tuple[Option, ...]


class InvalidAnswer(ValueError):
    """The answer cannot be stored. `message` tells the person why, in their language."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Kind(ABC):
    """What all kinds share. `per_language` says whether each language has an answer of its own."""

    per_language = False

    def clean(self, raw: Any, question: Question, options: Options = ()) -> Any:
        """The value to be stored. Raises InvalidAnswer."""
        return None if raw is None else self.accept(raw, question, options)

    @abstractmethod
    def accept(self, raw: Any, question: Question, options: Options) -> Any:
        """The value for an answer that is not None. Raises InvalidAnswer."""

    def is_blank(self, value: Any) -> bool:
        """Whether nothing has been answered."""
        return value is None

    def text(self, value: Any, options: Options, language: str) -> str:
        """The answer as plain text, the labels of options in `language`."""
        return "" if self.is_blank(value) else self.read(value, options, language)

    def read(self, value: Any, options: Options, language: str) -> str:
        """The plain text of an answer that is not blank."""
        return str(value)


class RichText(Kind):
    per_language = True

    def accept(self, raw: Any, question: Question, options: Options) -> Any:
        document = normalise(raw)
        try:
            validate(document)
        except InvalidDocument as error:
            raise InvalidAnswer(error.message) from error
        return document

    def is_blank(self, value: Any) -> bool:
        return value is None or is_blank(value)

    def read(self, value: Any, options: Options, language: str) -> str:
        return to_text(value)


class Line(Kind):
    per_language = True

    def accept(self, raw: Any, question: Question, options: Options) -> str:
        return _clean_line(raw)

    def is_blank(self, value: Any) -> bool:
        return not value


class Choice(Kind):
    def accept(self, raw: Any, question: Question, options: Options) -> str:
        return _find(raw, options).code

    def is_blank(self, value: Any) -> bool:
        return not value

    def read(self, value: Any, options: Options, language: str) -> str:
        return _label(value, options, language)


class Several(Kind):
    def accept(self, raw: Any, question: Question, options: Options) -> dict[str, Any]:
        if not isinstance(raw, Mapping) or set(raw) - {"codes", "other"} or not isinstance(raw.get("codes"), list):
            raise InvalidAnswer(_("The choices could not be read. Reload the page and tick them again."))
        chosen = {_find(code, options).code for code in raw["codes"]}
        codes = [option.code for option in options if option.code in chosen]
        for option in options:
            if option.exclusive and option.code in chosen and len(chosen) > 1:
                raise InvalidAnswer(
                    _("“%(option)s” cannot be combined with another choice.") % {"option": _own_label(option)}
                )
        other = self._clean_other(raw.get("other"), options, chosen)
        return {"codes": codes, "other": other} if other else {"codes": codes}

    def _clean_other(self, raw: Any, options: Options, chosen: set[str]) -> dict[str, str]:
        if raw is None:
            return {}
        if not isinstance(raw, Mapping) or set(raw) - set(LANGUAGES):
            raise InvalidAnswer(_("The text for “other” could not be read. Reload the page and write it again."))
        lines = {language: _clean_line(raw[language]) for language in LANGUAGES if language in raw}
        texts = {language: line for language, line in lines.items() if line}
        takers = [option for option in options if option.other]
        if texts and not takers:
            raise InvalidAnswer(_("None of the choices of this question takes a text."))
        if texts and takers[0].code not in chosen:
            raise InvalidAnswer(
                _("There is a text for “%(option)s”, which is not ticked. Tick it, or remove the text.")
                % {"option": _own_label(takers[0])}
            )
        return texts

    def is_blank(self, value: Any) -> bool:
        return not value or not value["codes"]

    def read(self, value: Any, options: Options, language: str) -> str:
        """One choice a line, the text of the other one in brackets behind it."""
        other = Text(value.get("other")).in_language(language).text
        takers = {option.code for option in options if option.other}
        labels = ((code, _label(code, options, language)) for code in value["codes"])
        return "\n".join(f"{label} ({other})" if other and code in takers else label for code, label in labels)


class Scale(Kind):
    def accept(self, raw: Any, question: Question, options: Options) -> int:
        # True is an int to Python, never to a reader.
        if type(raw) is not int or not question.minimum <= raw <= question.maximum:
            raise InvalidAnswer(
                _("Choose a whole number from %(minimum)s to %(maximum)s.")
                % {"minimum": question.minimum, "maximum": question.maximum}
            )
        return raw


class Group(Kind):
    def accept(self, raw: Any, question: Question, options: Options) -> Any:
        raise InvalidAnswer(_("This question is answered field by field, not as a whole."))


KINDS: Mapping[str, Kind] = {
    "rich_text": RichText(),
    "line": Line(),
    "choice": Choice(),
    "several": Several(),
    "scale": Scale(),
    "group": Group(),
}


def _clean_line(raw: Any) -> str:
    if not isinstance(raw, str):
        raise InvalidAnswer(_("The text could not be read. Reload the page and write it again."))
    line = raw.replace("\t", " ").strip()
    if len(line.splitlines()) > 1:
        raise InvalidAnswer(_("Write this on one line, without line breaks."))
    # Control characters and halves of surrogate pairs, which no database takes.
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in line):
        raise InvalidAnswer(_("This text contains a character that cannot be printed. Remove it."))
    if len(line) > LINE_LIMIT:
        raise InvalidAnswer(
            _("Write at most %(limit)s characters here; there are %(length)s.")
            % {"limit": LINE_LIMIT, "length": len(line)}
        )
    return line


def _find(code: Any, options: Options) -> Option:
    for option in options:
        if option.code == code:
            return option
    raise InvalidAnswer(_("“%(code)s” is not one of the choices of this question.") % {"code": code})


def _label(code: str, options: Options, language: str) -> str:
    """The option's label, or the bare code of one that is no longer offered, so that the answer stays readable."""
    for option in options:
        if option.code == code:
            return option.label.in_language(language).text
    return code


def _own_label(option: Option) -> str:
    """The label in the reader's language, for a message."""
    return option.label.in_language((get_language() or "en")[:2]).text
