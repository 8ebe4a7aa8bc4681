"""The forms by which a campaign is opened and announced."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bilingual.forms import BilingualFormField
from bilingual.languages import INTERFACE
from bilingual.text import Text
from reports.answers.opening import FIRST_YEAR, LAST_YEAR, due_day

LONGEST_WORDS = 1000
TIME_TO_WRITE = timedelta(weeks=12)


class YearForm(forms.Form):
    """Which campaign it is about."""

    year = forms.IntegerField(
        label=_("Year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=_("The year in which the reporting period ends: 2024 is May 2023 to April 2024."),
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
    )


class AnnouncementForm(forms.Form):
    """What the secretariat adds to the mails that announce a campaign."""

    words = BilingualFormField(
        label=_("A sentence of yours (optional)"),
        multiline=True,
        required=False,
        max_length=LONGEST_WORDS,
        help_text=_("Each reader reads it in their own language."),
    )

    def clean_words(self) -> Text:
        words = self.cleaned_data["words"]
        if words and words.missing(INTERFACE):
            raise ValidationError(_("Write it in French and in English, or leave both empty."))
        return words


def proposed_due(year: int, today: date) -> date:
    """The usual due date of a year; where that has passed, or is near, a date that leaves time to write."""
    return max(due_day(year), today + TIME_TO_WRITE)
