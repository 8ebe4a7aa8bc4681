"""Notices are kept in the language of the reader, with their mail in the queue, in one commit with the act."""

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from notices.kinds import UnknownKind
from notices.models import Delivery, Notice
from notices.preferences import choose
from notices.writing import tell, tell_address
from tests.factories.forum import UserFactory
from tests.notices.samples import assign

pytestmark = pytest.mark.django_db


def test_each_is_told_once_in_their_language(ana, zoe):
    assign(ana, zoe, ana)
    assert [(one.to, one.language, one.subject, one.address) for one in Notice.objects.order_by("pk")] == [
        (ana, "en", "Yours to write: Prevention", "/en/reports/"),
        (zoe, "fr", "À vous d’écrire : Prevention", "/fr/reports/"),
    ]
    assert Notice.objects.get(to=ana).body == "Ana, Prevention <waits> & https://alliance87.example.org/help"


def test_somebody_without_an_account_is_told_at_their_address(ana):
    notice = tell_address("samples.invited", email="new@example.org", language="en", about={"inviter": "Ana"})
    assert (notice.to, notice.email, notice.body, notice.delivery) == (
        None,
        "new@example.org",
        "Ana invites you.",
        Delivery.NOW,
    )


def test_a_line_break_in_a_title_does_not_reach_the_subject(ana):
    (notice,) = assign(ana, section="Prevention\rBcc: x@example.org")
    assert notice.subject == "Yours to write: Prevention Bcc: x@example.org"


def test_the_mail_waits_in_the_queue_for_who_wants_it_at_once(ana, zoe):
    choose(by=zoe, choices={"": Delivery.DIGEST})
    unreachable = UserFactory()
    unreachable.email = ""
    (now, digest, page) = assign(ana, zoe, unreachable)
    assert [one.delivery for one in (now, digest, page)] == ["now", "digest", "page"]
    assert [one.due_at is not None for one in (now, digest, page)] == [True, False, False]
    assert [one.args_kwargs["args"] for one in DBTaskResult.objects.all()] == [[now.pk]]


class GivenUp(Exception):
    pass


@transaction.atomic
def act_that_goes_wrong(user):
    assign(user)
    raise GivenUp


def test_nobody_is_told_of_an_act_that_was_undone(ana):
    with pytest.raises(GivenUp):
        act_that_goes_wrong(ana)
    assert (Notice.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_a_kind_that_nobody_registered_is_refused(ana):
    with pytest.raises(UnknownKind):
        tell("samples.unknown", to=[ana], about={})


def test_telling_many_asks_for_their_choices_once(ana, zoe, django_assert_num_queries):
    with django_assert_num_queries(2 + 1 + 4):  # the act, the choices; for each the notice and its task in a savepoint
        assign(ana)
    with django_assert_num_queries(2 + 1 + 2 * 4):
        assign(ana, zoe)
