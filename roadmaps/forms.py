"""Forms of a roadmap. They check what was typed; the verbs in actions decide and write."""

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
