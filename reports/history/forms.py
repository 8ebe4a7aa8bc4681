"""Since when, and in which part, the changes of a report are looked at."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from reports.content.entries import ReportContent
from reports.models import Snapshot

FROZEN_AT = {
    Snapshot.Occasion.REVIEW: gettext_lazy("the text went to the forum"),
    Snapshot.Occasion.PROPOSAL: gettext_lazy("the text was proposed for signature"),
    Snapshot.Occasion.SUBMISSION: gettext_lazy("the text was signed"),
}


class SinceForm(forms.Form):
    """Sent with GET. What it does not understand counts as not said."""

    VISIT, YESTERDAY, WEEK, FROZEN, DAY = "visit", "yesterday", "week", "frozen", "day"

    since = forms.ChoiceField(required=False, label=gettext_lazy("Since"))
    day = forms.DateField(
        required=False, label=gettext_lazy("The day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    part = forms.ChoiceField(required=False, label=gettext_lazy("Part"))

    def __init__(self, data, *, content: ReportContent, frozen: Snapshot | None) -> None:
        super().__init__(data, auto_id="id-%s")
        choices = [
            (self.VISIT, _("you were last here")),
            (self.YESTERDAY, _("yesterday")),
            (self.WEEK, _("a week ago")),
        ]
        if frozen:
            choices.append((self.FROZEN, FROZEN_AT[frozen.occasion]))
        self.fields["since"].choices = [*choices, (self.DAY, _("another day"))]
        language = get_language() or "en"
        parts = [(section.key, section.title.plain(language)) for section in content.sections if section.asked]
        self.fields["part"].choices = [("", _("the whole report")), *parts]

    @property
    def chosen(self) -> str:
        """Since when; a day alone says enough."""
        if not self.is_valid():
            return self.VISIT
        return self.cleaned_data["since"] or (self.DAY if self.cleaned_data["day"] else self.VISIT)

    @property
    def wanted(self) -> str:
        """The key of the part that is looked at; "" for the whole report."""
        return self.cleaned_data.get("part", "") if self.is_valid() else ""

    def start(self) -> datetime:
        """The first moment of the day that was chosen."""
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        if self.chosen == self.DAY and (day := self.cleaned_data["day"]):
            return today.replace(year=day.year, month=day.month, day=day.day)
        return today - timedelta(days=7 if self.chosen == self.WEEK else 1)
