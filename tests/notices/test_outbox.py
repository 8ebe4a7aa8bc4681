"""The mails of a demonstration are kept, whoever writes them."""

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.urls import reverse

from notices.models import ShownMail
from notices.sending import send
from tests.notices.samples import assign

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture(autouse=True)
def _demonstration(settings):
    settings.DEMONSTRATION = True
    settings.EMAIL_BACKEND = "notices.outbox.EmailBackend"


def test_a_notice_is_shown_instead_of_sent(ana):
    (notice,) = assign(ana)
    assert send(notice.pk) is True
    shown = ShownMail.objects.get()
    assert (shown.subject, shown.to) == ("Yours to write: Prevention", "ana@example.org")
    assert shown.text.startswith("Ana, Prevention <waits>")
    assert mail.outbox == []


def test_a_mail_that_comes_twice_is_one():
    message = EmailMessage("Hello", "text", to=["a@example.org", "b@example.org"], headers={"Message-ID": "<1@x>"})
    assert message.send() + message.send() == 2
    assert [(one.message_id, one.to) for one in ShownMail.objects.all()] == [("<1@x>", "a@example.org, b@example.org")]


def test_a_forgotten_password_is_shown_too(client, ana):
    ana.set_password("something long")
    ana.save()
    client.post(reverse("password_reset"), {"email": ana.email})
    assert "/en/password/reset/" in ShownMail.objects.get(to=ana.email).text
