"""The form of a country: what it is called, the languages it writes in, its time, and who answers for it first."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bilingual.forms import BilingualFormField
from bilingual.languages import LANGUAGES, offered
from forum.countries import of_country
from forum.models import Country
from forum.people_forms import NAME_LIMIT, language_field


class CountryForm(forms.Form):
    """What can be changed of a country."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, country: Country | None = None, **kwargs) -> None:
        spoken = country.languages if country else []
        if country:
            about = {"name": country.name, "usual": spoken[0], "others": spoken[1:], "time_zone": country.time_zone}
            kwargs["initial"] = about | {"seen": of_country(country)}
        super().__init__(*args, **kwargs)
        first = [*spoken, *(code for code in LANGUAGES if code not in spoken)]
        names = [(code, LANGUAGES[code].name) for code in first]
        self.fields["name"] = BilingualFormField(label=_("Name"), languages=offered(spoken), max_length=NAME_LIMIT)
        self.fields["usual"] = forms.ChoiceField(
            label=_("Usual language"), choices=names, help_text=_("The one in which its reports are written first.")
        )
        self.fields["others"] = forms.MultipleChoiceField(
            label=_("It also writes in (optional)"),
            choices=names,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Time zone"),
            choices=[("", _("That of the site (%(zone)s)") % {"zone": settings.TIME_ZONE}), *zones()],
            required=False,
            help_text=_("All dates and times of its reports are told in it."),
        )

    @property
    def about(self) -> dict[str, object]:
        """What the verbs want to know."""
        chosen = self.cleaned_data
        languages = list(dict.fromkeys([chosen["usual"], *chosen["others"]]))
        return {"name": chosen["name"], "languages": languages, "time_zone": chosen["time_zone"]}


def zones() -> list[tuple[str, str]]:
    return [(zone, zone) for zone in sorted(available_timezones())]


class NewCountryForm(CountryForm):
    """The same with the code, and with somebody to be invited."""

    code = forms.CharField(
        label=_("ISO code"),
        max_length=3,
        help_text=_("Three letters of ISO 3166-1, such as FRA. It stands in addresses and cannot be changed later."),
    )
    email = forms.EmailField(
        label=_("E-mail address of the first focal point (optional)"),
        max_length=254,
        required=False,
        help_text=_("An invitation goes to this address. You can also send it later."),
    )
    person = forms.CharField(label=_("Name of the first focal point"), max_length=150, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = language_field()
        self.fields["language"].label = _("Language of the invitation")
        self.fields["language"].initial = get_language()
        self.order_fields(["code", "name", "usual", "others", "time_zone", "email", "person", "language"])

    def clean_code(self) -> str:
        return self.cleaned_data["code"].upper()

    def clean(self) -> dict:
        cleaned = super().clean()
        for field, other in (("email", "person"), ("person", "email")):
            if cleaned.get(other) and field in cleaned and not cleaned[field]:
                self.add_error(field, _("An invitation needs a name and an e-mail address."))
        return cleaned

    @property
    def focal_point(self) -> dict[str, str] | None:
        chosen = self.cleaned_data
        person = {"email": chosen["email"], "name": chosen["person"], "language": chosen["language"]}
        return person if chosen["email"] else None
