"""The form that opens a campaign."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.answers.opening import FIRST_YEAR, LAST_YEAR, due_day


class CampaignForm(forms.Form):
    """A year, and the day by which its reports are due: the usual one where none is given."""

    year = forms.IntegerField(
        label=_("Year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=_("The year in which the reporting period ends: 2024 is May 2023 to April 2024."),
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
    )
    due_on = forms.DateField(
        label=_("Due date (optional)"),
        required=False,
        help_text=_("If you leave it empty: 31 July of that year."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"class": "form-control", "type": "date"}),
        input_formats=["%Y-%m-%d"],
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        year, due_on = cleaned.get("year"), cleaned.get("due_on")
        if year and due_on and not due_day(year).replace(month=5, day=1) <= due_on:
            self.add_error("due_on", _("The due date must lie after the end of the period, in April of that year."))
        return cleaned
