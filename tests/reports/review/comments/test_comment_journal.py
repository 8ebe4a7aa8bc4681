"""The journal's lines about comments are read by who reads the comments."""

import json
import re

import pytest

from forum.models import User
from forum.roles import Role
from reports.models import Report
from reports.review.comments import open_thread, resolve_thread
from reports.signoff.dashboard import reports_with_what_was_done_last
from reports.stages import Stage
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import ReportFactory, entry_of

pytestmark = pytest.mark.django_db
OF_REPORT, OF_COUNTRY, OVERVIEW = "/en/reports/FRA/2023/journal/", "/en/journal/FRA/", "/en/reports/FRA/2023/"
BEGAN, SETTLED = "Ada began a thread of comments on FRA 2023", "Ada resolved a thread of comments on FRA 2023"


@pytest.fixture
def report():
    return ReportFactory(country=CountryFactory(france=True))


@pytest.fixture
def focal_point(report):
    return UserFactory(name="Ada", focal_point_of=report.country)


@pytest.fixture
def talk(report, focal_point):
    entry = entry_of(report, "key_results")
    comment = open_thread(report=report, entry=entry, language="fr", body="Is it so?", by=focal_point)
    resolve_thread(thread=comment.thread, entry=entry, by=User.objects.get(pk=focal_point.pk))


def told(client, *pages: str) -> set[str]:
    """What the pages say of comments."""
    text = " ".join(re.sub(r"<[^>]*>", " ", client.get(page).content.decode()) for page in pages)
    return {said for said in (BEGAN, SETTLED) if said in re.sub(r"\s+", " ", text)}


def acts(client, page: str) -> list[str]:
    lines = json.loads(b"".join(client.get(f"{page}entries.json").streaming_content))
    return [line["action"] for line in lines if line["action"].startswith("comments.")]


def test_who_reads_comments_reads_the_lines(client_for, report, focal_point, talk):
    client = client_for(focal_point)
    for pages in ([OF_REPORT], [OF_COUNTRY], [OVERVIEW]):
        assert told(client, *pages) == {BEGAN, SETTLED}
    for page in (OF_REPORT, OF_COUNTRY):
        assert acts(client, page) == ["comments.resolved", "comments.opened"]


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.ADMINISTRATOR])
def test_the_alliance_reads_none_of_them_uninvited(client_for, report, talk, role):
    client = client_for(UserFactory(holds=(role, None)))
    assert told(client, OF_REPORT, OF_COUNTRY, OVERVIEW) == set()
    assert acts(client, OF_REPORT) + acts(client, OF_COUNTRY) == []


def test_the_secretariat_reads_them_where_it_fills_in(client_for, report, talk):
    Report.objects.update(secretariat_fills_in=True)
    other = ReportFactory(country=report.country, roadmap=report.roadmap, version=2, stage=Stage.PUBLISHED)
    client = client_for(UserFactory(holds=(Role.SECRETARIAT, None)))
    assert told(client, OF_COUNTRY) == {BEGAN, SETTLED}
    Report.objects.exclude(pk=other.pk).update(secretariat_fills_in=False)
    assert told(client, OF_REPORT, OF_COUNTRY) == set()


def test_an_observer_reads_none(client_for, report, talk):
    Report.objects.update(stage=Stage.FORUM_REVIEW)
    assert told(client_for(UserFactory(holds=(Role.OBSERVER, report.country))), OF_REPORT, OVERVIEW) == set()


def test_the_filters_do_not_offer_what_is_not_told(client_for, report, focal_point, talk):
    pages = [client_for(who).get(OF_REPORT) for who in (focal_point, UserFactory(holds=(Role.SECRETARIAT, None)))]
    offered = [re.findall(r'<option value="(comments[^"]*)"', page.content.decode()) for page in pages]
    assert [sorted(found) for found in offered] == [["comments.opened", "comments.resolved"], []]


def test_the_desk_tells_no_act_on_comments_as_the_last(report, talk):
    assert [one.last_act for one in reports_with_what_was_done_last()] == [None]
