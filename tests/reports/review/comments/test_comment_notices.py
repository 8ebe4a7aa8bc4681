"""Who is told of a comment: whom it names, who wrote in the thread, who is asked to write the part. Once each."""

import pytest

from forum.roles import Role
from notices.models import Delivery, Notice
from notices.preferences import stop
from reports.models import Report
from reports.review.comments import edit_comment, open_thread, reply
from reports.review.mentions import handle_of, named_in, readers
from tests.factories.forum import MembershipFactory, UserFactory, WorkingGroupFactory
from tests.factories.reports import AssignmentFactory, ThreadFactory

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str]]:
    return [(one.kind, one.to.name) for one in Notice.objects.order_by("pk").select_related("to")]


def test_whom_a_comment_names(report, focal_point, reviewer, contributor):
    longer = UserFactory(holds=(Role.REVIEWER, report.country), name="Ada Lovelace-King")
    people = readers(report)
    named = {
        "@Ada Lovelace, is it so?": [contributor],
        "@ada  lovelace": [contributor],
        f"Ask @{contributor.email}.": [contributor],
        "@Ada Lovelace-King": [longer],
        "@Paul Valéry and @Marie Curie": [focal_point, reviewer],
        "Paul Valéry": [],
        "me@Ada Lovelace": [],
        "@Ada": [],
        "@Ada Lovelaces": [],
    }
    assert {body: named_in(body, people) for body in named} == named


def test_two_of_one_name_are_told_apart_by_their_address(report, contributor, reviewer):
    other = UserFactory(holds=(Role.REVIEWER, report.country), name="Ada Lovelace")
    people = readers(report)
    assert [handle_of(one, people) for one in (contributor, other, reviewer)] == [
        contributor.email,
        other.email,
        "Paul Valéry",
    ]
    assert named_in("@Ada Lovelace", people) == [contributor, other]


def test_who_reads_comments(report, focal_point, reviewer):
    editor = UserFactory(secretariat=True, name="Zoé")
    for role in (Role.OBSERVER, Role.SECRETARIAT_VIEWER, Role.ADMINISTRATOR):
        UserFactory(holds=(role, report.country if role == Role.OBSERVER else None))
    MembershipFactory(country=report.country, role=Role.REVIEWER, ended=True)
    MembershipFactory()
    assert readers(report) == [focal_point, reviewer]
    report.secretariat_fills_in = True
    assert readers(report) == [focal_point, reviewer, editor]


def test_the_mail_has_the_passage_the_words_and_the_way(report, entry, reviewer, contributor):
    open_thread(
        report=report, entry=entry, language="en", body="@Ada Lovelace,\n<so> & so?", by=reviewer, quote="Two laws"
    )
    notice = Notice.objects.get()
    thread = report.threads.get()
    assert (notice.to, notice.kind, notice.delivery) == (contributor, "reports.mentioned", Delivery.NOW)
    assert notice.subject == "France 2023: Paul Valéry names you in a comment"
    assert "On the words: “Two laws”" in notice.body
    assert "Paul Valéry:\n@Ada Lovelace,\n<so> & so?" in notice.body
    assert notice.address == f"/en/reports/FRA/2023/comments/{thread.pk}/"


def test_the_mail_is_in_the_language_of_its_reader(report, entry, focal_point, reviewer):
    open_thread(report=report, entry=entry, language="en", body="@Paul Valéry?", by=focal_point)
    notice = Notice.objects.get()
    assert (notice.language, notice.address[:4]) == ("fr", "/fr/")


def test_an_answer_is_told_to_those_who_wrote_in_the_thread(report, entry, focal_point, reviewer, contributor):
    thread = ThreadFactory(report=report, opened_by=reviewer)
    reply(thread=thread, entry=entry, body="Yes", by=contributor)
    assert told() == [("reports.comment_answered", "Paul Valéry")]
    reply(thread=thread, entry=entry, body="@Ada Lovelace, no", by=focal_point)
    assert told()[1:] == [("reports.mentioned", "Ada Lovelace"), ("reports.comment_answered", "Paul Valéry")]
    reply(thread=thread, entry=entry, body="@Paul Valéry, this is me", by=reviewer)
    assert told()[3:] == [("reports.comment_answered", "Ada Lovelace"), ("reports.comment_answered", "Marie Curie")]


def test_a_new_thread_is_told_to_who_is_asked_to_write_there(report, entry, focal_point, contributor, reviewer):
    group = WorkingGroupFactory(country=report.country)
    UserFactory(holds=(Role.GROUP_CHAIR, report.country, group), name="Chair")
    AssignmentFactory(report=report, user=contributor, section=entry.section)
    AssignmentFactory(report=report, user=None, group=group, section=entry.section, question="key_results")
    AssignmentFactory(report=report, section="progress")
    open_thread(report=report, entry=entry, language="en", body="So? @Ada Lovelace", by=reviewer)
    assert told() == [("reports.mentioned", "Ada Lovelace"), ("reports.comment_opened", "Chair")]
    open_thread(report=report, entry=entry, language="en", body="I say", by=contributor)
    assert told()[2:] == [("reports.comment_opened", "Chair")]


def test_a_changed_comment_tells_only_whom_it_names_now(report, entry, focal_point, reviewer, contributor):
    comment = open_thread(report=report, entry=entry, language="en", body="@Ada Lovelace", by=reviewer)
    edit_comment(comment=comment, entry=entry, body="@Ada Lovelace and @Marie Curie", seen=1, by=reviewer)
    assert told() == [("reports.mentioned", "Ada Lovelace"), ("reports.mentioned", "Marie Curie")]
    assert set(comment.mentioned.all()) == {contributor, focal_point}


def test_who_does_not_read_comments_any_more_is_not_told(report, entry, focal_point, reviewer):
    editor = UserFactory(secretariat=True, name="Zoé")
    thread = ThreadFactory(report=report, opened_by=editor)
    reply(thread=thread, entry=entry, body="@Zoé?", by=focal_point)
    assert told() == []
    Report.objects.update(secretariat_fills_in=True)
    reply(thread=thread, entry=entry, body="Yes", by=reviewer)
    assert told() == [("reports.comment_answered", "Marie Curie"), ("reports.comment_answered", "Zoé")]


def test_whoever_wants_no_mails_of_a_kind_finds_it_on_the_page(report, entry, focal_point, reviewer):
    stop(by=reviewer, kind="reports.comment_answered")
    thread = ThreadFactory(report=report, opened_by=reviewer)
    reply(thread=thread, entry=entry, body="Yes", by=focal_point)
    assert [(one.to, one.delivery) for one in Notice.objects.all()] == [(reviewer, Delivery.PAGE)]


def test_a_comment_that_is_sent_twice_is_told_once(report, entry, reviewer, contributor):
    for _attempt in range(2):
        open_thread(report=report, entry=entry, language="en", body="@Ada Lovelace", by=reviewer, token="abc")
    assert told() == [("reports.mentioned", "Ada Lovelace")]
