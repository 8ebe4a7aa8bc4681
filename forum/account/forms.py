"""The forms around one's own account."""

from allauth.account.forms import ReauthenticateForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateWithCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from forum import second_factor
from forum.models import User

DIGITS = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "language"]
        labels = {"name": _("Name"), "language": _("Language")}
        help_texts = {
            "name": _("As others read it beside what you write."),
            "language": _("Of these pages after the log-in, and of the mails to you."),
        }


class WithCode:
    """A field for the six digits of the telephone, or for a recovery code where one may stand in."""

    label, help_text = _("Code"), _("Six digits from your application, or one of your recovery codes.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label, field.help_text = self.label, self.help_text
        field.widget = forms.TextInput(attrs=DIGITS)


class UsedOnce(WithCode):
    """A code opens one thing. allauth asks its cache, which forgets, and knows nothing of the code of the set-up."""

    def clean_code(self) -> str:
        shown_since = second_factor.half_minute()
        code = super().clean_code()
        codes = self.authenticator
        if codes.type == Authenticator.Type.TOTP and not second_factor.use_up(codes, shown_since):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondStepForm(UsedOnce, AuthenticateForm):
    """After the password."""


class ConfirmByCodeForm(UsedOnce, ReauthenticateWithCodeForm):
    """Before something that matters."""


class SetUpCodesForm(WithCode, ActivateTOTPForm):
    help_text = _("The six digits that your application shows now.")


MALFORMED = (AttributeError, KeyError, TypeError, ValueError)
"""What reading a passkey's answer raises when no browser made it."""


class PasskeyForm:
    def clean_credential(self):
        try:
            return super().clean_credential()
        except MALFORMED:
            raise get_adapter().validation_error("incorrect_code") from None


class SecondStepByPasskeyForm(PasskeyForm, AuthenticateWebAuthnForm):
    """After the password."""


class ConfirmByPasskeyForm(PasskeyForm, ReauthenticateWebAuthnForm):
    """Before something that matters."""


class AddPasskeyForm(AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["name"]
        field.label, field.help_text = (
            _("Name of the passkey"),
            _("So that you know it again: “telephone”, “key ring”."),
        )
        field.initial = self.initial["name"] = ""
        field.widget = forms.TextInput(attrs={"maxlength": 60})
        field.max_length = 60

    def clean(self):
        try:
            return super().clean()
        except MALFORMED:
            raise get_adapter().validation_error("incorrect_code") from None

    def clean_name(self) -> str:
        return self.cleaned_data["name"] or str(_("Passkey"))


class ConfirmByPasswordForm(ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["password"]
        field.label = _("Password")
        field.widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
