"""Where allauth asks the product: who may come in, what is said, and where a log-in leads."""

import base64
import hashlib
import time
from typing import ClassVar

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from forum import second_factor
from forum.models import User
from forum.resume import resumed

TOLD = {
    "mfa/messages/totp_activated.txt": _("Your codes are set up."),
    "mfa/messages/totp_deactivated.txt": _("The codes are removed."),
    "mfa/messages/webauthn_added.txt": _("Your passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("Your recovery codes are new. Those from before work no more."),
}
"""What allauth reports and a person wants to hear. The rest is seen from the page."""


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _("Too many tries have failed. Wait five minutes, then try again."),
        "rate_limited": _("Too many tries have failed. Wait five minutes, then try again."),
        "incorrect_password": _("The password is not right."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # people are invited

    def get_client_ip(self, request: HttpRequest) -> str:
        """Behind a proxy that does not say who is asking, everybody shares one limit; nobody is shut out by that."""
        return get_client_ip(request) or "0.0.0.0"  # noqa: S104  an address that nobody has

    def get_reauthentication_methods(self, user) -> list[dict]:
        """Who has a second factor confirms with it; the password is asked of those alone who have none."""
        ways = {way["id"]: way for way in super().get_reauthentication_methods(user)}
        if not user.is_authenticated or not second_factor.is_set_up(user):
            wanted = ["reauthenticate"]
        elif Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
            wanted = ["mfa_reauthenticate", "mfa_reauthenticate:webauthn"]
        else:
            wanted = ["mfa_reauthenticate:webauthn", "mfa_reauthenticate"]
        return [ways[name] for name in wanted if name in ways]

    def reauthenticate(self, user, password: str) -> bool:
        return self.authenticate(context.request, email=user.email, password=password) == user

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Not right after the log-in: who has just shown all that they have is not asked for it again."""
        user = context.request.user
        wanted = {"mfa"} if second_factor.is_set_up(user) else {"password", "socialaccount"}
        records = get_authentication_records(context.request, user)
        return not any(r["method"] in wanted and 0 <= time.time() - r["at"] < REAUTHENTICATION_TIMEOUT for r in records)

    def post_login(self, request: HttpRequest, user, **kwargs):
        """A form that came after the end of the session is shown again, also after a second step."""
        response = super().post_login(request, user, **kwargs)
        return resumed(request) or response

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        text = message or TOLD.get(message_template)
        if text:
            messages.add_message(request, level, text, extra_tags=extra_tags)

    def respond_user_inactive(self, request: HttpRequest, user):
        return refused(request, _("Your account here is closed. Ask the person who invited you."))

    def send_notification_mail(self, *args, **kwargs) -> None:
        """Mails about the account are the product's own, in the reader's language."""


class MFAAdapter(DefaultMFAAdapter):
    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This is not right, or it was used already. Take the next code."),
        "cannot_delete_authenticator": _(
            "Your role asks for a second factor: set up another one before you remove this."
        ),
    }

    def encrypt(self, text: str) -> str:
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return cipher().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """On white, so that a camera reads it on a dark page too."""
        return qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode")

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return second_factor.may_remove(authenticator)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on opens an account that exists here, by an address that the provider has checked. It makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin) -> None:
        if sociallogin.is_existing:
            return
        checked = [address.email for address in sociallogin.email_addresses if address.verified in (True, "true")]
        if not checked:
            raise ImmediateHttpResponse(
                refused(request, _("Your e-mail address is not confirmed there, so it cannot tell us who you are."))
            )
        user = User.objects.filter(email__iexact=checked[0]).first()
        if user is None:
            raise ImmediateHttpResponse(
                refused(request, _("Nobody is registered here with your e-mail address. Ask to be invited."))
            )
        sociallogin.connect(request, user)

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None) -> None:
        raise ImmediateHttpResponse(
            refused(request, _("The log-in there was broken off, or took too long. Try it once more."), status=401)
        )


def cipher() -> MultiFernet:
    """Whoever reads the database, or a copy of it, without SECRET_KEY cannot make anybody's codes."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"second factor {secret}".encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def refused(request: HttpRequest, reason, status: int = 403):
    context = {"reason": reason, "login_url": reverse("login")}
    return render(request, "account/refused.html", context, status=status)
