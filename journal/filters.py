"""Which lines of a journal are wanted: by a person, of an act, from a day to a day."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.erasing import shown
from journal.models import Entry
from journal.sentences import act_label

DAY = {"class": "form-control", "type": "date"}


class FilterForm(forms.Form):
    """Everything is optional. Its lists hold who and what stands in the lines at hand: two queries."""

    person = forms.ChoiceField(label=_("Person"), required=False, widget=forms.Select(attrs={"class": "form-select"}))
    act = forms.ChoiceField(label=_("Act"), required=False, widget=forms.Select(attrs={"class": "form-select"}))
    after = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))
    before = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))

    def __init__(self, *args, entries: QuerySet[Entry], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.entries = entries
        self.fields["person"].choices = [("", _("Everybody")), *people_in(entries)]
        acts = entries.order_by("action").values_list("action", flat=True).distinct()
        labels = sorted(((action, act_label(action)) for action in acts), key=lambda pair: pair[1])
        self.fields["act"].choices = [("", _("Every act")), *labels]

    def chosen(self) -> QuerySet[Entry]:
        """The lines that are wanted, newest first; a field that makes no sense is left aside, and the form says so."""
        wanted = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        entries = self.entries.order_by("-at", "-pk")
        if wanted.get("person"):
            entries = entries.filter(actor=wanted["person"])
        if wanted.get("act"):
            entries = entries.filter(action=wanted["act"])
        if wanted.get("after"):
            entries = entries.filter(at__gte=beginning(wanted["after"]))
        if wanted.get("before"):
            entries = entries.filter(at__lt=beginning(wanted["before"] + timedelta(days=1)))
        return entries


def people_in(entries: QuerySet[Entry]) -> list[tuple[str, str]]:
    """Who did something, by the name of each that was written last."""
    people = entries.exclude(actor=None).order_by("actor_id").values("actor_id", "actor_name").annotate(last=Max("pk"))
    names = {one["actor_id"]: one["actor_name"] for one in sorted(people, key=lambda one: one["last"])}
    return sorted(((str(key), shown(name)) for key, name in names.items()), key=lambda pair: pair[1].casefold())


def beginning(day: date) -> datetime:
    """The first moment of a day, where the site stands."""
    return timezone.make_aware(datetime.combine(day, time.min))
