"""A notice as a mail: plain text with a simple page beside it, nothing that would be fetched, nothing that counts."""

from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from notices.kinds import KINDS
from notices.models import Notice
from notices.preferences import stop_token

STYLE = Path(__file__).parent / "mail.css"


def message_for(notice: Notice) -> EmailMultiAlternatives:
    with translation.override(notice.language):
        about = content_of(notice)
        text = render_to_string("notices/mail.txt", about)
        page = render_to_string("notices/mail.html", about | {"style": style(), "language": notice.language})
    message = EmailMultiAlternatives(
        notice.subject,
        text,
        to=[notice.email],
        reply_to=[about["answers_to"]] if about["answers_to"] else None,
        headers=headers(notice, about["stop"]),
    )
    message.attach_alternative(page, "text/html")
    return message


def content_of(notice: Notice) -> dict[str, str]:
    """What both forms of the mail say. `stop` is empty where the mail cannot be turned down."""
    kind = KINDS.get(notice.kind)
    stop = ""
    if notice.to_id and kind and not kind.essential:
        stop = absolute(reverse("notices:stop", args=[stop_token(notice.to_id, notice.kind)]))
    by = notice.by if notice.by and notice.by.is_active and notice.by.email else None
    return {
        "by": str(by or ""),
        "answers_to": by.email if by else settings.CONTACT_EMAIL,
        "site": site_url(),
        "subject": notice.subject,
        "body": notice.body,
        "link": absolute(notice.address) if notice.address else "",
        "stop": stop,
        "choices": absolute(reverse("notices:settings")) if stop else "",
    }


def headers(notice: Notice, stop: str) -> dict[str, str]:
    named = {"Message-ID": message_id(notice), "Auto-Submitted": "auto-generated"}
    if stop:
        named |= {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return named


def message_id(notice: Notice) -> str:
    """The same for every try, so that a second copy is recognised as one."""
    host = urlsplit(site_url()).hostname
    return f"<notice.{notice.pk}.{int(notice.written_at.timestamp())}@{host}>"


def absolute(path: str) -> str:
    return site_url() + path


def site_url() -> str:
    if not settings.SITE_URL:
        raise ImproperlyConfigured("SITE_URL is not set: the links in mails need it, as https://report.example.org")
    return settings.SITE_URL


@cache
def style() -> str:
    return STYLE.read_text(encoding="utf-8")
