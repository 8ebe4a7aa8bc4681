"""The WebSocket of a part: what others do comes to the page without asking, and only to who may see it."""

import json
from contextlib import ExitStack, closing
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from coediting import wire
from coediting.models import Change, Visit
from coediting.visits import be_here, leave
from forum.memberships import end_membership, give_role
from forum.roles import Role
from reports.answers.news import report_changed
from reports.answers.saving import save_answer
from reports.models import Report
from reports.pages.page_state import channel_of
from tests.coediting.conftest import database, new_server, server, servers  # noqa: F401  the server of these tests
from tests.coediting.pages import session_of, status_of
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import ReportFactory, entry_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]
ADDRESS = "/ws/en/reports/FRA/2023/live/overall/?write=fr"
PATIENCE = 10
"""Seconds; what is not told at once comes with a look every four."""


@pytest.fixture
def report(database) -> Report:  # noqa: F811
    return ReportFactory(country=CountryFactory(france=True))


@pytest.fixture
def deputy(report):
    return UserFactory(name="Deputy", holds=(Role.DEPUTY, report.country))


class Page:
    def __init__(self, server, user) -> None:  # noqa: F811
        cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session_of(user)}"}
        origin = f"http://127.0.0.1:{server.port}"
        self.open = ExitStack()
        connection = connect(f"ws://127.0.0.1:{server.port}{ADDRESS}", additional_headers=cookie, origin=origin)
        self.socket = self.open.enter_context(connection)
        self.first = self.hear()

    def hear(self, seconds: float = PATIENCE) -> dict:
        return json.loads(self.socket.recv(timeout=seconds))

    def hears_nothing(self, seconds: float) -> None:
        with pytest.raises(TimeoutError):
            self.hear(seconds)

    def say(self, at: str) -> None:
        self.socket.send(json.dumps({"at": at}))

    def closed_with(self) -> int:
        with pytest.raises(ConnectionClosed):
            self.hear()
        return self.socket.close_code

    def close(self) -> None:
        self.open.close()


@pytest.fixture
def listen(server):  # noqa: F811
    opened = []

    def open_one(user) -> Page:
        opened.append(Page(server, user))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


def save(report, by, value: str) -> None:
    save_answer(report=report, entry=entry_of(report, "other_successes"), language="", value=value, seen=0, by=by)


# --- news


def test_a_page_is_told_at_first_how_the_part_stands(report, writer, listen):
    first = listen(writer).first

    assert first.keys() == {"mark", "standing", "people"}
    assert (first["standing"]["answers"], first["people"]) == ({}, [])


def test_what_somebody_saves_comes_without_asking(report, writer, deputy, listen):
    reader = listen(writer)

    save(report, deputy, "yes")

    news = reader.hear()
    assert news.keys() == {"mark", "standing"}
    assert news["standing"]["answers"] == {"other_successes": {"": [1, False, "Deputy"]}}
    reader.hears_nothing(1)


def test_the_mark_that_came_last_says_over_http_that_nothing_is_new(report, writer, deputy, listen, client_for):
    reader = listen(writer)
    save(report, deputy, "yes")
    mark = reader.hear()["mark"]
    asked = {"write": "fr", "mark": mark, "connected": "1"}
    client = client_for(writer)

    assert client.get("/en/reports/FRA/2023/live/overall/", asked).status_code == 204
    report_changed(report.pk)
    assert client.get("/en/reports/FRA/2023/live/overall/", asked).status_code == 200


def test_after_an_act_that_shows_nothing_else_a_new_mark_comes_alone(report, writer, listen):
    reader = listen(writer)

    report_changed(report.pk)

    assert reader.hear().keys() == {"mark"}


def test_an_act_that_nobody_told_of_is_found_by_looking(report, writer, listen):
    reader = listen(writer)

    Change.objects.create(subject=f"reports.report:{report.pk}")  # as where the line to PostgreSQL broke

    assert reader.hear().keys() == {"mark"}


def test_the_news_of_another_report_never_come(report, writer, listen):
    elsewhere = ReportFactory(country=CountryFactory())
    stranger = UserFactory(focal_point_of=elsewhere.country)
    reader = listen(writer)

    save(elsewhere, stranger, "yes")
    be_here(channel=channel_of(elsewhere.pk, "overall"), page="theirs", at="", by=stranger)

    reader.hears_nothing(5)


# --- who may listen


def test_another_country_s_page_is_not_there(report, server):  # noqa: F811
    stranger = UserFactory(focal_point_of=CountryFactory())
    headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session_of(stranger)}"}
    headers["Origin"] = f"http://127.0.0.1:{server.port}"

    assert status_of(server, ADDRESS, headers) == 404
    assert status_of(server, ADDRESS.replace("overall", "nothing"), headers) == 404
    assert status_of(server, ADDRESS, {"Origin": headers["Origin"]}) == 403


def test_who_loses_the_role_hears_nothing_more(report, listen):
    today = timezone.localdate()
    since = today - timedelta(days=9)
    reader = UserFactory()
    membership = give_role(by=None, user=reader, role=Role.REVIEWER, country=report.country, since=since)
    one = listen(reader)

    end_membership(by=None, membership=membership, last_day=today - timedelta(days=1))

    assert one.closed_with() == wire.NO_RIGHT


def test_who_logs_out_hears_nothing_more(report, writer, listen):
    reader = listen(writer)

    writer.set_password("another one")
    writer.save()

    assert reader.closed_with() == wire.NO_RIGHT


@pytest.mark.parametrize("said", ["", "[]", "{}", '{"at": 1}', '{"at": "' + "x" * 121 + '"}'])
def test_a_page_that_says_what_no_page_says_is_closed(report, writer, listen, said):
    reader = listen(writer)

    reader.socket.send(said)

    assert reader.closed_with() == wire.BAD_MESSAGE


# --- who is here


def test_the_others_are_told_where_somebody_is_and_that_they_go(report, writer, deputy, listen):
    reader, other = listen(writer), listen(deputy)

    other.say("lessons")
    assert [(person["name"], person["at"]) for person in reader.hear()["people"]] == [("Deputy", ["lessons"])]

    other.say("difficulties")
    assert [person["at"] for person in reader.hear()["people"]] == [["difficulties"]]

    other.close()
    assert reader.hear()["people"] == []


def test_pages_with_and_without_a_socket_see_each_other(report, writer, deputy, listen, client_for):
    reader = listen(writer)
    reader.say("lessons")
    without = client_for(deputy)
    without.post("/en/reports/FRA/2023/live/overall/", {"page": "p", "at": ""})
    assert [person["name"] for person in reader.hear()["people"]] == ["Deputy"]

    with closing(without.get("/en/reports/FRA/2023/live/overall/", {"write": "fr"})) as answer:
        assert [(person["name"], person["at"]) for person in answer.json()["people"]] == [("Focal point", ["lessons"])]


def test_who_goes_without_a_word_is_seen_to_be_gone(report, writer, deputy, listen):
    be_here(channel=channel_of(report.pk, "overall"), page="theirs", at="", by=deputy)
    reader = listen(writer)
    assert [person["name"] for person in reader.first["people"]] == ["Deputy"]

    Visit.objects.update(seen_at=timezone.now() - timedelta(seconds=76))

    assert reader.hear()["people"] == []


def test_listening_writes_nothing(report, writer, listen):
    changes = Change.objects.count()

    listen(writer).hears_nothing(5)

    assert (Visit.objects.count(), Change.objects.count()) == (0, changes)


def test_a_page_that_left_over_http_is_not_told_as_two(report, writer, deputy, listen):
    reader = listen(writer)
    for token in ("one", "two"):
        be_here(channel=channel_of(report.pk, "overall"), page=token, at="", by=deputy)
    assert [person["name"] for person in reader.hear()["people"]] == ["Deputy"]

    leave(channel=channel_of(report.pk, "overall"), page="one", by=deputy)

    reader.hears_nothing(1)
