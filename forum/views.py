"""Log-in and password reset, where they differ from Django's own."""

from django.contrib.auth import views as auth
from django.contrib.auth.forms import PasswordResetForm
from django.utils import translation

from forum.demonstration import accounts
from forum.resume import resumed


class LogIn(auth.LoginView):
    """In demonstration mode the page lists the log-ins. A form that came after the session's end is sent again."""

    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, demonstration_accounts=accounts())

    def form_valid(self, form):
        response = super().form_valid(form)
        return resumed(self.request) or response


class InTheirLanguage(PasswordResetForm):
    """The mail is written in the language of the person who gets it."""

    def send_mail(self, subject_template_name, email_template_name, context, *args, **kwargs):
        with translation.override(context["user"].language):
            super().send_mail(subject_template_name, email_template_name, context, *args, **kwargs)


class PasswordReset(auth.PasswordResetView):
    form_class = InTheirLanguage
    email_template_name = "registration/password_reset_email.txt"
    subject_template_name = "registration/password_reset_subject.txt"
