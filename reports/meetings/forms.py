"""The form of a meeting's minutes: for whom it spoke, when it was, and under each question what it wants."""

import json
import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bilingual.languages import direction
from forum.models import User, WorkingGroup
from questionnaires.kinds import KINDS, InvalidAnswer
from reports.answers.fields import Unreadable, document_of
from reports.answers.plain_text import from_plain, to_plain
from reports.content.entries import QuestionEntry, ReportContent, SectionContent
from reports.meetings.minutes import Meeting, Wish, assigned_texts, groups_open_to, sections_with_texts, wanted
from reports.review.rebasing import text_of
from reports.rights.minutes import may_speak_for
from richtext.build import doc

ADD, UNDER, CHANGE, BASE = "--add", "--under", "--change", "--base"
"""What is added to an entry's name: for the words to be added, where; for the answer as the meeting would have it, and
the text that this was written on. The last two are there only for the answers whose words the person changes."""

NAME_LIMIT = 200
FORUM = "forum"
"""In place of a group: the forum as a whole."""


class SpeakerField(forms.ModelChoiceField):
    """For which working group the meeting spoke; None for the forum as a whole."""

    def clean(self, value: Any) -> WorkingGroup | None:
        return None if value == FORUM else super().clean(value)


class MinutesForm(forms.Form):
    locked = ""
    meeting = forms.CharField(label=_("Name of the meeting"), max_length=NAME_LIMIT)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    group = SpeakerField(
        WorkingGroup.objects.none(),
        label=_("For which group"),
        error_messages={"required": _("Choose for whom the meeting spoke.")},
    )
    organisation = forms.ModelChoiceField(
        WorkingGroup.objects.none(), label=_("For which organisation (optional)"), required=False
    )
    page = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(
        self,
        data=None,
        *,
        content: ReportContent,
        user: User,
        language: str,
        plain: bool,
        group: str = "",
        open_: str = "",
    ) -> None:
        self.content, self.report, self.user, self.language = content, content.report, user, language
        self.plain = plain
        self.parts = sections_with_texts(content)
        self.groups = groups_open_to(user, self.report)
        self.opened = open_
        self.assigned = assigned_texts(self.report, self.entries)
        super().__init__(
            data, initial={"day": timezone.localdate(), "page": str(uuid.uuid4()), "group": self.first_group(group)}
        )
        for entry in self.entries:
            self.initial[entry.name + UNDER] = self.first_strand(entry)
        words = get_language() or "en"
        self.fields["group"].queryset = self.report.country.working_groups.order_by("position", "pk")
        speaks = [(group.pk, group.name.in_language(words).text) for group in self.groups]
        if may_speak_for(user, self.report, None):
            speaks = [(FORUM, _("The forum as a whole")), *speaks]
        self.fields["group"].choices = speaks if len(speaks) == 1 else [("", _("Choose …")), *speaks]
        organisations = self.report.country.organisations.order_by("pk")
        self.fields["organisation"].queryset = organisations
        named = sorted((one.name.in_language(words).text, one.pk) for one in organisations)
        self.fields["organisation"].choices = [("", _("None in particular")), *((pk, name) for name, pk in named)]
        for entry in self.entries:
            self.add_fields(entry)

    def first_group(self, wanted: str) -> int | str:
        """The group that is asked for, or the only one there is: whose words they are is said by nobody else."""
        keys = [group.pk for group in self.groups]
        if wanted.isdecimal() and int(wanted) in keys:
            return int(wanted)
        return keys[0] if len(keys) == 1 and not may_speak_for(self.user, self.report, None) else ""

    def first_strand(self, entry: QuestionEntry) -> str:
        """Under which strand the group writes: the only one of the question that is assigned to it."""
        strands = self.assigned[entry.name].get(self.initial["group"], set())
        return next(iter(strands)) if len(strands) == 1 else ""

    @property
    def entries(self) -> list[QuestionEntry]:
        return [entry for _section, entries in self.parts for entry in entries]

    def add_fields(self, entry: QuestionEntry) -> None:
        self.fields[entry.name + ADD] = self.text_field(entry, "add")
        if entry.strands:
            strands = [(one.code, f"{one.code} {one.title.in_language(self.language).text}") for one in entry.strands]
            self.fields[entry.name + UNDER] = forms.ChoiceField(
                choices=[("", _("At the end of the answer")), *strands], required=False, label=_("Where")
            )
            self.fields[entry.name + UNDER].widget.attrs["class"] = "form-select"
        if self.is_changing(entry):
            text = text_of(entry, self.language)
            whole = json.dumps(text, ensure_ascii=False)
            self.fields[entry.name + CHANGE] = self.text_field(entry, "change")
            self.fields[entry.name + BASE] = forms.CharField(widget=forms.HiddenInput, required=False)
            if self.is_bound and entry.name + CHANGE not in self.data:
                self.data = self.data.copy()
                self.data[entry.name + CHANGE] = to_plain(text) if self.plain else whole
                self.data[entry.name + BASE] = whole

    def is_changing(self, entry: QuestionEntry) -> bool:
        """Whether the words that stand are there to be changed: the person asked for it."""
        return self.is_bound and (entry.name + CHANGE in self.data or entry.name == self.opened)

    def text_field(self, entry: QuestionEntry, what: str) -> forms.CharField:
        attributes: dict[str, Any] = {
            "lang": self.language,
            "dir": direction(self.language),
            "aria-labelledby": f"{what}-{entry.name} label-{entry.name}",
            "autocomplete": "off",
        }
        attributes |= {"class": "form-control reading", "rows": 6} if self.plain else {"data-rich-text-later": ""}
        if not self.plain:
            attributes |= {"hidden": True}
        return forms.CharField(required=False, strip=False, widget=forms.Textarea(attributes))

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if "group" in values and not (verdict := may_speak_for(self.user, self.report, values["group"])):
            self.add_error("group", verdict.reason)
        self.wishes = [wish for entry in self.entries if (wish := self.wish(entry, values)) and not wish.is_empty]
        if not self.wishes and not self.errors:
            self.add_error(None, _("Nothing is written under any question yet."))
        return values

    def wish(self, entry: QuestionEntry, values: dict[str, Any]) -> Wish | None:
        """What is wanted of this answer; None, and an error, where it cannot be read."""
        try:
            added = self.document(entry, values.get(entry.name + ADD, ""), None)
            changed = base = None
            if self.is_changing(entry):
                base = self.cleaned(entry, document_of(values.get(entry.name + BASE, "")))
                changed = self.changed(entry, values.get(entry.name + CHANGE, ""), base)
        except (Unreadable, InvalidAnswer) as error:
            self.add_error(entry.name + ADD, str(error))
            return None
        under = values.get(entry.name + UNDER, "")
        return wanted(entry, self.language, changed=changed, base=base, added=added, under=under)

    def changed(self, entry: QuestionEntry, typed: str, base: dict | None) -> dict | None:
        """The answer as the meeting would have it; None where it is left as it is. An editor that was emptied sends a
        document that is empty; one that never came sends nothing."""
        if self.plain and " ".join(typed.split()) == " ".join(to_plain(base).split()):
            return None
        return self.document(entry, typed, base) or (doc() if self.plain else None)

    def document(self, entry: QuestionEntry, typed: str, base: dict | None) -> dict | None:
        value = from_plain(typed, base) if self.plain else document_of(typed)
        return self.cleaned(entry, value)

    def cleaned(self, entry: QuestionEntry, value: Any) -> dict | None:
        return KINDS[entry.question.kind].clean(value, entry.question, entry.options)

    @property
    def values(self) -> Meeting:
        data = self.cleaned_data
        return Meeting(data["meeting"], data["day"], data.get("group"), data.get("organisation"))

    @property
    def head(self) -> list[forms.BoundField]:
        """The fields about the meeting, with the look of the others and what is wrong with them read out."""
        fields = [self[name] for name in ("group", "organisation", "meeting", "day")]
        for field in fields:
            widget = field.field.widget
            widget.attrs["class"] = "form-select" if isinstance(widget, forms.Select) else "form-control"
            if field.errors:
                widget.attrs["class"] += " is-invalid"
                widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"{field.id_for_label}-error"}
        return fields

    def questions(self) -> list[tuple[SectionContent, list[dict[str, Any]]]]:
        """What the template shows of each question."""
        return [(section, [self.shown(entry) for entry in entries]) for section, entries in self.parts]

    def shown(self, entry: QuestionEntry) -> dict[str, Any]:
        changing = entry.name + CHANGE in self.fields
        return {
            "entry": entry,
            "standing": entry.answer_in(self.language),
            "add": self[entry.name + ADD],
            "under": self[entry.name + UNDER] if entry.name + UNDER in self.fields else None,
            "change": self[entry.name + CHANGE] if changing else None,
            "base": self[entry.name + BASE] if changing else None,
            "groups": sorted(self.assigned[entry.name]),
            "is_open": changing or self.has_words(entry) or (not self.is_bound and self.is_theirs(entry)),
        }

    def has_words(self, entry: QuestionEntry) -> bool:
        return self.is_bound and bool(self.data.get(entry.name + ADD))

    def is_theirs(self, entry: QuestionEntry) -> bool:
        """Whether it is assigned to the group for which the page is opened."""
        return self.initial["group"] in self.assigned[entry.name]

    def carried(self) -> list[tuple[str, str]]:
        """All that was sent, for the page on which it is looked at before it is sent off."""
        names = [name for name in self.fields if name in self.data]
        return [(name, self.data[name]) for name in names]
