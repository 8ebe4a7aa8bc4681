"""The forms of the forum's review, until when it answers and what a working group says; when a report is due."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from bilingual.forms import BilingualFormField
from reports.models import ForumAnswer, Report, Snapshot
from reports.signoff.endorsements import LONGEST_OBSERVATION
from reports.signoff.forum_review import GroupLine
from roadmaps.forms import DayInput

Choice = ForumAnswer.Choice
CHOICES = (
    (Choice.ENDORSE, _("The group endorses the report")),
    (Choice.ABSTAIN, _("The group abstains")),
    (Choice.OBSERVATION, _("The group attaches an observation")),
)
LONGEST_WORD = 20
"""Characters: what a text of so many words may come to at most, before its words are counted."""


class ForumDueForm(forms.Form):
    """Until when the forum answers."""

    forum_due_on = forms.DateField(
        label=_("The forum answers until (optional)"),
        required=False,
        widget=DayInput,
        help_text=_("Chairs who have not answered are reminded a week and a day before, and after it."),
    )

    def clean_forum_due_on(self) -> date | None:
        day = self.cleaned_data["forum_due_on"]
        if day and day < localdate():
            raise ValidationError(_("Choose a day that is not over."))
        return day


SHORTEST = timedelta(weeks=6)
"""A due date that is nearer than this is asked about."""


class DueForm(forms.Form):
    """When reports are due. A date that has passed, or is near, is asked about: `is_sure` is shown then."""

    due_on = forms.DateField(label=_("Due date"), widget=DayInput)
    is_sure = forms.BooleanField(label=_("Yes, this date"), required=False, widget=forms.HiddenInput)

    def clean(self) -> dict:
        cleaned = super().clean()
        day, today = cleaned.get("due_on"), localdate()
        if day and day < today + SHORTEST and not cleaned.get("is_sure"):
            self.fields["is_sure"].widget = forms.CheckboxInput()
            self.add_error("due_on", PASSED if day < today else NEAR)
        return cleaned


PASSED = _("This date has passed: what is not submitted is late at once. Choose another one, or confirm it below.")
NEAR = _("This date is less than six weeks away. Choose another one, or confirm it below.")


class OwnDueForm(DueForm):
    """When one report is due."""

    due_on = forms.DateField(
        label=_("Due date of this country (optional)"),
        required=False,
        widget=DayInput,
        help_text=_("If you leave it empty, the date of the campaign holds."),
    )


class ReviewForm(forms.Form):
    """What a group says of the frozen text. It carries the hash of that text, and the answer that it showed.

    It begins with what the group answered, or had answered to the text before.
    """

    choice = forms.ChoiceField(label=_("The group’s answer"), choices=CHOICES, widget=forms.RadioSelect)
    sha256 = forms.CharField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data=None, *, report: Report, snapshot: Snapshot, line: GroupLine) -> None:
        initial = {"sha256": snapshot.sha256, "seen": line.answer.revision if line.answer else 0}
        if answer := line.answer or line.earlier:
            initial |= {"choice": answer.choice, "text": answer.text}
        super().__init__(data, initial=initial, auto_id=f"group-{line.group.pk}-%s")
        self.line = line
        self.fields["text"] = BilingualFormField(
            label=_("Observation"),
            languages=report.country.languages,
            multiline=True,
            required=False,
            max_length=LONGEST_OBSERVATION * LONGEST_WORD,
            help_text=_(
                "Only for an observation. It is printed with the report, in the languages in which you write it. An "
                "empty line begins a new paragraph."
            ),
        )
        self.order_fields(["choice", "text", "sha256", "seen"])
