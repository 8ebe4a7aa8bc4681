from datetime import date
from functools import lru_cache

from allauth.mfa.models import Authenticator
from django.contrib.auth.backends import ModelBackend
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from forum.models import Membership, User
from forum.roles import NEEDS_SECOND_FACTOR


class EmailBackend(ModelBackend):
    """Log-in by e-mail address in any case; two addresses that differ by case only cannot exist."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        email = username or kwargs.get("email")
        if not email or password is None:
            return None
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            User().set_password(password)  # the same time is spent, so the answer does not tell who exists
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None

    def get_user(self, user_id):
        user = readers(timezone.localdate()).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None


@lru_cache(maxsize=1)
def readers(_today: date) -> QuerySet[User]:
    """The reader of a page, with what the middleware of the second factor asks on every page (second_factor.py).

    Put together once a day, as that takes longer than to ask the database.
    """
    factors = Authenticator.objects.filter(
        user=OuterRef("pk"), type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    )
    roles = Membership.objects.current().filter(user=OuterRef("pk"), role__in=sorted(NEEDS_SECOND_FACTOR))
    return User.objects.annotate(has_second_factor=Exists(factors), role_needs_second_factor=Exists(roles))
