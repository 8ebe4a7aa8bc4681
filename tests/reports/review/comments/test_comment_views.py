"""The pages of comments: of a part, with and without script; of one thread; of the whole report."""

import html
import json
import re

import pytest

from forum.roles import Role
from reports.answers.next_steps import add_next_step, remove_next_step
from reports.models import Comment, Report, Thread
from reports.review.comments import remove_comment, resolve_thread
from reports.signoff.corrections import open_correction
from reports.stages import Stage
from tests.factories.forum import UserFactory
from tests.factories.reports import ThreadFactory, entry_of

pytestmark = pytest.mark.django_db
PART = "/en/reports/FRA/2023/comments/parts/overall/?write=en"
SECTION = "/en/reports/FRA/2023/sections/overall/?write=en"
LIST = "/en/reports/FRA/2023/comments/"
SCRIPT = {"X-Requested-With": "XMLHttpRequest"}
NEW = {"question": "key_results", "language": "en", "body": "So?", "token": "abc"}


def text_of(response) -> str:
    body = re.sub(r"<script.*?</script>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def threads_on(response) -> list[int]:
    return [int(pk) for pk in re.findall(r'<article class="thread" id="thread-(\d+)"', response.content.decode())]


def url_of(thread: Thread) -> str:
    return f"{LIST}{thread.pk}/"


# --- the questions


def test_a_question_leads_to_its_comments_and_says_how_many_are_open(client_for, report, reviewer, focal_point):
    resolve_thread(thread=ThreadFactory.create_batch(3, report=report)[0], entry=None, by=focal_point)
    page = client_for(reviewer).get(SECTION).content.decode()

    (link,) = re.findall(r'<a class="btn btn-quiet" id="comment-key_results".*?</a>', page)
    assert 'href="/en/reports/FRA/2023/comments/parts/overall/?write=en#new-key_results"' in link
    assert (">Comment<" in link, ">2 open<" in link) == (True, True)
    assert 'id="comment-overall_progress"' in page


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.SECRETARIAT, Role.SECRETARIAT_VIEWER, Role.ADMINISTRATOR])
def test_who_reads_no_comments_sees_nothing_of_them(client_for, report, role):
    ThreadFactory(report=report)
    Report.objects.update(stage=Stage.FORUM_REVIEW)
    client = client_for(UserFactory(holds=(role, report.country if role == Role.OBSERVER else None)))

    pages = [client.get(address) for address in (SECTION, "/en/reports/FRA/2023/")]
    assert [page.status_code for page in pages] == [200, 200]
    assert not any("omment" in page.content.decode().replace("data-comments", "") for page in pages)
    assert [client.get(address).status_code for address in (PART, LIST, url_of(Thread.objects.get()))] == [403] * 3


@pytest.mark.parametrize("count", [1, 3])
def test_a_section_takes_one_query_more_for_its_comments(
    client_for, report, reviewer, count, django_assert_num_queries
):
    ThreadFactory.create_batch(count, report=report)
    client = client_for(reviewer)
    with django_assert_num_queries(17):
        client.get(SECTION)


def test_the_report_at_a_glance_counts_them_by_part(client_for, report, reviewer):
    ThreadFactory.create_batch(2, report=report)
    ThreadFactory(report=report, question="anything_else")
    page = client_for(reviewer).get("/en/reports/FRA/2023/").content.decode()

    found = re.findall(r'<a href="[^"]*/comments/parts/(\w+)/">([^<]*)</a>', page)
    assert [(key, words) for key, words in found if key == "overall"] == [("overall", "2 open comments")]
    assert [words for _key, words in found] == ["2 open comments", "1 open comment"]
    assert f'<a href="{LIST}">Comments</a>' in page


# --- a part, for the script


@pytest.mark.parametrize("count", [1, 3])
def test_the_panel_takes_the_same_queries_however_many_threads(
    client_for, report, reviewer, count, django_assert_num_queries
):
    for thread in ThreadFactory.create_batch(count, report=report):
        Comment.objects.create(thread=thread, author=UserFactory(), body="Yes")
    client = client_for(reviewer)
    with django_assert_num_queries(14):  # session, user, memberships, report, content (7), threads, comments, people
        assert len(threads_on(client.get(PART, headers=SCRIPT))) == count


def test_nothing_is_sent_again_while_nothing_changes(client_for, report, reviewer):
    thread = ThreadFactory(report=report)
    client = client_for(reviewer)
    first = client.get(PART, headers=SCRIPT)
    again = client.get(PART, headers=SCRIPT | {"If-None-Match": first["ETag"]})
    Comment.objects.create(thread=thread, author=reviewer, body="Yes")
    changed = client.get(PART, headers=SCRIPT | {"If-None-Match": first["ETag"]})

    assert [(answer.status_code, bool(answer.content)) for answer in (first, again, changed)] == [
        (200, True),
        (304, False),
        (200, True),
    ]
    assert "<html" not in first.content.decode()


def test_threads_stand_in_reading_order(client_for, report, reviewer):
    later = ThreadFactory(report=report, language="en", quote="The plan is applied")
    first = ThreadFactory(report=report, language="en", quote="Two laws")
    lost = ThreadFactory(report=report, language="en", quote="Three decrees")
    whole = ThreadFactory(report=report, question="overall_progress", language="")
    response = client_for(reviewer).get(PART, headers=SCRIPT)

    assert threads_on(response) == [whole.pk, lost.pk, first.pk, later.pk]
    gone = re.findall(r'<p class="thread-lost"( hidden)?>', response.content.decode())
    assert gone == ["", " hidden", " hidden"]


def test_the_panel_offers_those_who_read_comments(client_for, report, reviewer, contributor):
    UserFactory(holds=(Role.OBSERVER, report.country))
    page = client_for(reviewer).get(PART, headers=SCRIPT).content.decode()
    people = json.loads(re.search(r'<script id="comment-people" type="application/json">(.*?)</script>', page)[1])
    assert people == [{"name": name, "handle": name} for name in ("Ada Lovelace", "Paul Valéry")]


def test_a_script_posts_a_comment_and_is_told_what_stands_in_its_way(client_for, report, reviewer):
    client = client_for(reviewer)
    anchor = {"from": {"tname": "x", "assoc": 0}, "to": {"tname": "x", "assoc": -1}}
    passage = {"quote": "Two laws", "before": "May. ", "after": " were", "anchor": json.dumps(anchor)}
    answer = client.post(PART, NEW | passage, headers=SCRIPT)
    again = client.post(PART, NEW | passage, headers=SCRIPT)
    empty = client.post(PART, NEW | {"body": " "}, headers=SCRIPT)

    thread = Thread.objects.get()
    assert (answer.json(), again.json()) == ({"thread": thread.pk}, {"thread": thread.pk})
    assert (thread.quote, thread.before, thread.after, thread.anchor) == ("Two laws", "May. ", " were", anchor)
    assert (empty.status_code, empty.json()) == (422, {"message": "Write something first."})


# --- without script


def test_a_plain_form_comments_on_words_of_an_answer(client_for, report, reviewer):
    client = client_for(reviewer)
    assert "On these words of the answer (optional)" in text_of(client.get(PART))
    response = client.post(PART, NEW | {"quote": "Two  laws"}, follow=True)

    thread = Thread.objects.get()
    assert (thread.quote, thread.before, thread.after) == (
        "Two laws",
        "The plan was adopted in May. ",
        " were passed in June. The plan is applied.",
    )
    assert response.redirect_chain == [(f"{PART}#thread-{thread.pk}", 302)]
    assert threads_on(response) == [thread.pk]
    assert "Your comment is there." in text_of(response)


def test_what_was_typed_stays_on_the_page_when_it_is_refused(client_for, report, reviewer):
    client = client_for(reviewer)
    Report.objects.update(stage=Stage.SUBMITTED)
    response = client.post(PART, NEW | {"body": "A long thought"})
    assert response.status_code == 403
    assert "its comments are kept to be read." in text_of(response)
    assert '<p class="kept-text">A long thought</p>' in response.content.decode()


def test_a_question_of_another_part_is_not_there(client_for, report, reviewer):
    assert client_for(reviewer).post(PART, NEW | {"question": "progress--1"}).status_code == 404
    assert client_for(reviewer).get(PART.replace("overall", "nothing")).status_code == 404


# --- one thread


@pytest.mark.parametrize("count", [1, 3])
def test_a_thread_and_the_plain_page_take_the_same_queries_however_much_is_said(
    client_for, report, reviewer, count, django_assert_num_queries
):
    thread = ThreadFactory(report=report)
    for _number in range(count - 1):
        Comment.objects.create(thread=thread, author=UserFactory(), body="Yes")
        ThreadFactory(report=report)
    client = client_for(reviewer)
    with django_assert_num_queries(14):  # session, user, memberships, report, thread, content (7), thread, comments
        client.get(url_of(thread))
    with django_assert_num_queries(14):  # session, user, memberships, report, content (7), threads, comments, turn
        client.get(PART)


def test_a_thread_is_answered_resolved_and_opened_again(client_for, report, focal_point, reviewer):
    thread = ThreadFactory(report=report, opened_by=reviewer)
    client = client_for(focal_point)
    sent = [
        client.post(url_of(thread) + "reply/", {"body": "Yes", "token": "abc"}),
        client.post(url_of(thread) + "resolve/"),
        client.post(url_of(thread) + "reopen/"),
        client.post(url_of(thread) + "resolve/"),
    ]
    assert [(answer.status_code, answer.get("Location")) for answer in sent] == [(302, url_of(thread))] * 4
    again = client.post(url_of(thread) + "resolve/")
    assert (again.status_code, "This thread has been resolved already." in text_of(again)) == (403, True)
    page = text_of(client.get(url_of(thread)))
    assert ("Marie Curie" in page, "Resolved by Marie Curie" in page, "Open again" in page) == (True, True, True)


def test_ones_own_comment_is_changed_and_removed(client_for, report, reviewer, focal_point):
    thread = ThreadFactory(report=report, opened_by=reviewer)
    comment, client = thread.comments.get(), client_for(reviewer)
    edit, change = f"{url_of(thread)}{comment.pk}/edit/", {"body": "Is it?", "seen": 1}
    assert client.post(edit, change)["Location"] == url_of(thread)
    stale = client.post(edit, change | {"body": "Other"})
    assert (stale.status_code, '<p class="kept-text">Other</p>' in stale.content.decode()) == (409, True)
    assert client.post(f"{url_of(thread)}{comment.pk}/remove/").status_code == 302

    assert "What you had written (only you see it) Is it?" in text_of(client.get(url_of(thread)))
    others = text_of(client_for(focal_point).get(url_of(thread)))
    assert ("Removed by Paul Valéry" in others, "Is it?" in others) == (True, False)


def test_a_comment_of_another_thread_is_not_there(client_for, report, reviewer):
    one, other = ThreadFactory.create_batch(2, report=report, opened_by=reviewer)
    wrong, client = f"{url_of(one)}{other.comments.get().pk}/", client_for(reviewer)
    assert [client.post(wrong + act).status_code for act in ("edit/", "remove/")] == [404, 404]
    assert {one.comments.get().removed_at, other.comments.get().removed_at} == {None}


def test_a_thread_of_another_report_is_not_there(client_for, report, reviewer):
    other = ThreadFactory()
    assert client_for(reviewer).get(url_of(other)).status_code == 404


# --- all of a report


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_long_it_is(
    client_for, report, reviewer, count, django_assert_num_queries
):
    for thread in ThreadFactory.create_batch(count, report=report):
        Comment.objects.create(thread=thread, author=UserFactory(), body="Yes")
    client = client_for(reviewer)
    with django_assert_num_queries(13):  # session, user, memberships, report, content (7), threads, comments
        assert len(threads_on(client.get(LIST))) == count


def test_what_the_list_is_narrowed_down_to(client_for, report, reviewer, focal_point):
    open_one = ThreadFactory(report=report)
    mine = ThreadFactory(report=report, opened_by=reviewer)
    naming = ThreadFactory(report=report)
    naming.comments.get().mentioned.add(reviewer)
    removed = ThreadFactory(report=report)
    removed.comments.get().mentioned.add(reviewer)
    remove_comment(comment=removed.comments.get(), by=focal_point)
    resolved = ThreadFactory(report=report, opened_by=reviewer)
    resolve_thread(thread=resolved, entry=None, by=reviewer)

    client = client_for(reviewer)
    found = {
        shown: threads_on(client.get(f"{LIST}?show={shown}")) for shown in ("open", "mine", "mentions", "resolved")
    }
    assert found == {
        "open": [open_one.pk, mine.pk, naming.pk, removed.pk],
        "mine": [mine.pk, resolved.pk],
        "mentions": [naming.pk],
        "resolved": [resolved.pk],
    }
    assert client.get(f"{LIST}?show=other").status_code == 404


def test_what_is_said_about_a_step_that_was_removed_stays(client_for, report, focal_point):
    step = add_next_step(report=report, by=focal_point)
    thread = ThreadFactory(report=report, question="next_steps.step", language="fr", occurrence=step)
    remove_next_step(occurrence=step, by=focal_point)
    section = entry_of(report, "next_steps").section
    client = client_for(focal_point)

    for address in (LIST, PART.replace("overall", section), url_of(thread)):
        page = client.get(address)
        assert (threads_on(page), "A question that is not in the report any more" in text_of(page)) == (
            [thread.pk],
            True,
        )


def test_an_earlier_version_keeps_its_comments(client_for, report, focal_point, reviewer):
    thread = ThreadFactory(report=report, opened_by=reviewer)
    Report.objects.update(stage=Stage.PUBLISHED)
    open_correction(Report.objects.get())
    client = client_for(focal_point)
    assert threads_on(client.get(LIST)) == []
    earlier = client.get(f"{LIST}?version=1")
    assert (threads_on(earlier), "kept to be read" in text_of(earlier)) == ([thread.pk], True)
    assert (f"{LIST}?version=1" in client.get(LIST).content.decode(), "?version=2" in earlier.content.decode()) == (
        True,
        True,
    )
    assert client.get(url_of(thread)).status_code == 200
    assert client.post(url_of(thread) + "reply/", {"body": "Late"}).status_code == 403
