"""The passages that are talked about stand out where an answer is read, for who reads comments, and nowhere else."""

import re

import pytest

from forum.roles import Role
from reports.models import Report, Thread
from reports.review.comments import resolve_thread
from reports.stages import Stage
from tests.factories.forum import UserFactory
from tests.factories.reports import AnswerFactory, ThreadFactory, text
from tests.reports.review.comments.conftest import WORDS

pytestmark = pytest.mark.django_db
EXPORT = "/en/reports/FRA/2023/export/"
VERSION = "/en/reports/FRA/2023/versions/1/"
SECTION = "/en/reports/FRA/2023/sections/overall/?write=en"


def marked(page) -> list[str]:
    return re.findall(r'<mark class="passage-read">(.*?)</mark>', page.content.decode())


def ends(page) -> list[tuple]:
    return re.findall(
        r'<a class="passage-thread" id="(.*?)" href="(.*?)"><span[^>]*>(.*?)</span>', page.content.decode()
    )


def thread_on(report, quote: str, **more) -> Thread:
    return ThreadFactory(report=report, language="en", quote=quote, **more)


def submit() -> None:
    Report.objects.update(stage=Stage.SUBMITTED)


def test_a_frozen_version_shows_the_words_and_leads_to_what_is_said(client_for, report, reviewer):
    thread = thread_on(report, "Two laws were passed", opened_by=reviewer)
    submit()
    page = client_for(reviewer).get(VERSION)
    assert marked(page) == ["Two laws were passed"]
    address = f"/en/reports/FRA/2023/comments/{thread.pk}/"
    said = "Comment of Paul Valéry on “Two laws were passed”"
    assert ends(page) == [(f"passage-{thread.pk}", address, said)]
    back = client_for(reviewer).get(address).content.decode()
    assert f'href="{VERSION}#passage-{thread.pk}"' in back


def test_of_words_that_stand_twice_those_with_the_same_around_them(client_for, report, reviewer):
    thread_on(report, "The plan", before="passed in June. ", after=" is applied.", opened_by=reviewer)
    page = client_for(reviewer).get(VERSION).content.decode()
    assert 'June. <mark class="passage-read">The plan</mark>' in page


def test_an_answer_that_is_only_read_shows_them_one_that_is_written_does_not(client_for, report, focal_point):
    thread_on(report, "Two laws")
    client = client_for(focal_point)
    assert marked(client.get(SECTION)) == []
    Report.objects.update(stage=Stage.SIGN_OFF)
    assert marked(client.get(SECTION)) == ["Two laws"]


def test_what_is_resolved_gone_or_about_nothing_is_not_shown(client_for, report, reviewer, focal_point):
    resolve_thread(thread=thread_on(report, "Two laws"), entry=None, by=focal_point)
    thread_on(report, "Three laws")
    thread_on(report, "")
    page = client_for(reviewer).get(VERSION)
    assert (marked(page), ends(page)) == ([], [])


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.SECRETARIAT, Role.ADMINISTRATOR])
def test_who_reads_no_comments_sees_none(client_for, report, reviewer, role):
    thread_on(report, "Two laws", opened_by=reviewer)
    submit()
    client = client_for(UserFactory(holds=(role, report.country if role == Role.OBSERVER else None)))
    for page in (VERSION, SECTION):
        response = client.get(page)
        assert (response.status_code, marked(response), ends(response)) == (200, [], [])


@pytest.mark.parametrize("format", ["preview/", "report.html", "report.docx"])
def test_nothing_of_it_goes_out(client_for, report, reviewer, format):
    thread_on(report, "Two laws", opened_by=reviewer)
    submit()
    response = client_for(reviewer).get(f"{EXPORT}{format}")
    written = b"".join(response.streaming_content) if response.streaming else response.content
    assert (response.status_code, b"passage" in written, b"Two laws" in written or format == "report.docx") == (
        200,
        False,
        True,
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_the_same_queries(client_for, report, reviewer, count, django_assert_num_queries):
    for key in ("key_results", "lessons", "difficulties")[:count]:
        if key != "key_results":
            AnswerFactory(report=report, question=key, language="en", value=text(WORDS))
        for quote in ("Two laws", "The plan", "in May")[:count]:
            thread_on(report, quote, opened_by=reviewer, question=key)
    submit()
    client = client_for(reviewer)
    with django_assert_num_queries(17):  # …, whether it is frozen, counts and threads
        assert len(marked(client.get(VERSION))) == count * count
    with django_assert_num_queries(16):
        assert len(marked(client.get(SECTION))) == count * count
