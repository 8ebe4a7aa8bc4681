"""A form field for each kind of question, and the way back from what was posted to the kind's raw value."""

import json
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bilingual.languages import direction
from questionnaires.kinds import LINE_LIMIT
from reports.content import Entry

REVISION, OTHER = "--revision", "--other"
"""What is added to an entry's name for the revision that the form was filled on, and for the text of "other"."""


class RichTextWidget(forms.Textarea):
    """A text area holding the document as JSON, which the editor takes the place of."""

    def __init__(self, language: str, labelled_by: str, described_by: str) -> None:
        super().__init__(
            {
                "data-rich-text": "",
                "lang": language,
                "dir": direction(language),
                "aria-labelledby": labelled_by,
                "aria-describedby": described_by,
                "autocomplete": "off",
            }
        )

    def format_value(self, value: Any) -> str:
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) if value else ""

    def use_required_attribute(self, initial: Any) -> bool:
        return False


def rich_text(entry: Entry, language: str) -> forms.Field:
    return forms.CharField(required=False, strip=False, widget=RichTextWidget(language, *described(entry)))


def line(entry: Entry, language: str) -> forms.Field:
    labelled_by, described_by = described(entry)
    attributes = {"lang": language, "dir": direction(language), "class": "form-control", "rows": 2}
    attributes |= {"aria-labelledby": labelled_by, "aria-describedby": described_by, "data-line": ""}
    return forms.CharField(required=False, max_length=LINE_LIMIT, widget=forms.Textarea(attributes))


def choice(entry: Entry, language: str) -> forms.Field:
    return forms.ChoiceField(required=False, choices=choices(entry), widget=forms.RadioSelect(ticked()))


def several(entry: Entry, language: str) -> forms.Field:
    return forms.MultipleChoiceField(
        required=False, choices=choices(entry), widget=forms.CheckboxSelectMultiple(ticked())
    )


def scale(entry: Entry, language: str) -> forms.Field:
    degrees = range(entry.question.minimum or 0, (entry.question.maximum or 10) + 1)
    return forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        choices=[(degree, str(degree)) for degree in degrees],
        widget=forms.RadioSelect(ticked()),
    )


BUILDERS: dict[str, Callable[[Entry, str], forms.Field]] = {
    "rich_text": rich_text,
    "line": line,
    "choice": choice,
    "several": several,
    "scale": scale,
}


def described(entry: Entry) -> tuple[str, str]:
    """The ids of the label and of the help and state that belong to the field."""
    return f"label-{entry.name}", f"help-{entry.name} state-{entry.name}"


def ticked() -> dict[str, str]:
    return {"class": "form-check-input", "autocomplete": "off"}


def choices(entry: Entry) -> list[tuple[str, str]]:
    return [(option.code, option.label) for option in entry.options]


def initial(entry: Entry, language: str) -> dict[str, Any]:
    """What stands in the entry's fields when the page opens."""
    answer = entry.answers.get(language if entry.per_language else "")
    value = answer.value if answer else None
    fields = {entry.name + REVISION: answer.revision if answer else 0}
    if entry.question.kind == "several":
        value = value or {"codes": []}
        fields[entry.name + OTHER] = value.get("other", {}).get(language, "")
        value = value["codes"]
    fields[entry.name] = value
    return fields


def raw_value(entry: Entry, cleaned: dict[str, Any], language: str) -> Any:
    """The value as the entry's kind takes it; None where nothing was answered. Raises ValueError for broken JSON."""
    value = cleaned.get(entry.name)
    kind = entry.question.kind
    if kind == "rich_text":
        return json.loads(value) if value else None
    if kind == "line":
        return " ".join(value.split()) or None
    if kind == "several":
        standing = entry.answers.get("")
        other = dict((standing.value or {}).get("other", {})) if standing else {}
        other[language] = cleaned.get(entry.name + OTHER, "")
        other = {code: text for code, text in other.items() if text}
        if language not in other and not any(option.other and option.code in value for option in entry.options):
            other = {}  # unticked, and its text taken out: that in the other languages goes with it, into the revision
        return {"codes": value, **({"other": other} if other else {})} if value or other else None
    return None if value == "" else value


def unreadable() -> str:
    return _("This text did not arrive whole. It has not been saved; keep this page open and try again.")
