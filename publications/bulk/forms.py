"""What to export of several reports: languages and formats, any number of each."""

from collections.abc import Iterable

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from bilingual.languages import LANGUAGES
from publications.export import FORMATS
from reports.models import Report
from reports.rights.access import published_of

LARGEST = 600
"""So many files at once: thirty countries, five years, two languages, two formats."""

OFFERED = ("pdf", "docx", "json", "xlsx")
NEWEST, PUBLISHED = "newest", "published"
BOX = {"class": "form-check-input"}


def language_choices(reports: Iterable[Report]) -> list[tuple[str, str]]:
    """Each language in which one of the countries reports, then those of each country together."""
    spoken = {tuple(report.country.languages) for report in reports}
    each = [code for code in LANGUAGES if any(code in languages for languages in spoken)]
    together = sorted(languages for languages in spoken if len(languages) > 1)
    return [(code, LANGUAGES[code].name) for code in each] + [
        (
            "+".join(codes),
            format_lazy("{}, {}", " + ".join(LANGUAGES[code].name for code in codes), _("answer by answer")),
        )
        for codes in together
    ]


class BulkForm(forms.Form):
    """The reports come from the desk and stay in hidden fields."""

    report = forms.ModelMultipleChoiceField(
        queryset=Report.objects.select_related("country", "campaign").order_by(
            "-campaign__year", "country__code", "pk"
        ),
        widget=forms.MultipleHiddenInput,
        error_messages={"required": _("Choose at least one report.")},
    )
    version = forms.ChoiceField(
        label=_("Version"),
        choices=[
            (NEWEST, _("The newest, as on the desk")),
            (PUBLISHED, _("The accepted one; reports without one are left out")),
        ],
        initial=NEWEST,
        required=False,
        widget=forms.RadioSelect(attrs=BOX),
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

    def __init__(self, *args, language: str, reports: Iterable[Report], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = language_choices(reports)
        self.fields["languages"].initial = [language]

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and cleaned.get("version") == PUBLISHED:
            cleaned["report"] = published_of(cleaned["report"])
            if not cleaned["report"]:
                self.add_error("version", _("None of these reports is accepted."))
        if not self.errors:
            files = len(cleaned["report"]) * len(cleaned["languages"]) * len(cleaned["formats"])
            if files > LARGEST:
                raise forms.ValidationError(
                    _("These would be %(files)s files; at most %(largest)s can be made at once.")
                    % {"files": files, "largest": LARGEST}
                )
        return cleaned
