"""Who has a page open, and where on it they are."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from coediting.models import Visit
from coediting.visits import be_here, leave, others
from tests.factories.forum import UserFactory

pytestmark = pytest.mark.django_db
CHANNEL = "something:1"
NOTICES = int(connection.vendor == "postgresql")
"""Open pages are told by a query there."""


@pytest.fixture
def reader():
    return UserFactory(name="Reader")


@pytest.fixture
def colleague():
    return UserFactory(name="Colleague")


def seen(seconds: int) -> None:
    Visit.objects.update(seen_at=timezone.now() - timedelta(seconds=seconds))


def test_the_others_are_seen_where_they_are_and_oneself_is_not(reader, colleague):
    be_here(channel=CHANNEL, page="one", at="lessons", by=colleague)
    be_here(channel=CHANNEL, page="two", at="", by=reader)

    here = {"id": colleague.pk, "name": "Colleague", "colour": colleague.pk % 12, "at": ["lessons"]}
    assert others(CHANNEL, reader) == [here]


def test_who_goes_on_to_another_place_is_there_and_no_longer_here(reader, colleague):
    be_here(channel=CHANNEL, page="one", at="lessons", by=colleague)

    be_here(channel=CHANNEL, page="one", at="difficulties", by=colleague)

    assert [person["at"] for person in others(CHANNEL, reader)] == [["difficulties"]]


def test_two_pages_of_one_person_are_one_person_in_two_places(reader, colleague):
    for page, at in (("one", "lessons"), ("two", "difficulties"), ("three", ""), ("four", "lessons")):
        be_here(channel=CHANNEL, page=page, at=at, by=colleague)

    assert [person["at"] for person in others(CHANNEL, reader)] == [["lessons", "difficulties"]]


def test_who_leaves_is_gone_and_nobody_else(reader, colleague):
    third = UserFactory(name="Third")
    for person in (colleague, third):
        be_here(channel=CHANNEL, page="one", at="", by=person)

    leave(channel=CHANNEL, page="one", by=colleague)

    assert [person["name"] for person in others(CHANNEL, reader)] == ["Third"]


@pytest.mark.parametrize("seconds,here", [(74, ["Colleague"]), (76, [])])
def test_who_says_nothing_any_more_is_gone(reader, colleague, seconds, here):
    be_here(channel=CHANNEL, page="one", at="", by=colleague)

    seen(seconds)

    assert [person["name"] for person in others(CHANNEL, reader)] == here


def test_another_channel_is_another_page(reader, colleague):
    be_here(channel="something:2", page="one", at="", by=colleague)

    assert others(CHANNEL, reader) == []


def test_who_has_no_account_any_more_is_not_here(reader, colleague):
    be_here(channel=CHANNEL, page="one", at="", by=colleague)

    type(colleague).objects.filter(pk=colleague.pk).update(is_active=False)

    assert others(CHANNEL, reader) == []


def test_rows_of_pages_that_were_closed_without_a_word_are_taken_away(reader, colleague):
    be_here(channel=CHANNEL, page="one", at="", by=colleague)
    seen(3601)

    be_here(channel=CHANNEL, page="two", at="", by=reader)

    assert list(Visit.objects.values_list("page", flat=True)) == ["two"]


@pytest.mark.parametrize("count", [1, 3])
def test_being_somewhere_takes_one_query_and_so_does_looking(reader, count, django_assert_num_queries):
    for _each in range(count):
        be_here(channel=CHANNEL, page="one", at="", by=UserFactory())
    be_here(channel=CHANNEL, page="mine", at="", by=reader)

    with django_assert_num_queries(1 + NOTICES):
        be_here(channel=CHANNEL, page="mine", at="lessons", by=reader)
    with django_assert_num_queries(1):
        assert len(others(CHANNEL, reader)) == count
