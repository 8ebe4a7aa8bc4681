"""Log-in and password: Django's views with a second step, limits on tries, and the kept form of an ended session."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.account.signals import password_changed
from allauth.core import ratelimit
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from forum.account.notifications import tell_owner
from forum.account.provider import way
from forum.demonstration import NotShared, accounts
from forum.forms import LogInForm, NewPasswordForm, too_many_tries
from forum.resume import keep, kept


@method_decorator(never_cache, name="dispatch")
class LogIn(auth.LoginView):
    """In demonstration mode the page lists the log-ins. A form that came after the session's end is sent again."""

    authentication_form = LogInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        ways = {"demonstration_accounts": accounts(), "single_sign_on": way()}
        return super().get_context_data(**kwargs, **kept(self.request), **ways)

    def post(self, request, *args, **kwargs):
        if not ratelimit.consume(request, action="login"):
            form = self.get_form()
            form.refuse(too_many_tries())
            return self.render_to_response(self.get_context_data(form=form), status=429)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        user = form.get_user()
        login = Login(user=user, redirect_url=self.get_redirect_url() or None)
        response = perform_password_login(self.request, {"email": user.email}, login)
        if not self.request.user.is_authenticated:
            keep(self.request)  # the second step comes first
        return response

    def form_invalid(self, form):
        clear_login(self.request)  # an earlier try that waits for its second step is over
        return super().form_invalid(form)


@login_not_required
@never_cache
@require_POST
def leave_for_single_sign_on(request: HttpRequest) -> HttpResponse:
    """A kept form waits in the session. The way on is a link: the policy lets no form lead to another host."""
    service = way()
    if service is None:
        raise Http404
    if refused := ratelimit.consume_or_429(request, action="login"):
        return refused
    keep(request)
    return render(request, "account/to_single_sign_on.html", {"single_sign_on": service})


class PasswordChange(NotShared, auth.PasswordChangeView):
    """The other sessions end with the old password; this one goes on, under its new key."""

    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        password_changed.send(sender=type(form.user), request=self.request, user=form.user)
        tell_owner(form.user, "password")
        return response


class PasswordReset(auth.PasswordResetView):
    form_class = NewPasswordForm
    email_template_name = "registration/password_reset_email.txt"
    subject_template_name = "registration/password_reset_subject.txt"

    def form_valid(self, form):
        address = form.cleaned_data["email"].lower()
        refused = ratelimit.consume_or_429(self.request, action="reset_password", key=address)
        return refused or super().form_valid(form)


class PasswordResetConfirm(auth.PasswordResetConfirmView):
    def post(self, request, *args, **kwargs):
        refused = ratelimit.consume_or_429(request, action="reset_password_from_key")
        return refused or super().post(request, *args, **kwargs)

    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        tell_owner(form.user, "password")
        return response
