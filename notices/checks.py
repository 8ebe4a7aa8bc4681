"""What a real site needs before it can tell anybody anything: `manage.py check --deploy`."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register(Tags.urls, deploy=True)
def links_in_mails(**kwargs) -> list[CheckMessage]:
    url = urlsplit(settings.SITE_URL)
    if not url.netloc:
        hint = "Set SITE_URL to the address of the site, as https://report.example.org"
        return [Error("The links in mails lead nowhere.", hint=hint, id="notices.E001")]
    if url.scheme != "https" and not settings.DEMONSTRATION:
        return [Warning("The links in mails are not encrypted: SITE_URL has no https.", id="notices.W001")]
    return []


@register(Tags.compatibility, deploy=True)
def a_way_out(**kwargs) -> list[CheckMessage]:
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        hint = "Set EMAIL_HOST and what the mail server asks for."
        return [Warning("Mails are printed, and reach nobody.", hint=hint, id="notices.W002")]
    return []
