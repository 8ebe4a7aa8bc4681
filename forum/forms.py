"""The forms of the log-in and of a forgotten password."""

from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm
from django.utils import translation
from django.utils.translation import gettext_lazy as _


class LogInForm(AuthenticationForm):
    """The same answer whether the address or the password is wrong, so that nobody learns who has an account."""

    error_messages = {
        "invalid_login": _("The e-mail address or the password is not right."),
        "inactive": _("The e-mail address or the password is not right."),
    }


class NewPasswordForm(PasswordResetForm):
    """Asks for a link to a new password. The mail is in the language of the person who gets it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")

    def send_mail(self, subject_template_name, email_template_name, context, *args, **kwargs):
        with translation.override(context["user"].language):
            super().send_mail(subject_template_name, email_template_name, context, *args, **kwargs)
