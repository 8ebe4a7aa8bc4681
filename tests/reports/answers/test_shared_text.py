"""An answer and its document: what is written in one stands in the other, and no word of anybody goes."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coediting import compaction, rendering
from coediting.models import Document, Update
from forum.access import Forbidden
from forum.roles import Role
from journal.models import Entry
from reports.answers import documents
from reports.answers.saving import StaleAnswer, restore_revision, save_answer, save_or_merge, set_aside, set_original
from reports.content.loading import load
from reports.models import Answer, AnswerAuthor, AnswerRevision, AnswerText, Channel, Report
from reports.signoff.corrections import open_correction
from reports.stages import Stage
from richtext.build import bold, bullet_list, doc, heading, objective, paragraph
from richtext.build import text as run
from tests.factories.forum import UserFactory
from tests.factories.reports import AnswerFactory, entry_of, text
from tests.reports.together import write

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def opened(report, writer):
    """opened("Bonjour"): the document of the key results in French, which say that already."""

    def open_text(*paragraphs: str, language: str = "fr", **answer) -> AnswerText:
        if paragraphs:
            AnswerFactory(report=report, value=text(*paragraphs), language=language, **answer)
        entry = entry_of(report, "key_results")
        return documents.open_text(report=report, entry=entry, language=language, by=writer)

    return open_text


def rendered(found: AnswerText) -> None:
    assert rendering.render(found.document_id)


def rows(report) -> list[tuple]:
    answers = report.answers.order_by("pk")
    return list(answers.values_list("language", "value", "revision", "changed_by", "channel", "is_original"))


def kept(report) -> list[tuple]:
    revisions = AnswerRevision.objects.filter(answer__slot__report=report).order_by("pk")
    return list(revisions.values_list("number", "value"))


def said(action="answer.saved") -> list[tuple]:
    return [
        (line.actor_id, line.data.get("question"), line.data.get("language"))
        for line in Entry.objects.filter(action=action).order_by("pk")
    ]


def document_of(found: AnswerText) -> dict:
    found.document.refresh_from_db()
    assert rendering.current(found.document_id) == found.document.value
    return found.document.value


def save(report, by, value, **more):
    entry = entry_of(report, "key_results")
    return save_or_merge(report=report, entry=entry, language=more.pop("language", "fr"), value=value, by=by, **more)


# --- from the pages into the answer


def test_the_first_words_are_the_first_answer_and_the_original(report, writer, opened):
    found = opened()
    write(found, text("Bonjour"), by=writer)
    assert rows(report) == []

    rendered(found)

    assert rows(report) == [("fr", text("Bonjour"), 1, writer.pk, "browser", True)]
    assert said() == [(writer.pk, "key_results", "fr")]
    assert Answer.objects.get().changed_at == Document.objects.get().changed_at
    assert rendering.render(found.document_id) is False


def test_the_second_language_is_a_translation(report, writer, colleague, opened):
    french, english = opened(), opened(language="en")
    write(french, text("Bonjour"), by=writer)
    rendered(french)
    write(english, text("Good day"), by=colleague)

    rendered(english)

    assert [(language, original) for language, *_rest, original in rows(report)] == [("fr", True), ("en", False)]


def test_a_text_that_says_nothing_yet_is_no_answer(report, writer, opened):
    found = opened()
    write(found, doc(heading(1, "Results"), paragraph()), by=writer)

    rendered(found)

    assert rows(report) == []


def test_what_is_written_on_has_its_last_author_and_what_stood_before_is_kept(report, writer, colleague, opened):
    found = opened("Bonjour", changed_by=writer, saved_from="page-1")
    write(found, text("Bonjour à tous"), by=writer)
    write(found, text("Bonjour à toutes et à tous"), by=colleague)

    rendered(found)

    assert rows(report) == [("fr", text("Bonjour à toutes et à tous"), 2, colleague.pk, "browser", True)]
    assert (kept(report), said()) == ([(1, text("Bonjour"))], [(colleague.pk, "key_results", "fr")])
    assert Answer.objects.get().saved_from == ""


def test_two_who_write_by_turns_keep_no_version_every_few_seconds(report, writer, colleague, opened):
    found = opened("Un")
    for number, person in enumerate([writer, colleague] * 3, start=2):
        write(found, text(" ".join(["mot"] * number)), by=person)
        rendered(found)

    assert (Answer.objects.get().revision, [number for number, _value in kept(report)]) == (7, [1])
    Answer.objects.update(began_at=timezone.now() - timedelta(minutes=16))
    write(found, text("Tout autre chose est écrit ici"), by=writer)
    rendered(found)
    assert [number for number, _value in kept(report)] == [1, 7]


def authors(report) -> list[tuple]:
    """Who wrote which version: its number, None for what stands, and the keys of its authors."""
    found = {}
    for author in AnswerAuthor.objects.filter(answer__slot__report=report).order_by("revision__number", "user"):
        found.setdefault(author.revision and author.revision.number, set()).add(author.user_id)
    return sorted(found.items(), key=str)


def test_a_version_names_everybody_who_wrote_in_it(report, writer, colleague, opened):
    found = opened("Un", changed_by=writer)
    write(found, text("Un deux"), by=writer)
    write(found, text("Un deux trois"), by=colleague)
    rendered(found)
    assert authors(report) == [(1, {writer.pk}), (None, {writer.pk, colleague.pk})]
    write(found, text("Un deux trois quatre"), by=writer)
    rendered(found)
    now = timezone.now()
    Answer.objects.update(began_at=now - timedelta(minutes=12), changed_at=now - timedelta(minutes=11))

    write(found, text("Un deux trois quatre cinq"), by=colleague)
    rendered(found)

    assert authors(report) == [(1, {writer.pk}), (3, {writer.pk, colleague.pk}), (None, {colleague.pk})]
    kept_at = list(AnswerRevision.objects.order_by("number").values_list("began_at", "changed_at"))
    assert kept_at[1][0] < kept_at[1][1] < Answer.objects.get().began_at


def test_who_wrote_is_known_after_the_log_was_gathered_and_in_the_corrected_version(report, writer, colleague, opened):
    found = opened("Un", changed_by=writer)
    write(found, text("Un deux"), by=colleague)
    write(found, text("Un deux trois"), by=writer)

    assert compaction.compact(found.document_id) == 3

    assert authors(report) == [(1, {writer.pk}), (None, {writer.pk, colleague.pk})]
    Report.objects.update(stage=Stage.PUBLISHED)
    assert authors(open_correction(Report.objects.get())) == authors(report)


def test_one_person_who_saves_by_pages_is_the_author_of_each_version(report, writer, colleague):
    AnswerFactory(report=report, value=text("Un"), changed_by=writer)
    save(report, colleague, text("Deux"), seen=1)
    save(report, colleague, text("Trois"), seen=2)

    assert (kept(report), authors(report)) == (
        [(1, text("Un"))],
        [(1, {writer.pk}), (None, {colleague.pk})],
    )


def test_after_a_pause_and_where_words_go_the_text_before_is_kept(report, writer, opened):
    found = opened("Un")
    long = text("un deux trois quatre cinq six sept huit")
    write(found, long, by=writer)
    rendered(found)
    write(found, text("huit"), by=writer)
    rendered(found)
    Answer.objects.update(changed_at=timezone.now() - timedelta(minutes=11))
    write(found, text("huit neuf"), by=writer)
    rendered(found)

    assert kept(report) == [(1, text("Un")), (2, long), (3, text("huit"))]


def test_a_text_that_is_emptied_is_blank_and_comes_back(report, writer, opened):
    found = opened("Bonjour")
    write(found, doc(), by=writer)
    rendered(found)

    answer = Answer.objects.get()
    assert (answer.value, answer.is_blank, answer.revision) == (doc(), True, 2)
    assert load(report).entry("key_results").is_answered is False
    write(found, text("De nouveau"), by=writer)
    rendered(found)
    assert (Answer.objects.get().is_blank, Answer.objects.get().revision) == (False, 3)


def test_what_the_secretariat_wrote_is_shown_as_that_whoever_writes_after_it(report, writer, opened):
    Report.objects.update(secretariat_fills_in=True)
    secretariat = UserFactory(secretariat=True)
    found = opened("Bonjour")
    write(found, text("Bonjour à tous"), by=secretariat)
    write(found, text("Bonjour à tous !"), by=writer)

    rendered(found)

    assert rows(report) == [("fr", text("Bonjour à tous !"), 2, secretariat.pk, "secretariat", True)]
    line = Entry.objects.get(action="answer.saved")
    assert (line.actor_id, line.on_behalf) == (secretariat.pk, "France")


def test_what_the_secretariat_wrote_stays_its_own_when_it_may_write_no_more(report, writer, opened):
    found = opened("Bonjour")
    secretariat = UserFactory(secretariat=True)
    write(found, text("Bonjour à tous"), by=secretariat)

    rendered(found)

    assert rows(report)[0][3:5] == (secretariat.pk, "secretariat")


def test_a_writer_without_a_role_any_more_breaks_nothing(report, opened):
    found = opened("Bonjour")
    gone = UserFactory()
    write(found, text("Bonjour à tous"), by=gone)

    rendered(found)

    assert rows(report)[0][3:5] == (gone.pk, "browser")


# --- read before it is in the row


def test_who_reads_the_draft_sees_what_is_acknowledged(report, writer, colleague, opened):
    found = opened("Bonjour", changed_by=writer)
    write(found, text("Bonjour à tous"), by=colleague)

    answer = load(report).entry("key_results").answers["fr"]

    assert (answer.value, answer.revision, answer.changed_by) == (text("Bonjour à tous"), 1, colleague)
    assert answer.changed_at == Document.objects.get().changed_at
    assert rows(report)[0][1] == text("Bonjour")


def test_the_first_words_are_read_too(report, writer, opened):
    found = opened()
    write(found, text("Bonjour"), by=writer)

    content = load(report, text=False)

    answer = content.entry("key_results").answers["fr"]
    assert (answer.value, answer.is_original, answer.revision, answer.pk) == (text("Bonjour"), True, 0, None)
    assert content.entry("key_results").is_answered
    assert [one for _entry, one in content.last_written(3)] == [answer]


def test_they_have_no_history_yet(client_for, report, writer, opened):
    write(opened(), text("Bonjour"), by=writer)
    client = client_for(writer)

    assert client.get(reverse("reports:history", args=["FRA", 2023, "key_results", "fr"])).status_code == 404
    for name in ("reports:overview", "reports:checks", "reports:board", "publications:preview"):
        assert client.get(reverse(name, args=["FRA", 2023])).status_code == 200


@pytest.mark.parametrize("count", [0, 1, 2])
def test_each_text_that_is_being_written_takes_four_queries_more(report, writer, count, django_assert_num_queries):
    for key in ["lessons", "difficulties"][:count]:
        found = documents.open_text(report=report, entry=entry_of(report, key), language="fr", by=writer)
        write(found, text("Bonjour"), by=writer)

    with django_assert_num_queries(7 + 3 * count):
        load(report)


# --- from outside into the document


def test_a_save_goes_through_the_document(report, writer, colleague, opened):
    found = opened("Bonjour", changed_by=writer)

    saved = save(report, colleague, text("Bonsoir"), seen=1)

    assert (saved.answer.value, saved.answer.revision, saved.merged) == (text("Bonsoir"), 2, None)
    assert (document_of(found), kept(report)) == (text("Bonsoir"), [(1, text("Bonjour"))])
    assert list(Update.objects.order_by("seq").values_list("author", flat=True)) == [writer.pk, colleague.pk]
    assert said() == [(colleague.pk, "key_results", "fr")]


def test_the_first_save_does_too(report, writer, opened):
    found = opened()

    saved = save(report, writer, text("Bonjour"), seen=0)

    assert (saved.answer.revision, document_of(found)) == (1, text("Bonjour"))
    assert rows(report) == [("fr", text("Bonjour"), 1, writer.pk, "browser", True)]


def test_saving_what_is_there_changes_nothing(report, writer, opened):
    found = opened("Bonjour")

    assert save(report, writer, text("Bonjour"), seen=0).answer.revision == 1
    assert (document_of(found), Update.objects.count()) == (text("Bonjour"), 1)


def test_taking_an_answer_back_empties_the_document(report, writer, opened):
    found = opened("Bonjour")

    answer = save(report, writer, None, seen=1).answer

    assert (answer.value, answer.is_blank, document_of(found)) == (doc(), True, doc())


@pytest.mark.parametrize("channel", [Channel.IMPORT, Channel.DEMONSTRATION])
def test_an_import_goes_through_the_document_and_stays_an_import(report, opened, channel):
    found = opened("Bonjour")

    save_answer(
        report=report,
        entry=entry_of(report, "key_results"),
        language="fr",
        value=doc(heading(1, "Titre"), bullet_list("un", "deux"), paragraph(run("gras", bold), objective("1.1"))),
        seen=1,
        by=None,
        channel=channel,
        keeping=True,
    )

    assert rows(report)[0][1:5] == (document_of(found), 2, None, channel)


def test_what_was_written_a_moment_ago_is_an_earlier_version_of_its_author(report, writer, colleague, opened):
    found = opened("Bonjour", changed_by=writer)
    write(found, text("Bonjour à tous"), by=colleague)
    documents.hold_all(report)

    save(report, writer, text("Rapport"), seen=2, keeping=True)

    revisions = AnswerRevision.objects.order_by("number").values_list("number", "value", "changed_by")
    assert list(revisions) == [(1, text("Bonjour"), writer.pk), (2, text("Bonjour à tous"), colleague.pk)]
    assert document_of(found) == text("Rapport")


def test_an_earlier_version_comes_back_into_the_document(report, writer, opened):
    found = opened("Bonjour")
    write(found, text("Tout autre"), by=writer)
    rendered(found)

    restore_revision(
        report=report, entry=entry_of(report, "key_results"), answer=Answer.objects.get(), number=1, by=writer
    )

    assert (document_of(found), rows(report)[0][1:3]) == (text("Bonjour"), (text("Bonjour"), 3))
    assert [number for number, _value in kept(report)] == [1, 2]


def test_an_earlier_version_comes_back_while_others_write_and_what_stood_is_kept(report, writer, colleague, opened):
    found = opened("Bonjour")
    write(found, text("Bonsoir"), by=writer)
    rendered(found)
    answer = Answer.objects.get()
    write(found, text("Bonsoir à tous"), by=colleague)

    restore_revision(report=report, entry=entry_of(report, "key_results"), answer=answer, number=1, by=writer)

    assert rendering.current(found.document_id) == text("Bonjour")
    assert kept(report)[-1] == (3, text("Bonsoir à tous"))
    assert rows(report)[0][1:3] == (text("Bonjour"), 4)


def test_the_page_of_earlier_versions_brings_one_back_while_others_write(report, writer, colleague, opened, client_for):
    found = opened("Bonjour")
    write(found, text("Bonsoir"), by=writer)
    rendered(found)
    write(found, text("Bonsoir à tous"), by=colleague)
    rendered(found)
    address = reverse("reports:history", args=["FRA", 2023, "key_results", "fr"])

    response = client_for(writer).post(f"{address}restore/", {"number": "1", "seen": "2"}, follow=True)

    assert "The earlier version stands again." in response.content.decode()
    assert rendering.current(found.document_id) == text("Bonjour")


def test_who_may_not_write_brings_nothing_back(report, opened):
    found = opened("Bonjour")
    write(found, text("Bonsoir"), by=UserFactory(focal_point_of=report.country))
    rendered(found)
    reader = UserFactory(holds=(Role.REVIEWER, report.country))

    with pytest.raises(Forbidden):
        restore_revision(
            report=report, entry=entry_of(report, "key_results"), answer=Answer.objects.get(), number=1, by=reader
        )

    assert rendering.current(found.document_id) == text("Bonsoir")


def test_who_gives_a_version_up_finds_it_among_the_earlier_ones(report, writer, opened):
    found = opened("Bonjour")
    write(found, text("Bonjour à tous"), by=writer)

    answer = set_aside(
        report=report,
        entry=entry_of(report, "key_results"),
        language="fr",
        value=text("Bonsoir"),
        seen=1,
        by=writer,
    )

    assert (answer.value, answer.revision, document_of(found)) == (text("Bonjour à tous"), 4, text("Bonjour à tous"))
    assert kept(report) == [(1, text("Bonjour")), (3, text("Bonsoir"))]


def test_a_text_that_is_not_in_its_row_yet_can_be_the_original(report, writer, opened):
    opened("Bonjour")
    english = opened(language="en")
    write(english, text("Good day"), by=writer)

    set_original(report=report, entry=entry_of(report, "key_results"), language="en", by=writer)

    assert [(row[0], row[5]) for row in rows(report)] == [("fr", False), ("en", True)]


def test_nothing_comes_into_a_report_that_is_no_draft(report, writer, opened):
    found = opened("Bonjour")
    Report.objects.update(stage=Stage.FORUM_REVIEW)

    with pytest.raises(Forbidden):
        save(report, writer, text("Bonsoir"), seen=1)

    assert document_of(found) == text("Bonjour")


def test_a_closed_document_refuses_what_is_saved(report, writer, opened):
    opened("Bonjour")
    Document.objects.update(locked=True)

    with pytest.raises(Forbidden):
        save(report, writer, text("Bonsoir"), seen=1)

    assert rows(report)[0][1:3] == (text("Bonjour"), 1)


# --- merging


A, A1, A2 = "Le Forum s’est réuni.", "Le Forum s’est réuni deux fois.", "Le Forum s’est réuni à Paris."
B, B1 = "Un guide est paru en mai.", "Un guide est paru en juin."


def test_an_old_page_s_changes_are_put_beside_those_of_others(report, writer, colleague, opened):
    found = opened(A, B, changed_by=writer)
    write(found, text(A1, B), by=colleague)

    saved = save(report, writer, text(A, B1), seen=1, merging=True)

    assert (document_of(found), saved.answer.value) == (text(A1, B1), text(A1, B1))
    assert saved.merged.twice == ()
    assert kept(report)[0] == (1, text(A, B))


def test_where_both_changed_the_same_both_stand(report, writer, colleague, opened):
    found = opened(A, B)
    write(found, text(A1, B), by=colleague)

    saved = save(report, writer, text(A2, B), seen=1, merging=True)

    assert document_of(found) == text(A1, A2, B)
    assert saved.merged.twice == tuple(text(A2)["content"])


def test_where_nobody_knows_what_it_was_written_on_both_stand(report, writer, colleague, opened):
    found = opened(A, B)
    write(found, text(A1, B), by=colleague)
    rendered(found)
    write(found, text(A1, B, "C"), by=colleague)
    rendered(found)

    saved = save(report, writer, text(A1, B1), seen=2, merging=True)

    assert document_of(found) == text(A1, B, "C", B1)
    assert saved.merged.twice == tuple(text(B1)["content"])


def test_the_base_that_a_page_sends_is_what_counts(report, writer, colleague, opened):
    found = opened(A, B)
    write(found, text(A1, B), by=colleague)
    rendered(found)
    write(found, text(A1, B, "C"), by=colleague)
    rendered(found)

    saved = save(report, writer, text(A1, B1), seen=2, merging=True, base=text(A1, B))

    assert (document_of(found), saved.merged.twice) == (text(A1, B1, "C"), ())


def test_two_first_answers_stand_both(report, writer, colleague, opened):
    found = opened()
    write(found, text(A), by=colleague)

    saved = save(report, writer, text(B), seen=0, merging=True)

    assert (document_of(found), saved.answer.revision) == (text(A, B), 2)


def test_a_page_whose_answer_was_lost_on_the_line_merges_nothing(report, writer, opened):
    found = opened(A)
    save(report, writer, text(A1), seen=1, page="page-1", merging=True)

    saved = save(report, writer, text(A2), seen=1, page="page-1", merging=True)

    assert (document_of(found), saved.merged) == (text(A2), None)


def test_without_a_document_a_stale_save_is_refused_as_before(report, writer, colleague):
    AnswerFactory(report=report, value=text(A), revision=2)

    with pytest.raises(StaleAnswer):
        save(report, writer, text(A1), seen=1, merging=True, base=text(A))


# --- over HTTP


def page_of(plain: bool = False) -> str:
    return reverse("reports:section", args=["FRA", 2023, "overall"]) + "?write=fr" + ("&plain=1" if plain else "")


def fields(response) -> dict[str, str]:
    form = response.context["form"]
    return {name: str(form[name].value()) for name in form.fields if form[name].value() not in (None, "", [])}


def test_a_plain_page_is_merged_with_what_was_written_meanwhile_and_told(client_for, report, writer, colleague, opened):
    found = opened(A, B)
    client = client_for(writer)
    sent = fields(client.get(page_of(plain=True)))
    assert json.loads(sent["key_results--base"]) == text(A, B)
    write(found, text(A1, B), by=colleague)
    rendered(found)
    write(found, text(A1, B, "C"), by=colleague)

    response = client.post(page_of(plain=True), sent | {"key_results": f"{A2}\n\n{B1}"}, follow=True)

    assert document_of(found) == text(A1, A2, B1, "C")
    html = response.content.decode()
    assert "Somebody else changed this text meanwhile. What you both wrote stands in it now." in html
    assert f"Yours: “{A2}”" in html
    assert fields(response)["key_results"] == f"{A1}\n\n{A2}\n\n{B1}\n\nC"


def test_what_a_plain_page_leaves_as_it_was_keeps_its_form_and_undoes_nothing(
    client_for, report, writer, colleague, opened
):
    found = opened()
    shape = doc(paragraph(run("gras", bold)), paragraph(B))
    write(found, shape, by=colleague)
    client = client_for(writer)
    sent = fields(client.get(page_of(plain=True)))
    write(found, doc(*shape["content"], paragraph("C")), by=colleague)

    client.post(page_of(plain=True), sent | {"key_results": f"gras\n\n{B1}"})

    assert document_of(found) == doc(paragraph(run("gras", bold)), paragraph(B1), paragraph("C"))


def test_a_plain_page_that_changed_nothing_saves_nothing(client_for, report, writer, opened):
    found = opened(A)
    client = client_for(writer)
    sent = fields(client.get(page_of(plain=True)))

    client.post(page_of(plain=True), sent)

    assert (Update.objects.count(), document_of(found)) == (1, text(A))


@pytest.mark.parametrize("base", ["nonsense", "[]", '{"type": "doc", "content": [{"type": "script"}]}', "[" * 9000])
def test_a_base_that_is_no_text_is_none(client_for, report, writer, colleague, opened, base):
    found = opened(A)
    write(found, text(A1), by=colleague)
    values = {"key_results": json.dumps(text(A, B)), "key_results--revision": "1", "key_results--base": base}

    client_for(writer).post(page_of(), values, headers=SCRIPT)

    assert document_of(found) == text(A1, B)


def test_an_open_page_s_next_changes_are_changes_of_what_it_holds(client_for, report, writer, colleague, opened):
    """It still shows its own text after the merge: what it sends next must not take out what it never saw."""
    found, client = opened(A, B), client_for(writer)
    write(found, text(A1, B), by=colleague)

    def send(value, revision, base=""):
        values = {"key_results": json.dumps(value), "key_results--revision": str(revision), "page": "page-1"}
        response = client.post(page_of(), values | {"key_results--base": base}, headers=SCRIPT)
        assert json.loads(response.headers["Pathfinder-Outcomes"]) == {"key_results": "saved"}
        html = response.content.decode()
        held = html.split('id="id-key_results--base" hx-swap-oob="true">')[1].split("</textarea>")[0].strip()
        return held.replace("&quot;", '"'), html

    base, html = send(text(A, B1), 1)
    assert (document_of(found), json.loads(base)) == (text(A1, B1), text(A, B1))
    assert "Somebody else wrote here too" in html
    base, html = send(text(A, B1, "C"), Answer.objects.get().revision, base)
    assert (document_of(found), json.loads(base)) == (text(A1, B1, "C"), text(A, B1, "C"))
    base, html = send(text(A1, B1, "C"), Answer.objects.get().revision, base)
    assert (document_of(found), base) == (text(A1, B1, "C"), "")
    assert "Somebody else wrote here too" not in html
