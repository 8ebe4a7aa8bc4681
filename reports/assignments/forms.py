"""The forms of the board: hand out a part, change its date, its reminders or its note."""

from collections.abc import Iterable

from django import forms
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forum.models import User, WorkingGroup
from reports.assignments.reminder_days import day_in_words
from reports.content.entries import SectionContent
from reports.content.places import Place, label, places_in
from reports.models.assignments import NOTE_LIMIT, REMINDER_DAYS, usual_reminders
from roadmaps.forms import DayInput

LABEL_LENGTH = 90
"""So many letters of a question stand in the list of places."""

GONE = {
    "place": _("This is no longer in the report. Choose again; the rest of what you entered is kept."),
    "to": _(
        "They cannot write in this report any more: the role has ended, or the working group is gone. Choose somebody "
        "else; the rest of what you entered is kept."
    ),
}
"""What is said of a choice that the page offered and that went while it was open."""


class DateAndNote(forms.Form):
    """Until when, on which days before to remind, and what there is to say about it."""

    due_on = forms.DateField(label=_("Due on (optional)"), required=False, widget=DayInput)
    remind_days = forms.TypedMultipleChoiceField(
        label=_("Reminders (optional)"),
        required=False,
        coerce=int,
        initial=usual_reminders,
        help_text=_("Before the due date, by mail, as long as the part is not marked as done."),
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=_("Note (optional)"),
        required=False,
        max_length=NOTE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, kept_days: Iterable[int] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        days = sorted({*REMINDER_DAYS, *kept_days}, reverse=True)
        self.fields["remind_days"].choices = [(day, day_in_words(day)) for day in days]

    @property
    def dates_and_note(self) -> dict:
        """What the verbs take of it."""
        data = self.cleaned_data
        return {"due_on": data["due_on"], "remind_days": data["remind_days"], "note": data["note"].strip()}


class AssignForm(DateAndNote):
    """A part of a section, for a working group or a person."""

    place = forms.ChoiceField(label=_("What"), error_messages={"invalid_choice": GONE["place"]})
    to = forms.ChoiceField(label=_("Who"), error_messages={"invalid_choice": GONE["to"]})
    field_order = ["place", "to", "due_on", "remind_days", "note"]

    def __init__(self, section: SectionContent, assignees: list[WorkingGroup | User], data=None) -> None:
        mine = data if data is not None and data.get("section") == section.key else None
        super().__init__(mine, auto_id=f"id-{section.key}-%s", initial={"place": section.key})
        self.section = section
        self.places = {place.code: place for place in places_in(section)}
        self.fields["place"].choices = [(code, self.label(place)) for code, place in self.places.items()]
        self.offer(assignees)

    def offer(self, assignees: list[WorkingGroup | User]) -> None:
        """Let somebody choose among these."""
        self.assignees = {code_of(one): one for one in assignees}
        self.fields["to"].choices = [("", _("Choose")), *grouped(assignees)]

    def label(self, place: Place) -> str:
        if not place.question:
            return str(_("The whole part"))
        return Truncator(label(place, self.section)).chars(LABEL_LENGTH)

    @property
    def values(self) -> dict:
        """What the verb takes."""
        return {
            "place": self.places[self.cleaned_data["place"]],
            "to": self.assignees[self.cleaned_data["to"]],
            **self.dates_and_note,
        }


def code_of(assignee: WorkingGroup | User) -> str:
    return f"{'group' if isinstance(assignee, WorkingGroup) else 'person'}-{assignee.pk}"


def grouped(assignees: list[WorkingGroup | User]) -> list[tuple]:
    """The choices: working groups, then people."""
    language = get_language() or "en"
    groups = [(code_of(one), str(one.name.in_language(language))) for one in assignees if isinstance(one, WorkingGroup)]
    people = [(code_of(one), str(one)) for one in assignees if isinstance(one, User)]
    return [(title, choices) for title, choices in ((_("Working groups"), groups), (_("People"), people)) if choices]
