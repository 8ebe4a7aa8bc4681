"""A day's notices in one mail, in the reader's language."""

from datetime import date

import pytest
from django.core import mail

from notices.digest import GatheredMeanwhile, send_digests, write_digest
from notices.models import Delivery, Notice
from notices.preferences import choose
from tests.notices.samples import assign

pytestmark = pytest.mark.django_db

DAY = date(2027, 3, 1)


@pytest.fixture
def reader(zoe):
    choose(by=zoe, choices={"": Delivery.DIGEST})
    return zoe


def test_it_gathers_what_waits_and_says_where_it_leads(reader, ana, run_tasks):
    assign(reader, ana, section="Prevention")
    assign(reader, section="Protection")
    run_tasks()
    mail.outbox.clear()
    send_digests(DAY)
    run_tasks()
    (message,) = mail.outbox
    # Names of kinds are in the language of the reader; this one of the tests has no translation.
    assert message.body.split("\n--\n")[0].split("\n\n") == [
        "Something to write",
        "- À vous d’écrire : Prevention\n  https://report.example.org/fr/reports/\n"
        "- À vous d’écrire : Protection\n  https://report.example.org/fr/reports/",
        "https://report.example.org/fr/notices/\n",
    ]
    assert (message.to, "/fr/notices/stop/" in message.extra_headers["List-Unsubscribe"]) == (["zoe@example.org"], True)
    digest = Notice.objects.get(kind="notices.digest")
    assert (digest.language, digest.gathered.count(), bool(digest.sent_at)) == ("fr", 2, True)


def test_each_notice_is_gathered_once(reader):
    assign(reader)
    send_digests(DAY)
    send_digests(DAY)
    assert Notice.objects.filter(kind="notices.digest").count() == 1


def test_two_processes_gather_once(reader, monkeypatch):
    (notice,) = assign(reader)
    digest = write_digest(reader)
    monkeypatch.setattr("notices.digest.waiting_for", lambda user: [notice])  # as another process had read it before
    with pytest.raises(GatheredMeanwhile):
        write_digest(reader)
    assert list(Notice.objects.filter(kind="notices.digest")) == [digest]


def test_what_was_turned_down_meanwhile_stays_on_the_page(reader):
    (notice,) = assign(reader)
    choose(by=reader, choices={"": Delivery.PAGE})
    send_digests(DAY)
    notice.refresh_from_db()
    assert (notice.delivery, Notice.objects.count()) == (Delivery.PAGE, 1)


def test_a_closed_account_gets_none(reader):
    assign(reader)
    reader.is_active = False
    reader.save()
    send_digests(DAY)
    assert Notice.objects.count() == 1


def test_without_notices_there_is_no_digest(reader):
    send_digests(DAY)
    assert Notice.objects.count() == 0
