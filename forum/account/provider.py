"""The one OpenID Connect provider that the settings may name."""

from typing import TypedDict

from django.conf import settings
from django.urls import reverse

PROVIDER = "sso"


class Way(TypedDict):
    name: str
    url: str


def way() -> Way | None:
    """What the log-in page offers beside the password."""
    if not settings.OIDC_SERVER_URL:
        return None
    return {"name": settings.OIDC_NAME, "url": reverse("openid_connect_login", kwargs={"provider_id": PROVIDER})}
