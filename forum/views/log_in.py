"""Log-in and password reset, where they differ from Django's own."""

from django.contrib.auth import views as auth

from forum.demonstration import accounts
from forum.forms import LogInForm, NewPasswordForm
from forum.resume import kept, resumed


class LogIn(auth.LoginView):
    """In demonstration mode the page lists the log-ins. A form that came after the session's end is sent again."""

    authentication_form = LogInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, **kept(self.request), demonstration_accounts=accounts())

    def form_valid(self, form):
        response = super().form_valid(form)
        return resumed(self.request) or response


class PasswordReset(auth.PasswordResetView):
    form_class = NewPasswordForm
    email_template_name = "registration/password_reset_email.txt"
    subject_template_name = "registration/password_reset_subject.txt"
