"""The form of a section: built from the edition, one field per question asked, in one language at a time."""

from collections.abc import Iterator
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.template.loader import render_to_string

from reports.content import Entry, SectionContent
from reports.forms.fields import BUILDERS, OTHER, REVISION, initial


class EntryBlock(LayoutObject):
    """The place of one entry on the page: a question, a question under a condition, or the group of next steps."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    @property
    def template(self) -> str:
        if self.entry.is_group:
            return "reports/_group.html"
        return "reports/_slot.html" if self.entry.question.condition else "reports/_question.html"

    def render(self, form, context, template_pack=None, *, swap: bool = False, **kwargs):
        """The entry's HTML. `context` brings the report and the reader; `swap` marks it for a page that is open."""
        shared = {"report": context["report"], "user": context["user"], "swap": swap}
        if self.entry.is_group:
            return render_to_string(self.template, self.group_context(form, shared) | shared)
        return render_to_string(self.template, form.context_of(self.entry) | shared)

    def group_context(self, form: "SectionForm", shared: dict[str, Any]) -> dict[str, Any]:
        nested = shared | {"swap": False, "nested": True}
        steps = [
            {
                "step": step,
                "number": number,
                "fields": [
                    render_to_string("reports/_question.html", form.context_of(part) | nested) for part in step.entries
                ],
            }
            for number, step in enumerate(self.entry.steps, start=1)
        ]
        return {"entry": self.entry, "steps": steps, "removed": form.removed, "locked": form.locked}


class SectionForm(forms.Form):
    """The questions of a section that are asked now, to be answered in `language`.

    Nothing is required here: a draft is saved as far as it goes, and what is missing is told apart (content.missing).
    `removed` are the steps taken out of the group, which can be brought back.
    """

    use_required_attribute = False

    def __init__(self, section: SectionContent, language: str, *, languages, removed=(), locked="", data=None) -> None:
        self.section, self.language, self.languages = section, language, languages
        self.removed, self.locked = removed, locked
        self.outcomes: dict[str, Any] = {}
        values: dict[str, Any] = {}
        for entry in self.answerable():
            values |= initial(entry, language)
        super().__init__(data=data, initial=values, auto_id="id-%s")
        for entry in self.answerable():
            self.add(entry)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*(EntryBlock(entry) for entry in section.entries))

    def add(self, entry: Entry) -> None:
        self.fields[entry.name] = BUILDERS[entry.question.kind](entry, self.language)
        self.fields[entry.name].disabled = bool(self.locked)
        self.fields[entry.name + REVISION] = forms.IntegerField(
            required=False, min_value=0, widget=forms.HiddenInput({"data-revision": "", "autocomplete": "off"})
        )
        if entry.question.kind == "several":
            self.fields[entry.name + OTHER] = forms.CharField(
                required=False,
                disabled=bool(self.locked),
                widget=forms.TextInput({"class": "form-control", "lang": self.language, "autocomplete": "off"}),
            )

    def answerable(self) -> Iterator[Entry]:
        """Every entry that has a field here: those asked now, and the fields of each step."""
        for entry in self.section.entries:
            if not entry.is_group and entry.is_asked:
                yield entry
            for step in entry.steps:
                yield from step.entries

    def posted(self) -> list[Entry]:
        """The entries that came with this request; a page that saves by itself sends only what changed."""
        return [entry for entry in self.answerable() if entry.name + REVISION in self.data]

    def context_of(self, entry: Entry) -> dict[str, Any]:
        """What the template of one question needs."""
        if entry.name not in self.fields:
            return {"entry": entry, "field": None}
        standing = entry.answers.get(self.language if entry.per_language else "")
        beside = [code for code in self.languages if code != self.language and entry.per_language and code in entry.filled]
        return {
            "entry": entry,
            "language": self.language,
            "field": self[entry.name],
            "revision": self[entry.name + REVISION],
            "other": self[entry.name + OTHER] if entry.name + OTHER in self.fields else None,
            "answer": standing,
            "beside": [(code, entry.filled[code]) for code in beside],
            "outcome": self.outcomes.get(entry.name),
            "locked": self.locked,
        }
