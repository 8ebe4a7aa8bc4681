"""Forms of a roadmap. They check what was typed; the verbs in actions decide and write."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bilingual.forms import BilingualFormField
from bilingual.languages import offered
from forum.models import Country
from roadmaps.changes import FIELDS, LEVEL_NAMES
from roadmaps.codes import CODE_LIMIT
from roadmaps.display import label_of
from roadmaps.importing import FILE_LIMIT, READERS
from roadmaps.importing.reading import TITLE_LIMIT
from roadmaps.models import Item
from roadmaps.replacing import Line

NAME_LIMIT = 60


class SeenForm(forms.Form):
    """A form that carries the mark of what its page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, country: Country, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.country = country

    def again(self, mark: str) -> "SeenForm":
        """With what was typed, standing on what is there now: to save it once more is to choose it."""
        data = self.data.copy()
        data["seen"] = mark
        return type(self)(data, country=self.country, auto_id=self.auto_id)


def title_field(country: Country) -> BilingualFormField:
    languages = offered(country.languages)
    return BilingualFormField(label=_("Title"), languages=languages, multiline=True, max_length=TITLE_LIMIT)


class ItemForm(SeenForm):
    """The code and the title of an item."""

    code = forms.CharField(
        label=_("Code (optional)"),
        max_length=CODE_LIMIT,
        required=False,
        help_text=_("As the roadmap has it: 1.2.C, M17, Eje I. Each code stands there once."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "roadmap-code-box"}),
    )

    def __init__(self, *args, country: Country, **kwargs) -> None:
        super().__init__(*args, country=country, **kwargs)
        self.fields["title"] = title_field(country)
        if not self.is_bound:  # with an error, the focus goes to what says so
            self.fields["title"].widget.widgets[0].attrs["autofocus"] = True


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"class": "roadmap-day-box"})


class RoadmapForm(SeenForm):
    """What the roadmap says of itself."""

    adopted_on = forms.DateField(label=_("Adopted on (optional)"), required=False, widget=DayInput)
    valid_from = forms.DateField(label=_("Valid from (optional)"), required=False, widget=DayInput)
    valid_to = forms.DateField(label=_("Valid to (optional)"), required=False, widget=DayInput)

    def __init__(self, *args, country: Country, **kwargs) -> None:
        super().__init__(*args, country=country, **kwargs)
        self.fields["title"] = title_field(country)
        for name in LEVEL_NAMES:
            self.fields[name] = BilingualFormField(
                label=_("%(name)s (optional)") % {"name": label_of(name).capitalize()},
                languages=offered(country.languages),
                required=False,
                max_length=NAME_LIMIT,
            )
        self.order_fields(["seen", *FIELDS])

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in FIELDS}


class FileForm(forms.Form):
    """The file of a roadmap. What is in it is read by roadmaps.importing."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, Excel (.xlsx) or YAML, up to 1 MB"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(READERS)}),
    )

    def read(self) -> tuple[str, bytes]:
        """The file's name and content; of a file that is too large only as much as shows it."""
        file = self.cleaned_data["file"]
        return file.name, file.read(FILE_LIMIT + 1)


class ReplacementsForm(forms.Form):
    """For each item of the version before what replaces it, chosen by typing; nothing for nothing.

    `lines` are roadmaps.replacing.Line, `labels` the items of the new version by what one types.
    """

    def __init__(self, *args, lines: Sequence[Line], labels: Mapping[str, Item], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.labels = lines, labels
        label_of_item = {item.pk: label for label, item in labels.items()}
        for line in lines:
            new = line.new.pk if line.new else None
            self.fields[f"item_{line.old.pk}"] = forms.CharField(
                label=line.label,
                required=False,
                initial=label_of_item.get(new, ""),
                widget=forms.TextInput(attrs={"list": "new-items", "autocomplete": "off"}),
            )
            self.fields[f"seen_{line.old.pk}"] = forms.CharField(
                required=False, initial=new or "", widget=forms.HiddenInput
            )

    def clean(self) -> dict[str, Any]:
        self.chosen: dict[int, int | None] = {}
        self.seen: dict[int, int | None] = {}
        for line in self.lines:
            key = line.old.pk
            typed, seen = (self.cleaned_data.get(f"{name}_{key}", "") for name in ("item", "seen"))
            self.seen[key] = int(seen) if seen.isdecimal() else None
            if typed and typed not in self.labels:
                self.add_error(f"item_{key}", _("Choose one of the items of the new version, or leave it empty."))
            self.chosen[key] = self.labels[typed].pk if typed in self.labels else None
        return self.cleaned_data

    def again(self, lines: Sequence[Line]) -> "ReplacementsForm":
        """With what was typed, standing on what is there now: to save it once more is to choose it."""
        data = self.data.copy()
        for line in lines:
            data[f"seen_{line.old.pk}"] = str(line.new.pk) if line.new else ""
        form = type(self)(data, lines=lines, labels=self.labels)
        form.full_clean()
        form.add_error(None, self.non_field_errors())
        return form

    @property
    def differing(self) -> list[list[forms.BoundField]]:
        """The fields of what is to be looked at: what is replaced by something else, or by nothing; or has an error."""
        return [self.pair(line) for line in self.lines if not self.is_plain(line)]

    @property
    def same(self) -> list[list[forms.BoundField]]:
        return [self.pair(line) for line in self.lines if self.is_plain(line)]

    def is_plain(self, line: Line) -> bool:
        return line.is_plain and f"item_{line.old.pk}" not in self.errors

    def pair(self, line: Line) -> list[forms.BoundField]:
        return [self[f"item_{line.old.pk}"], self[f"seen_{line.old.pk}"]]
