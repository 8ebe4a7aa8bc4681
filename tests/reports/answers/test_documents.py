"""Opening the document of an answer: once, from what stands there, for who may write; and asking what one may."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from coediting import owners, rendering
from coediting.models import Document, Update
from forum.access import Forbidden
from forum.memberships import end_membership, give_role
from forum.models import Membership, User
from forum.roles import Role
from reports.answers import documents as answers_documents
from reports.answers.document_rights import rights
from reports.answers.next_steps import add_next_step, bring_back_next_step, remove_next_step
from reports.assignments.actions import assign, end_assignment, mark_done, reopen_assignment
from reports.assignments.secretariat import let_secretariat_fill_in
from reports.content.places import Place
from reports.models import Answer, AnswerText, Assignment, Report
from reports.stages import Stage
from richtext.build import doc, heading, objective, paragraph
from richtext.build import text as words
from richtext.schema import VERSION
from tests.factories.forum import CountryFactory, UserFactory, WorkingGroupFactory
from tests.factories.reports import AnswerFactory, AssignmentFactory, ReportFactory, entry_of, text
from tests.reports.together import write

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def writer(report) -> User:
    return UserFactory(focal_point_of=report.country)


def opened(report, by, key="key_results", language="fr", identity=None) -> AnswerText:
    return answers_documents.open_text(report=report, entry=entry_of(report, key, identity), language=language, by=by)


def address(name="key_results", language="fr") -> str:
    return reverse("reports:text", args=["FRA", 2023, name, language])


# --- opening


def test_a_document_begins_with_the_answer_and_names_its_author_for_it(report, writer):
    colleague = UserFactory(focal_point_of=report.country)
    AnswerFactory(report=report, value=text("Bonjour"), changed_by=colleague, revision=4)

    found = opened(report, writer)

    document = found.document
    assert (document.value, document.words, document.owner) == (text("Bonjour"), 1, "reports.answer")
    assert (found.report, found.question, found.occurrence, found.language) == (report, "key_results", None, "fr")
    assert (found.began_at, list(Update.objects.values_list("author", flat=True))) == (4, [colleague.pk])
    assert rendering.current(document) == text("Bonjour")


def test_a_document_of_nothing_is_empty_and_no_answer(report, writer):
    assert opened(report, writer).document.value == doc()
    assert (Answer.objects.count(), list(Update.objects.values_list("author", flat=True))) == (0, [None])


def test_a_document_about_a_priority_begins_with_its_strands(report, writer):
    found = opened(report, writer, "progress", "en", "1")

    assert found.occurrence.identity == "1"
    assert found.document.value == doc(heading(1, objective("1.1"), words(" Strand 1.1")), paragraph())


def test_a_field_of_a_next_step_has_documents_too(report, writer):
    occurrence = add_next_step(report=report, by=None)

    found = opened(report, writer, "next_steps.goals", "fr", occurrence.identity)

    assert (found.question, found.occurrence) == ("next_steps.goals", occurrence)


def test_opening_again_gives_the_same(report, writer):
    assert opened(report, writer) == opened(report, UserFactory(focal_point_of=report.country))
    assert (AnswerText.objects.count(), Document.objects.count(), Update.objects.count()) == (1, 1, 1)


def test_who_may_not_write_opens_nothing(report):
    with pytest.raises(Forbidden):
        opened(report, UserFactory(holds=(Role.CONTRIBUTOR, report.country)))

    assert Document.objects.count() == 0


def test_what_was_saved_since_the_entry_was_read_is_what_it_begins_with(report, writer):
    entry = entry_of(report, "key_results")
    AnswerFactory(report=report, value=text("Bonjour"))

    found = answers_documents.open_text(report=report, entry=entry, language="fr", by=writer)

    assert found.document.value == text("Bonjour")


@pytest.mark.parametrize("key,identity", [("key_results", None), ("progress", "1")])
def test_the_database_keeps_a_second_document_of_an_answer_out(report, writer, key, identity):
    found = opened(report, writer, key, "fr", identity)
    other = opened(report, writer, key, "en", identity)

    with transaction.atomic(), pytest.raises(IntegrityError), transaction.atomic():
        AnswerText.objects.filter(pk=other.pk).update(language=found.language)


def test_the_database_wants_a_language(report, writer):
    opened(report, writer)
    with transaction.atomic(), pytest.raises(IntegrityError), transaction.atomic():
        AnswerText.objects.update(language="")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer at a time")
@pytest.mark.sampled("attempt", range(3))
def test_three_who_open_at_once_get_one_document(report, writer, attempt):
    entry, start = entry_of(report, "key_results"), Barrier(3)

    def run(_number) -> UUID:
        try:
            start.wait(10)
            return answers_documents.open_text(report=report, entry=entry, language="fr", by=writer).document_id
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        found = set(pool.map(run, range(3)))

    assert found == {AnswerText.objects.get().document_id}
    assert Document.objects.count() == 1


# --- over HTTP


def test_a_post_opens_the_document_and_says_what_one_may(client_for, report, writer):
    client = client_for(writer)

    answer = client.post(address())

    document = Document.objects.get()
    assert answer.json() == {"document": str(document.pk), "may": "write", "why": ""}
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert client.post(address()).json() == answer.json()


def test_who_may_only_read_gets_what_is_there_and_no_more(client_for, report, writer):
    reader = client_for(UserFactory(holds=(Role.REVIEWER, report.country)))

    assert reader.post(address()).status_code == 403
    assert Document.objects.count() == 0
    found = opened(report, writer)
    assert reader.post(address()).json() == {
        "document": str(found.document_id),
        "may": "read",
        "why": "Your role reads in this report; it does not write.",
    }


@pytest.mark.parametrize("name,language", [("weather", "fr"), ("overall_progress", "fr"), ("key_results", "es")])
def test_what_is_no_long_text_of_this_report_is_not_there(client_for, report, writer, name, language):
    assert client_for(writer).post(address(name, language)).status_code == 404


def test_a_report_that_is_no_draft_opens_nothing(client_for, report, writer):
    Report.objects.update(stage=Stage.FORUM_REVIEW)

    assert client_for(writer).post(address()).status_code == 403
    assert Document.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_opening_takes_the_same_queries_however_much_the_report_has(
    client_for, report, writer, count, django_assert_num_queries
):
    for key in ("lessons", "difficulties", "anything_else")[:count]:
        opened(report, writer, key)
    opened(report, writer)
    client = client_for(writer)

    with django_assert_num_queries(12):  # session, user, memberships, report, its content (7), the text
        client.post(address())


# --- the page of a section


def fields_of(response) -> dict[str, dict[str, str]]:
    form = response.context["form"]
    kept = ("data-document", "data-open", "data-schema")
    return {
        name: {attribute: field.widget.attrs.get(attribute) for attribute in kept}
        for name, field in form.fields.items()
        if "data-rich-text" in field.widget.attrs
    }


def test_a_section_says_where_its_texts_are_written_together(client_for, report, writer):
    found = opened(report, writer, "key_results", "fr")
    opened(report, writer, "lessons", "en")
    page = reverse("reports:section", args=["FRA", 2023, "overall"]) + "?write=fr"

    response = client_for(writer).get(page)

    shared = {"data-schema": str(VERSION)}
    expected = {name: {"data-document": "", "data-open": address(name)} | shared for name in fields_of(response)}
    expected["key_results"]["data-document"] = str(found.document_id)
    assert fields_of(response) == expected
    assert {"key_results", "lessons"} <= expected.keys()
    html = response.content.decode()
    assert 'data-socket="/ws/documents/" data-sync="/documents/"' in html
    assert f'data-document="{found.document_id}" data-open="{address()}"' in html


def test_a_plain_page_and_one_to_be_read_say_nothing_of_it(client_for, report, writer):
    opened(report, writer)
    page = reverse("reports:section", args=["FRA", 2023, "overall"]) + "?write=fr"

    assert "data-open" not in client_for(writer).get(page + "&plain=1").content.decode()
    reader = client_for(UserFactory(holds=(Role.REVIEWER, report.country)))
    html = reader.get(page).content.decode()
    assert ("data-open" in html, "data-socket" in html) == (False, False)


# --- rights


def of(person: User, found: AnswerText) -> tuple[bool, str, str]:
    given = owners.rights_of(found.document_id, found.document.owner, found.document.locked, person)
    return bool(given.read), given.may, given.why


def test_each_role_may_what_it_may_with_the_answer(report, writer):
    country = report.country
    AnswerFactory(report=report, value=text("Bonjour"))
    french, english = opened(report, writer), opened(report, writer, language="en")
    translator = UserFactory(holds=(Role.TRANSLATOR, country))
    contributor = UserFactory(holds=(Role.CONTRIBUTOR, country))
    AssignmentFactory(report=report, question="lessons", user=contributor)
    reader = UserFactory(holds=(Role.REVIEWER, country))
    stranger = UserFactory(focal_point_of=CountryFactory(chile=True))

    assert of(writer, french) == (True, "write", "")
    assert of(translator, english) == (True, "write", "")
    assert of(translator, french) == (True, "suggest", "This is the original. A translator writes the other language.")
    assert of(contributor, french) == (True, "suggest", "This is not assigned to you or to your working group.")
    assert of(reader, french) == (True, "suggest", "Your role reads in this report; it does not write.")
    assert of(stranger, french)[0] is False


def test_a_group_writes_what_is_assigned_to_it(report, writer):
    group = WorkingGroupFactory(country=report.country)
    chair = UserFactory(holds=(Role.GROUP_CHAIR, report.country, group))
    other = UserFactory(holds=(Role.GROUP_CHAIR, report.country, WorkingGroupFactory(country=report.country)))
    AssignmentFactory(report=report, question="key_results", group=group, user=None)
    found = opened(report, writer)

    assert [of(person, found)[1] for person in (chair, other)] == ["write", "suggest"]
    Assignment.objects.update(done_at=timezone.now(), done_by=chair)
    assert of(chair, found) == (True, "suggest", "This has been marked as done. Open it again to write on.")


def test_a_reason_is_in_the_language_of_its_reader(report, writer):
    found = opened(report, writer)
    reader = UserFactory(holds=(Role.REVIEWER, report.country), language="fr")

    assert of(reader, found)[2] == "Votre rôle permet de lire ce rapport, non d’y écrire."


def test_an_observer_has_no_draft(report, writer):
    found = opened(report, writer)
    observer = UserFactory(holds=(Role.OBSERVER, report.country))

    assert of(observer, found)[0] is False


def test_the_rights_are_read_anew_each_time(report, writer):
    found = opened(report, writer)
    assert of(writer, found)[1] == "write"
    Membership.objects.filter(user=writer).update(until="2023-01-01", since="2022-01-01")

    assert of(writer, found)[0] is False


def test_a_document_of_nothing_has_no_rights(writer):
    assert rights([(uuid4(), writer)]) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_the_rights_of_many_take_the_queries_of_one(report, writer, count, django_assert_num_queries):
    found = [opened(report, writer, key) for key in ("key_results", "lessons", "difficulties")[:count]]
    people = [UserFactory(holds=(Role.CONTRIBUTOR, report.country)) for _each in range(count)]
    people = list(User.objects.order_by("pk"))

    with django_assert_num_queries(4):  # texts, originals, memberships, assignments
        given = rights([(one.document_id, person) for one in found for person in people])

    assert {verdict.may for verdict in given.values()} == {"write", "suggest"}


# --- telling the open pages


@pytest.fixture
def told(monkeypatch) -> list[set[UUID]]:
    """The documents whose pages were told to ask what they may."""
    sent: list[set[UUID]] = []
    monkeypatch.setattr("coediting.locking.rights_changed", lambda documents: sent.append(set(documents)))
    return sent


def test_whatever_changes_what_somebody_may_is_told(report, writer, told):
    found, country = {opened(report, writer).document_id}, report.country
    elsewhere = ReportFactory(country=CountryFactory(chile=True))
    other = {opened(elsewhere, UserFactory(focal_point_of=elsewhere.country)).document_id}
    person = UserFactory(holds=(Role.CONTRIBUTOR, country))

    part = assign(report=report, place=Place("overall"), to=person, by=writer)
    assert told.pop() == found
    mark_done(assignment=part, by=writer)
    assert told.pop() == found
    reopen_assignment(assignment=part, by=writer)
    assert told.pop() == found
    end_assignment(assignment=part, by=writer)
    assert told.pop() == found
    let_secretariat_fill_in(report=report, allowed=True, by=writer)
    assert told.pop() == found
    let_secretariat_fill_in(report=report, allowed=True, by=writer)
    assert told == []
    given = give_role(user=person, role=Role.REVIEWER, country=country, by=None)
    assert told.pop() == found
    end_membership(membership=given, last_day=timezone.localdate(), by=None)
    assert told.pop() == found
    give_role(user=person, role=Role.SECRETARIAT, country=None, by=None)
    assert told.pop() == found | other
    assert told == []


def test_a_closed_report_has_nobody_to_tell(report, writer, told):
    opened(report, writer)
    Report.objects.update(stage=Stage.SUBMITTED)

    give_role(user=UserFactory(), role=Role.DEPUTY, country=report.country, by=None)

    assert told == [set()]


def test_reading_what_is_written_at_this_moment_writes_nothing(client_for, report, writer):
    found = opened(report, writer)
    write(found, text("Bonjour"), by=writer)
    client = client_for(writer)

    html = client.get(reverse("reports:section", args=["FRA", 2023, "overall"]) + "?write=fr").content.decode()

    assert "Bonjour" in html
    found.document.refresh_from_db()
    assert (Answer.objects.count(), found.document.rendered_seq) == (0, 1)


# --- the texts of a step that was removed


def step_with_text(report, writer):
    occurrence = add_next_step(report=report, by=None)
    found = opened(report, writer, "next_steps.goals", identity=occurrence.identity)
    write(found, text("Former"), by=writer)
    return occurrence, found


def test_nobody_writes_in_the_text_of_a_step_that_was_removed(report, writer):
    occurrence, found = step_with_text(report, writer)

    remove_next_step(occurrence=occurrence, by=writer)

    verdict = rights([(found.document_id, writer)])[found.document_id, writer]
    assert (verdict.may, verdict.why) == ("read", "This next step has been removed. Bring it back to write in it.")
    assert write(found, text("Former encore"), by=writer) is False
    assert Answer.objects.get().value == text("Former")  # what was acknowledged before is in the answer


def test_the_text_of_a_step_that_is_brought_back_is_written_in_again(report, writer):
    occurrence, found = step_with_text(report, writer)
    remove_next_step(occurrence=occurrence, by=writer)

    bring_back_next_step(occurrence=occurrence, by=writer)

    assert rights([(found.document_id, writer)])[found.document_id, writer].may == "write"
    assert write(found, text("Former encore"), by=writer) is True


def test_a_draft_that_comes_back_leaves_the_text_of_a_removed_step_closed(report, writer):
    occurrence, found = step_with_text(report, writer)
    other = opened(report, writer)
    remove_next_step(occurrence=occurrence, by=writer)
    answers_documents.close(report)

    answers_documents.open_again(report)

    assert dict(Document.objects.values_list("pk", "locked")) == {found.document_id: True, other.document_id: False}
