"""The forms of people: inviting, roles, handing over, accepting, groups and organisations."""

from datetime import timedelta

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bilingual.forms import BilingualFormField
from bilingual.languages import INTERFACE, LANGUAGES, offered
from forum.access import Forbidden
from forum.handing_over import STAYS_AS
from forum.models import Country, Membership, Organisation, User, WorkingGroup
from forum.queries import known_people, present_people
from forum.roles import DESCRIPTIONS, IN_A_GROUP, Role

NAME_LIMIT = 200


def show_error(form: forms.Form, error: ValidationError | Forbidden) -> int:
    """Put the refusal of a verb into the form, so that nothing typed is lost. Gives the answer's status."""
    if isinstance(error, Forbidden):
        form.add_error(None, str(error))
        return 403
    told = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    for field, sentences in told.items():
        form.add_error(field if field in form.fields else None, sentences)
    return 200


def capital(words: object) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]


def language_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Language"), choices=[(code, LANGUAGES[code].name) for code in INTERFACE])


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"class": "roadmap-day-box"})


class NamedChoice(forms.ModelChoiceField):
    """Groups and organisations, by their names in the reader's language."""

    def label_from_instance(self, obj: WorkingGroup | Organisation) -> str:
        return str(obj.name.in_language(get_language() or "en"))


class PersonChoice(forms.ModelChoiceField):
    """People, by name and e-mail address: two may have the same name."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name} ({obj.email})" if obj.name else obj.email


def add_place_fields(form: forms.Form, country: Country, *, kept: WorkingGroup | None = None) -> None:
    """Where somebody belongs in a country. A retired group is offered to who is in it already alone."""
    groups = country.working_groups.filter(retired_on=None)
    if kept is not None:
        groups = groups | country.working_groups.filter(pk=kept.pk)
    form.fields["working_group"] = NamedChoice(
        label=_("Working group (optional; a chair needs one)"),
        queryset=groups.order_by("position", "pk"),
        required=False,
        empty_label=_("No group"),
    )
    form.fields["organisation"] = NamedChoice(
        label=_("Organisation (optional)"),
        queryset=country.organisations.order_by("kind", "pk"),
        required=False,
        empty_label=_("No organisation"),
    )


class RoleForm(forms.Form):
    """Something with a role: those offered are the roles that the reader may give."""

    def __init__(self, *args, country: Country | None, offered: list[Role], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(
            label=_("Role"),
            choices=[
                (role.value, format_html("<strong>{}</strong> – {}", capital(role.label), DESCRIPTIONS[role]))
                for role in offered
            ],
            widget=forms.RadioSelect,
        )
        if country is not None:
            add_place_fields(self, country)

    @property
    def place(self) -> dict:
        """What the verbs want to know of where the role is held."""
        names = ("role", "working_group", "organisation")
        return {name: self.cleaned_data.get(name) for name in names}


class InvitationForm(RoleForm):
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, help_text=_("The link goes to this address, and only it can accept.")
    )
    name = forms.CharField(label=_("Name"), max_length=150)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = language_field()
        self.fields["language"].help_text = _("Of the mail and of the first page; the person can change it.")
        self.order_fields(["email", "name", "language", "role", "working_group", "organisation"])


class GiveRoleForm(RoleForm):
    """Another role for somebody who has or had one here."""

    since = forms.DateField(label=_("From"), widget=DayInput)
    until = forms.DateField(label=_("Last day (optional)"), required=False, widget=DayInput)

    def __init__(self, *args, country: Country, **kwargs) -> None:
        super().__init__(*args, country=country, **kwargs)
        people = known_people(country)
        self.fields["person"] = PersonChoice(
            label=_("Person"),
            queryset=User.objects.filter(pk__in=[person.pk for person in people]),
            empty_label=_("Choose a person"),
            help_text=_("Everybody who has or had a role here. Invite somebody new instead."),
        )
        self.order_fields(["person", "role", "working_group", "organisation", "since", "until"])


class MembershipForm(forms.Form):
    """What can be changed in a role that somebody holds."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    since = forms.DateField(label=_("From"), widget=DayInput)
    until = forms.DateField(label=_("Last day (optional)"), required=False, widget=DayInput)

    def __init__(self, *args, membership: Membership, country: Country | None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if country is not None:
            add_place_fields(self, country, kept=membership.working_group)
            if membership.role not in IN_A_GROUP:
                del self.fields["working_group"]
        self.order_fields(["seen", "working_group", "organisation", "since", "until"])

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data.get(name) for name in ("working_group", "organisation", "since", "until")}


class EndForm(forms.Form):
    last_day = forms.DateField(
        label=_("Last day"),
        widget=DayInput,
        help_text=_("The role is valid until the end of this day."),
        required=False,
    )

    def clean(self) -> None:
        """The button that ends a role at once needs no day."""
        if "at_once" in self.data:
            self.errors.pop("last_day", None)
            self.cleaned_data["last_day"] = timezone.localdate() - timedelta(days=1)
        elif not self.cleaned_data.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", self.fields["last_day"].error_messages["required"])


class HandoverForm(forms.Form):
    """A successor who is here already, or one who is invited."""

    email = forms.EmailField(label=_("E-mail address of somebody new"), max_length=254, required=False)
    name = forms.CharField(label=_("Name of somebody new"), max_length=150, required=False)
    day = forms.DateField(
        label=_("The successor begins on"),
        widget=DayInput,
        help_text=_(
            "Your own role ends the day before. Somebody who is invited begins when they accept, if that is later."
        ),
    )
    reason = forms.CharField(
        label=_("Why you hand over in place of the focal point"),
        help_text=_("Both persons and the secretariat read it, and it stays in the journal."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, country: Country, outgoing: list[Membership], is_own: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        leaving = {membership.user_id for membership in outgoing} if len(outgoing) == 1 else set()
        present = [person.pk for person in present_people(country) if person.pk not in leaving]
        self.fields["successor"] = PersonChoice(
            label=_("Successor"),
            queryset=User.objects.filter(pk__in=present),
            required=False,
            empty_label=_("Somebody who has no role here yet"),
        )
        self.fields["language"] = language_field()
        self.fields["language"].label = _("Language of somebody new")
        self.fields["stays_as"] = forms.ChoiceField(
            label=_("Afterwards the person who hands over"),
            choices=[
                ("", _("has no role any more, unless another one is held already")),
                *((role.value, _("becomes: %(role)s") % {"role": role.label}) for role in STAYS_AS),
            ],
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields["outgoing"] = forms.ChoiceField(
            label=_("Who hands over"), choices=[(str(held.pk), str(held.user)) for held in outgoing]
        )
        if len(outgoing) == 1:
            self.fields["outgoing"].widget = forms.HiddenInput()
        if is_own:
            del self.fields["reason"]
        else:
            self.fields["day"].help_text = _(
                "The other role ends the day before. Somebody who is invited begins when they accept, if that is later."
            )
        self.order_fields(["outgoing", "successor", "email", "name", "language", "day", "stays_as", "reason"])

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("successor") is None and "successor" not in self.errors:
            for field, sentence in (
                ("email", _("Choose a successor above, or give an e-mail address.")),
                ("name", _("Write the name of the person whom you invite.")),
            ):
                if not cleaned.get(field) and field not in self.errors:
                    self.add_error(field, sentence)
        return cleaned


class JoinForm(forms.Form):
    """The account of somebody who accepts an invitation; the e-mail address is the invitation's."""

    name = forms.CharField(label=_("Name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=password_validators_help_text_html,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["language"] = language_field()
        self.order_fields(["name", "language", "password", "again"])

    def clean(self) -> dict:
        cleaned = super().clean()
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two passwords are not the same."))
        if password:
            try:
                validate_password(password, User(email=self.email, name=cleaned.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


class NameForm(forms.Form):
    """The name of a group, in the country's languages."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, country: Country, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        languages = offered(country.languages)
        self.fields["name"] = BilingualFormField(label=_("Name"), languages=languages, max_length=NAME_LIMIT)


class OrganisationForm(NameForm):
    kind = forms.ChoiceField(label=_("Kind"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, capital(kind.label)) for kind in Organisation.Kind]
        self.order_fields(["seen", "name", "kind"])


def today() -> str:
    return timezone.localdate().isoformat()
