"""The forms of the board: hand out a part, change its date or its note."""

from django import forms
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forum.models import User, WorkingGroup
from reports.entries import SectionContent
from reports.models.assignments import NOTE_LIMIT
from reports.places import Place, label, places_in
from roadmaps.forms import DayInput

LABEL_LENGTH = 90
"""So many letters of a question stand in the list of places."""


class DateAndNote(forms.Form):
    """Until when, and what there is to say about it."""

    due_on = forms.DateField(label=_("Due on (optional)"), required=False, widget=DayInput)
    note = forms.CharField(
        label=_("Note (optional)"),
        required=False,
        max_length=NOTE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AssignForm(DateAndNote):
    """A part of a section, for a working group or a person."""

    place = forms.ChoiceField(label=_("What"))
    to = forms.ChoiceField(label=_("Who"))
    field_order = ["place", "to", "due_on", "note"]

    def __init__(self, section: SectionContent, assignees: list[WorkingGroup | User], data=None) -> None:
        mine = data if data is not None and data.get("section") == section.key else None
        super().__init__(mine, auto_id=f"id-{section.key}-%s", initial={"place": section.key})
        self.section = section
        self.places = {place.code: place for place in places_in(section)}
        self.assignees = {code_of(one): one for one in assignees}
        self.fields["place"].choices = [(code, self.label(place)) for code, place in self.places.items()]
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
            "due_on": self.cleaned_data["due_on"],
            "note": self.cleaned_data["note"].strip(),
        }


def code_of(assignee: WorkingGroup | User) -> str:
    return f"{'group' if isinstance(assignee, WorkingGroup) else 'person'}-{assignee.pk}"


def grouped(assignees: list[WorkingGroup | User]) -> list[tuple]:
    """The choices: working groups, then people."""
    language = get_language() or "en"
    groups = [(code_of(one), str(one.name.in_language(language))) for one in assignees if isinstance(one, WorkingGroup)]
    people = [(code_of(one), str(one)) for one in assignees if isinstance(one, User)]
    return [(title, choices) for title, choices in ((_("Working groups"), groups), (_("People"), people)) if choices]
