"""The forms of an import: the file to be read, and the decisions on the preview."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from bilingual.languages import LANGUAGES
from files.checks import FORMATS
from questionnaires.schema import Edition
from reports.importing.apply import Choices
from reports.importing.existing import KEEP, REPLACE
from reports.importing.plan import Plan, name


class UploadForm(forms.Form):
    """A file, and the language that it is written in. What is in the file is for reports.importing."""

    file = forms.FileField(
        label=_("File"),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ",".join(FORMATS)}),
    )
    language = forms.ChoiceField(label=_("Language of the file"), widget=forms.RadioSelect)

    def __init__(self, *args, languages: list[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["data-limit"] = settings.UPLOAD_LIMIT
        self.fields["language"].choices = [(code, LANGUAGES[code].name) for code in languages]


def choices_from(data: QueryDict, plan: Plan, edition: Edition) -> Choices:
    """What the preview's form sent. Names that the plan does not have are passed over."""
    return Choices(
        answers={
            answer: data[f"answer-{answer}"]
            for answer in answers(plan)
            if data.get(f"answer-{answer}") in (KEEP, REPLACE)
        },
        seen={
            answer: int(data[f"seen-{answer}"])
            for answer in answers(plan)
            if data.get(f"seen-{answer}", "").isdecimal()
        },
        ticks={
            name(*target): value
            for target in to_tick(plan)
            if (value := tick(data, *target, plan, edition)) is not None
        },
        leftovers={
            index: data[f"leftover-{index}"] for index in range(len(plan.leftovers)) if data.get(f"leftover-{index}")
        },
        places={
            proposed: data[f"place-{proposed}"]
            for proposed in (name(found.key, found.about) for found in plan.found if found.reason)
            if data.get(f"place-{proposed}", proposed) != proposed
        },
        earlier_steps={
            number: data[f"earlier-{number}"]
            for number in range(1, len(plan.earlier_steps) + 1)
            if f"earlier-{number}" in data
        },
    )


def answers(plan: Plan) -> list[str]:
    return [name(answer.key, answer.about) for answer in plan.answers]


def to_tick(plan: Plan) -> list[tuple[str, str]]:
    """(key, about) of what could not be read, and of what a text not matched to a question may answer."""
    unread = [(one.key, one.about) for one in plan.unread]
    return list(dict.fromkeys([*unread, *((one.target, one.target_about) for one in plan.leftovers if one.target)]))


def tick(data: QueryDict, key: str, about: str, plan: Plan, edition: Edition) -> Any:
    """The choice that a person made for one that could not be read; None where nothing was ticked or changed."""
    field = f"tick-{name(key, about)}"
    ticked = [code for code in data.getlist(field) if code]
    if not ticked:
        return None
    question = edition.question(key)
    if question.kind not in ("choice", "several", "scale"):
        return None
    if question.kind == "scale":
        return int(ticked[0]) if ticked[0].isdecimal() else None
    if question.kind == "choice":
        return ticked[0]
    value: dict[str, Any] = {"codes": ticked}
    text = " ".join(data.get(f"{field}-other", "").split())
    if text and any(option.other and option.code in ticked for option in question.options):
        value["other"] = {plan.language: text}
    planned = next((one.value for one in plan.answers if (one.key, one.about) == (key, about)), None)
    return None if value == planned else value
