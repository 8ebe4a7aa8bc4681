"""What to export of several reports: languages and formats, any number of each."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from bilingual.languages import LANGUAGES
from publications.export import FORMATS
from reports.models import Report

LARGEST = 600
"""So many files at once: thirty countries, five years, two languages, two formats."""

OFFERED = ("pdf", "docx", "json", "xlsx")
BOX = {"class": "form-check-input"}


def language_choices() -> list[tuple[str, str]]:
    """Each language of reports, then all of them together."""
    names = " + ".join(language.name for language in LANGUAGES.values())
    together = ("+".join(sorted(LANGUAGES, reverse=True)), format_lazy("{}, {}", names, _("answer by answer")))
    return [*((code, language.name) for code, language in LANGUAGES.items()), together]


class BulkForm(forms.Form):
    """The reports come from the desk and stay in hidden fields."""

    report = forms.ModelMultipleChoiceField(
        queryset=Report.objects.select_related("country", "campaign").order_by(
            "-campaign__year", "country__code", "pk"
        ),
        widget=forms.MultipleHiddenInput,
        error_messages={"required": _("Choose at least one report.")},
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        widget=forms.CheckboxSelectMultiple(attrs=BOX),
        error_messages={"required": _("Choose at least one language.")},
    )
    formats = forms.MultipleChoiceField(
        label=_("Formats"),
        choices=[(name, FORMATS[name].label) for name in OFFERED],
        initial=["pdf"],
        widget=forms.CheckboxSelectMultiple(attrs=BOX),
        error_messages={"required": _("Choose at least one format.")},
    )

    def __init__(self, *args, language: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = language_choices()
        self.fields["languages"].initial = [language]

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors:
            files = len(cleaned["report"]) * len(cleaned["languages"]) * len(cleaned["formats"])
            if files > LARGEST:
                raise forms.ValidationError(
                    _("These would be %(files)s files; at most %(largest)s can be made at once.")
                    % {"files": files, "largest": LARGEST}
                )
        return cleaned
