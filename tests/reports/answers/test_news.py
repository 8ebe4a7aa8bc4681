"""Every act on a report raises its change number, those too that write no line in the journal."""

import pytest
from django.db import transaction

from coediting import news
from coediting.models import Change
from forum.memberships import give_role
from forum.roles import Role
from journal.models import Entry
from reports.answers import documents
from reports.answers.news import subject_of
from reports.answers.next_steps import add_next_step
from reports.answers.saving import save_answer
from reports.review.comments import edit_comment, open_thread, reply
from reports.review.suggestions import propose
from reports.signoff.workflow import apply_transition
from reports.stages import Stage
from tests.factories.forum import UserFactory
from tests.factories.reports import entry_of, text
from tests.reports.way import answer_everything

pytestmark = pytest.mark.django_db


def number(report) -> str:
    return news.numbers([subject_of(report.pk)])[subject_of(report.pk)]


def entry(report):
    return entry_of(report, "lessons")


def save(report, value: str, by, seen: int = 0):
    return save_answer(report=report, entry=entry(report), language="fr", value=text(value), seen=seen, by=by)


def comment(report, by):
    return open_thread(report=report, entry=entry(report), language="fr", body="Why?", by=by)


def suggest(report, value: str, by):
    said = {"value": text(value), "written_on": text(), "by": by}
    return propose(report=report, entry=entry(report), language="fr", **said)


def test_acts_with_a_line_in_the_journal_raise_it(report, writer, colleague):
    acts = [
        lambda: save(report, "Appris", writer),
        lambda: add_next_step(report=report, by=writer),
        lambda: comment(report, writer),
        lambda: suggest(report, "Autre", colleague),
    ]
    for act in acts:
        before = number(report), Entry.objects.count()
        act()
        assert Entry.objects.count() > before[1]
        assert number(report) != before[0]


def test_acts_without_a_line_raise_it_too(report, writer, colleague):
    saved = save(report, "Appris", writer)
    first = comment(report, writer)
    suggest(report, "Appris bien", colleague)
    acts = [
        lambda: save(report, "Appris ici", writer, saved.revision),
        lambda: documents.open_text(report=report, entry=entry(report), language="en", by=writer),
        lambda: reply(thread=first.thread, entry=entry(report), body="So", by=writer),
        lambda: edit_comment(comment=first, entry=entry(report), body="Why so?", seen=first.revision, by=writer),
        lambda: suggest(report, "Appris très bien", colleague),
    ]
    for act in acts:
        before = number(report), Entry.objects.count()
        act()
        assert Entry.objects.count() == before[1]
        assert number(report) != before[0]


def test_a_correction_is_news_for_the_pages_of_the_version_before(report, writer):
    answer_everything(report)
    type(report).objects.update(stage=Stage.SUBMITTED)
    report.refresh_from_db()
    before = number(report)

    apply_transition(report=report, name="correct", by=None, comment="A figure is wrong.")

    assert number(report) != before


def test_a_role_raises_the_number_of_its_person(report):
    person = UserFactory()
    give_role(by=None, user=person, role=Role.REVIEWER, country=report.country)

    assert news.numbers([f"forum.user:{person.pk}"]) != {f"forum.user:{person.pk}": "0"}


def test_what_is_rolled_back_was_no_news(report, writer):
    before = number(report)

    with transaction.atomic():
        save(report, "Appris", writer)
        transaction.set_rollback(True)

    assert number(report) == before


def test_a_number_tells_keys_that_were_committed_out_of_order(db):
    first, second = Change(subject="s"), Change(subject="s")
    second.pk, first.pk = 2_000_002, 2_000_001
    second.save()
    before = news.numbers(["s", "t"])

    first.save()

    assert (before["t"], news.numbers(["s"])["s"] != before["s"]) == ("0", True)


@pytest.mark.parametrize("count", [1, 3])
def test_numbers_take_one_query(count, db, django_assert_num_queries):
    news.changed(*(f"s{number}" for number in range(count)))

    with django_assert_num_queries(1):
        assert len(news.numbers([f"s{number}" for number in range(count)])) == count
