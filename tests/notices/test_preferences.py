"""What a person chose for a kind goes before what they chose for all; what is essential is not asked."""

import pytest
from django.db import IntegrityError, transaction

from notices.models import Delivery, NoticePreference
from notices.preferences import choices_of, choose, read_stop_token, stop, stop_token, ways

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

TABLE = """
for all   for the kind   an assignment   an invitation
-         -              now             now
digest    -              digest          now
page      -              page            now
page      now            now             now
digest    page           page            now
now       digest         digest          now
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()[1:]]


@pytest.mark.parametrize(("general", "own", "assigned", "invited"), ROWS)
def test_the_way_of_a_notice(ana, zoe, general, own, assigned, invited):
    choose(by=ana, choices={"": general.strip("-"), "samples.assigned": own.strip("-"), "samples.invited": "page"})
    assert ways("samples.assigned", [ana.pk, zoe.pk]) == {ana.pk: assigned, zoe.pk: "now"}
    assert ways("samples.invited", [ana.pk]) == {ana.pk: invited}


def test_a_choice_is_changed_and_taken_back(ana):
    choose(by=ana, choices={"": "digest", "samples.assigned": "page"})
    choose(by=ana, choices={"": "page", "samples.assigned": ""})
    assert choices_of(ana) == {"": "page"}


def test_there_is_one_choice_a_person_and_kind(ana):
    NoticePreference.objects.create(user=ana, kind="", how=Delivery.PAGE)
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticePreference.objects.create(user=ana, kind="", how=Delivery.NOW)


def test_a_stop_link_says_whose_and_which(ana):
    assert read_stop_token(stop_token(ana.pk, "samples.assigned")) == (ana.pk, "samples.assigned")


@pytest.mark.parametrize("token", ["", "x", "WzEsIngiXQ:1abcde:wrong"])
def test_a_stop_link_of_somebody_else_s_making_is_none(token):
    assert read_stop_token(token) is None


def test_stopping_a_kind(ana):
    stop(by=ana, kind="samples.assigned")
    assert choices_of(ana) == {"samples.assigned": "page"}


def test_stopping_the_digest_stops_what_comes_in_it(ana):
    choose(by=ana, choices={"": "now", "samples.assigned": "digest"})
    stop(by=ana, kind="notices.digest")
    assert choices_of(ana) == {"": "now", "samples.assigned": "page"}
