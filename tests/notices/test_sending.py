"""A mail is sent once, again later when the mail server is away, and never when the address is refused."""

from datetime import timedelta
from io import StringIO
from smtplib import SMTPServerDisconnected
from socket import socket
from threading import Barrier, Thread

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from notices import sending
from notices.models import Notice, ShownMail
from notices.sending import BACK_OFF, LEASE, MOST_ATTEMPTS, send, send_left_behind
from tests.notices.samples import assign
from tests.worker import work_in_a_process

pytestmark = pytest.mark.django_db

AWAY = "tests.notices.test_sending.Away"


class Away(BaseEmailBackend):
    """The mail server does not answer."""

    def send_messages(self, messages):
        raise SMTPServerDisconnected("please run connect() first")


class Clock:
    """The time of the module `sending`."""

    def __init__(self) -> None:
        self.at = timezone.now()

    def now(self):
        return self.at


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(sending, "timezone", clock)
    return clock


def state(notice) -> dict:
    now = Notice.objects.get(pk=notice.pk)
    return {"sent": bool(now.sent_at), "due": bool(now.due_at), "attempts": now.attempts, "error": now.last_error}


SENT = {"sent": True, "due": False, "attempts": 1, "error": ""}


def test_the_queue_sends_it(ana, zoe, run_tasks):
    notices = assign(ana, zoe)
    run_tasks()
    assert [message.to for message in mail.outbox] == [["ana@example.org"], ["zoe@example.org"]]
    assert [state(one) for one in notices] == [SENT, SENT]


def test_it_is_sent_once_however_often_it_is_asked_for(ana, run_tasks):
    (notice,) = assign(ana)
    sending.send_notice.enqueue(notice.pk)
    run_tasks()
    call_command("send_notices", "--waited=0", stdout=StringIO())
    assert (len(mail.outbox), send(notice.pk), state(notice)) == (1, False, SENT)


def test_while_one_worker_sends_no_other_does(ana, clock, monkeypatch):
    (notice,) = assign(ana)
    meanwhile = []

    class Slow(BaseEmailBackend):
        def send_messages(self, messages):
            meanwhile.append(send(notice.pk))

    monkeypatch.setattr("django.core.mail.message.EmailMessage.get_connection", lambda *args, **kwargs: Slow())
    clock.at = timezone.now()
    assert send(notice.pk) is True
    assert (meanwhile, state(notice)) == ([False], SENT)


def test_it_is_tried_again_later_and_later_and_given_up_at_last(ana, settings, clock, caplog):
    settings.EMAIL_BACKEND = AWAY
    (notice,) = assign(ana)
    clock.at = timezone.now()
    waits = []
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert (send(notice.pk), send(notice.pk)) == (False, False)
        now = Notice.objects.get(pk=notice.pk)
        assert now.attempts == attempt
        if now.due_at:
            waits.append(now.due_at - clock.at)
            clock.at = now.due_at
    assert waits == BACK_OFF
    assert state(notice) == {
        "sent": False,
        "due": False,
        "attempts": MOST_ATTEMPTS,
        "error": "SMTPServerDisconnected: please run connect() first",
    }
    asked = DBTaskResult.objects.filter(args_kwargs__args=[notice.pk]).order_by("run_after")
    assert len(asked) == 1 + len(BACK_OFF)
    assert f"notice {notice.pk} is not sent: SMTPServerDisconnected" in caplog.text


def test_what_was_put_off_is_sent_when_the_server_is_back(ana, settings, run_tasks, clock):
    (notice,) = assign(ana)
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, AWAY
    clock.at = timezone.now()
    run_tasks()
    settings.EMAIL_BACKEND = working
    run_tasks()
    assert mail.outbox == []  # not yet: it was put off
    clock.at += BACK_OFF[0]
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    run_tasks()
    assert (len(mail.outbox), state(notice)) == (1, SENT | {"attempts": 2})


def test_a_closed_account_gets_no_mail(ana, run_tasks):
    (notice,) = assign(ana)
    ana.is_active = False
    ana.save()
    run_tasks()
    assert (mail.outbox, state(notice)["error"], state(notice)["due"]) == ([], "the account is closed", False)


def test_without_the_address_of_the_site_nothing_is_sent_and_nothing_is_lost(ana, settings):
    (notice,) = assign(ana)
    settings.SITE_URL = ""
    with pytest.raises(ImproperlyConfigured, match="SITE_URL"):
        send(notice.pk)
    assert state(notice) == {"sent": False, "due": True, "attempts": 0, "error": ""}


# ---- with a mail server


class MailServer:
    """Refuses what begins with `nobody` for good, with `busy` for now."""

    def __init__(self) -> None:
        self.taken = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("busy"):
            return "451 4.7.1 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(envelope.content.decode())
        return "250 OK"


@pytest.fixture
def mail_server(settings):
    server = MailServer()
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        host, port = free.getsockname()
    controller = Controller(server, hostname=host, port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = host, port
    settings.EMAIL_USE_TLS = False
    yield server
    controller.stop()


def test_a_mail_server_takes_it(zoe, mail_server):
    (notice,) = assign(zoe)
    assert send(notice.pk) is True
    (taken,) = mail_server.taken
    assert "multipart/alternative" in taken and f"Message-ID: <notice.{notice.pk}." in taken
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in taken


@pytest.mark.parametrize(("address", "again"), [("nobody@example.org", False), ("busy@example.org", True)])
def test_an_address_that_is_refused_is_recorded(ana, mail_server, address, again):
    ana.email = address
    (notice,) = assign(ana)
    assert send(notice.pk) is False
    now = state(notice)
    assert (now["sent"], now["due"], now["attempts"]) == (False, again, 1)
    assert now["error"].startswith("SMTPRecipientsRefused: ") and address in now["error"]


def test_a_server_that_is_not_there_is_tried_again(ana, mail_server, settings):
    settings.EMAIL_PORT = 1
    (notice,) = assign(ana)
    assert send(notice.pk) is False
    assert (state(notice)["due"], state(notice)["error"][:22]) == (True, "ConnectionRefusedError")


# ---- what is left behind


def test_what_a_worker_died_over_is_taken_up_when_its_lease_is_over(ana, clock):
    (notice,) = assign(ana)
    clock.at = timezone.now()
    DBTaskResult.objects.all().delete()
    assert sending.claim(notice.pk) is True  # and then the light went out
    assert send_left_behind(waited=timedelta(0)) == (0, 0)
    clock.at += LEASE
    assert send_left_behind(waited=timedelta(0)) == (1, 0)
    assert (len(mail.outbox), state(notice)) == (1, SENT | {"attempts": 2})


def test_what_only_just_became_due_is_left_to_the_queue(ana):
    assign(ana)
    assert send_left_behind(waited=timedelta(minutes=2)) == (0, 0)


def test_what_kills_each_worker_is_given_up(ana, clock):
    (notice,) = assign(ana)
    Notice.objects.update(attempts=MOST_ATTEMPTS)
    clock.at = timezone.now()
    assert send_left_behind(waited=timedelta(0)) == (0, 0)
    assert state(notice)["error"] == "every try was cut short"


def test_the_command_tells_what_it_did(ana, capsys):
    assign(ana)
    call_command("send_notices", "--waited=0")
    assert capsys.readouterr().out == "1 sent, 0 still to be sent.\n"


# ---- with processes


@pytest.mark.django_db(transaction=True)
def test_a_worker_process_sends_what_an_earlier_one_left(ana, tmp_path):
    """In demonstration mode, where a mail is a row: what the process did can be seen here."""
    (notice,) = assign(ana)
    work_in_a_process(tmp_path, DEMONSTRATION="1")
    (shown,) = ShownMail.objects.all()
    assert (shown.subject, shown.to, state(notice)) == (notice.subject, "ana@example.org", SENT)


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_one_of_many_sends(ana, zoe):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's database of the tests is in memory, and has one connection")
    notices, results, start = assign(ana, zoe), [], Barrier(4)

    def work() -> None:
        start.wait()
        try:
            results.extend(send(one.pk) for one in notices)
        finally:
            connections.close_all()

    threads = [Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(results), len(mail.outbox)) == ([False] * 6 + [True] * 2, 2)
