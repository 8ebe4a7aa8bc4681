"""The mails of a demonstration, whoever writes them: kept to be shown in the browser, and sent to nobody."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from notices.models import ShownMail


class EmailBackend(BaseEmailBackend):
    """EMAIL_BACKEND of the demonstration."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        for message in messages:
            keep(message)
        return len(messages)


def keep(message: EmailMessage) -> None:
    """A mail that comes again with the same Message-ID is one, as in a mailbox."""
    ShownMail.objects.get_or_create(
        message_id=message.message()["Message-ID"][:250],
        defaults={
            "to": ", ".join(message.recipients())[:1000],
            "subject": message.subject[:250],
            "text": message.body,
        },
    )
