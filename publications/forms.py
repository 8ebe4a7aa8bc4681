"""What to export: the language and the format."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from bilingual.languages import LANGUAGES
from forum.models import Country
from publications.export import FORMATS


def language_choices(country: Country) -> list[tuple[str, str]]:
    """Each of the country's languages, then all of them together."""
    spoken = [code for code in country.languages if code in LANGUAGES]
    choices = [(code, LANGUAGES[code].name) for code in spoken]
    if len(spoken) > 1:
        names = " + ".join(LANGUAGES[code].name for code in spoken)
        choices.append(("+".join(spoken), format_lazy("{}, {}", names, _("answer by answer"))))
    return choices


class ExportForm(forms.Form):
    """Radio buttons only; the template draws them."""

    language = forms.ChoiceField(label=_("Language"), widget=forms.RadioSelect(attrs={"class": "form-check-input"}))
    format = forms.ChoiceField(
        label=_("Format"),
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        choices=[(format.name, format.label) for format in FORMATS.values()],
        initial="pdf",
    )

    def __init__(self, *args, country: Country, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices(country)
        self.fields["language"].initial = country.languages[0]
