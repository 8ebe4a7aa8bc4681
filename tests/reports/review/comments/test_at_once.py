"""Two people, or two clicks, at the same moment: a thread is resolved once, a comment is there once."""

import pytest
from django.db import connection

from forum.roles import Role
from journal.models import Entry
from notices.models import Notice
from reports.models import Comment, EarlierComment, Thread
from reports.review.comments import edit_comment, open_thread, reply, resolve_thread
from tests.factories.forum import UserFactory
from tests.factories.reports import ThreadFactory
from tests.reports.signoff.test_at_once import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time"),
]


@pytest.mark.sampled("attempt", range(3))
def test_two_resolve_and_one_does(report, entry, focal_point, attempt):
    deputy = UserFactory(holds=(Role.DEPUTY, report.country))
    thread = ThreadFactory(report=report)
    came = at_once(*(lambda by=by: resolve_thread(thread=thread, entry=entry, by=by) for by in (focal_point, deputy)))
    assert came == ["Forbidden", "done"]
    assert Entry.objects.filter(action="comments.resolved").count() == 1


@pytest.mark.sampled("attempt", range(3))
def test_two_clicks_open_one_thread(report, entry, focal_point, reviewer, attempt):
    new = {"report": report, "entry": entry, "language": "en", "by": focal_point, "token": "abc"}
    act = lambda: open_thread(**new, body="@Paul Valéry?")  # noqa: E731
    assert at_once(act, act, act) == ["done", "done", "done"]
    assert (Thread.objects.count(), Comment.objects.count(), Notice.objects.count()) == (1, 1, 1)


@pytest.mark.sampled("attempt", range(3))
def test_two_clicks_answer_once(report, entry, focal_point, reviewer, attempt):
    thread = ThreadFactory(report=report, opened_by=reviewer)
    act = lambda: reply(thread=thread, entry=entry, body="Yes", by=focal_point, token="abc")  # noqa: E731
    assert at_once(act, act) == ["done", "done"]
    assert (Comment.objects.count(), Notice.objects.count()) == (2, 1)


@pytest.mark.sampled("attempt", range(3))
def test_two_windows_change_a_comment_and_one_hears_of_the_other(report, entry, reviewer, attempt):
    pk = ThreadFactory(report=report, opened_by=reviewer).comments.get().pk

    def change(body):
        comment = Comment.objects.select_related("thread__slot__report__country").get(pk=pk)
        comment.revision = 1
        edit_comment(comment=comment, entry=entry, body=body, seen=1, by=reviewer)

    assert at_once(lambda: change("One"), lambda: change("Other")) == ["Stale", "done"]
    assert (EarlierComment.objects.count(), Comment.objects.get().revision) == (1, 2)
