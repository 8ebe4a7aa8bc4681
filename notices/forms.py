"""The choices of the page of preferences. The verb in preferences.py writes them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from notices.models import Delivery
from notices.preferences import ALL_OTHERS, choices_of, to_choose


class PreferencesForm(forms.Form):
    """One list for all kinds, and one for each kind that a person may turn down."""

    def __init__(self, *args, user, **kwargs) -> None:
        chosen = choices_of(user)
        super().__init__(*args, **kwargs)
        self.kinds = {name.replace(".", "-"): name for name in to_choose()}
        self.fields["all"] = forms.ChoiceField(
            label=_("All notices, unless I choose otherwise below"),
            choices=Delivery.choices,
            initial=chosen.get(ALL_OTHERS, Delivery.NOW),
        )
        for field, kind in self.kinds.items():
            self.fields[field] = forms.ChoiceField(
                label=to_choose()[kind].label,
                choices=[("", _("As above")), *Delivery.choices],
                initial=chosen.get(kind, ""),
                required=False,
            )

    def choices(self) -> dict[str, str]:
        """What was chosen, by kind. At once for all is what holds without a choice."""
        general = self.cleaned_data["all"]
        chosen = {kind: self.cleaned_data[field] for field, kind in self.kinds.items()}
        return {ALL_OTHERS: "" if general == Delivery.NOW else general} | chosen
