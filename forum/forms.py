"""The forms of the log-in and of a forgotten password."""

from allauth.account.adapter import get_adapter
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils import translation
from django.utils.translation import gettext_lazy as _


class LogInForm(AuthenticationForm):
    """The same answer whether the address or the password is wrong, so that nobody learns who has an account.

    Tries that fail are counted, for the address and for where they come from; an address that is not known counts too.
    """

    error_messages = {
        "invalid_login": _("The e-mail address or the password is not right."),
        "inactive": _("The e-mail address or the password is not right."),
    }

    def clean(self):
        email, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if email and password:
            self.user_cache = get_adapter().authenticate(self.request, email=email, password=password)
            if self.user_cache is None:
                raise self.get_invalid_login_error()
        return self.cleaned_data

    def refuse(self, reason: ValidationError) -> None:
        """Show the form as it was sent, with this reason and nothing looked up."""
        self.cleaned_data, self._errors = {}, ErrorDict()
        self.add_error(None, reason)


def too_many_tries() -> ValidationError:
    return get_adapter().validation_error("too_many_login_attempts")


class NewPasswordForm(PasswordResetForm):
    """Asks for a link to a new password. The mail is in the language of the person who gets it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")

    def send_mail(self, subject_template_name, email_template_name, context, *args, **kwargs):
        with translation.override(context["user"].language):
            super().send_mail(subject_template_name, email_template_name, context, *args, **kwargs)
