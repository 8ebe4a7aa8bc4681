"""A form field for each kind of question, and the way back from what was posted to the kind's raw value."""

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bilingual.languages import direction
from questionnaires.kinds import KINDS, LINE_LIMIT
from reports.answers.plain_text import from_plain, to_plain
from reports.content.entries import QuestionEntry
from reports.content.templates import document_shown
from richtext.html import to_html

REVISION, OTHER, SHOWN, BASE = "--revision", "--other", "--shown", "--base"
"""What is added to an entry's name: for the revision that the form was filled on, for the text of "other", for the mark
of what the form showed (plain forms send every question; only those that were changed are saved), and for the long text
that the form was filled with, by which two people's changes to it are told apart."""


class Unreadable(ValueError):
    """What was posted is not what the form sends. Its text is for the person."""


class EditorTextarea(forms.Textarea):
    """A hidden text area for a document as JSON, and the text to read until the script of the editor has come."""

    def __init__(self, attrs: dict[str, Any], text: Callable[[], str]) -> None:
        super().__init__(attrs | {"data-rich-text": "", "hidden": True})
        self.text = text

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        area = super().render(name, value, attrs, renderer)
        if not (text := self.text()):
            return area
        before = '{}<div class="reading" data-before-editor lang="{}" dir="{}">{}</div>'
        return format_html(before, area, self.attrs["lang"], self.attrs["dir"], text)


class CountedTextarea(forms.Textarea):
    """A line with a limit, and a count of its characters, which a script shows where it matters."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        area = super().render(name, value, attrs, renderer)
        number = format_html("<span>{}</span>", len(value or ""))
        words = format_html(_("{number} of {limit} characters"), number=number, limit=LINE_LIMIT)
        return format_html('{}<p class="field-count" data-limit="{}" hidden>{}</p>', area, LINE_LIMIT, words)


def rich_text(entry: QuestionEntry, language: str, plain: bool) -> forms.Field:
    """The document as JSON in a hidden text area, which the editor takes the place of; plain text without script."""
    attributes = written(entry, language)

    def text() -> str:
        document = document_shown(entry, language)
        return to_html(document, id_prefix=f"before-{entry.name}-") if document else ""

    widget = forms.Textarea(attributes | {"class": "form-control reading", "rows": 12})
    return forms.CharField(required=False, strip=False, widget=widget if plain else EditorTextarea(attributes, text))


def line(entry: QuestionEntry, language: str, plain: bool) -> forms.Field:
    attributes = written(entry, language) | {"class": "form-control line", "rows": 2}
    return forms.CharField(required=False, widget=CountedTextarea(attributes))


def choice(entry: QuestionEntry, language: str, plain: bool) -> forms.Field:
    return forms.ChoiceField(required=False, choices=choices(entry), widget=forms.RadioSelect(ticked()))


def several(entry: QuestionEntry, language: str, plain: bool) -> forms.Field:
    return forms.MultipleChoiceField(
        required=False, choices=choices(entry), widget=forms.CheckboxSelectMultiple(ticked())
    )


def scale(entry: QuestionEntry, language: str, plain: bool) -> forms.Field:
    degrees = range(entry.question.minimum or 0, (entry.question.maximum or 10) + 1)
    return forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        choices=[(degree, str(degree)) for degree in degrees],
        widget=forms.RadioSelect(ticked()),
    )


BUILDERS: dict[str, Callable[[QuestionEntry, str, bool], forms.Field]] = {
    "rich_text": rich_text,
    "line": line,
    "choice": choice,
    "several": several,
    "scale": scale,
}


def written(entry: QuestionEntry, language: str) -> dict[str, str]:
    """The attributes of a field that text is written in."""
    return {
        "lang": language,
        "dir": direction(language),
        "aria-labelledby": f"label-{entry.name}",
        "aria-describedby": f"help-{entry.name} state-{entry.name}",
        "autocomplete": "off",
    }


def ticked() -> dict[str, str]:
    return {"class": "form-check-input", "autocomplete": "off"}


def choices(entry: QuestionEntry) -> list[tuple[str, str]]:
    """The codes; the template writes the labels, each in its language."""
    return [(option.code, option.code) for option in entry.options]


def initial(entry: QuestionEntry, language: str, plain: bool = False) -> dict[str, Any]:
    """What stands in the entry's fields when the page opens, by the names of the fields."""
    answer = entry.answers.get(language if entry.per_language else "")
    value = answer.value if answer else None
    fields = {entry.name: value, entry.name + REVISION: answer.revision if answer else 0}
    if entry.question.kind == "rich_text":
        document = document_shown(entry, language)
        fields[entry.name] = (
            to_plain(document) if plain else json.dumps(document, ensure_ascii=False) if document else ""
        )
        fields[entry.name + BASE] = json.dumps(document, ensure_ascii=False) if plain and document else ""
    elif entry.question.kind == "several":
        value = value or {"codes": []}
        fields |= {entry.name: value["codes"], entry.name + OTHER: value.get("other", {}).get(language, "")}
    if plain:
        fields[entry.name + SHOWN] = mark_of(entry, fields)
    return fields


def mark_of(entry: QuestionEntry, fields: Mapping[str, Any]) -> str:
    """A short mark of what stands in the entry's fields, the same for what the page shows and what it sends back."""
    values = []
    for name in (entry.name, entry.name + OTHER):
        value = fields.get(name)
        values += [str(each) for each in value] if isinstance(value, list) else ["" if value is None else str(value)]
    return sha256("\x1f".join(values).replace("\r\n", "\n").strip("\x1f").encode()).hexdigest()[:12]


def is_as_shown(entry: QuestionEntry, data: Mapping[str, Any]) -> bool:
    """Whether a plain form sends this question back as it showed it."""
    shown = data.get(entry.name + SHOWN)
    if not shown:
        return False
    values = data.getlist(entry.name) if entry.question.kind == "several" else data.get(entry.name)
    return shown == mark_of(entry, {entry.name: values, entry.name + OTHER: data.get(entry.name + OTHER)})


def raw_value(entry: QuestionEntry, cleaned: dict[str, Any], language: str, plain: bool = False) -> Any:
    """The value as the entry's kind takes it; None where nothing was answered. Raises Unreadable."""
    value = cleaned.get(entry.name)
    kind = entry.question.kind
    if kind == "rich_text":
        shown = base_of(entry, cleaned) or document_shown(entry, language)
        return from_plain(value, shown) if plain else document_of(value)
    if kind == "line":
        return " ".join(value.split()) or None
    if kind == "several":
        return several_value(entry, value, cleaned.get(entry.name + OTHER, ""), language)
    return None if value == "" else value


def base_of(entry: QuestionEntry, cleaned: dict[str, Any]) -> dict[str, Any] | None:
    """The long text that the form was filled with, if it says so; None where it does not, or what it says is none."""
    try:
        document = json.loads(cleaned.get(entry.name + BASE) or "null")
        return KINDS[entry.question.kind].clean(document, entry.question)
    except (ValueError, RecursionError):  # InvalidAnswer too
        return None


def document_of(value: str) -> Any:
    try:
        return json.loads(value) if value else None
    except ValueError:
        raise Unreadable(
            _("This text did not arrive whole. It has not been saved; keep this page open and try again.")
        ) from None


def several_value(entry: QuestionEntry, codes: list[str], other: str, language: str) -> dict[str, Any] | None:
    """The choices, with the text of "other" in every language; without its tick the text does not count."""
    if not any(option.other and option.code in codes for option in entry.options):
        return {"codes": codes} if codes else None
    standing = entry.answers.get("")
    texts = dict((standing.value or {}).get("other", {})) if standing else {}
    texts = {code: text for code, text in (texts | {language: other.strip()}).items() if text}
    return {"codes": codes, "other": texts} if texts else {"codes": codes}
