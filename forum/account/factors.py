"""allauth's views of the second factors, with what the product adds to them."""

from allauth.account import views as password
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.core.exceptions import PermissionDenied
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from forum import demonstration, second_factor
from forum.demonstration import NotShared


class SecondStep(base.AuthenticateView):
    """After the password. In a demonstration the page shows the code of a shared log-in."""

    def get_context_data(self, **kwargs):
        user = self.stage.login.user
        return super().get_context_data(**kwargs) | {
            "shown_code": demonstration.code_of_the_moment(user),
            "kinds": kinds_of(user),
        }


class Confirming:
    """What the three pages have in common that ask who is there before something that matters."""

    def get_context_data(self, **kwargs):
        shown_code = demonstration.code_of_the_moment(self.request.user)
        return {"js_data": None} | super().get_context_data(**kwargs) | {"shown_code": shown_code}


class ConfirmByPassword(Confirming, password.ReauthenticateView):
    template_name = "account/confirm.html"


class ConfirmByCode(Confirming, base.ReauthenticateView):
    template_name = "account/confirm.html"


class ConfirmByPasskey(Confirming, webauthn.ReauthenticateWebAuthnView):
    template_name = "account/confirm.html"

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data())  # allauth would lead to the log-in, and so away


def kinds_of(user) -> set[str]:
    return set(Authenticator.objects.filter(user=user).values_list("type", flat=True).order_by("pk"))


class Overview(base.IndexView):
    """Which second factors there are, and the ways to more. Where one is asked for, why."""

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "is_needed": second_factor.is_needed(user),
            "is_missing": second_factor.is_missing(user),
            "is_shared": demonstration.is_shared(user),
        }


class Shown:
    """Who has just set up a second factor has shown it: they are not asked for it on the next page."""

    kind = ""

    def form_valid(self, form):
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", type=self.kind)
        return response


class SetUpCodes(NotShared, Shown, totp.ActivateTOTPView):
    kind = Authenticator.Type.TOTP.value

    def form_valid(self, form):
        """The code that was typed here opens nothing else."""
        response = super().form_valid(form)
        codes = Authenticator.objects.get(user=self.request.user, type=self.kind)
        second_factor.use_up(codes, second_factor.half_minute())
        return response


class RemoveCodes(NotShared, totp.DeactivateTOTPView):
    pass


class AddPasskey(NotShared, Shown, webauthn.AddWebAuthnView):
    kind = Authenticator.Type.WEBAUTHN.value


class RemovePasskey(NotShared, webauthn.RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"may_remove": second_factor.may_remove(self.object)}

    def form_valid(self, form):
        if not second_factor.may_remove(self.object):
            raise PermissionDenied(_("Your role asks for a second factor: set up another one before you remove this."))
        return super().form_valid(form)


class RecoveryCodes(recovery.ViewRecoveryCodesView):
    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"go_on": self.request.session.get(second_factor.GO_ON, "")}


class NewRecoveryCodes(NotShared, recovery.GenerateRecoveryCodesView):
    pass
