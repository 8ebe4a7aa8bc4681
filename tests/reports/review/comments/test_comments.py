"""Threads are opened, answered, resolved and opened again; comments are changed and removed; nothing is lost."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from forum.access import Forbidden
from forum.erasing import erase_person
from forum.roles import Role
from journal.models import Entry
from reports.models import Comment, EarlierComment, Report, Thread
from reports.review.comments import (
    Stale,
    edit_comment,
    open_thread,
    place_thread,
    remove_comment,
    reopen_thread,
    reply,
    resolve_thread,
)
from reports.signoff.corrections import open_correction
from reports.signoff.undo_correction import take_back_correction
from reports.stages import Stage
from tests.factories.forum import UserFactory
from tests.factories.reports import AssignmentFactory, ThreadFactory, entry_of
from tests.reports.review.comments.test_anchors import POSITION

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
ANCHOR = {"from": POSITION, "to": POSITION}


def lines() -> list[tuple]:
    found = Entry.objects.filter(action__startswith="comments.").order_by("pk")
    return [(line.action, line.actor_name, line.data) for line in found]


def bodies() -> list[str]:
    return list(Comment.objects.order_by("pk").values_list("body", flat=True))


def test_a_thread_on_a_passage_keeps_the_words_and_the_place(report, entry, reviewer):
    comment = open_thread(
        report=report,
        entry=entry,
        language="en",
        body="  Which\r\nones?  ",
        by=reviewer,
        quote="Two  laws",
        before="x" * 70 + " in May. ",
        after=" were passed" + "y" * 70,
        anchor=ANCHOR,
    )

    thread = comment.thread
    assert (comment.body, comment.author, thread.opened_by, thread.is_open) == (
        "Which\nones?",
        reviewer,
        reviewer,
        True,
    )
    assert (thread.quote, thread.anchor, thread.question, thread.language) == ("Two laws", ANCHOR, "key_results", "en")
    assert (len(thread.before), thread.before[-9:], len(thread.after)) == (60, " in May. ", 60)
    said = {"thread": thread.pk, "question": "key_results", "occurrence": None, "language": "en"}
    assert lines() == [("comments.opened", "Paul Valéry", said)]


def test_every_question_can_be_commented(report, focal_point):
    for key, identity, language in [("overall_progress", None, ""), ("progress", "1", "fr"), ("next_steps", None, "")]:
        open_thread(report=report, entry=entry_of(report, key, identity), language=language, body="So?", by=focal_point)

    found = Thread.objects.order_by("pk").values_list("slot__question", "language", "quote", "anchor")
    assert list(found) == [
        ("overall_progress", "", "", None),
        ("progress", "fr", "", None),
        ("next_steps", "", "", None),
    ]
    assert Thread.objects.get(slot__question="progress").occurrence.identity == "1"


@pytest.mark.parametrize("language", ["", "de"])
def test_an_answer_has_the_languages_of_the_country(report, entry, focal_point, language):
    with pytest.raises(ValidationError, match="no answer in this language"):
        open_thread(report=report, entry=entry, language=language, body="So?", by=focal_point)
    assert Thread.objects.count() == 0


def test_an_anchor_that_is_none_is_left_out(report, entry, focal_point):
    for anchor, quote in [({"from": 1}, "laws"), (ANCHOR, "")]:
        open_thread(
            report=report,
            entry=entry,
            language="en",
            body="So?",
            by=focal_point,
            quote=quote,
            before="x",
            anchor=anchor,
        )
    assert list(Thread.objects.order_by("pk").values_list("anchor", "before")) == [(None, "x"), (None, "")]


@pytest.mark.parametrize(("body", "message"), [(" \n ", "Write something"), ("a" * 5001, "at most 5000 characters")])
def test_a_comment_says_something_and_not_too_much(report, entry, focal_point, body, message):
    with pytest.raises(ValidationError, match=message):
        open_thread(report=report, entry=entry, language="en", body=body, by=focal_point)


def test_sent_twice_it_is_there_once(report, entry, focal_point, reviewer):
    place = {"report": report, "entry": entry, "language": "en"}
    first = open_thread(**place, body="So?", by=focal_point, token="abc")
    assert open_thread(**place, body="So?", by=focal_point, token="abc") == first
    answer = reply(thread=first.thread, entry=entry, body="Yes", by=reviewer, token="abc")
    assert reply(thread=first.thread, entry=entry, body="Yes", by=reviewer, token="abc") == answer

    assert (Thread.objects.count(), bodies(), len(lines())) == (1, ["So?", "Yes"], 1)


def test_other_words_under_the_same_token_are_not_lost(report, entry, focal_point):
    place = {"report": report, "entry": entry, "language": "en", "by": focal_point, "token": "abc"}
    first = open_thread(**place, body="So?")
    second = open_thread(**place, body="So, really?")

    assert (bodies(), Thread.objects.count()) == (["So?", "So, really?"], 2)
    assert first.token == "abc" != second.token


def test_an_answer_to_a_resolved_thread_does_not_open_it(report, entry, focal_point, reviewer):
    thread = ThreadFactory(report=report, opened_by=reviewer)
    resolve_thread(thread=thread, entry=entry, by=focal_point)
    reply(thread=thread, entry=entry, body="Still", by=reviewer)
    assert (Thread.objects.get().is_open, bodies()) == (False, ["Is this so?", "Still"])


# --- resolving


def test_a_thread_is_resolved_and_opened_again_once_each(report, entry, focal_point, reviewer):
    thread = ThreadFactory(report=report, opened_by=reviewer)
    resolve_thread(thread=thread, entry=entry, by=focal_point)
    with pytest.raises(Forbidden, match="resolved already"):
        resolve_thread(thread=Thread.objects.get(), entry=entry, by=reviewer)
    assert Thread.objects.get().resolved_by == focal_point
    reopen_thread(thread=thread, entry=entry, by=reviewer)
    with pytest.raises(Forbidden, match="opened again already"):
        reopen_thread(thread=thread, entry=entry, by=reviewer)

    assert (Thread.objects.get().resolved_at, Thread.objects.get().resolved_by) == (None, None)
    assert [(action, actor) for action, actor, _data in lines()] == [
        ("comments.resolved", "Marie Curie"),
        ("comments.reopened", "Paul Valéry"),
    ]


@pytest.mark.parametrize(
    ("role", "assigned", "may"),
    [
        (Role.DEPUTY, False, True),
        (Role.CONTRIBUTOR, False, False),
        (Role.CONTRIBUTOR, True, True),
        (Role.TRANSLATOR, False, True),
        (Role.SIGNATORY, False, False),
        (Role.OBSERVER, False, False),
    ],
)
def test_who_may_write_the_answer_resolves(report, entry, role, assigned, may):
    person = UserFactory(holds=(role, report.country))
    if assigned:
        AssignmentFactory(report=report, user=person, section=entry.section)
    thread = ThreadFactory(report=report, language="fr")
    if may:
        resolve_thread(thread=thread, entry=entry, by=person)
    else:
        with pytest.raises(Forbidden):
            resolve_thread(thread=thread, entry=entry, by=person)
    assert Thread.objects.get().is_open is not may


# --- changing and removing


def test_what_a_comment_said_before_is_kept(report, entry, reviewer):
    comment = ThreadFactory(report=report, opened_by=reviewer).comments.get()
    edit_comment(comment=comment, entry=entry, body="Is it?", seen=1, by=reviewer)
    assert edit_comment(comment=comment, entry=entry, body="Is it?", seen=1, by=reviewer).revision == 2
    with pytest.raises(Stale) as refused:
        edit_comment(comment=Comment.objects.get(), entry=entry, body="Other", seen=1, by=reviewer)

    comment = Comment.objects.get()
    assert refused.value.comment == comment
    assert (comment.body, comment.revision, comment.edited_at is not None) == ("Is it?", 2, True)
    assert list(EarlierComment.objects.values_list("number", "body")) == [(1, "Is this so?")]


def test_a_comment_is_changed_by_its_author_alone(report, entry, focal_point):
    comment = ThreadFactory(report=report).comments.get()
    with pytest.raises(Forbidden, match="Only who wrote"):
        edit_comment(comment=comment, entry=entry, body="No", seen=1, by=focal_point)


def test_a_removed_comment_keeps_its_words_and_is_changed_no_more(report, entry, focal_point, reviewer, contributor):
    comment = ThreadFactory(report=report, opened_by=reviewer).comments.get()
    with pytest.raises(Forbidden, match="removed by who wrote it"):
        remove_comment(comment=comment, by=contributor)
    remove_comment(comment=comment, by=focal_point)
    with pytest.raises(Forbidden, match="removed already"):
        remove_comment(comment=Comment.objects.get(), by=reviewer)
    with pytest.raises(Forbidden):
        edit_comment(comment=Comment.objects.get(), entry=entry, body="Back", seen=1, by=reviewer)

    comment = Comment.objects.get()
    assert (comment.body, comment.removed_by) == ("Is this so?", focal_point)
    said = {"question": "key_results", "occurrence": None, "language": "fr"}
    assert lines() == [
        ("comments.removed", "Marie Curie", said | {"thread": comment.thread_id, "comment": comment.pk}),
    ]


def test_a_place_in_the_text_is_kept_where_a_page_found_it(report, focal_point):
    thread = ThreadFactory(report=report, quote="Two laws")
    place_thread(thread=thread, anchor=ANCHOR, by=focal_point)
    with pytest.raises(ValidationError):
        place_thread(thread=thread, anchor={"from": 1}, by=focal_point)
    without = ThreadFactory(report=report)
    place_thread(thread=without, anchor=ANCHOR, by=focal_point)
    assert list(Thread.objects.order_by("pk").values_list("anchor", flat=True)) == [ANCHOR, None]


# --- with the report


@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.PUBLISHED])
def test_nothing_is_written_once_the_report_is_submitted(report, entry, focal_point, stage):
    thread = ThreadFactory(report=report, opened_by=focal_point)
    comment = thread.comments.get()
    Report.objects.update(stage=stage)  # the page was opened before
    for act in (
        lambda: open_thread(report=report, entry=entry, language="en", body="So?", by=focal_point),
        lambda: reply(thread=thread, entry=entry, body="So?", by=focal_point),
        lambda: resolve_thread(thread=thread, entry=entry, by=focal_point),
        lambda: reopen_thread(thread=thread, entry=entry, by=focal_point),
        lambda: edit_comment(comment=comment, entry=entry, body="So?", seen=1, by=focal_point),
        lambda: remove_comment(comment=comment, by=focal_point),
        lambda: place_thread(thread=thread, anchor=ANCHOR, by=focal_point),
    ):
        with pytest.raises(Forbidden, match="has been submitted; its comments are kept to be read"):
            act()
    assert bodies() == ["Is this so?"]


def test_the_secretariat_comments_where_it_fills_in(report, entry):
    editor = UserFactory(secretariat=True)
    with pytest.raises(Forbidden, match="for the people of the country"):
        open_thread(report=report, entry=entry, language="en", body="So?", by=editor)
    Report.objects.update(secretariat_fills_in=True)
    assert open_thread(report=report, entry=entry, language="en", body="So?", by=editor).author == editor


def test_a_correction_begins_without_the_threads(report, focal_point):
    ThreadFactory(report=report)
    Report.objects.update(stage=Stage.PUBLISHED)
    correction = open_correction(Report.objects.get())
    assert (correction.threads.count(), report.threads.count()) == (0, 1)


def test_a_correction_in_which_somebody_commented_is_not_taken_back(report, focal_point):
    Report.objects.update(stage=Stage.PUBLISHED)
    correction = open_correction(Report.objects.get())
    entry = entry_of(correction, "key_results")
    open_thread(report=correction, entry=entry, language="en", body="So?", by=focal_point)
    with pytest.raises(Forbidden):
        take_back_correction(report=correction, by=focal_point, comment="By mistake")
    assert Thread.objects.count() == 1


def test_erasing_a_person_takes_the_name_out_of_mentions(report, entry, reviewer, contributor):
    comment = open_thread(
        report=report, entry=entry, language="en", body=f"@Ada Lovelace, @{contributor.email}, Ada?", by=reviewer
    )
    edit_comment(comment=comment, entry=entry, body="@ada lovelace?", seen=1, by=reviewer)
    reply(thread=comment.thread, entry=entry, body="Yes", by=contributor)
    neutral = erase_person(user=contributor, by=None)

    assert bodies() == [f"@{neutral}?", "Yes"]
    assert EarlierComment.objects.get().body == f"@{neutral}, @{neutral}, Ada?"
    assert str(Comment.objects.get(body="Yes").author) == neutral


# --- what the database keeps


@pytest.mark.parametrize(
    "wrong",
    [
        {"resolved_at": timezone.now()},
        {"anchor": ANCHOR},
        {"anchor": ANCHOR, "quote": "Two laws", "language": ""},
        {"before": "words"},
    ],
)
def test_a_thread_that_contradicts_itself_is_refused(report, wrong):
    thread = ThreadFactory(report=report)
    with pytest.raises(IntegrityError), transaction.atomic():
        Thread.objects.filter(pk=thread.pk).update(**wrong)


@pytest.mark.parametrize("wrong", [{"body": ""}, {"removed_at": timezone.now()}])
def test_a_comment_that_contradicts_itself_is_refused(report, wrong):
    ThreadFactory(report=report)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.update(**wrong)
